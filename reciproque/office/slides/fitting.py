"""How much text fits where: reckoned from the average width of letters, since no slide is drawn here.

Lengths are English metric units (360 000 a centimetre), sizes of letters are points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reciproque.office.papers.content import Entry

POINT, CENTIMETRE = 12_700, 360_000
LETTER = 0.56  # width of an average letter, of its size
LINE = 1.2
SIZES = (20, 18, 16, 14)  # of bullets: the largest that fits
PAGED = 16  # where a list goes on over several slides
SPACING = 6  # points before a paragraph
INDENT = 22  # points that a level takes


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    width: int
    height: int

    def beside(self, share: float, gap: int = CENTIMETRE) -> tuple[Box, Box]:
        """Two boxes side by side; the first takes `share` of the width."""
        first = int((self.width - gap) * share)
        return (
            Box(self.left, self.top, first, self.height),
            Box(self.left + first + gap, self.top, self.width - first - gap, self.height),
        )

    def below(self, height: int) -> tuple[Box, Box]:
        """What stands on top, that high, and the rest."""
        height = min(height, self.height)
        return (
            Box(self.left, self.top, self.width, height),
            Box(self.left, self.top + height, self.width, self.height - height),
        )


def lines_of(text: str, width: int, size: float) -> int:
    """How many lines a text takes."""
    letters = max(1.0, width / POINT / (size * LETTER))
    return sum(max(1, math.ceil(len(line) / letters)) for line in (text.split("\n") or [""]))


def height_of(entry: Entry, width: int, size: float) -> int:
    """The height of an item of a list, the space above it included."""
    room = max(CENTIMETRE, width - (entry.level + 1) * INDENT * POINT)
    return int((lines_of(entry.written, room, size) * size * LINE + SPACING) * POINT)


def pages_of(
    entries: Sequence[Entry], box: Box, *, others: Box, sizes: Sequence[float] = SIZES
) -> list[tuple[float, list[Entry]]]:
    """Lists cut so that each fits: with the size of its letters. The first one into `box`, the next into `others`."""
    for size in sizes:
        if sum(height_of(one, box.width, size) for one in entries) <= box.height:
            return [(size, list(entries))]
    pages: list[tuple[float, list[Entry]]] = [(PAGED, [])]
    space, used = box, 0
    for entry in entries:
        need = height_of(entry, space.width, PAGED)
        if pages[-1][1] and used + need > space.height:
            space, used = others, 0
            pages.append((PAGED, []))
            need = height_of(entry, space.width, PAGED)
        pages[-1][1].append(entry)
        used += need
    return pages


def cut_rows(heights: Sequence[int], room: int) -> list[range]:
    """Rows of a table cut into stretches of which each fits into the room; a row that is higher stands alone."""
    stretches: list[range] = []
    start = used = 0
    for at, height in enumerate(heights):
        if at > start and used + height > room:
            stretches.append(range(start, at))
            start, used = at, 0
        used += height
    return [*stretches, range(start, len(heights))] if len(heights) > start else stretches
