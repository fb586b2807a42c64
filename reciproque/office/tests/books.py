"""The same small spreadsheet as XLSX and as ODS, so that a test holds for both."""

import io
from html import escape

import xlsxwriter

from reciproque.office.tests.open_files import COVERED, SHEET, open_file

GENERATED = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


class Merged:
    """A text over several rows and columns."""

    def __init__(self, text, rows=1, columns=1):
        self.text, self.rows, self.columns = text, rows, columns


def as_xlsx(sheets, change=None):
    """`sheets` gives by name the rows of values; `change(book)` may add what no value says."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, GENERATED) as book:
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    _write(sheet, at, column, value, bold)
        if change is not None:
            change(book)
    return file.getvalue()


def _write(sheet, at, column, value, bold):
    if isinstance(value, Merged) and value.rows * value.columns > 1:
        sheet.merge_range(at, column, at + value.rows - 1, column + value.columns - 1, value.text)
    elif isinstance(value, Merged):
        sheet.write_string(at, column, value.text)
    elif value is not None and value != "":
        plain = value.strip("*") if isinstance(value, str) else value
        sheet.write(at, column, plain, bold if plain != value else None)


def as_ods(sheets, **more):
    return open_file(ods_body(sheets), automatic=BOLD, media_type=SHEET, **more)


BOLD = (
    '<style:style style:name="b" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)


def ods_body(sheets):
    tables = []
    for name, rows in sheets.items():
        inside = "".join(_row(row, rows, at) for at, row in enumerate(rows))
        tables.append(f'<table:table table:name="{escape(name)}">{inside}</table:table>')
    return "".join(tables)


def _row(row, rows, at):
    covered = {
        (top + down, left + right)
        for top, above in enumerate(rows)
        for left, value in enumerate(above)
        if isinstance(value, Merged)
        for down in range(value.rows)
        for right in range(value.columns)
        if down or right
    }
    width = max([len(row), *(column + 1 for line, column in covered if line == at)])
    cells = [
        COVERED if (at, column) in covered else _cell(row[column] if column < len(row) else None)
        for column in range(width)
    ]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value):
    if value is None:
        return "<table:table-cell/>"
    spans = look = ""
    if isinstance(value, Merged):
        spans = f' table:number-columns-spanned="{value.columns}" table:number-rows-spanned="{value.rows}"'
        value = value.text
    text = str(value)
    if text.startswith("*"):
        text, look = text.strip("*"), ' table:style-name="b"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{spans}{look}>{lines}</table:table-cell>'


WRITERS = {"xlsx": as_xlsx, "ods": as_ods}
