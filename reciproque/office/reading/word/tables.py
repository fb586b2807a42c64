"""Word tables: rows as they come, then the spans, known only once the last row is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from reciproque.office.document import Block, Cell, Kind, Place, Row, Table
from reciproque.office.reading.word.names import attribute, child, name_of, number, switch

WIDEST = 500


@dataclass(slots=True)
class RawCell:
    """A cell before spans are known. `merge`: "" on its own, "restart" opens a span, "continue" is covered."""

    column: int
    width: int
    merge: str
    blocks: tuple[Block, ...] = ()
    height: int = 1


@dataclass(slots=True)
class RawRow:
    place: Place
    heading: bool
    cells: list[RawCell] = field(default_factory=list)


def cells_of(row: etree._Element) -> list[tuple[etree._Element | None, RawCell]]:
    """The cells of a `w:tr` with their columns; a skipped column gives an empty cell without element."""
    found: list[tuple[etree._Element | None, RawCell]] = []
    properties = child(row, "trPr")
    column = _width(number(child(properties, "gridBefore")) or 0)
    if column:
        found.append((None, RawCell(0, column, "")))
    walker = etree.iterwalk(row, events=("start",))
    next(walker)
    for _event, element in walker:
        name = name_of(element)
        if name == "tc":
            cell = _raw(element, column)
            walker.skip_subtree()
            if child(element, "tcPr", "cellDel") is not None:
                continue
            if _covers_left(element) and found:
                found[-1][1].width += cell.width
            else:
                found.append((element, cell))
            column += cell.width
        elif name in {"trPr", "tblPrEx", "compatibility:Fallback"}:
            walker.skip_subtree()
    return found


def _raw(element: etree._Element, column: int) -> RawCell:
    properties = child(element, "tcPr")
    merge = child(properties, "vMerge")
    span = number(child(properties, "gridSpan"))
    kind = "" if merge is None else attribute(merge) or "continue"
    return RawCell(column, _width(span or 1) or 1, kind)


def _covers_left(element: etree._Element) -> bool:
    merge = child(element, "tcPr", "hMerge")
    return merge is not None and (attribute(merge) or "continue") == "continue"


def _width(span: int) -> int:
    return max(0, min(span, WIDEST))


def is_heading_row(row: etree._Element) -> bool:
    return bool(switch(child(row, "trPr", "tblHeader")))


def lay_out(rows: list[RawRow], gap: int) -> tuple[Table | None, list[Place]]:
    """Turn raw rows into a table; also the places where a covered cell had a text, which Word does not show."""
    open_spans: dict[int, RawCell] = {}
    hidden: list[Place] = []
    for row in rows:
        continued: dict[int, RawCell] = {}
        for cell in row.cells:
            above = open_spans.get(cell.column)
            if cell.merge == "continue" and above is not None and above.width == cell.width:
                above.height += 1
                cell.height = 0
                continued[cell.column] = above
                if cell.blocks:
                    hidden.append(row.place)
            elif cell.merge:
                continued[cell.column] = cell
        open_spans = continued
    laid = tuple(_row(row) for row in rows)
    if not laid:
        return None, hidden
    first = laid[0]
    return Table(laid, first.place, f"l{first.place.line}t", gap), hidden


def _is_rich(cell: RawCell) -> bool:
    """Every text of a cell is a paragraph to Word: one alone marks nothing."""
    return len(cell.blocks) > 1 or any(block.kind is Kind.ITEM for block in cell.blocks)


def _row(row: RawRow) -> Row:
    cells = tuple(
        Cell(cell.blocks, rich=_is_rich(cell), heading=row.heading, colspan=cell.width, rowspan=cell.height)
        for cell in row.cells
        if cell.height
    )
    return Row(cells, row.place, f"l{row.place.line}")
