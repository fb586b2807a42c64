"""From an Excel workbook (XLSX, XLSM, XLTX) to plain data: each sheet with its titles and its tables.

The values are those that the workbook keeps, shown as it shows them; no formula is computed, no macro is run.
"""

from __future__ import annotations

from typing import BinaryIO

from reciproque.office.bounds import DEFAULT_BOUNDS, Account, Bounds
from reciproque.office.document import Document
from reciproque.office.packages import Package
from reciproque.office.reading.left_out import MACROS, SIGNED
from reciproque.office.reading.relations import has_macros, is_signed
from reciproque.office.reading.workbook.layout import Writer
from reciproque.office.reading.workbook.xlsx_parts import Book, SheetPart, book_of
from reciproque.office.reading.workbook.xlsx_sheet import read_sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_xlsx(file: BinaryIO, *, name: str = "", bounds: Bounds = DEFAULT_BOUNDS) -> Document:
    """Read an XLSX; raise `Unreadable` with a French sentence when it cannot be."""
    package = Package(file, bounds)
    account = Account(bounds)
    if has_macros(package):
        account.complain(MACROS)
    if is_signed(package):
        account.complain(SIGNED)
    book = book_of(package, account)
    writer = Writer(account)
    for sheet in _shown(book, account):
        grid = read_sheet(package, sheet, book, account)
        writer.write(grid)
        grid.say(account)
    return Document(tuple(writer.parts), name, MEDIA_TYPE, account.complaints())


def _shown(book: Book, account: Account) -> list[SheetPart]:
    """The sheets that are read; what the others are is said."""
    shown = []
    for sheet in book.sheets:
        if sheet.hidden:
            account.complain(HIDDEN_SHEET.format(name=sheet.name))
        elif sheet.kind == "worksheet":
            shown.append(sheet)
        elif sheet.part:
            account.complain(f"Feuille « {sheet.name} » : graphique ou macro, non lue.")
    return shown


HIDDEN_SHEET = (
    "Feuille masquée « {name} », non lue : affichez-la si son contenu compte, puis déposez de nouveau."
)
