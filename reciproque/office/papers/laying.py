"""Where the cells of a table stand, once their spans are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reciproque.core.text import clean
from reciproque.office.papers.content import Cell, TableBlock

Rows = Sequence[Sequence[str | Cell]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell where it stands. `covered`: the lower part of a cell that spans rows; `height`: rows still to come."""

    column: int
    cell: Cell
    span: int = 1
    height: int = 1
    covered: bool = False


def cell_of(cell: str | Cell) -> Cell:
    """A cell with clean texts, without empty ones."""
    given = cell if isinstance(cell, Cell) else Cell((cell,))
    texts = tuple(text for text in map(clean, given.texts) if text.strip())
    return Cell(texts, given.listed, given.strong, max(1, given.colspan), max(1, given.rowspan))


def laid(rows: Rows, width: int) -> list[list[Placed]]:
    """The cells of each row in their columns: exactly `width` columns a row, however short it was written."""
    lines: list[list[Placed]] = []
    above: dict[int, Placed] = {}
    for number, row in enumerate(rows):
        line = _line([cell_of(one) for one in row], above, width, len(rows) - number)
        above = {placed.column: placed for placed in line if placed.height > 1}
        lines.append(line)
    return lines


def _line(waiting: list[Cell], above: dict[int, Placed], width: int, most: int) -> list[Placed]:
    line: list[Placed] = []
    column = 0
    while column < width:
        over = above.get(column)
        if over is not None:
            placed = Placed(column, over.cell, over.span, over.height - 1, covered=True)
        else:
            cell = waiting.pop(0) if waiting else Cell()
            placed = Placed(column, cell, _span(cell, column, width, above), min(cell.rowspan, most))
        line.append(placed)
        column += placed.span
    return line


def _span(cell: Cell, column: int, width: int, above: dict[int, Placed]) -> int:
    """How many columns the cell really takes: not beyond the table, nor under a cell that comes from above."""
    span = 1
    while span < cell.colspan and column + span < width and column + span not in above:
        span += 1
    return span


def head_rows(block: TableBlock) -> Rows:
    """The rows that come back on every page."""
    return [*block.heads, [Cell((column.heading,), strong=True) for column in block.columns]]


def total_rows(block: TableBlock) -> Rows:
    return [[_strong(cell_of(cell)) for cell in block.total]] if block.total else []


def _strong(cell: Cell) -> Cell:
    return Cell(cell.texts, cell.listed, True, cell.colspan, cell.rowspan)
