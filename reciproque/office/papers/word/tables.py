"""Tables of a Word document: headings that come back on every page, rows that no page cuts, spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml

from reciproque.office.papers.content import Cell, Signature, TableBlock, TableColumn
from reciproque.office.papers.laying import Placed, head_rows, laid, total_rows
from reciproque.office.papers.word.markup import W, numbered, paragraph, run
from reciproque.office.papers.word.styles import Styles

BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"'
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>'
TWIPS = 635  # English metric units in a twentieth of a point
SMALL = '<w:sz w:val="18"/>'
TIGHT = '<w:spacing w:before="20" w:after="20"/>'
LONGEST_UNCUT = (
    1200  # letters of a row that stays on one page; a longer one may be cut rather than leave a gap
)
ROOM_TO_SIGN = 1400


def table_element(block: TableBlock, line: int, styles: Styles) -> Any:
    """The element of a table; `line` is the width between the margins, in English metric units."""
    widths = _widths(block.columns, line)
    heads, total = head_rows(block), total_rows(block)
    rows = [
        *(_row(row, widths, block.columns, styles, head=True) for row in laid(heads, len(widths))),
        *(_row(row, widths, block.columns, styles) for row in laid(block.rows, len(widths))),
        *(_row(row, widths, block.columns, styles, shaded=True) for row in laid(total, len(widths))),
    ]
    edges = "".join(f"<w:{edge} {BORDER}/>" for edge in EDGES)
    return parse_xml(_table(f"<w:tblBorders>{edges}</w:tblBorders>", widths, rows))


def _table(borders: str, widths: Sequence[int], rows: Sequence[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _widths(columns: Sequence[TableColumn], line: int) -> list[int]:
    whole = sum(column.width for column in columns) or 1
    return [int(line / TWIPS * column.width / whole) for column in columns]


def _row(
    cells: list[Placed],
    widths: list[int],
    columns: Sequence[TableColumn],
    styles: Styles,
    *,
    head: bool = False,
    shaded: bool = False,
) -> str:
    letters = sum(len(text) for placed in cells if not placed.covered for text in placed.cell.texts)
    properties = "<w:cantSplit/>" if letters <= LONGEST_UNCUT else ""
    properties += "<w:tblHeader/>" if head else ""
    inside = "".join(
        _cell(placed, widths, styles, right=columns[placed.column].numeric, shaded=head or shaded)
        for placed in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def _cell(placed: Placed, widths: list[int], styles: Styles, *, right: bool, shaded: bool) -> str:
    width = sum(widths[placed.column : placed.column + placed.span])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{placed.span}"/>' if placed.span > 1 else ""
    if placed.covered:
        properties += "<w:vMerge/>"
    elif placed.height > 1:
        properties += '<w:vMerge w:val="restart"/>'
    properties += SHADE if shaded else ""
    inside = paragraph("") if placed.covered else _paragraphs(placed.cell, styles, right=right)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def _paragraphs(cell: Cell, styles: Styles, *, right: bool) -> str:
    bold = f"<w:b/>{SMALL}" if cell.strong else SMALL
    listed = numbered(styles.bullets(), 0) if cell.listed else ""
    left = '<w:ind w:left="200" w:hanging="200"/>' if cell.listed else ""
    side = '<w:jc w:val="right"/>' if right else ""
    properties = f"{listed}{TIGHT}{left}{side}"
    return "".join(paragraph(run(text, bold), properties) for text in cell.texts) or paragraph("", TIGHT)


def signatures_element(signatures: Sequence[Signature], line: int, styles: Styles) -> Any:
    """Blocks to sign in, two a row, without borders; no page cuts one."""
    half = int(line / TWIPS / 2)
    pairs = [signatures[start : start + 2] for start in range(0, len(signatures), 2)]
    rows = [_signing_row(pair, half) for pair in pairs]
    return parse_xml(_table("", [half, half], rows))


def _signing_row(pair: Sequence[Signature], width: int) -> str:
    cells = [_signing_cell(one, width) for one in pair]
    if len(cells) == 1:
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph("")}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _signing_cell(one: Signature, width: int) -> str:
    close = '<w:keepNext/><w:spacing w:before="240" w:after="60"/>'
    said = "".join(paragraph(run(line, "<w:b/>"), close) for line in one.lines)
    date = paragraph(run(one.date), f'<w:spacing w:after="{ROOM_TO_SIGN}"/>')
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}{date}</w:tc>'
