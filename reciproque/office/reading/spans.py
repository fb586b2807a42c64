"""The table that is being read, cell after cell: rows, cells, spans as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reciproque.office.document import Block, Cell, Kind, Place, Row, Table

WIDEST = 500
TALLEST = 20_000


def span_of(value: str | None, most: int) -> int:
    """A colspan or rowspan as written in a page; nonsense is one, zero (« to the end ») as much as may be."""
    digits = (value or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(int(digits[:9]), most) or most


@dataclass(slots=True)
class OpenCell:
    heading: bool
    colspan: int
    rowspan: int
    rich: bool = False
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """`rows` are the finished ones; `cell` is the one being read, None between two."""

    gap: int
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    cell: OpenCell | None = None
    place: Place | None = None
    in_head: bool = False
    depth: int = 0

    def column(self) -> int:
        return len(self.cells) + 1

    def end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is not None:
            self.cells.append(Cell(tuple(cell.blocks), cell.rich, cell.heading, cell.colspan, cell.rowspan))

    def end_row(self) -> None:
        self.end_cell()
        if self.cells and self.place is not None:
            self.rows.append(Row(tuple(self.cells), self.place, f"l{self.place.line}"))
        self.cells, self.place = [], None

    def finished(self) -> Table | None:
        self.end_row()
        if not self.rows:
            return None
        marked = all(cell.rich for row in self.rows for cell in row.cells if cell.blocks)
        unmarked = [_unmarked(row) for row in self.rows] if marked else self.rows
        rows = tuple(_cut(row, len(self.rows) - index) for index, row in enumerate(unmarked))
        return Table(rows, rows[0].place, f"l{rows[0].place.line}t", self.gap)


def _unmarked(row: Row) -> Row:
    """Where a program made every text of a table a paragraph, one paragraph alone marks nothing."""
    cells = (
        replace(cell, rich=cell.rich and (len(cell.blocks) > 1 or cell.blocks[0].kind is Kind.ITEM))
        if cell.blocks
        else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _cut(row: Row, below: int) -> Row:
    """No cell reaches below its table."""
    if all(cell.rowspan <= below for cell in row.cells):
        return row
    cells = (
        Cell(cell.blocks, cell.rich, cell.heading, cell.colspan, min(cell.rowspan, below))
        for cell in row.cells
    )
    return Row(tuple(cells), row.place, row.anchor)
