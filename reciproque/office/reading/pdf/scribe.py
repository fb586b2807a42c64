"""Turns the paragraphs of a PDF into blocks and cells, numbered in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reciproque.office.bounds import Account
from reciproque.office.document import Block, Cell, Kind, Place, Row, Table
from reciproque.office.reading.blocks import Shape, shapes_of
from reciproque.office.reading.pdf.flow import Paragraph

DEEPEST_ITEM = 8
_INDENT = 6.0  # points
_NOTE_NUMBER = re.compile(r"^[\[(]?(\d{1,3}|\*{1,3})[\])]?\.?\s*")


@dataclass(slots=True)
class Written:
    """A paragraph and what it is, before it is given its place."""

    paragraph: Paragraph
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""
    gap: int = 0
    centred: bool = False


@dataclass(slots=True)
class WrittenCell:
    inside: Sequence[Written] = ()
    heading: bool = False
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        return " ".join(each.paragraph.text for each in self.inside)


@dataclass(slots=True)
class WrittenRow:
    cells: list[WrittenCell]
    page: int


class Indents:
    """How deep an item stands, by how far in it and the items before it are printed."""

    def __init__(self) -> None:
        self._open: list[float] = []

    def clear(self) -> None:
        self._open.clear()

    def level_of(self, left: float) -> int:
        while self._open and self._open[-1] > left + _INDENT:
            self._open.pop()
        if not self._open or self._open[-1] < left - _INDENT:
            self._open.append(left)
        return len(self._open) - 1


def note_of(paragraph: Paragraph) -> Written:
    """A footnote, its number taken off its front."""
    found = _NOTE_NUMBER.match(paragraph.text)
    paragraph.text = paragraph.text[found.end() :] if found else paragraph.text
    return Written(paragraph, Kind.NOTE, marker=found[1] if found else "")


class Scribe:
    """Holds the running number of paragraphs and rows, and what the document costs."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.line = 0

    def blocks(self, written: Written) -> list[Block]:
        """The blocks of one paragraph: several when it is a list typed by hand."""
        blocks: list[Block] = []
        for shape in _shapes(written):
            self.line += 1
            place = Place(self.line, written.paragraph.page)
            blocks.append(self._block(shape, written, place, f"l{self.line}", 0 if blocks else written.gap))
        return blocks

    def table(self, rows: Sequence[WrittenRow], gap: int = 0) -> Table | None:
        laid = tuple(self._row(row) for row in rows)
        if not any(cell.blocks for row in laid for cell in row.cells):
            return None
        return Table(laid, laid[0].place, f"l{laid[0].place.line}t", gap)

    def _row(self, row: WrittenRow) -> Row:
        self.line += 1
        place = Place(self.line, row.page)
        cells = tuple(self._cell(cell, place, number) for number, cell in enumerate(row.cells, start=1))
        return Row(cells, place, f"l{place.line}")

    def _cell(self, cell: WrittenCell, place: Place, number: int) -> Cell:
        self.account.add_cell(place)
        blocks: list[Block] = []
        for written in cell.inside:
            here = Place(place.line, written.paragraph.page or place.page)
            for shape in _shapes(written):
                anchor = f"l{place.line}c{number}b{len(blocks) + 1}"
                blocks.append(self._block(shape, written, here, anchor, 0))
        rich = len(blocks) > 1 or any(block.kind is Kind.ITEM for block in blocks)
        return Cell(tuple(blocks), rich, cell.heading, cell.colspan, cell.rowspan)

    def _block(self, shape: Shape, written: Written, place: Place, anchor: str, gap: int) -> Block:
        self.account.add_block(shape.text, place)
        emphasis = written.paragraph.emphasis
        lead = emphasis.lead
        return Block(
            shape.kind,
            shape.text,
            place,
            anchor,
            level=shape.level,
            markers=shape.markers,
            strong=emphasis.strong,
            slanted=emphasis.slanted,
            centred=written.centred,
            lines=shape.lines,
            gap=gap,
            lead=lead if shape.text.startswith(lead) else "",
        )


def _shapes(written: Written) -> list[Shape]:
    level = min(written.level, DEEPEST_ITEM)
    return shapes_of(written.paragraph.text, kind=written.kind, level=level, marker=written.marker)
