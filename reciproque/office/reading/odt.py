"""From an OpenDocument text (ODT, its templates, and the flat FODT) to plain data.

As the DOCX reader does it: a stream of paragraphs and rows, so that memory does not grow with the file; the
document as it would be once all tracked changes are accepted; the same sentences on what is left out.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from reciproque.core.text import shorten
from reciproque.office.bounds import DEFAULT_BOUNDS, Account, Bounds, Unreadable
from reciproque.office.document import Block, Document, Kind, Part
from reciproque.office.reading.left_out import MACROS, SIGNED
from reciproque.office.reading.opendocument.flow import PARAGRAPHS, SILENT, Flow
from reciproque.office.reading.opendocument.names import name_of, number
from reciproque.office.reading.opendocument.numbering import Numbering
from reciproque.office.reading.opendocument.paragraphs import SHAPES, OpenPrinted
from reciproque.office.reading.opendocument.source import Source, opened
from reciproque.office.reading.opendocument.tables import cells_of, has_covered_text
from reciproque.office.reading.scribe import Scribe
from reciproque.office.reading.spans import TALLEST, OpenCell, OpenTable

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_DRAWN = SHAPES | {"draw:frame", "draw:g"}
_CHANGES = {"text:deletion": "deletion", "text:insertion": "insertion"}


def read_odt(file: BinaryIO, *, name: str = "", bounds: Bounds = DEFAULT_BOUNDS) -> Document:
    """Read an ODT or a flat FODT; raise `Unreadable` with a French sentence when it cannot be."""
    reader = _Reader(opened(file, bounds), bounds)
    reader.read()
    return Document(tuple(reader.parts), name, MEDIA_TYPE, reader.account.complaints())


class OpenScribe(Scribe[OpenPrinted]):
    def __init__(self, flow: Flow, account: Account) -> None:
        super().__init__(account)
        self.flow = flow

    def numbered(self, printed: OpenPrinted) -> tuple[Kind, int, str]:
        return printed.kind, printed.level, printed.marker

    def printed_in(self, box: etree._Element) -> tuple[list[OpenPrinted], bool]:
        paragraphs, met = self.flow.inside(box)
        return paragraphs, bool(met)

    def note(self, key: str) -> str:
        return key


class _Reader:
    def __init__(self, source: Source, bounds: Bounds) -> None:
        self.source = source
        self.account = Account(bounds)
        self.flow = Flow(source.styles, Numbering(source.styles), source.embedded)
        self.scribe = OpenScribe(self.flow, self.account)
        self.parts: list[Part] = []
        self._table: OpenTable | None = None
        self._heads = 0

    def read(self) -> None:
        for name, element in self._units():
            if name == "table:table-row":
                self._rows(element)
            elif name == "table:table":
                self._end_of_table()
            elif name in PARAGRAPHS:
                self._paragraph(self.flow.print(element))
            elif name in _DRAWN:
                self._paragraph(self._drawn(element))
            elif name == "text:tracked-changes":
                self._changes(element)
            self.source.forget(element)
        self._say_what_was_left_out()

    def _units(self) -> Iterator[tuple[str, etree._Element]]:
        """Paragraphs and rows of the outer level, and ends of tables, as soon as they are read whole.

        `within` counts what is open and comes as one piece: a paragraph, a row, a shape, what is not read.
        """
        whole = PARAGRAPHS | SILENT | _DRAWN | {"table:table-row"}
        within = tables = 0
        for event, element in self.source.body():
            name = name_of(element)
            if event == "start":
                self._begin(name, element, within)
                tables += name == "table:table" and not within
                within += name in whole
                continue
            within -= name in whole
            if within:
                continue
            if name in whole or name == "table:table":
                yield name, element
            else:
                self.flow.end(name, element)
                self._heads -= name == "table:table-header-rows"

    def _begin(self, name: str, element: etree._Element, within: int) -> None:
        if name == "text:soft-page-break" and not within:
            self.scribe.turn(1)
        elif name == "office:text":
            self.scribe.page = 1 if element.get(_SOFT_BREAKS) == "true" else None
        elif not within:
            self._heads += name == "table:table-header-rows"
            self.flow.start(name, element)

    def _paragraph(self, printed: OpenPrinted) -> None:
        if not self.parts and not self.scribe.line:
            printed.pages_before = 0
        self.parts += self.scribe.blocks(printed)
        self.parts += self.scribe.notes()

    def _drawn(self, element: etree._Element) -> OpenPrinted:
        """A shape that hangs on the page, not on a paragraph."""
        holder = etree.Element("holder")
        holder.append(copy.deepcopy(element))
        return self.flow.print(holder)

    def _rows(self, element: etree._Element) -> None:
        """One row, as often as it is repeated; empty ones once, and none that says so beyond all measure."""
        times = number(element, "table:number-rows-repeated", 1) or 1
        for _time in range(times):
            if not self._row(element):
                return
            if times > TALLEST:
                raise Unreadable(
                    f"Ligne {self.scribe.line} : un tableau répète {times} fois la même ligne de cases. "
                    "Retirez-la, puis recommencez.",
                    self.scribe.place(),
                )

    def _row(self, element: etree._Element) -> bool:
        """Whether the row holds a text."""
        scribe = self.scribe
        if self._table is None:
            self._table = OpenTable(scribe.gap)
            scribe.gap = 0
        scribe.line += 1
        line, table = scribe.line, self._table
        table.place = scribe.place()
        for column, (source, colspan, rowspan) in enumerate(cells_of(element), start=1):
            self.account.add_cell(table.place)
            paragraphs, met = self.flow.inside(source)
            blocks = list(scribe.blocks_in_cell(paragraphs, f"l{line}c{column}"))
            if met:
                self.account.complain(f"Ligne {line} : tableau imbriqué dans une case, lu à plat.")
            table.cell = OpenCell(self._heads > 0, colspan, rowspan, _is_rich(blocks), blocks)
            table.end_cell()
        if has_covered_text(element):
            self.account.complain(f"Ligne {line} : texte caché sous une case fusionnée, non lu.")
        filled = any(cell.blocks for cell in table.cells)
        table.end_row()
        return filled

    def _end_of_table(self) -> None:
        table, self._table = self._table, None
        finished = table.finished() if table is not None else None
        if finished is not None:
            self.parts.append(finished)
        self.parts += self.scribe.notes()

    def _changes(self, element: etree._Element) -> None:
        for one in element.iter():
            key = _CHANGES.get(name_of(one))
            if key:
                self.scribe.left_out.seen[key] += 1

    def _say_what_was_left_out(self) -> None:
        if self.source.has_macros():
            self.account.complain(MACROS)
        if self.source.is_signed():
            self.account.complain(SIGNED)
        self.scribe.left_out.say(self.account)
        margins = self.source.margins
        if margins:
            said = shorten(" / ".join(margins), 200)
            self.account.complain(f"En-têtes et pieds de page, non repris : « {said} ».")


_SOFT_BREAKS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}use-soft-page-breaks"


def _is_rich(blocks: list[Block]) -> bool:
    """Every text of a cell is a paragraph: one alone marks nothing."""
    return len(blocks) > 1 or any(block.kind is Kind.ITEM for block in blocks)
