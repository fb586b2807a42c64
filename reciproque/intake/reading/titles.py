"""Which blocks are titles, and how deep they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from reciproque.intake.reading.title_forms import LINK, LONGEST, Title, is_real, style_of, title_of
from reciproque.intake.reading.words import Subject, fold, opens_with_infinitive, split_code, subjects_of
from reciproque.office.document import Block, Document, Kind, Part

_DETERMINERS = ("le", "la", "les", "un", "une", "des", "du")
_APART = {Subject.GOVERNANCE, Subject.EVALUATION, Subject.DOCUMENTS, Subject.CALENDAR}
_BASE = {"part": 10, "article": 20, "top": 20, "annex": 20}


@dataclass(slots=True)
class _Contents:
    """What the table of contents lists, to tell main titles from those below them."""

    entries: list[str] = field(default_factory=list)

    def knows(self, text: str) -> bool:
        folded = _letters(text)
        return any(
            entry == folded
            or (abs(len(entry) - len(folded)) < 6 and SequenceMatcher(None, entry, folded).ratio() > 0.93)
            for entry in self.entries
        )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


_PAGE = re.compile(r"[\s.…]+\d{1,3}\s*$")


def _contents_of(document: Document) -> tuple[_Contents, set[str]]:
    """The entries of the table of contents, and the anchors of their lines, which are no titles."""
    contents, anchors, inside = _Contents(), set(), False
    for part in document.parts:
        if not isinstance(part, Block):
            inside = False
            continue
        listed = bool(_PAGE.search(part.text[-60:])) and len(part.text) < 2 * LONGEST
        if Subject.CONTENTS in subjects_of(part.text[:60]) and len(part.text) < 40 and not listed:
            inside = True
        elif inside and listed:
            text = _PAGE.sub("", part.text)
            contents.entries.append(_letters(split_code(text)[1]))
            contents.entries.append(_letters(text))
            anchors.add(part.anchor)
        elif inside and anchors:
            inside = False
    return contents, anchors


def titles_of(document: Document) -> dict[str, Title]:
    """All titles of a document by the anchor of their block, with their depth."""
    contents, listed = _contents_of(document)
    parts = document.parts
    found: list[tuple[int, str]] = []
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else None
        after = parts[index + 1] if index + 1 < len(parts) else None
        style = None if part.anchor in listed else style_of(part, before, after)
        if style:
            found.append((index, style))
    found = _without_lists(found, parts)
    return _with_depths(found, parts, contents)


def _without_lists(found: list[tuple[int, str]], parts: tuple[Part, ...]) -> list[tuple[int, str]]:
    """Take out what only looks like titles: long runs of short lines, lists of annexes, values after a label."""
    kept: list[tuple[int, str]] = []
    at = 0
    while at < len(found):
        run = [found[at]]
        while (
            at + len(run) < len(found)
            and found[at + len(run)][0] == run[-1][0] + 1
            and found[at + len(run)][1] == run[0][1]
        ):
            run.append(found[at + len(run)])
        at += len(run)
        style = run[0][1]
        if style == "short" and len(run) > 1 and _are_objectives(run, parts):
            continue
        if (style == "annex" and len(run) > 1) or (
            style in ("short", "strong", "caps", "dotted", "axis") and len(run) > 3
        ):
            continue
        kept += run
    return [entry for entry in kept if not _is_value(entry, kept, parts)]


def _are_objectives(run: list[tuple[int, str]], parts: tuple[Part, ...]) -> bool:
    """Short lines right below each other that all begin with an infinitive are a list without signs."""
    blocks = [parts[index] for index, _style in run]
    return all(isinstance(block, Block) and opens_with_infinitive(block.text) for block in blocks)


def _is_value(entry: tuple[int, str], found: list[tuple[int, str]], parts: tuple[Part, ...]) -> bool:
    """A short line right under « Axe ou ambition en lien : », or « Thématique : Accès aux droits » under a title."""
    index, style = entry
    if style not in ("short", "topic", "strong") or index == 0:
        return False
    before = parts[index - 1]
    if not isinstance(before, Block):
        return False
    if before.text.rstrip().endswith(":"):
        return Subject.LINKED in subjects_of(before.text) or (
            before.kind is Kind.PARAGRAPH and not any(each == index - 1 for each, _style in found)
        )
    part = parts[index]
    return isinstance(part, Block) and bool(LINK.match(fold(part.text)))


@dataclass(slots=True)
class _Depths:
    """Follows the styles of open titles: a style already open is a sibling, a new one stands deeper."""

    contents: _Contents
    open: list[tuple[str, int, Title]] = field(default_factory=list)
    closed_before: int = -1

    def place(self, title: Title, adjacent: bool, chart: bool) -> int:
        style = title.style
        if is_real(style):
            return self._settle(style, int(style[1:]), title)
        if style in _BASE:
            real = [depth for name, depth, _title in self.open if is_real(name)]
            listed = any(Subject.ANNEXES in entry[2].subjects and entry[0] == "top" for entry in self.open)
            base = _BASE[style] + (style == "annex" and listed)
            return self._settle(style, max([base, *[depth + 1 for depth in real]]), title)
        if style == "dotted":
            style = f"dotted{(title.code or '').count('.')}"
        if style == "axis":
            style = f"axis {fold(title.code or '').split(' ')[0]} {(title.code or '').count('.')}"
        if style in ("short", "topic", "strong") and not chart:
            style = self._short(style, title, adjacent)
        if chart:
            style = "chart"
        return self._stack(style, title)

    def _settle(self, style: str, depth: int, title: Title) -> int:
        self.open = [entry for entry in self.open if entry[1] < depth]
        self.open.append((style, depth, title))
        return depth

    def _stack(self, style: str, title: Title) -> int:
        names = [name for name, _depth, _title in self.open]
        if style in names:
            depth = self.open[names.index(style)][1]
            del self.open[names.index(style) :]
        else:
            if style == "topic":
                self._pop({"short", "sub", "colon", "chart"})
            if style == "short" and title.subjects & _APART:
                self._pop_axes()
            depth = max(30, self.open[-1][1] + 1 if self.open else 30)
        self.open.append((style, depth, title))
        return depth

    def _pop(self, styles: set[str]) -> None:
        while self.open and self.open[-1][0] in styles:
            self.open.pop()

    def _pop_axes(self) -> None:
        while self.open and self.open[-1][0].startswith("axis"):
            self.open.pop()

    def _short(self, style: str, title: Title, adjacent: bool) -> str:
        """Is a short line a main title, one below a main title, or one below that?"""
        names = {name: other for name, _depth, other in self.open}
        if self.contents.knows(title.block.text):
            return "topic"
        if style == "topic" and "topic" in names and self.contents.knows(names["topic"].block.text):
            style = "short"
        if style == "topic":
            return style
        if "sub" in names and _alike(
            title.text, names["sub"].text, names["short"].text if "short" in names else ""
        ):
            return "sub"
        if adjacent and self.open and self.open[-1][0] == "short":
            return "sub"
        return "short"


def _form(text: str) -> str:
    first = fold(text).split(" ")[0]
    if first in _DETERMINERS or first.startswith("l'"):
        return "noun with article"
    return "infinitive" if opens_with_infinitive(text) else "bare"


def _alike(text: str, below: str, above: str) -> bool:
    """Whether a title has the form of the lower title rather than that of the upper one."""
    first, first_above = fold(text).split(" ")[0], fold(above).split(" ")[0]
    if first == first_above and _form(text) == "bare":
        return False
    return _form(text) == _form(below) and (_form(text) != _form(above) or _form(text) == "bare")


def _with_depths(
    found: list[tuple[int, str]], parts: tuple[Part, ...], contents: _Contents
) -> dict[str, Title]:
    depths = _Depths(contents)
    titles: dict[str, Title] = {}
    previous = -2
    signing = 0
    for index, style in found:
        part = parts[index]
        if not isinstance(part, Block):
            continue
        title = title_of(part, style)
        if Subject.SIGNATORIES in title.subjects:
            signing = index
        elif signing and not _ends_signatures(title, style):
            continue
        else:
            signing = 0
        chart = _in_chart(title, style, index, parts, depths)
        depth = depths.place(title, index == previous + 1, chart)
        titles[part.anchor] = replace(title, depth=depth)
        previous = index
    return titles


def _ends_signatures(title: Title, style: str) -> bool:
    return style in ("part", "article", "annex", "top", "axis") or is_real(style)


def _in_chart(title: Title, style: str, index: int, parts: tuple[Part, ...], depths: _Depths) -> bool:
    """Short lines under a title on governance, with no running text below: an organisation chart laid flat."""
    if style not in ("short", "caps", "topic", "strong", "colon") or depths.contents.knows(title.block.text):
        return False
    governed = [entry for entry in depths.open if Subject.GOVERNANCE in entry[2].subjects]
    if not governed or governed[-1][2].style in ("colon",):
        return False
    following = parts[index + 1] if index + 1 < len(parts) else None
    running = isinstance(following, Block) and len(following.text) > 200
    return isinstance(following, Block) and not running and Subject.PRIORITIES not in title.subjects
