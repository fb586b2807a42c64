"""A document drawn in Python with its marked passages: some milliseconds where templates take a tenth of a second."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

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


def draw_source(document: Document, marks: Marks) -> SafeString:
    """The whole document, each block with its anchor as id, marked passages as links. Everything is escaped here."""
    return mark_safe("".join(_part(part, marks) for part in document.parts))


def _part(part: Block | Table, marks: Marks) -> str:
    return _block(part, marks) if isinstance(part, Block) else _table(part, marks)


def _table(table: Table, marks: Marks) -> str:
    rows = "".join(_row(row, marks) for row in table.rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Tableau, ligne {table.place.line}">'
        f'<table class="grid source"><tbody>{rows}</tbody></table></div>'
    )


def _row(row: Row, marks: Marks) -> str:
    own = any(block.anchor == row.anchor for cell in row.cells for block in cell.blocks)
    cells = []
    for cell in row.cells:
        spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        cells.append(f"<td{spans}>{''.join(_block(block, marks) for block in cell.blocks)}</td>")
    name = "" if own else f' id="{escape(row.anchor)}"'
    return f"<tr{name}>{''.join(cells)}</tr>"


def _block(block: Block, marks: Marks) -> str:
    marker = f'<span class="marker">{escape(block.marker)}</span> ' if block.marker else ""
    text: str = escape(block.text)
    leads = marks.get(block.anchor, ())
    if leads:
        address, look = leads[0]
        text = f'<a class="{look}" href="{escape(address)}">{text}</a>'
        text += "".join(
            f' <a class="{other_look}" href="{escape(other)}"><span class="unseen">aussi : élément </span>{number}</a>'
            for number, (other, other_look) in enumerate(leads[1:], 2)
        )
    strong = block.kind == Kind.HEADING or block.strong
    inside = f"<strong>{marker}{text}</strong>" if strong else f"{marker}{text}"
    return f'<p id="{escape(block.anchor)}" class="source-{block.kind}">{inside}</p>'
