"""From an OpenDocument spreadsheet (ODS, its templates, and the flat FODS) to plain data, as an XLSX is read."""

from __future__ import annotations

from typing import BinaryIO

from lxml import etree

from reciproque.office.bounds import DEFAULT_BOUNDS, Account, Bounds
from reciproque.office.document import Document
from reciproque.office.reading.left_out import MACROS, SIGNED
from reciproque.office.reading.opendocument.names import attribute, name_of
from reciproque.office.reading.opendocument.source import Source, opened
from reciproque.office.reading.workbook.layout import Writer
from reciproque.office.reading.workbook.ods_sheet import SheetReader
from reciproque.office.reading.xlsx import HIDDEN_SHEET

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_WHOLE = {"table:table-row", "table:table-column", "table:shapes", "text:tracked-changes", "office:forms"}


def read_ods(file: BinaryIO, *, name: str = "", bounds: Bounds = DEFAULT_BOUNDS) -> Document:
    """Read an ODS or a flat FODS; raise `Unreadable` with a French sentence when it cannot be."""
    source = opened(file, bounds)
    account = Account(bounds)
    writer = Writer(account)
    _read_sheets(source, writer, account)
    if source.has_macros():
        account.complain(MACROS)
    if source.is_signed():
        account.complain(SIGNED)
    return Document(tuple(writer.parts), name, MEDIA_TYPE, account.complaints())


def _read_sheets(source: Source, writer: Writer, account: Account) -> None:
    sheet: SheetReader | None = None
    within = 0
    for event, element in source.body():
        name = name_of(element)
        if event == "start":
            if name == "table:table" and not within:
                sheet = SheetReader((attribute(element, "table:name") or "")[:100], source, account)
            within += name in _WHOLE
            continue
        within -= name in _WHOLE
        if within or sheet is None:
            continue
        if name == "table:table":
            _end_of_sheet(sheet, element, writer, account)
            sheet = None
        else:
            _take(sheet, name, element)
        if name in _WHOLE or name == "table:table":
            source.forget(element)


def _take(sheet: SheetReader, name: str, element: etree._Element) -> None:
    if name == "table:table-row":
        sheet.row(element)
    elif name == "table:table-column":
        sheet.column(element)
    elif name == "table:shapes":
        sheet.shapes(element)


def _end_of_sheet(sheet: SheetReader, element: etree._Element, writer: Writer, account: Account) -> None:
    style = attribute(element, "table:style-name")
    if sheet.source.styles.look("table", style).hidden:
        account.complain(HIDDEN_SHEET.format(name=sheet.grid.name))
        return
    writer.write(sheet.grid)
    sheet.grid.say(account)
