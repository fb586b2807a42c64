"""Turns printed paragraphs into blocks with their number, page, place and anchor."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

from lxml import etree

from reciproque.office.bounds import Account
from reciproque.office.document import Block, Kind, Place
from reciproque.office.reading.blocks import Shape, shapes_of
from reciproque.office.reading.word.numbering import Numbering
from reciproque.office.reading.word.paragraphs import Printed, inner_paragraphs, print_paragraph
from reciproque.office.reading.word.styles import Styles

DEEPEST_ITEM = 8


class Scribe:
    """Holds what changes from one paragraph to the next: line, page, gap, counters of lists, notes called."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[str, str], account: Account) -> None:
        self.styles = styles
        self.numbering = numbering
        self.account = account
        self.line = 0
        self.page: int | None = None
        self.gap = 0
        self.seen: Counter[str] = Counter()
        self._notes = notes
        self._called: list[str] = []
        self._note_count = 0

    def print(self, element: etree._Element) -> Printed:
        return print_paragraph(element, self.styles)

    def place(self) -> Place:
        return Place(max(1, self.line), self.page)

    def blocks(self, printed: Printed) -> list[Block]:
        """The blocks of a paragraph of the body, then those of its text boxes."""
        self.turn(printed.pages_before)
        blocks = self._own_blocks(printed)
        self.gap += 0 if blocks else 1
        self.gap += printed.gap_after
        self.turn(printed.pages_after)
        for inner in self._boxed(printed.boxes):
            blocks += self._own_blocks(inner)
        return blocks

    def blocks_in_cell(self, elements: list[etree._Element], anchor: str) -> tuple[Block, ...]:
        """The blocks of the paragraphs of one cell: they bear the place of its row."""
        blocks: list[Block] = []
        waiting = deque(self.print(element) for element in elements)
        while waiting:
            printed = waiting.popleft()
            waiting.extendleft(reversed(list(self._boxed(printed.boxes))))
            self.turn(printed.pages_before)
            for shape in self._shapes(printed):
                self.account.add_block(shape.text, self.place())
                blocks.append(self._block(shape, printed, f"{anchor}b{len(blocks) + 1}", 0))
            self.turn(printed.pages_after)
        return tuple(blocks)

    def notes(self) -> list[Block]:
        """The footnotes called since this was last asked."""
        blocks = []
        for key in self._called:
            self._note_count += 1
            text = self._notes.get(key, "")
            if text:
                self.line += 1
                self.account.add_block(text, self.place())
                marker = (str(self._note_count),)
                blocks.append(Block(Kind.NOTE, text, self.place(), f"l{self.line}", markers=marker))
        self._called.clear()
        return blocks

    def turn(self, pages: int) -> None:
        if self.page is not None:
            self.page += pages

    def _own_blocks(self, printed: Printed) -> list[Block]:
        blocks: list[Block] = []
        for shape in self._shapes(printed):
            self.line += 1
            self.account.add_block(shape.text, self.place())
            gap = 0 if blocks else self.gap + printed.gap_before
            blocks.append(self._block(shape, printed, f"l{self.line}", gap))
            self.gap = 0
        return blocks

    def _shapes(self, printed: Printed) -> list[Shape]:
        self.seen += printed.seen
        self._called += printed.notes
        kind, level, marker = self._numbered(printed)
        return shapes_of(printed.text, kind=kind, level=level, marker=marker)

    def _block(self, shape: Shape, printed: Printed, anchor: str, gap: int) -> Block:
        emphasis = printed.emphasis()
        lead = emphasis.lead
        return Block(
            shape.kind,
            shape.text,
            self.place(),
            anchor,
            level=shape.level,
            markers=shape.markers,
            strong=emphasis.strong,
            slanted=emphasis.slanted,
            centred=bool(printed.look.centred),
            lines=shape.lines,
            gap=gap,
            lead=lead if shape.text.startswith(lead) else "",
        )

    def _numbered(self, printed: Printed) -> tuple[Kind, int, str]:
        """What the numbering prints before a paragraph; an empty paragraph counts too, as in Word."""
        look = printed.look
        depth = max(0, min(look.level or 0, DEEPEST_ITEM))
        marker = ""
        if look.numbering and look.numbering != "0":
            marker = self.numbering.marker(look.numbering, depth)
        if look.heading:
            return Kind.HEADING, look.heading, marker
        nested = min(max(depth, look.nesting or 0), DEEPEST_ITEM)
        return (Kind.ITEM, nested, marker) if marker else (Kind.PARAGRAPH, 0, "")

    def _boxed(self, boxes: list[etree._Element]) -> Iterator[Printed]:
        """The paragraphs of text boxes, and of the boxes inside them."""
        waiting = deque(boxes)
        while waiting:
            paragraphs, nested = inner_paragraphs(waiting.popleft())
            if nested:
                self.account.complain(f"Paragraphe {self.line} : tableau dans une zone de texte, lu à plat.")
            for paragraph in paragraphs:
                printed = self.print(paragraph)
                waiting.extend(printed.boxes)
                printed.boxes = []
                yield printed
