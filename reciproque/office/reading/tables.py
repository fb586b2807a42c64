"""Tables of a text file: tab-separated rows, pipe tables, HTML tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from reciproque.office.document import Block, Cell, Kind, Place, Row, Table
from reciproque.office.reading.fragments import MARK_UP, Piece, pieces_of, starts_with_bullet
from reciproque.office.reading.inline import styled, take_markers

_RULE_ROW = re.compile(r"^[\s|:\-–—=]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_TABLE_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]{0,2000})>", re.IGNORECASE)
_SPAN = re.compile(r"(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
WIDEST = 60


def block_of(piece: Piece, place: Place, anchor: str, gap: int = 0) -> Block | None:
    """The block of a piece, or None when nothing printable is in it."""
    markers, raw = (piece.markers, piece.raw) if piece.markers else take_markers(piece.raw)
    if piece.kind is Kind.HEADING:
        markers, raw = (), piece.raw
    looks = styled(raw)
    if not looks.text:
        return None
    kind = Kind.ITEM if markers and piece.kind is Kind.PARAGRAPH else piece.kind
    return Block(
        kind=kind,
        text=looks.text,
        place=place,
        anchor=anchor,
        level=piece.level,
        markers=markers,
        strong=looks.strong,
        slanted=looks.slanted,
        centred=piece.centred,
        gap=gap,
        lead=looks.lead,
    )


def cell_of(raw: str, place: Place, column: int, **spans: int | bool) -> Cell:
    """A cell with its blocks, whose anchors are l<line>c<column>b<block>, all counted from one."""
    raw = raw.strip()
    rich = bool(MARK_UP.search(raw)) or starts_with_bullet(raw)
    pieces = pieces_of(raw) if rich else [Piece(raw)]
    blocks: list[Block] = []
    for piece in pieces:
        block = block_of(piece, place, f"l{place.line}c{column}b{len(blocks) + 1}")
        if block:
            blocks.append(block)
    return Cell(blocks=tuple(blocks), rich=rich, **spans)  # type: ignore[arg-type]  # narrower than the types can say; tests hold it


def is_rule(line: str) -> bool:
    """Whether a row is only drawing ("-- -- ---", "|---|---|")."""
    return bool(_RULE_ROW.match(line))


def row_of(parts: list[str], place: Place) -> Row:
    cells = [cell_of(part, place, column) for column, part in enumerate(parts[:WIDEST], 1)]
    return Row(tuple(cells), place, f"l{place.line}")


def split_pipes(line: str) -> list[str]:
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [part.replace("\\|", "|") for part in _PIPE.split(inner)]


@dataclass(slots=True)
class _HtmlTable:
    """Follows the tags of one table; what a nested table holds stays in the cell around it."""

    depth: int = 0
    rows: list[tuple[int, list[tuple[int, str, str, bool]]]] = field(default_factory=list)
    cell: tuple[int, str, bool] | None = None
    caption_end: int = 0

    def tag(self, closing: bool, name: str, attributes: str, start: int, end: int, source: str) -> None:
        if name == "table":
            self.depth += -1 if closing else 1
            if closing and self.depth == 0:
                self._end_cell(start, source)
        elif self.depth != 1:
            return
        elif name == "tr":
            self._end_cell(start, source)
            if not closing:
                self.rows.append((start, []))
        else:
            self._end_cell(start, source)
            if not closing:
                self.cell = (end, attributes, name == "th")
                if not self.rows:
                    self.rows.append((start, []))

    def _end_cell(self, start: int, source: str) -> None:
        if self.cell is not None:
            at, attributes, heading = self.cell
            if len(self.rows[-1][1]) < WIDEST:
                self.rows[-1][1].append((at, source[at:start], attributes, heading))
            self.cell = None


def html_table(source: str, first_line: int, page: int | None, gap: int) -> Table | None:
    """The table of a piece of HTML; places are those of the lines in which its cells begin."""
    reader = _HtmlTable()
    for tag in _TABLE_TAG.finditer(source):
        reader.tag(bool(tag[1]), tag[2].lower(), tag[3], tag.start(), tag.end(), source)
    reader._end_cell(len(source), source)
    breaks = [found.start() for found in re.finditer("\n", source)]
    rows: list[Row] = []
    for at, raw_cells in reader.rows:
        if not raw_cells or is_rule(
            "".join(raw for _at, raw, _attributes, _heading in raw_cells).strip() or "x"
        ):
            continue
        place = Place(first_line + bisect_right(breaks, at), page)
        rows.append(Row(_html_cells(raw_cells, place, len(rows)), place, f"l{place.line}r{len(rows) + 1}"))
    if not rows:
        return None
    return Table(tuple(rows), Place(first_line, page), f"l{first_line}t", gap)


def _html_cells(raw_cells: list[tuple[int, str, str, bool]], place: Place, row: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    left = WIDEST
    for column, (_at, raw, attributes, heading) in enumerate(raw_cells, 1):
        spans = {name.lower(): max(1, min(int(value), left)) for name, value in _SPAN.findall(attributes)}
        left = max(1, left - spans.get("colspan", 1))
        number = row * 100 + column if row else column
        cells.append(cell_of(raw.replace("\n", " "), place, number, heading=heading, **spans))
    return tuple(cells)
