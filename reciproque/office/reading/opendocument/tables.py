"""Rows of an OpenDocument table, repeated cells written out within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reciproque.office.reading.opendocument.names import name_of, number
from reciproque.office.reading.opendocument.paragraphs import written_in
from reciproque.office.reading.spans import TALLEST, WIDEST

CELLS = {"table:table-cell", "table:covered-table-cell"}


def cells_of(row: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    """The cells of a row that are shown, with their spans (columns, rows); a repeated one comes several times."""
    width = 0
    for element in row:
        if name_of(element) not in CELLS:
            continue
        colspan = number(element, "table:number-columns-spanned", 1, WIDEST) or 1
        rowspan = number(element, "table:number-rows-spanned", 1, TALLEST) or 1
        for _time in range(number(element, "table:number-columns-repeated", 1, WIDEST) or 1):
            width += 1
            if width > WIDEST:
                return
            if name_of(element) == "table:table-cell":
                yield element, colspan, rowspan


def has_covered_text(row: etree._Element) -> bool:
    """Whether a text stands in a cell that another one covers, where nobody sees it."""
    return any(name_of(one) == "table:covered-table-cell" and written_in(one) for one in row)
