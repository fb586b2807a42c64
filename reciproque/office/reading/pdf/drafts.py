"""Ruled tables on their way to rows: empty rows left out, the parts on several pages put together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from reciproque.office.reading.joining import is_unfinished
from reciproque.office.reading.pdf.flow import PROOFS, Reach, reach_of
from reciproque.office.reading.pdf.grids import Box, Grid
from reciproque.office.reading.pdf.ink import Line
from reciproque.office.reading.pdf.layout import printed_lines
from reciproque.office.reading.pdf.paragraphs import Piece, Typography, cut

_FINISHED = (".", "!", "?", ":", ";", "…", "»")
_SAME_COLUMNS = 4.0  # points
_MOST_HEADER_ROWS = 3


@dataclass(slots=True)
class Draft:
    """A table that may go on over the next page."""

    xs: list[float]
    rows: list[DraftRow]
    closed: bool
    last_page: int

    @property
    def page(self) -> int:
        return self.rows[0].page


@dataclass(slots=True)
class DraftCell:
    column: int
    rowspan: int
    colspan: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class DraftRow:
    cells: list[DraftCell]
    page: int
    after_break: bool = False

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


def draft_of(grid: Grid, usual: Typography) -> Draft:
    """A ruled table as rows, those that hold nothing left out."""
    rows = grid.rows()
    reaches = reaches_in(grid)
    made: list[DraftRow] = []
    for number, boxes in enumerate(rows):
        if not any(box.words for box in boxes):
            _leave_out(number, rows)
            continue
        made.append(DraftRow([_cell(box, grid.page, usual, reaches) for box in boxes], grid.page))
    return Draft(grid.xs, made, grid.closed, grid.page)


def reaches_in(grid: Grid) -> dict[tuple[int, int], Reach]:
    """How far the lines of each column go: as many of them show, else as far as its ruling line lets them."""
    free = [min(word.left for word in box.words) - box.left for box in grid.boxes if box.words]
    pad = max(0.0, min(free, default=0.0))
    lines: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for box in grid.boxes:
        lines[box.column, box.colspan] += printed_lines(box.words, grid.page)
    reaches = {key: reach_of(each) for key, each in lines.items()}
    for box in grid.boxes:
        seen = reaches[box.column, box.colspan]
        if seen.proofs < PROOFS:
            reaches[box.column, box.colspan] = Reach(box.right - pad, seen.proofs)
    return reaches


def _leave_out(number: int, rows: list[list[Box]]) -> None:
    """Take an empty row out: cells that span it span one row less."""
    for boxes in rows[: number + 1]:
        for box in boxes:
            if box.rowspan > 1 and box.row + box.rowspan > number:
                box.rowspan -= 1
                if box.row == number:
                    rows[number + 1].append(box)
                    box.row += 1
    if number + 1 < len(rows):
        rows[number + 1].sort(key=lambda box: box.column)


def _cell(box: Box, page: int, usual: Typography, reaches: dict[tuple[int, int], Reach]) -> DraftCell:
    lines = printed_lines(box.words, page)
    return DraftCell(
        box.column, box.rowspan, box.colspan, cut(lines, usual, reaches[box.column, box.colspan])
    )


def goes_on(before: Draft, draft: Draft) -> bool:
    """Whether a table goes on from the page before: the same columns, on the very next page."""
    if draft.last_page != before.last_page + 1 or len(before.xs) != len(draft.xs):
        return False
    shift = draft.xs[0] - before.xs[0]
    return all(
        abs(one + shift - other) < _SAME_COLUMNS for one, other in zip(before.xs, draft.xs, strict=True)
    )


def join(before: Draft, draft: Draft) -> None:
    rows = draft.rows
    repeated = 0
    while repeated < min(_MOST_HEADER_ROWS, len(rows), len(before.rows) - 1):
        if rows[repeated].texts != before.rows[repeated].texts:
            break
        repeated += 1
    rows = rows[repeated:]
    if rows and _is_cut(before, rows[0]):
        _join_rows(before.rows[-1], rows[0])
        rows = rows[1:]
    elif rows:
        rows[0].after_break = True
    before.rows += rows
    before.closed, before.last_page = draft.closed, draft.last_page


def settle(draft: Draft) -> None:
    """A row below a page break that lacks what every other row has is the rest of the row above it."""
    others = [row for row in draft.rows[1:] if not row.after_break]
    filled = {column for row in others for column in _filled(row)}
    always = {column for column in filled if all(column in _filled(row) for row in others)}
    kept: list[DraftRow] = draft.rows[:1]
    for row in draft.rows[1:]:
        lacks = always - _filled(row)
        if row.after_break and lacks and len(others) > 1 and _may_go_together(kept[-1], row):
            _join_rows(kept[-1], row)
        else:
            kept.append(row)
    draft.rows = kept


def _filled(row: DraftRow) -> set[int]:
    return {cell.column for cell in row.cells if cell.pieces}


def _may_go_together(last: DraftRow, row: DraftRow) -> bool:
    above = {cell.column: cell.colspan for cell in last.cells}
    return not any(cell.rowspan > 1 for cell in row.cells) and above == {
        cell.column: cell.colspan for cell in row.cells
    }


def _is_cut(before: Draft, row: DraftRow) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    above = {cell.column: cell for cell in before.rows[-1].cells}
    if not _may_go_together(before.rows[-1], row):
        return False
    pairs = [(above[cell.column], cell) for cell in row.cells if cell.pieces]
    unfinished = [
        is_unfinished(one.text) or (_goes_on_small(cell.text) and not one.text.endswith(_FINISHED))
        for one, cell in pairs
        if one.pieces and not cell.pieces[0].marker
    ]
    return not before.closed or any(unfinished)


def _goes_on_small(text: str) -> bool:
    return text[:1].islower() or text[:1] in ",;.)"


def _join_rows(row: DraftRow, rest: DraftRow) -> None:
    cells = {cell.column: cell for cell in row.cells}
    for cell in rest.cells:
        into = cells[cell.column]
        pieces = list(cell.pieces)
        if into.pieces and pieces and _goes_on_in_cell(into.pieces[-1], pieces[0]):
            into.pieces[-1].lines += pieces.pop(0).lines
        into.pieces += pieces


def _goes_on_in_cell(before: Piece, piece: Piece) -> bool:
    """Whether a page break cut a paragraph of a cell: nothing ended above, and no new sentence begins below."""
    above, line = before.lines[-1].text, piece.lines[0]
    if piece.marker or above.endswith((".", ":", ";", "!", "?")):
        return False
    return _goes_on_small(line.text) or is_unfinished(above) or above.rsplit(" ", 1)[-1][:1].isupper()
