"""From a sheet to the parts of a document: its name, the titles that stand above tables, the tables.

An empty row ends a table. A line of one filled cell above a table is a title; so is every line of a sheet of one
column. Columns that the whole sheet leaves empty are spaces between columns. Tables beside each other, parted by
an empty column, are two when they do not begin and end on the same rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from reciproque.office.bounds import Account
from reciproque.office.document import Block, Cell, Kind, Part, Place, Row, Table
from reciproque.office.reading.blocks import Shape, shapes_of
from reciproque.office.reading.inline import take_markers
from reciproque.office.reading.joining import continues_item
from reciproque.office.reading.workbook.grid import Grid, GridCell, Spot

MOST_COVERED = 500_000
LONGEST_HEADER = 40


@dataclass(slots=True)
class Region:
    """Rows and columns, both ends within, that are filled without a gap."""

    top: int
    bottom: int
    columns: list[int]


class Writer:
    """Writes sheets one after the other as parts, every row and title with a number of its own."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.parts: list[Part] = []
        self._line = 0

    def write(self, grid: Grid) -> None:
        if not grid.cells and not grid.boxes:
            return
        if grid.is_named():
            self._text(grid.name, Place(self._next(), spot=grid.spot()), kind=Kind.HEADING, gap=1)
        sheet = _Sheet(grid)
        for region in sheet.regions():
            self._region(sheet, region)
        for where, text in grid.boxes:
            self._text(text, Place(self._next(), spot=grid.spot(where)), gap=1)

    def _next(self) -> int:
        self._line += 1
        return self._line

    def _region(self, sheet: _Sheet, region: Region) -> None:
        top, gap = region.top, 1
        while top <= region.bottom:
            alone = sheet.alone(top, region)
            if alone is None:
                break
            cell = sheet.grid.cells[alone]
            self._text(cell.text, Place(self._next(), spot=sheet.grid.spot(alone)), cell=cell, gap=gap)
            top += cell.height
            gap = 0
        if top <= region.bottom:
            titled = top > region.top
            self._table(sheet, Region(top, region.bottom, region.columns), gap, titled=titled)

    def _text(
        self,
        text: str,
        place: Place,
        *,
        kind: Kind = Kind.PARAGRAPH,
        cell: GridCell | None = None,
        gap: int = 0,
    ) -> None:
        shapes = _shapes(text, kind)
        for number, shape in enumerate(shapes, start=1):
            anchor = f"l{place.line}b{number}" if len(shapes) > 1 else f"l{place.line}"
            self.parts.append(self._block(shape, place, anchor, cell, gap if number == 1 else 0))

    def _table(self, sheet: _Sheet, region: Region, gap: int, *, titled: bool) -> None:
        columns = sheet.columns_of(region, titled=titled)
        rows: list[Row] = []
        for row in range(region.top, region.bottom + 1):
            line = self._next()
            cells = tuple(self._cells(sheet, row, columns, region.bottom, line))
            rows.append(Row(cells, Place(line, spot=f"{sheet.grid.spot()}, ligne {row + 1}"), f"l{line}"))
        first = Place(rows[0].place.line, spot=sheet.grid.spot((region.top, columns[0])))
        self.parts.append(Table(tuple(rows), first, f"l{first.line}t", gap))

    def _cells(self, sheet: _Sheet, row: int, columns: list[int], bottom: int, line: int) -> Iterator[Cell]:
        number = 0
        for column in columns:
            if (row, column) in sheet.covered:
                continue
            number += 1
            found = sheet.grid.cells.get((row, column))
            if found is None:
                yield Cell()
                continue
            place = Place(line, spot=sheet.grid.spot((row, column)))
            blocks = tuple(
                self._block(shape, place, f"l{line}c{number}b{at}", found)
                for at, shape in enumerate(_shapes(found.text), start=1)
            )
            rich = len(blocks) > 1 or any(block.kind is Kind.ITEM for block in blocks)
            width = bisect_left(columns, column + found.width) - bisect_left(columns, column)
            yield Cell(blocks, rich, colspan=max(1, width), rowspan=min(found.height, bottom - row + 1))

    def _block(self, shape: Shape, place: Place, anchor: str, cell: GridCell | None, gap: int = 0) -> Block:
        self.account.add_block(shape.text, place)
        return Block(
            shape.kind,
            shape.text,
            place,
            anchor,
            level=shape.level,
            markers=shape.markers,
            strong=cell is not None and cell.strong,
            slanted=cell is not None and cell.slanted,
            centred=cell is not None and cell.centred,
            lines=shape.lines,
            gap=gap,
        )


def _shapes(text: str, kind: Kind = Kind.PARAGRAPH) -> list[Shape]:
    """The blocks of a cell. A broken line is the only paragraph that a cell knows, unless a sentence goes on in it."""
    if kind is Kind.HEADING:
        return shapes_of(text, kind=kind, level=1)
    return [shape for paragraph in _paragraphs(text) for shape in shapes_of(paragraph)]


def _paragraphs(text: str) -> list[str]:
    paragraphs: list[str] = []
    new = True
    for line in text.split("\n"):
        if not line.strip():
            new = True
            continue
        if new or take_markers(line)[0] or not continues_item(paragraphs[-1], line.strip()):
            paragraphs.append(line)
        else:
            paragraphs[-1] += f"\n{line}"
        new = False
    return paragraphs


class _Sheet:
    """Where a sheet is filled, merged cells filling all that they cover."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._bound_spans()
        self.covered = {where for origin, cell in grid.cells.items() for where in _under(origin, cell)}
        for where in self.covered & grid.cells.keys():
            grid.note("covered", where)
            del grid.cells[where]
        self._columns_of_row: dict[int, set[int]] = {}
        for row, column in [*grid.cells, *self.covered]:
            self._columns_of_row.setdefault(row, set()).add(column)
        self._filled = sorted({column for _row, column in grid.cells})
        self._above: list[int] = []

    def _bound_spans(self) -> None:
        """A merged cell reaches no farther than what is filled; a whole sheet may be merged by mistake."""
        cells = self.grid.cells
        left = MOST_COVERED
        bottom = max((row for row, _column in cells), default=0)
        right = max((column for _row, column in cells), default=0)
        for (row, column), cell in cells.items():
            cell.height = max(1, min(cell.height, bottom - row + 1))
            cell.width = max(1, min(cell.width, right - column + 1))
            if cell.height * cell.width > left:
                cell.height = cell.width = 1
            left -= cell.height * cell.width

    def regions(self) -> Iterator[Region]:
        rows = sorted(self._columns_of_row)
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                yield from self._apart(rows[start], row)
                start = at + 1

    def _apart(self, top: int, bottom: int) -> Iterator[Region]:
        """One region, or several beside each other."""
        used = sorted(set().union(*(self._columns_of_row[row] for row in range(top, bottom + 1))))
        runs: list[list[int]] = []
        for column in used:
            if not runs or column != runs[-1][-1] + 1:
                runs.append([])
            runs[-1].append(column)
        extents = [self._extent(run, top, bottom) for run in runs]
        if len(set(extents)) == 1:
            yield Region(top, bottom, used)
            return
        for run, (first, last) in zip(runs, extents, strict=True):
            yield Region(first, last, run)

    def _extent(self, run: list[int], top: int, bottom: int) -> Spot:
        own = set(run)
        rows = [row for row in range(top, bottom + 1) if own & self._columns_of_row[row]]
        return rows[0], rows[-1]

    def alone(self, row: int, region: Region) -> Spot | None:
        """The only filled cell of a row of a region, when there is but one that begins there, or beside it below."""
        here = [(row, column) for column in region.columns if (row, column) in self.grid.cells]
        above = any(
            (row, column) in self.covered for column in region.columns if not _of(self, here, row, column)
        )
        if len(here) != 1 or above:
            return None
        height = self.grid.cells[here[0]].height
        below = range(row + 1, row + height)
        beside = any((other, column) in self.grid.cells for other in below for column in region.columns)
        return None if beside else here[0]

    def columns_of(self, region: Region, *, titled: bool) -> list[int]:
        """The columns of a table; one that goes on with the table above, after an empty row, has the same."""
        first, last = region.columns[0], region.columns[-1]
        columns = [column for column in self._filled if first <= column <= last]
        if set(columns) <= set(self._above) and not self._begins_anew(region.top, columns, titled=titled):
            return self._above
        self._above = columns
        return columns

    def _begins_anew(self, row: int, columns: list[int], *, titled: bool) -> bool:
        """Whether the first row of a table looks like a header of its own: all bold, or short words under a title."""
        cells = [self.grid.cells.get((row, column)) for column in columns]
        filled = [cell for cell in cells if cell is not None]
        if all(cell.strong for cell in filled):
            return True
        return (
            titled and len(filled) == len(cells) and all(len(cell.text) <= LONGEST_HEADER for cell in filled)
        )


def _of(sheet: _Sheet, here: list[Spot], row: int, column: int) -> bool:
    """Whether a covered place belongs to the one cell that begins on its row."""
    if len(here) != 1:
        return False
    start = here[0][1]
    return start <= column < start + sheet.grid.cells[here[0]].width


def _under(origin: Spot, cell: GridCell) -> Iterator[Spot]:
    if cell.height == 1 and cell.width == 1:
        return
    for row in range(origin[0], origin[0] + cell.height):
        for column in range(origin[1], origin[1] + cell.width):
            if (row, column) != origin:
                yield row, column
