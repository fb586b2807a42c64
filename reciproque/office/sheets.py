"""Tables as spreadsheets: XLSX and CSV, from the columns that describe a table and its rows.

What a person typed never becomes a formula: a text that begins as one is written behind an apostrophe, in both
formats, since a spreadsheet is often saved again as CSV.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, Protocol

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reciproque.core.text import clean
from reciproque.office.numbers import in_french

FORMULA_FRONTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
MOST_EXACT = 1e15  # a spreadsheet keeps fifteen figures: a SIRET or a longer number is a text
WIDEST, NARROWEST = 60, 8
ROWS_MEASURED = 200
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


class Describes(Protocol):
    """What a column must say of itself; `core.tables.Column` does."""

    @property
    def heading(self) -> str: ...

    @property
    def value(self) -> Callable[[Any], Any]: ...

    @property
    def kind(self) -> str: ...


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    cleaned = clean(text)
    looks = text.lstrip("\ufeff\u200b \u00a0")
    return (
        f"'{cleaned}" if looks.startswith(FORMULA_FRONTS) or cleaned.startswith(FORMULA_FRONTS) else cleaned
    )


def write_csv(title: str, columns: Sequence[Describes], rows: Iterable[Any]) -> bytes:
    """A CSV that French Excel opens rightly: UTF-8 with its mark, semicolons, decimal commas."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_as_text(column.kind, column.value(row)) for column in columns])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def write_xlsx(title: str, columns: Sequence[Describes], rows: Iterable[Any]) -> bytes:
    """A workbook of one sheet: headings that stay in sight and filter, numbers and dates as such."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "comments": ""})
        sheet = book.add_worksheet(sheet_name(title))
        formats = {name: book.add_format(settings) for name, settings in CELL_FORMATS.items()}
        lines = ([column.value(row) for column in columns] for row in rows)
        first = list(islice(lines, ROWS_MEASURED))
        _set_widths(sheet, columns, first)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, harmless(column.heading), formats["heading"])
        last = 0
        for last, values in enumerate(chain(first, lines), start=1):
            if last > MOST_ROWS:
                raise ValueError(f"un tableur ne tient pas plus de {MOST_ROWS} lignes")
            for number, (column, value) in enumerate(zip(columns, values, strict=True)):
                _write(sheet, (last, number), column.kind, value, formats)
        sheet.freeze_panes(1, 0)
        if columns:
            sheet.autofilter(0, 0, last, len(columns) - 1)
            sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return file.getvalue()


def sheet_name(title: str) -> str:
    """A name that spreadsheets accept for a sheet: 31 characters, none of []:*?/\\, no apostrophe around."""
    plain = re.sub(r"[\[\]:*?/\\\n]", " ", clean(title)).strip(" '")
    name = plain[:31].strip(" '")
    return "Feuille" if not name or name.lower() == "history" else name


def _set_widths(sheet: Worksheet, columns: Sequence[Describes], lines: list[list[Any]]) -> None:
    for number, column in enumerate(columns):
        longest = max(
            [len(column.heading), *(len(_as_text(column.kind, values[number])) for values in lines)]
        )
        sheet.set_column(number, number, max(NARROWEST, min(longest + 2, WIDEST)))


def _write(sheet: Worksheet, at: tuple[int, int], kind: str, value: Any, formats: dict[str, Format]) -> None:
    if value is None or value == "":
        sheet.write_blank(*at, None, formats["text"])
    elif kind == "yesno" or isinstance(value, bool):
        sheet.write_string(*at, _yes_or_no(value), formats["text"])
    elif isinstance(value, datetime) and kind == "date":
        sheet.write_datetime(*at, _local(value).date(), formats["date"])
    elif isinstance(value, datetime):
        sheet.write_datetime(*at, _local(value), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, formats["date"])
    elif isinstance(value, int | float | Decimal):
        _write_number(sheet, at, kind, value, formats)
    else:
        sheet.write_string(*at, _shortened(harmless(str(value))), formats["text"])


def _write_number(
    sheet: Worksheet, at: tuple[int, int], kind: str, value: int | float | Decimal, formats: dict[str, Format]
) -> None:
    if not math.isfinite(value) or abs(float(value)) >= MOST_EXACT:
        sheet.write_string(*at, str(value), formats["text"])
        return
    shape = kind if kind in {"euros", "percent"} else "whole" if value == int(value) else "number"
    sheet.write_number(*at, float(value), formats[shape])


def _as_text(kind: str, value: Any) -> str:
    """A value as CSV writes it."""
    if value is None or value == "":
        return ""
    if kind == "yesno" or isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, datetime):
        return f"{_local(value):%d/%m/%Y}" if kind == "date" else f"{_local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float | Decimal):
        return _number_as_text(kind, value)
    return harmless(str(value))


def _number_as_text(kind: str, value: int | float | Decimal) -> str:
    if not math.isfinite(value):
        return str(value)
    if kind == "euros":
        return in_french(value, 2)
    if kind == "percent":
        return f"{in_french((Decimal(str(value)) * 100).normalize())} %"
    return in_french(value)


def _yes_or_no(value: Any) -> str:
    return "oui" if value else "non"


def _local(value: datetime) -> datetime:
    """The moment on the clocks of the place: a spreadsheet knows no time zone."""
    return timezone.make_naive(value) if timezone.is_aware(value) else value


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
