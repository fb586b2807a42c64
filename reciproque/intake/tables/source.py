"""A document drawn in Python with its marked passages: some milliseconds where templates take a tenth of a second.

`html.escape` is what Django's escapes with, which marks each string safe at three times the price; here the whole
is marked once.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reciproque.core.text import shorten
from reciproque.office.document import Block, Document, Kind, Row, Table
from reciproque.office.keeping import KeptDocument

Marks = Mapping[str, Sequence[tuple[str, str]]]
"""For each anchor the addresses that it leads to: (address, class)."""


MANY_BLOCKS = 1_500
AROUND = 100


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of a document is shown: `cut` when it is a part, `gaps` the lines before which something is left out."""

    document: Document
    cut: bool = False
    gaps: frozenset[int] = frozenset()


def excerpt_around(kept: KeptDocument, lines: Iterable[int]) -> Excerpt:
    """The whole document; of a very long one, what stands nearest to these lines.

    A contract has some hundred blocks and is shown whole. One with tens of thousands would be a page that no
    browser shows. These lines are shown in any case.
    """
    rows = kept.lines()
    if sum(blocks for _line, blocks in rows) <= MANY_BLOCKS:
        return Excerpt(kept.document())
    marks = sorted(set(lines)) or [0]
    apart = {line: _distance(line, marks) for line, _blocks in rows}
    blocks_at = Counter[int]()
    for line, blocks in rows:
        blocks_at[apart[line]] += blocks
    width = _width(blocks_at)
    gaps, left_out = set(), False
    for line, _blocks in rows:
        if left_out and apart[line] <= width:
            gaps.add(line)
        left_out = apart[line] > width
    return Excerpt(kept.document(lambda line: apart.get(line, AROUND + 1) <= width), True, frozenset(gaps))


def _distance(line: int, marks: Sequence[int]) -> int:
    at = bisect_left(marks, line)
    return min(abs(line - mark) for mark in marks[max(0, at - 1) : at + 1])


def _width(blocks_at: Mapping[int, int]) -> int:
    """How far around the marks one can show without passing the number of blocks."""
    width = shown = 0
    for distance in sorted(blocks_at):
        shown += blocks_at[distance]
        if distance > AROUND or shown > MANY_BLOCKS:
            break
        width = distance
    return width


def draw_source(excerpt: Excerpt, marks: Marks, *, take: str = "") -> SafeString:
    """What is shown, each block with its anchor as id, marked passages as links. Everything is escaped here.

    `take` is the address at which a passage becomes an item: each block then has a link to it.
    """
    pen = _Pen(marks, take, excerpt.gaps)
    return mark_safe("".join(pen.part(part) for part in excerpt.document.parts))


_GAP = '<p class="source-page">[…]<span class="unseen"> passage non montré</span></p>'


class _Pen:
    def __init__(self, marks: Marks, take: str, gaps: Iterable[int]) -> None:
        self.marks, self.take, self.gaps, self.page = marks, escape(take), set(gaps), 0

    def part(self, part: Block | Table) -> str:
        if isinstance(part, Table):
            return self.turn(part) + self.table(part)
        return self.turn(part) + (_GAP if self.left_out(part) else "") + self.block(part)

    def left_out(self, thing: Block | Row) -> bool:
        """Whether something before this is not shown. Said once: rows may stand on one line of their file."""
        found = thing.place.line in self.gaps
        self.gaps.discard(thing.place.line)
        return found

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
        gap = ""
        if self.left_out(row):  # in a body of its own: no cell above spans into it
            gap = f'</tbody><tbody><tr><td colspan="{len(cells)}">{_GAP}</td></tr></tbody><tbody>'
        return f"{gap}<tr{name}>{''.join(cells)}</tr>"

    def block(self, block: Block) -> str:
        marker = f'<span class="marker">{escape(block.marker)}</span> ' if block.marker else ""
        text = escape(block.text)
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
