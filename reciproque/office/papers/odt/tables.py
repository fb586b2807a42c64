"""Tables of an OpenDocument text: headings that come back on every page, rows that no page cuts, spans."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.office.opendocument.package import inline
from reciproque.office.papers.content import Cell, Signature, TableBlock, TableColumn
from reciproque.office.papers.laying import Placed, head_rows, laid, total_rows

LONGEST_UNCUT = 1200  # letters of a row that stays on one page


def table_markup(block: TableBlock, name: str) -> tuple[str, str]:
    """The automatic styles of a table, and the table."""
    width = len(block.columns)
    columns = block.columns
    heads = "".join(_row(row, columns, shaded=True) for row in laid(head_rows(block), width))
    rows = "".join(_row(row, columns) for row in laid(block.rows, width))
    rows += "".join(_row(row, columns, shaded=True) for row in laid(total_rows(block), width))
    styles, shaped = _columns(name, [column.width for column in columns])
    inside = f"{shaped}<table:table-header-rows>{heads}</table:table-header-rows>{rows}"
    return styles, f'<table:table table:name="{name}" table:style-name="rqTable">{inside}</table:table>'


def _columns(name: str, shares: Sequence[float]) -> tuple[str, str]:
    whole = sum(shares) or 1
    styles = "".join(
        f'<style:style style:name="{name}c{at}" style:family="table-column"><style:table-column-properties '
        f'style:rel-column-width="{int(10_000 * share / whole)}*"/></style:style>'
        for at, share in enumerate(shares)
    )
    shaped = "".join(f'<table:table-column table:style-name="{name}c{at}"/>' for at in range(len(shares)))
    return styles, shaped


def _row(cells: list[Placed], columns: Sequence[TableColumn], *, shaded: bool = False) -> str:
    letters = sum(len(text) for placed in cells if not placed.covered for text in placed.cell.texts)
    inside = "".join(
        _cell(placed, right=columns[placed.column].numeric, shaded=shaded)
        + "<table:covered-table-cell/>" * (placed.span - 1)
        for placed in cells
    )
    kept = "rqKept" if letters <= LONGEST_UNCUT else "rqLoose"
    return f'<table:table-row table:style-name="{kept}">{inside}</table:table-row>'


def _cell(placed: Placed, *, right: bool, shaded: bool) -> str:
    if placed.covered:
        return "<table:covered-table-cell/>"
    spans = f' table:number-columns-spanned="{placed.span}"' if placed.span > 1 else ""
    spans += f' table:number-rows-spanned="{placed.height}"' if placed.height > 1 else ""
    style = "rqShaded" if shaded else "rqPlain"
    inside = _inside(placed.cell, right=right)
    return f'<table:table-cell table:style-name="{style}" office:value-type="string"{spans}>{inside}</table:table-cell>'


def _inside(cell: Cell, *, right: bool) -> str:
    style = f"rqCell{'Right' if right else ''}{'Strong' if cell.strong else ''}"
    paragraphs = [f'<text:p text:style-name="{style}">{inline(text)}</text:p>' for text in cell.texts]
    if cell.listed and paragraphs:
        items = "".join(f"<text:list-item>{one}</text:list-item>" for one in paragraphs)
        return f'<text:list text:style-name="rqBullets">{items}</text:list>'
    return "".join(paragraphs) or f'<text:p text:style-name="{style}"/>'


def signatures_markup(signatures: Sequence[Signature], name: str) -> tuple[str, str]:
    """Blocks to sign in, two a row, without borders; no page cuts one."""
    styles, shaped = _columns(name, (1, 1))
    rows = []
    for start in range(0, len(signatures), 2):
        cells = [_signing(one) for one in signatures[start : start + 2]]
        cells += ['<table:table-cell table:style-name="rqBare"><text:p/></table:table-cell>'] * (
            2 - len(cells)
        )
        rows.append(f'<table:table-row table:style-name="rqKept">{"".join(cells)}</table:table-row>')
    inside = shaped + "".join(rows)
    return styles, f'<table:table table:name="{name}" table:style-name="rqTable">{inside}</table:table>'


def _signing(one: Signature) -> str:
    return (
        '<table:table-cell table:style-name="rqBare" office:value-type="string">'
        + "".join(f'<text:p text:style-name="rqSigned">{inline(line)}</text:p>' for line in one.lines)
        + f'<text:p text:style-name="rqRoom">{inline(one.date)}</text:p></table:table-cell>'
    )
