"""The tables of a document as a team keeps them in a spreadsheet: a sheet for each, merged cells, a title above."""

from __future__ import annotations

import io
from dataclasses import replace

import xlsxwriter

from reciproque.office.document import Block, Cell, Document, Kind, Place, Table

TITLE_ROW, FIRST_ROW = 0, 2


def tables_of(document: Document) -> list[Table]:
    return [part for part in document.parts if isinstance(part, Table) and len(part.rows) > 1]


def only_tables(document: Document) -> Document:
    """The document that the spreadsheet is to be read like: its tables, each under its title."""
    parts: list[Block | Table] = []
    for number, table in enumerate(tables_of(document), start=1):
        parts += [
            Block(Kind.HEADING, title_of(number), Place(table.place.line), f"t{number}", level=1),
            table,
        ]
    return replace(document, parts=tuple(parts))


def title_of(number: int) -> str:
    return f"Tableau de suivi n° {number}"


def as_xlsx(document: Document, *, merged: bool = True, one_sheet: bool = False) -> bytes:
    """`merged` spans cells, else what a cell covers is left empty; `one_sheet` writes the tables below each other."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        sheet, row = None, 0
        for number, table in enumerate(tables_of(document), start=1):
            if sheet is None or not one_sheet:
                sheet, row = book.add_worksheet(f"Feuil{number}"), TITLE_ROW
            sheet.write_string(row, 0, title_of(number), bold)
            row = _write(sheet, table, row + FIRST_ROW, merged=merged) + 2
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, table: Table, top: int, *, merged: bool) -> int:
    seen: dict[int, tuple[int, int, Cell]] = {}
    grid = table.grid()
    for at, row in enumerate(grid):
        for column, (cell, _inherited) in enumerate(row):
            seen.setdefault(id(cell), (at, column, cell))
    for at, column, cell in seen.values():
        text = typed(cell)
        height, width = cell.rowspan, cell.colspan
        if merged and text and (height > 1 or width > 1):
            sheet.merge_range(top + at, column, top + at + height - 1, column + width - 1, text)
        elif text:
            sheet.write_string(top + at, column, text)
    return top + len(grid)


def typed(cell: Cell) -> str:
    """A cell as somebody types it in a spreadsheet: bullets by hand, a line for each item."""
    return "\n".join(
        f"{block.marker} {block.text}" if block.marker else _lined(block) for block in cell.blocks
    )


def _lined(block: Block) -> str:
    return "\n".join(block.lines) if block.lines else block.text
