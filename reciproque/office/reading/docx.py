"""From a Word document (DOCX, DOCM, DOTX) to plain data.

The body is parsed as a stream, one paragraph or one table row at a time, so that memory does not grow with
the file. Text deleted by tracked changes is left out, inserted text is kept: the document as it would be
once all changes are accepted.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from reciproque.core.text import shorten
from reciproque.office.bounds import DEFAULT_BOUNDS, Account, Bounds
from reciproque.office.document import Document, Part
from reciproque.office.packages import Package
from reciproque.office.reading.left_out import MACROS, SIGNED
from reciproque.office.reading.relations import has_macros, is_signed
from reciproque.office.reading.word.names import child, name_of
from reciproque.office.reading.word.numbering import Numbering
from reciproque.office.reading.word.paragraphs import WordPrinted, inner_paragraphs, is_deleted_row
from reciproque.office.reading.word.parts import Parts
from reciproque.office.reading.word.scribe import WordScribe
from reciproque.office.reading.word.styles import Styles
from reciproque.office.reading.word.tables import RawRow, cells_of, is_heading_row, lay_out

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes | BinaryIO, *, name: str = "", bounds: Bounds = DEFAULT_BOUNDS) -> Document:
    """Read a DOCX; raise `Unreadable` with a French sentence when it cannot be."""
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    reader = _Reader(Parts(Package(file, bounds)), bounds)
    reader.read()
    return Document(tuple(reader.parts), name, MEDIA_TYPE, reader.account.complaints())


class _Reader:
    """Turns the stream of elements of the body into parts."""

    def __init__(self, source: Parts, bounds: Bounds) -> None:
        self.source = source
        self.account = Account(bounds)
        styles = Styles(source.tree("styles"))
        numbering = Numbering(source.tree("numbering"), styles)
        self.scribe = WordScribe(styles, numbering, source.notes(), self.account)
        self.scribe.page = 1 if source.knows_pages() else None
        self.parts: list[Part] = []
        self._unfinished: WordPrinted | None = None
        self._rows: list[RawRow] = []

    def read(self) -> None:
        for name, element in self._units():
            if name == "p":
                self._paragraph(element)
            elif name == "tr":
                self._row(element)
            else:
                self._end_of_table()
            self.source.package.forget(element)
        if self._unfinished is not None:
            self.parts += self.scribe.blocks(self._unfinished)
        self.parts += self.scribe.notes()
        self._say_what_was_left_out()

    def _units(self) -> Iterator[tuple[str, etree._Element]]:
        """Paragraphs and rows of the outer level, and ends of tables, as soon as they are read whole."""
        open_ones = {"p": 0, "tr": 0, "tbl": 0, "compatibility:Fallback": 0}
        for event, element in self.source.body():
            name = name_of(element)
            if name == "altChunk" and event == "end":
                self.scribe.left_out.seen["chunk"] += 1
            if name not in open_ones:
                continue
            open_ones[name] += 1 if event == "start" else -1
            around = sum(open_ones.values()) - (open_ones["tbl"] if name == "tr" else 0)
            if event == "end" and not around and name != "compatibility:Fallback":
                yield name, element

    def _paragraph(self, element: etree._Element) -> None:
        if _is_invitation(element):
            return
        printed = self.scribe.print(element)
        if self._unfinished is not None:
            printed.put_before(self._unfinished)
            self._unfinished = None
        if printed.joined_to_next:
            self._unfinished = printed
            return
        self.parts += self.scribe.blocks(printed)
        self.parts += self.scribe.notes()

    def _row(self, element: etree._Element) -> None:
        if is_deleted_row(element):
            self.scribe.left_out.seen["deletion"] += 1
            return
        self.scribe.line += 1
        line = self.scribe.line
        row = RawRow(self.scribe.place(), is_heading_row(element))
        for number, (source, cell) in enumerate(cells_of(element), start=1):
            self.account.add_cell(row.place)
            if source is not None:
                paragraphs, nested = inner_paragraphs(source)
                cell.blocks = self.scribe.blocks_in_cell(
                    self.scribe.print_all(paragraphs), f"l{line}c{number}"
                )
                if nested:
                    self.account.complain(f"Ligne {line} : tableau imbriqué dans une case, lu à plat.")
            row.cells.append(cell)
        self._rows.append(row)

    def _end_of_table(self) -> None:
        table, hidden = lay_out(self._rows, self.scribe.gap)
        self._rows = []
        for place in hidden:
            self.account.complain(f"Ligne {place.line} : texte caché sous une case fusionnée, non lu.")
        if table is not None:
            self.parts.append(table)
            self.scribe.gap = 0
        self.parts += self.scribe.notes()

    def _say_what_was_left_out(self) -> None:
        if has_macros(self.source.package):
            self.account.complain(MACROS)
        if is_signed(self.source.package):
            self.account.complain(SIGNED)
        self.scribe.left_out.say(self.account)
        margins = self.source.margins()
        if margins:
            said = shorten(" / ".join(margins), 200)
            self.account.complain(f"En-têtes et pieds de page, non repris : « {said} ».")


def _is_invitation(element: etree._Element) -> bool:
    """A field to fill in that nobody filled in shows an invitation (« Cliquez ici »), which is no text."""
    content = element.getparent()
    control = content.getparent() if content is not None else None
    if control is None or name_of(control) != "sdt":
        return False
    return child(control, "sdtPr", "showingPlcHdr") is not None
