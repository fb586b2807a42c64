"""A document drawn in Python with its marked passages: some milliseconds where templates take a tenth of a second."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.text import shorten
from reciproque.office.document import Block, Document, Kind, Row, Table

Marks = Mapping[str, Sequence[tuple[str, str]]]
"""For each anchor the addresses that it leads to: (address, class)."""


MANY_BLOCKS = 4_000
AROUND = 300


def document_around(document: Document, lines: Sequence[int]) -> tuple[Document, bool]:
    """The part of a very long document that stands around these lines; says whether anything was left out.

    A contract has some hundred blocks and is shown whole. One with tens of thousands would be a page that no
    browser shows.
    """
    if sum(1 for _block in document.blocks()) <= MANY_BLOCKS:
        return document, False
    first, last = (min(lines) - AROUND, max(lines) + AROUND) if lines else (0, AROUND)
    last = min(last, first + MANY_BLOCKS)
    parts: list[Block | Table] = []
    for part in document.parts:
        if isinstance(part, Table):
            rows = tuple(row for row in part.rows if first <= row.place.line <= last)
            parts += [replace(part, rows=rows)] if rows else []
        elif first <= part.place.line <= last:
            parts.append(part)
    return replace(document, parts=tuple(parts)), True


def places_of(document: Document) -> dict[str, str]:
    """The place of each passage in words, where a file has other places than lines: a page, a cell of a sheet."""
    blocks = (block for block in document.blocks() if block.place.page or block.place.spot)
    return {block.anchor: block.place.said for block in blocks}


def draw_source(document: Document, marks: Marks, *, take: str = "") -> SafeString:
    """The whole document, each block with its anchor as id, marked passages as links. Everything is escaped here.

    `take` is the address at which a passage becomes an item: each block then has a link to it.
    """
    pen = _Pen(marks, take)
    return mark_safe("".join(pen.part(part) for part in document.parts))


class _Pen:
    def __init__(self, marks: Marks, take: str) -> None:
        self.marks, self.take, self.page = marks, escape(take), 0

    def part(self, part: Block | Table) -> str:
        return self.turn(part) + (self.block(part) if isinstance(part, Block) else self.table(part))

    def turn(self, part: Block | Table) -> str:
        """Where a page begins, it is said."""
        page = part.place.page
        if not page or page == self.page:
            return ""
        self.page = page
        return f'<p class="source-page">page {page}</p>'

    def table(self, table: Table) -> str:
        rows = "".join(self.row(row) for row in table.rows)
        where = escape(table.place.spot or f"ligne {table.place.line}")
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="Tableau, {where}">'
            f'<table class="grid source"><tbody>{rows}</tbody></table></div>'
        )

    def row(self, row: Row) -> str:
        own = any(block.anchor == row.anchor for cell in row.cells for block in cell.blocks)
        cells = []
        for cell in row.cells:
            spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            cells.append(f"<td{spans}>{''.join(self.block(block) for block in cell.blocks)}</td>")
        name = "" if own else f' id="{escape(row.anchor)}"'
        return f"<tr{name}>{''.join(cells)}</tr>"

    def block(self, block: Block) -> str:
        marker = f'<span class="marker">{escape(block.marker)}</span> ' if block.marker else ""
        text: str = escape(block.text)
        leads = self.marks.get(block.anchor, ())
        if leads:
            address, look = leads[0]
            text = f'<a class="{look}" href="{escape(address)}">{text}</a>'
            text += "".join(
                f' <a class="{other}" href="{escape(there)}"><span class="unseen">aussi : élément </span>{rank}</a>'
                for rank, (there, other) in enumerate(leads[1:], 2)
            )
        strong = block.kind == Kind.HEADING or block.strong
        inside = f"<strong>{marker}{text}</strong>" if strong else f"{marker}{text}"
        anchor = escape(block.anchor)
        return f'<p id="{anchor}" class="source-{block.kind}">{inside}{self.link(block)}</p>'

    def link(self, block: Block) -> str:
        if not self.take:
            return ""
        said = f'En faire…<span class="unseen"> : {escape(shorten(block.text, 40))}</span>'
        return f' <a class="take" href="{self.take}?passage={escape(block.anchor)}">{said}</a>'
