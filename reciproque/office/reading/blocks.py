"""From the lines that a paragraph was printed on to blocks: what every reader of formatted files does alike."""

from __future__ import annotations

from dataclasses import dataclass

from reciproque.core.text import one_line
from reciproque.office.document import Kind
from reciproque.office.reading.inline import take_markers

SOFT_HYPHEN = "\u00ad"
LONGEST_MARKER = 80


@dataclass(frozen=True, slots=True)
class Shape:
    """A block before it is given its place."""

    kind: Kind
    text: str
    level: int = 0
    markers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class Emphasis:
    """How a paragraph is emphasised, run after run: wholly, or at its beginning only.

    Spaces and punctuation do not count: a bold title followed by a plain colon is bold.
    """

    def __init__(self) -> None:
        self._letters = 0
        self._counts = {"strong": 0, "slanted": 0}
        self._leads: dict[str, list[str]] = {"strong": [], "slanted": []}
        self._leading = {"strong": True, "slanted": True}

    def add(self, text: str, *, strong: bool, slanted: bool) -> None:
        letters = sum(letter.isalnum() for letter in text)
        self._letters += letters
        for way, is_so in (("strong", strong), ("slanted", slanted)):
            if is_so:
                self._counts[way] += letters
            elif text.strip():
                self._leading[way] = False
            if self._leading[way]:
                self._leads[way].append(text)

    @property
    def strong(self) -> bool:
        return 0 < self._letters == self._counts["strong"]

    @property
    def slanted(self) -> bool:
        return 0 < self._letters == self._counts["slanted"]

    @property
    def lead(self) -> str:
        """The emphasised beginning of a paragraph that is not wholly so."""
        if self.strong or self.slanted:
            return ""
        found = "".join(self._leads["strong"]).strip() or "".join(self._leads["slanted"]).strip()
        if not found:
            return ""
        _markers, rest = take_markers(clean_line(found))
        return rest if any(letter.isalnum() for letter in rest) else ""


def clean_line(text: str) -> str:
    """One line without control characters, soft hyphens nor double spaces."""
    return one_line(text.replace(SOFT_HYPHEN, ""))


def shapes_of(text: str, *, kind: Kind = Kind.PARAGRAPH, level: int = 0, marker: str = "") -> list[Shape]:
    """Cut the text of one paragraph, "\\n" between its printed lines, into blocks.

    One block as a rule; several when the lines are a list typed by hand, each with its own bullet. A bullet
    typed at the front is taken off, even behind a bullet of the numbering.
    """
    lines = [line for line in map(clean_line, text.split("\n")) if line]
    if not lines:
        return []
    if kind is Kind.HEADING:
        return [_shape(lines, kind, level, (marker[:LONGEST_MARKER],) if marker else ())]
    groups: list[tuple[tuple[str, ...], list[str]]] = []
    for line in lines:
        markers, rest = take_markers(line)
        if not rest:
            markers, rest = (), line
        if markers or not groups:
            groups.append((markers, [rest]))
        else:
            groups[-1][1].append(rest)
    shapes = []
    for index, (typed, inside) in enumerate(groups):
        markers = (marker[:LONGEST_MARKER], *typed) if marker and not index else typed
        kept = kind if kind is not Kind.PARAGRAPH else Kind.ITEM if markers else kind
        shapes.append(_shape(inside, kept, level, markers))
    return shapes


def _shape(lines: list[str], kind: Kind, level: int, markers: tuple[str, ...]) -> Shape:
    return Shape(kind, " ".join(lines), level, markers, tuple(lines) if len(lines) > 1 else ())
