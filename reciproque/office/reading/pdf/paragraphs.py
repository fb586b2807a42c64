"""Lines of a column cut into paragraphs, items and headings, by what a reader sees: gaps, signs, size, colour."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reciproque.office.reading.inline import GLYPHS, is_number, take_markers
from reciproque.office.reading.pdf.flow import Reach, breaks_on_purpose
from reciproque.office.reading.pdf.ink import Line, Look
from reciproque.office.reading.pdf.layout import is_contents, segments
from reciproque.office.reading.pdf.spelling import Vocabulary

_MORE_THAN_A_LINE = 1.25
_ENDS = (".", "!", "?", ":", ";", "…", ".»", "»", ")")
_INNER_END = re.compile(r"[.!?] [A-ZÀ-Ý]")
_SAME_SIZE = 0.08
_LARGER = 1.1
_LONGEST_HEADING = 250
_A_TITLE = 1.4  # times the largest heading
_SCARCE = 300
_COLOURFUL = 40
_DEEPEST_HEADING = 6
_MOSTLY = 0.6


@dataclass(slots=True, eq=False)
class Piece:
    """The lines of one paragraph; `marker` is what stands before an item, `gap` how many lines are left free."""

    lines: list[Line]
    gap: int = 0
    marker: str = ""
    reach: Reach = field(default_factory=Reach)
    contents: bool = False

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def left(self) -> float:
        return self.lines[0].left

    @property
    def inner_left(self) -> float:
        """Where the text of an item begins, behind its mark."""
        first = self.lines[0]
        taken = len(self.marker.replace(" ", ""))
        for word in first.words:
            if taken <= 0:
                return word.left
            taken -= len(word.text)
        return first.left

    def without_marker(self) -> tuple[str, list[Line]]:
        """The mark of an item and its lines without it, when it stands as words of its own."""
        first, taken, at = self.lines[0], "", 0
        while self.marker and at < len(first.words) - 1 and len(taken) < len(self.marker):
            taken += first.words[at].text
            at += 1
        if not self.marker or taken != self.marker.replace(" ", ""):
            return "", self.lines
        return self.marker, [Line(first.words[at:], first.page), *self.lines[1:]]


class Typography:
    """What is usual in a document: size and colour of its text, distance of its lines.

    The cells of its tables have usages of their own: there every line broken on purpose is a paragraph.
    """

    def __init__(self, vocabulary: Vocabulary, *, in_cells: bool = False) -> None:
        self.vocabulary = vocabulary
        self.in_cells = in_cells
        self._inner = 0
        self._letters: Counter[tuple[float, tuple[int, int, int]]] = Counter()
        self._steps: dict[float, Counter[float]] = defaultdict(Counter)
        self._ended = self._spaced = 0

    def learn(self, lines: Sequence[Line], reach: Reach) -> None:
        for line in lines:
            self._letters[_rounded(line.size), line.look.colour] += len(line.text)
            self._inner += len(_INNER_END.findall(line.text))
        for before, line in itertools.pairwise(lines):
            step = round(line.base - before.base, 0)
            if before.page == line.page and step > 0 and abs(before.size - line.size) < 0.5:
                self._steps[_rounded(line.size)][step] += 1
                if (
                    before.text.endswith(_ENDS)
                    and not marker_of(line)
                    and breaks_on_purpose(before, line, reach.right)
                ):
                    self._ended += 1
                    self._spaced += step > _MORE_THAN_A_LINE * self.step(line.size)

    def lean_on(self, other: Typography) -> None:
        """A document that is nearly all tables has its usual size in their cells."""
        if self._letters.total() < _SCARCE:
            self._letters.update(other._letters)

    @property
    def size(self) -> float:
        sizes: Counter[float] = Counter()
        for (size, _colour), count in self._letters.items():
            sizes[size] += count
        return sizes.most_common(1)[0][0] if sizes else 10.0

    @property
    def colour(self) -> tuple[int, int, int]:
        return self._letters.most_common(1)[0][0][1] if self._letters else (0, 0, 0)

    @property
    def is_spaced(self) -> bool:
        """Whether paragraphs stand apart by more than a line; a line broken alone is then none of them."""
        return self._spaced > _MOSTLY * max(1, self._ended)

    @property
    def ends_with_sentences(self) -> bool:
        """Whether most sentences end their paragraph: a line that ends in a point then does too."""
        return self.in_cells and self._ended > self._inner

    def step(self, size: float) -> float:
        """How far apart the lines of a paragraph stand: the least usual distance of that size."""
        counted = self._steps.get(_rounded(size))
        least, most = 0.9 * size, 2.2 * size
        fitting = {step: count for step, count in (counted or {}).items() if least <= step <= most}
        if not fitting:
            return 1.2 * size
        usual = max(fitting.values())
        return min(step for step, count in fitting.items() if count * 4 >= usual)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def marker_of(line: Line) -> str:
    markers, rest = take_markers(line.text)
    return " ".join(markers) if markers and rest else ""


def cut(lines: Sequence[Line], usual: Typography, reach: Reach, *, loose: bool = False) -> list[Piece]:
    """The paragraphs of a column; in a `loose` one, lines with wide gaps are rows of a table without lines."""
    pieces: list[Piece] = []
    for line in lines:
        gap = _gap(pieces[-1].lines[-1], line, usual) if pieces else 0
        contents = is_contents(line) or (loose and len(segments(line)) > 1)
        if pieces and not contents and not _begins(pieces[-1], line, gap, usual, reach):
            pieces[-1].lines.append(line)
        else:
            pieces.append(Piece([line], gap, marker_of(line), reach, contents))
    return pieces


def _gap(before: Line, line: Line, usual: Typography) -> int:
    if before.page != line.page or line.base < before.base:
        return 1
    step = usual.step(max(before.size, line.size))
    distance = (line.base - before.base) / max(step, 1.0)
    return max(1, round(distance - 1)) if distance > _MORE_THAN_A_LINE else 0


def _begins(piece: Piece, line: Line, gap: int, usual: Typography, reach: Reach) -> bool:
    """Whether a line begins a paragraph of its own rather than going on with the piece above it."""
    before = piece.lines[-1]
    if gap or piece.contents or _other_hand(before.look, line.look):
        return True
    on_purpose = breaks_on_purpose(before, line, reach.right)
    marker = marker_of(line)
    if marker and _is_mark(piece, line, marker, on_purpose=on_purpose):
        return True
    if piece.marker and piece.inner_left > piece.left + 2 and line.left < piece.inner_left - 4:
        hangs = len(piece.lines) > 1 and before.left > piece.left + 2
        return on_purpose or (hangs and line.left <= piece.left + 2)
    if before.look.strong != line.look.strong and on_purpose:
        return True
    indented = len(piece.lines) > 1 and line.left > before.left + 0.8 * line.size
    if indented and before.text.endswith(_ENDS) and not line.text[:1].islower():
        return True
    if usual.is_spaced or line.text[:1].islower():
        return False
    if before.text.endswith(_ENDS):
        return on_purpose or usual.ends_with_sentences
    return usual.in_cells and (on_purpose or usual.vocabulary.begins_anew(before.text, line.text))


def _is_mark(piece: Piece, line: Line, marker: str, *, on_purpose: bool) -> bool:
    if marker[0] in GLYPHS or on_purpose:
        return True
    before = piece.lines[-1].text
    listed = piece.marker and abs(piece.left - line.left) < 3 and is_number(piece.marker) == is_number(marker)
    return bool(listed) or before.endswith((":", ";", "."))


def _other_hand(one: Look, other: Look) -> bool:
    apart = abs(one.size - other.size) > _SAME_SIZE * max(one.size, other.size)
    return apart or ((_is_colourful(one) or _is_colourful(other)) and one.colour != other.colour)


def _is_colourful(look: Look) -> bool:
    return max(look.colour) - min(look.colour) > _COLOURFUL


Style = tuple[float, bool, bool, tuple[int, int, int]]


class Headings:
    """Which pieces are headings, and how deep, by the looks that headings of the document have."""

    def __init__(self, usual: Typography, pieces: Iterable[Piece]) -> None:
        self._size, self._colour = usual.size, usual.colour
        pages: dict[Style, list[int]] = {}
        for piece in pieces:
            if self.is_heading(piece):
                pages.setdefault(_style(piece), []).append(piece.page)
        ranked = sorted(pages, key=lambda style: (-style[0], not style[1], style[2]))
        titled = len(ranked) > 1 and len(pages[ranked[0]]) <= 2 and ranked[0][0] > _A_TITLE * ranked[1][0]
        shift = 0 if titled else 1
        self._levels = {
            style: max(1, min(rank + shift, _DEEPEST_HEADING)) for rank, style in enumerate(ranked)
        }

    def is_heading(self, piece: Piece) -> bool:
        look, text = piece.lines[0].look, piece.text
        if piece.contents or len(text) > _LONGEST_HEADING or len(piece.lines) > 4:
            return False
        if not any(letter.isalpha() for letter in text) or (piece.marker and piece.marker[0] in GLYPHS):
            return False
        if any(_other_hand(look, line.look) for line in piece.lines):
            return False
        if look.size >= _LARGER * self._size:
            return len(text) < _LONGEST_HEADING / 2 or not text.endswith(".")
        apart = _is_colourful(look) and look.colour != self._colour and look.size >= 0.95 * self._size
        return apart and not text.endswith((".", ";", ","))

    def level_of(self, piece: Piece) -> int:
        return self._levels.get(_style(piece), 1)


def _style(piece: Piece) -> Style:
    look = piece.lines[0].look
    return _rounded(look.size), look.strong, look.slanted, look.colour
