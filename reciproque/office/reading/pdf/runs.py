"""The structure of a tagged PDF cut into paragraphs: which words are one, and what they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reciproque.office.document import Kind
from reciproque.office.reading.pdf.tree import Content, Element, Placed

INLINE = {
    "Span", "Quote", "Link", "Reference", "BibEntry", "Code", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "Lbl", "Em", "Strong", "Sub", "Form",
}  # fmt: skip
TABLE_PARTS = {"TR", "THead", "TBody", "TFoot", "TD", "TH"}
NOTES = {"Note", "FENote"}
TITLES = {"Title", "Titre"}
DEEPEST_HEADING = 6
_CALL = re.compile(r"^[\[(]?(?:\d{1,3}|\*{1,3})[\])]?$")
_HEADING = re.compile(r"^H(\d{1,2})?$")


@dataclass(frozen=True, slots=True)
class Around:
    """What a paragraph stands in: a heading, an item of a list, a section."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    sections: int = 0
    lists: int = 0
    marker: str = ""

    def after_first(self) -> Around:
        """Further paragraphs of an item have no mark of their own."""
        return replace(self, kind=Kind.PARAGRAPH, level=0, marker="") if self.kind is Kind.ITEM else self

    def inside(self, element: Element) -> Around:
        heading = _HEADING.match(element.kind)
        if heading or element.own in TITLES:
            level = int(heading[1]) if heading and heading[1] else self.sections
            return replace(self, kind=Kind.HEADING, level=min(max(level, 1), DEEPEST_HEADING))
        if element.kind == "Sect":
            return replace(self, sections=self.sections + 1)
        if element.kind == "L":
            return replace(self, lists=self.lists + 1)
        if element.kind == "LI":
            return replace(self, kind=Kind.ITEM, level=max(0, self.lists - 1), marker="")
        return self


@dataclass(slots=True, eq=False)
class Run:
    """The words of one paragraph, before its lines are put together."""

    words: list[Placed]
    around: Around
    is_note: bool = False

    @property
    def left(self) -> float:
        return self.words[0][1].left

    @property
    def page(self) -> int:
        return self.words[0][0]


class Walker:
    """Cuts a structure into paragraphs and tables; counts the pictures and the tables inside cells."""

    def __init__(self) -> None:
        self.images = 0
        self.nested_on: list[int] = []

    def units(self, element: Element, around: Around) -> Iterator[Run | Element]:
        """Paragraphs, notes and tables at or below an element; notes come after their paragraph."""
        if element.kind == "Table" and _cells_in(element):
            for child in element.in_order():
                if isinstance(child, Element) and child.kind not in TABLE_PARTS:
                    yield from self.units(child, around)
            yield element
        elif element.kind in NOTES:
            if words := _words(element):
                yield Run(words, around, is_note=True)
        else:
            yield from self._inside(element, around.inside(element))

    def _inside(self, element: Element, around: Around) -> Iterator[Run | Element]:
        """Running text is one paragraph up to the next element that is a paragraph of its own."""
        open_run = Run([], around)
        notes: list[Run] = []
        if element.kind == "Figure":
            self.images += not element.placed()
        for child in element.in_order():
            if isinstance(child, Content):
                open_run.words += child.placed
            elif child.kind == "Lbl" and element.kind == "LI":
                marker = " ".join(word.text for _page, word in _words(child))
                open_run.around = replace(open_run.around, marker=marker)
            elif _is_inline(child) or child.kind in NOTES:
                open_run.words += _words(child) if child.kind not in NOTES else []
                notes += [Run(_words(note), around, is_note=True) for note in _notes_in(child)]
            else:
                yield from _closed(open_run, notes)
                around = around.after_first() if open_run.words else open_run.around
                for unit in self.units(child, around):
                    yield unit
                    around = around.after_first() if isinstance(unit, Run) and not unit.is_note else around
                open_run, notes = Run([], around), []
        open_run.words = _replaced(element, open_run.words)
        yield from _closed(open_run, notes)

    def in_cell(self, cell: Element) -> list[Run]:
        """The paragraphs of a cell; a table inside it is read flat."""
        found: list[Run] = []
        for unit in self.units(cell, Around()):
            if isinstance(unit, Run):
                found.append(unit)
            else:
                self.nested_on.append(unit.page)
                found += [run for inner in _cells_in(unit) for run in self.in_cell(inner)]
        return found


def _closed(run: Run, notes: list[Run]) -> Iterator[Run]:
    """A paragraph that is finished, then the notes called in it."""
    yield from (each for each in (run, *notes) if each.words)


def _cells_in(table: Element) -> list[Element]:
    """The outermost cells of a table, row by row."""
    found: list[Element] = []
    waiting: list[Element | Content] = [table]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Element) and each.kind in {"TD", "TH"}:
            found.append(each)
        elif isinstance(each, Element):
            waiting += reversed(each.in_order())
    return found


def _is_inline(element: Element) -> bool:
    return element.kind in INLINE and all(
        not isinstance(each, Element) or each.kind in INLINE or each.kind in NOTES for each in element.walk()
    )


def _words(element: Element) -> list[Placed]:
    """The words of an element, without those of notes inside it, as the program says them."""
    words: list[Placed] = []
    for child in element.in_order():
        if isinstance(child, Content):
            words += child.placed
        elif child.kind == "Reference" and _CALL.match("".join(word.text for _page, word in child.placed())):
            continue  # the mark of a note
        elif child.kind not in NOTES or element.kind in NOTES:
            words += _words(child)
    return _replaced(element, words)


def _notes_in(element: Element) -> list[Element]:
    return [each for each in element.walk() if isinstance(each, Element) and each.kind in NOTES]


def _replaced(element: Element, words: list[Placed]) -> list[Placed]:
    """A program may say what printed signs stand for: that is the text then."""
    said = element.said.split()
    if not said or not words:
        return words
    (page, first), (_last_page, last) = words[0], words[-1]
    made = [(page, replace(first, text=said[0]))]
    return made + [(page, replace(last, text=word, spaced=True)) for word in said[1:]]
