"""One sheet of an ODS, read as a stream of rows into a grid. Its cells hold the text that they show."""

from __future__ import annotations

from lxml import etree

from reciproque.office.bounds import Account
from reciproque.office.reading.opendocument.names import attribute, name_of, number
from reciproque.office.reading.opendocument.paragraphs import lines_in, written_in
from reciproque.office.reading.opendocument.source import Source
from reciproque.office.reading.workbook.grid import MOST_COLUMNS, MOST_ROWS, Grid, GridCell, Spot

CELL, COVERED = "table:table-cell", "table:covered-table-cell"
_OFFICE_VALUE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_HIDDEN = {"collapse", "filter"}
_SHAPES = {"draw:custom-shape", "draw:rect", "draw:ellipse", "draw:caption", "draw:polygon"}


class SheetReader:
    """Is told the columns and rows of a sheet as they end."""

    def __init__(self, name: str, source: Source, account: Account) -> None:
        self.grid = Grid(name)
        self.source = source
        self.account = account
        self._row = self._column = 0
        self._styles: list[tuple[int, str]] = []

    def column(self, element: etree._Element) -> None:
        times = number(element, "table:number-columns-repeated", 1, MOST_COLUMNS) or 1
        if attribute(element, "table:visibility") in _HIDDEN:
            self.grid.hidden_columns.update(range(self._column, min(self._column + times, MOST_COLUMNS)))
        self._column += times
        self._styles.append((self._column, attribute(element, "table:default-cell-style-name") or ""))

    def row(self, element: etree._Element) -> None:
        """A row, as often as it is repeated when it holds a text."""
        times = number(element, "table:number-rows-repeated", 1, MOST_ROWS) or 1
        for _time in range(times):
            if not self._take(element):
                self._row += times - _time
                return
            if attribute(element, "table:visibility") in _HIDDEN:
                self.grid.note("hidden row", (self._row, 0))
            self._row += 1

    def shapes(self, element: etree._Element, where: Spot = (0, 0)) -> None:
        """What lies on a sheet or a cell: the texts of shapes are read, images and charts are said."""
        walker = etree.iterwalk(element, events=("start",))
        for _event, one in walker:
            name = name_of(one)
            if name == "office:annotation":
                self.grid.note("comment", where)
                walker.skip_subtree()
            elif name in _SHAPES or name == "draw:text-box":
                text = "\n".join(written_in(part) for part in one.iter("*") if name_of(part) == "text:p")
                if text.strip():
                    self.grid.boxes.append((where, text))
                walker.skip_subtree()
            elif name in {"draw:object", "draw:object-ole"}:
                key, text = self.source.embedded(one)
                self.grid.note(key or "object", where)
                walker.skip_subtree()
            elif name == "draw:image" and not _replaces(one):
                self.grid.note("image", where)

    def _take(self, element: etree._Element) -> bool:
        column, filled = 0, False
        for cell in element:
            if name_of(cell) not in {CELL, COVERED}:
                continue
            times = number(cell, "table:number-columns-repeated", 1, MOST_COLUMNS) or 1
            if len(cell):
                self._hung(cell, (self._row, column))
            found = self._read(cell, (self._row, column), element)
            if found is not None:
                filled = True
                for at in range(column, min(column + times, MOST_COLUMNS)):
                    self._keep(found, (self._row, at), covered=name_of(cell) == COVERED)
            column += times
        return filled

    def _keep(self, found: GridCell, where: Spot, *, covered: bool) -> None:
        if covered:
            self.grid.note("covered", where)
            return
        own = GridCell(found.text, found.strong, found.slanted, found.centred, found.height, found.width)
        self.grid.put(where, own, self.account)

    def _hung(self, cell: etree._Element, where: Spot) -> None:
        for one in cell:
            if name_of(one) == "office:annotation" or name_of(one).startswith("draw:"):
                self.shapes(one, where)

    def _read(self, cell: etree._Element, where: Spot, row: etree._Element) -> GridCell | None:
        paragraphs = [lines_in(one) for one in cell if name_of(one) == "text:p"]
        text = "\n".join(paragraphs).strip("\n")
        if cell.get(_OFFICE_VALUE) == "error" or (_formula(cell) and _is_error(text)):
            self.grid.note("error", where)
            return None
        if not text.strip():
            if _formula(cell) and attribute(cell, "office:value-type") is None:
                self.grid.note("no value", where)
            return None
        look = self.source.styles.look("table-cell", self._style(cell, where[1], row))
        return GridCell(
            text,
            bool(look.strong),
            bool(look.slanted),
            bool(look.centred),
            number(cell, "table:number-rows-spanned", 1, MOST_ROWS) or 1,
            number(cell, "table:number-columns-spanned", 1, MOST_COLUMNS) or 1,
        )

    def _style(self, cell: etree._Element, column: int, row: etree._Element) -> str:
        own = attribute(cell, "table:style-name") or attribute(row, "table:default-cell-style-name")
        return own or next((style for end, style in self._styles if column < end), "")


def _formula(cell: etree._Element) -> bool:
    return attribute(cell, "table:formula") is not None


def _is_error(text: str) -> bool:
    return (
        text.startswith(("#", "Err:"))
        and text.rstrip("!?").replace("/", "").replace("#", "").replace(":", "").isalnum()
    )


def _replaces(image: etree._Element) -> bool:
    """The picture of an object, which stands beside it for programs that cannot draw it."""
    frame = image.getparent()
    return frame is not None and any(name_of(one).startswith("draw:object") for one in frame)
