"""A document as plain data, whatever file it came from.

Every reader of the office (Markdown, text, HTML, DOCX, …) fills this one structure; whoever looks
for meaning in it (`intake.reading`) knows no file format. Nothing here is inferred: a short line that
looks like a heading stays a paragraph unless the format itself says that it is a heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in its file, for a person to find it again.

    `line` is 1-based: the line of a text file, the running number of the paragraph or row elsewhere.
    `page` is known for paged formats only. `spot` is the name of the place where a line says nothing to a person:
    a cell of a spreadsheet (« Feuille Actions, B12 »).
    """

    line: int
    page: int | None = None
    spot: str = ""

    @property
    def said(self) -> str:
        """The place in words: « Feuille Actions, B12 », « page 3 », « ligne 12 »."""
        return self.spot or (f"page {self.page}" if self.page else f"ligne {self.line}")


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """One printed block of text: a heading, a paragraph, an item of a list, a note, or page furniture
    (a running head or foot, a page number).

    `text` is clean: no markup, no entity, spaces collapsed (lines of one printed block joined by a
    space), NUL and control characters removed; `marker` holds what was taken off its front
    ("-", "•", "◆", "1.", "a)", "→", or the marker of the numbering of a word processor), and `markers`
    all of them when several follow each other ("- ◆" gives ("-", "◆")). `level` is the depth of a
    heading (1 …) or of a nested item (0 …). `strong` and `slanted` say that the whole block is so.
    `lines` are the texts line by line as printed, for blocks that were printed on several lines.
    `gap` says how many empty lines (or their like) stand before the block. `lead` is the part of the text
    that stands out at its front (a bold run-in title).
    """

    kind: Kind
    text: str
    place: Place
    anchor: str
    level: int = 0
    markers: tuple[str, ...] = ()
    strong: bool = False
    slanted: bool = False
    centred: bool = False
    lines: tuple[str, ...] = ()
    gap: int = 0
    lead: str = ""

    @property
    def marker(self) -> str:
        return self.markers[-1] if self.markers else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and what is written in it. `blocks` is empty for an empty cell.

    `rich` says that the cell itself marked its paragraphs or items (`<p>`, `<ul>`, real paragraphs of a
    word processor); a plain cell is one run of text, in which a reader may have to look for items.
    A cell that spans several rows stands once, in its first row, with its `rowspan`.
    """

    blocks: tuple[Block, ...] = ()
    rich: bool = False
    heading: bool = False
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    place: Place
    anchor: str


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    place: Place
    anchor: str
    gap: int = 0

    def grid(self) -> list[list[tuple[Cell, bool]]]:
        """Lay the spans out: per row, each column's cell and whether it is inherited from a span."""
        laid: list[list[tuple[Cell, bool]]] = []
        running: dict[int, tuple[Cell, int]] = {}
        for row in self.rows:
            line: list[tuple[Cell, bool]] = []
            cells = iter(row.cells)
            pending = next(cells, None)
            column = 0
            while True:
                if column in running:
                    cell, left = running.pop(column)
                    line.append((cell, True))
                    if left > 1:
                        running[column] = (cell, left - 1)
                    column += 1
                    continue
                if pending is None:
                    break
                for offset in range(max(1, pending.colspan)):
                    line.append((pending, offset > 0))
                    if pending.rowspan > 1:
                        running[column] = (pending, pending.rowspan - 1)
                    column += 1
                pending = next(cells, None)
            laid.append(line)
        return laid


Part = Block | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its parts in the order of reading, and what could not be taken over.

    `complaints` are sentences for a person, with the place ("Page 3 : image sans texte de remplacement").
    """

    parts: tuple[Part, ...]
    name: str = ""
    media_type: str = ""
    complaints: tuple[str, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order of reading, those of cells included."""
        for part in self.parts:
            if isinstance(part, Block):
                yield part
            else:
                for row in part.rows:
                    for cell in row.cells:
                        yield from cell.blocks

    def find(self, anchor: str) -> Block | None:
        return next((block for block in self.blocks() if block.anchor == anchor), None)
