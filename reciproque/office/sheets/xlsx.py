"""Tables as XLSX: headings that stay in sight and filter, numbers and dates as such, one sheet per list."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reciproque.office.sheets.cells import (
    ROWS_MEASURED,
    Describes,
    Sheet,
    harmless,
    is_plain_number,
    lines_of,
    local,
    sheet_names,
    shortened,
    widths,
    yes_or_no,
)

CELL_FORMATS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEEEEE"},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0.##########", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "euros": {"num_format": '#,##0.00 "€"', "valign": "top"},
    "percent": {"num_format": "0.0 %", "valign": "top"},
    "date": {"num_format": "dd/mm/yyyy", "valign": "top"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "valign": "top"},
}


def write_xlsx(title: str, columns: Sequence[Describes], rows: Iterable[Any]) -> bytes:
    """A workbook of one sheet."""
    return write_xlsx_book(title, [Sheet(title, columns, rows)])


def write_xlsx_book(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of one sheet per list, in that order."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "comments": ""})
        formats = {name: book.add_format(settings) for name, settings in CELL_FORMATS.items()}
        for name, sheet in zip(sheet_names(one.title for one in sheets), sheets, strict=True):
            _write_sheet(book.add_worksheet(name), sheet, formats)
    return file.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    columns = sheet.columns
    lines = iter(lines_of(columns, sheet.rows))
    first = list(islice(lines, ROWS_MEASURED))
    for number, width in enumerate(widths(columns, first)):
        page.set_column(number, number, width)
    for number, column in enumerate(columns):
        page.write_string(0, number, harmless(column.heading), formats["heading"])
    last = 0
    for last, values in enumerate(chain(first, lines), start=1):
        for number, (column, value) in enumerate(zip(columns, values, strict=True)):
            _write(page, (last, number), column.kind, value, formats)
    page.freeze_panes(1, 0)
    if columns:
        page.autofilter(0, 0, last, len(columns) - 1)
        page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, at: tuple[int, int], kind: str, value: Any, formats: dict[str, Format]) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, formats["text"])
    elif kind == "yesno" or isinstance(value, bool):
        page.write_string(*at, yes_or_no(value), formats["text"])
    elif isinstance(value, datetime) and kind == "date":
        page.write_datetime(*at, local(value).date(), formats["date"])
    elif isinstance(value, datetime):
        page.write_datetime(*at, local(value), formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(*at, value, formats["date"])
    elif isinstance(value, int | float | Decimal):
        _write_number(page, at, kind, value, formats)
    else:
        page.write_string(*at, shortened(harmless(str(value))), formats["text"])


def _write_number(
    page: Worksheet, at: tuple[int, int], kind: str, value: int | float | Decimal, formats: dict[str, Format]
) -> None:
    if not is_plain_number(value):
        page.write_string(*at, str(value), formats["text"])
        return
    shape = kind if kind in {"euros", "percent"} else "whole" if value == int(value) else "number"
    page.write_number(*at, float(value), formats[shape])
