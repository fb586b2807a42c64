"""One sheet of an XLSX, read as a stream of rows into a grid."""

from __future__ import annotations

from lxml import etree

from reciproque.office.bounds import Account
from reciproque.office.packages import Package
from reciproque.office.reading.relations import related, relations_of
from reciproque.office.reading.workbook.grid import MOST_COLUMNS, Grid, GridCell, Spot, spot_of
from reciproque.office.reading.workbook.numbers import shown
from reciproque.office.reading.workbook.xlsx_parts import (
    Book,
    CellFormat,
    SheetPart,
    child,
    is_on,
    name_of,
    text_in,
    whole,
)

_YES_NO = {"1": "VRAI", "0": "FAUX"}


def read_sheet(package: Package, sheet: SheetPart, book: Book, account: Account) -> Grid:
    reader = _Reader(package, sheet, book, account)
    reader.read()
    _comments(package, sheet, reader.grid)
    for part in related(package, sheet.part).get("drawing", []):
        _drawing(package, part, reader.grid)
    return reader.grid


class _Reader:
    def __init__(self, package: Package, sheet: SheetPart, book: Book, account: Account) -> None:
        self.package, self.sheet, self.book, self.account = package, sheet, book, account
        self.grid = Grid(sheet.name)
        self._row = -1

    def read(self) -> None:
        for event, element in self.package.events(self.sheet.part):
            name = name_of(element)
            if event == "start":
                continue
            if name == "row":
                self._take_row(element)
            elif name == "col" and is_on(element.get("hidden")):
                first, last = whole(element.get("min"), 1), whole(element.get("max"), 1)
                self.grid.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))
            elif name == "mergeCell":
                self._merge(element.get("ref", ""))
            if name in {"row", "col", "mergeCell", "dataValidation", "conditionalFormatting", "hyperlink"}:
                self.package.forget(element)

    def _take_row(self, row: etree._Element) -> None:
        self._row = whole(row.get("r"), self._row + 2) - 1
        column = -1
        filled = False
        for cell in row:
            if name_of(cell) != "c":
                continue
            where = spot_of(cell.get("r", "")) or (self._row, column + 1)
            column = where[1]
            filled |= self._take_cell(cell, (self._row, column))
        if filled and is_on(row.get("hidden")):
            self.grid.note("hidden row", (self._row, 0))

    def _take_cell(self, cell: etree._Element, where: Spot) -> bool:
        kind = cell.get("t", "n")
        value = child(cell, "v")
        raw = (value.text or "") if value is not None else ""
        if kind == "e":
            self.grid.note("error", where)
            return False
        if value is None and child(cell, "f") is not None:
            self.grid.note("no value", where)
            return False
        form = self._format(cell)
        text = text_in(cell) if kind == "inlineStr" else self._text(kind, raw, form)
        if not text.strip():
            return False
        self.grid.put(where, GridCell(text, form.strong, form.slanted, form.centred), self.account)
        return True

    def _format(self, cell: etree._Element) -> CellFormat:
        at = whole(cell.get("s"))
        return self.book.formats[at] if at < len(self.book.formats) else CellFormat()

    def _text(self, kind: str, raw: str, form: CellFormat) -> str:
        if kind == "s":
            at = whole(raw, -1)
            return self.book.texts[at] if 0 <= at < len(self.book.texts) else ""
        if kind == "b":
            return _YES_NO.get(raw.strip(), raw)
        if kind != "n":
            return raw
        try:
            return shown(float(raw), form.code, since_1904=self.book.since_1904) if raw.strip() else ""
        except (ValueError, OverflowError, ArithmeticError):
            return raw

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        start, end = spot_of(first), spot_of(last or first)
        if start is None or end is None:
            return
        origin = self.grid.cells.get(start)
        if origin is not None:
            origin.height = max(1, end[0] - start[0] + 1)
            origin.width = max(1, end[1] - start[1] + 1)


def _comments(package: Package, sheet: SheetPart, grid: Grid) -> None:
    for part in related(package, sheet.part).get("comments", []):
        tree = package.tree(part)
        for one in tree.iter("*") if tree is not None else ():
            where = spot_of(one.get("ref", "")) if name_of(one) == "comment" else None
            if where is not None:
                grid.note("comment", where)


def _drawing(package: Package, part: str, grid: Grid) -> None:
    """What lies on a sheet: the texts of shapes are read, images and charts are said."""
    tree = package.tree(part)
    kinds = relations_of(package, part)
    for anchor in tree if tree is not None else ():
        where = _place_of(anchor)
        names = {name_of(one) for one in anchor.iter("*")}
        texts = [_paragraph(one) for one in anchor.iter("*") if name_of(one) == "p"]
        text = "\n".join(one for one in texts if one.strip())
        if text:
            grid.boxes.append((where, text))
        elif "graphicFrame" in names:
            charted = any(kind.startswith("chart") for kind, _target in kinds.values())
            grid.note("chart" if charted else "object", where)
        elif "pic" in names:
            grid.note("image", where)


def _place_of(anchor: etree._Element) -> Spot:
    start = child(anchor, "from")
    if start is None:
        return 0, 0
    row, column = child(start, "row"), child(start, "col")
    return whole(row.text if row is not None else ""), whole(column.text if column is not None else "")


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter("*") if name_of(one) == "t")
