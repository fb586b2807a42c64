"""Tables found by their ruling lines: which lines belong together, and the cells that they enclose."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reciproque.office.reading.pdf.ink import Ink, Rule, Word

NEAR = 3.0
MOST_RULES = 2_500
_COVERED = 0.5
_MOSTLY_EMPTY, _MANY = 0.15, 20


@dataclass(slots=True)
class Box:
    """A cell on the page, with the words in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    right: float
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table on one page. `closed` says that a line is drawn below its last row."""

    page: int
    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    closed: bool = True

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def holds(self, word: Word) -> bool:
        x, y = word.middle
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.top - 1 <= y <= self.bottom + 1

    def rows(self) -> list[list[Box]]:
        laid: list[list[Box]] = [[] for _ in self.ys[1:]]
        for box in self.boxes:
            laid[box.row].append(box)
        return [sorted(row, key=lambda box: box.column) for row in laid]


def grids_of(ink: Ink) -> tuple[list[Grid], list[Word]]:
    """The ruled tables of a page, from above, with their words, and the words outside them."""
    across, upright = _joined(ink.across), _joined(ink.upright)
    if len(across) > MOST_RULES or len(upright) > MOST_RULES:
        return [], ink.words  # a map or a drawing
    found = [grid for rules in _groups(across, upright) if (grid := _grid(ink.number, *rules)) is not None]
    grids = [grid for grid in found if not any(_inside(grid, other) for other in found)]
    left = list(ink.words)
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: (grid.top, grid.xs[0])):
        words = [word for word in left if grid.holds(word)]
        _fill(grid, words)
        if _is_table(grid):
            kept.append(grid)
            left = [word for word in left if not grid.holds(word)]
    return kept, left


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - rule.at) < 1.5 and rule.start <= last.end + NEAR:
            joined[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _groups(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, directly or through others."""
    above = list(range(len(across) + len(upright)))

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for number, line in enumerate(across):
        for other, wall in enumerate(upright, start=len(across)):
            crosses = line.start - NEAR <= wall.at <= line.end + NEAR
            if crosses and wall.start - NEAR <= line.at <= wall.end + NEAR:
                above[root(number)] = root(other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number in range(len(above)):
        lines, walls = groups.setdefault(root(number), ([], []))
        if number < len(across):
            lines.append(across[number])
        else:
            walls.append(upright[number - len(across)])
    return [group for group in groups.values() if group[0] and group[1]]


def _clustered(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _grid(page: int, across: list[Rule], upright: list[Rule]) -> Grid | None:
    """The cells between lines; a page break may have left the first and the last row open."""
    ends = [end for wall in upright for end in (wall.start, wall.end)]
    sides = [end for line in across for end in (line.start, line.end)]
    xs = _clustered([*(wall.at for wall in upright), min(sides), max(sides)])
    ys = _clustered([*(line.at for line in across), min(ends), max(ends)])
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > 60_000:
        return None
    closed = any(abs(line.at - ys[-1]) <= NEAR for line in across)
    has_wall = _walls(upright, xs, ys)
    has_floor = _walls(across, ys, xs)
    boxes = _boxes(xs, ys, has_wall, lambda column, row: has_floor(row, column))
    return Grid(page, xs, ys, boxes, closed)


def _walls(rules: list[Rule], ats: list[float], steps: list[float]) -> Callable[[int, int], bool]:
    """Whether a line is drawn at the given place, along the given step."""
    drawn: set[tuple[int, int]] = set()
    for rule in rules:
        for place, at in enumerate(ats):
            if abs(rule.at - at) > NEAR:
                continue
            for step, (start, end) in enumerate(itertools.pairwise(steps)):
                if min(end, rule.end) - max(start, rule.start) > _COVERED * (end - start):
                    drawn.add((place, step))
    return lambda place, step: (place, step) in drawn


def _boxes(
    xs: list[float], ys: list[float], wall: Callable[[int, int], bool], floor: Callable[[int, int], bool]
) -> list[Box]:
    """Neighbours without a line between them are one cell, when together they are a rectangle."""
    columns, rows = len(xs) - 1, len(ys) - 1
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while (
                column + wide < columns and not wall(column + wide, row) and (row, column + wide) not in taken
            ):
                wide += 1
            high = 1
            while row + high < rows and _goes_down(row + high, column, wide, wall, floor):
                high += 1
            taken.update((row + down, column + right) for down in range(high) for right in range(wide))
            boxes.append(Box(row, column, high, wide, xs[column], xs[column + wide]))
    return boxes


def _goes_down(
    row: int, column: int, wide: int, wall: Callable[[int, int], bool], floor: Callable[[int, int], bool]
) -> bool:
    open_above = not any(floor(column + right, row) for right in range(wide))
    return open_above and not any(wall(column + right, row) for right in range(1, wide))


def _inside(grid: Grid, other: Grid) -> bool:
    return (
        grid is not other
        and other.xs[0] - 1 <= grid.xs[0]
        and grid.xs[-1] <= other.xs[-1] + 1
        and other.top - 1 <= grid.top
        and grid.bottom <= other.bottom + 1
        and (grid.xs[-1] - grid.xs[0]) * (grid.bottom - grid.top)
        < 0.95 * (other.xs[-1] - other.xs[0]) * (other.bottom - other.top)
    )


def _fill(grid: Grid, words: list[Word]) -> None:
    where = {
        (box.row + down, box.column + right): box
        for box in grid.boxes
        for down in range(box.rowspan)
        for right in range(box.colspan)
    }
    for word in words:
        x, y = word.middle
        where[_step(grid.ys, y), _step(grid.xs, x)].words.append(word)


def _step(edges: list[float], value: float) -> int:
    found = sum(edge <= value for edge in edges[1:-1])
    return min(found, len(edges) - 2)


def _is_table(grid: Grid) -> bool:
    """A frame around a text is none, nor a chart whose grid is nearly empty."""
    filled = sum(bool(box.words) for box in grid.boxes)
    if len(grid.boxes) < 2 or not filled:
        return False
    return len(grid.boxes) < _MANY or filled > _MOSTLY_EMPTY * len(grid.boxes)
