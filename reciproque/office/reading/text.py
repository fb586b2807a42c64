"""Markdown and plain text, with the mixed HTML that the extraction of a PDF leaves, as a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reciproque.office.document import Block, Document, Kind, Part, Place, Row, Table
from reciproque.office.reading.fragments import MARK_UP, Piece, pieces_of
from reciproque.office.reading.furniture import contents_lines, furniture_lines
from reciproque.office.reading.inline import styled, take_markers, without_controls
from reciproque.office.reading.joining import continues_item, join_lines, mend_interrupted
from reciproque.office.reading.tables import block_of, html_table, is_rule, row_of, split_pipes

LONGEST = 8_000_000
LONGEST_LINE = 400_000
_HASH = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)[\s#]*$")
_RULE = re.compile(r"^\s*([-*_=–—])(?:\s*\1){2,}\s*$")
_NOTE = re.compile(r"^\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)|^\s*\[\^([^\[\]\s]{1,20})\]:\s*")
_SILENT = re.compile(r"<(script|style|head)\b|<!--", re.IGNORECASE)
_TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_OPEN_PARAGRAPH = re.compile(r"<(p|li|h[1-6])\b(?!.*</\1\s*>)", re.IGNORECASE)
_DELIMITER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")


@dataclass(slots=True)
class _Open:
    """The block that is being read, with its lines as they come."""

    kind: Kind
    line: int
    gap: int
    level: int = 0
    markers: tuple[str, ...] = ()
    raw: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    parts: list[Part] = field(default_factory=list)
    block: _Open | None = None
    rows: list[Row] = field(default_factory=list)
    rows_gap: int = 0
    gap: int = 0
    page: int | None = None
    indents: list[int] = field(default_factory=list)

    def end_block(self) -> None:
        """Close the block that is open, if any."""
        done, self.block = self.block, None
        if done is None:
            return
        looks = styled(join_lines(done.raw))
        if not looks.text:
            return
        lines = tuple(text for text in (styled(raw).text for raw in done.raw) if text)
        self.parts.append(
            Block(
                kind=done.kind,
                text=looks.text,
                place=Place(done.line, self.page),
                anchor=f"l{done.line}",
                level=done.level,
                markers=done.markers,
                strong=looks.strong,
                slanted=looks.slanted,
                lines=lines if len(lines) > 1 else (),
                gap=done.gap,
                lead=looks.lead,
            )
        )

    def end_table(self) -> None:
        if self.rows:
            place = self.rows[0].place
            self.parts.append(Table(tuple(self.rows), place, f"l{place.line}t", self.rows_gap))
            self.rows = []

    def begin(self, kind: Kind, line: int, raw: str, markers: tuple[str, ...] = (), level: int = 0) -> None:
        self.end_block()
        self.end_table()
        self.block = _Open(kind, line, self.gap, level, markers, [raw])
        self.gap = 0

    def add_row(self, row: Row) -> None:
        self.end_block()
        if not self.rows:
            self.rows_gap = self.gap
        self.rows.append(row)
        self.gap = 0

    def add_pieces(self, pieces: list[Piece], line: int) -> None:
        self.end_block()
        self.end_table()
        for number, piece in enumerate(pieces, 1):
            anchor = f"l{line}" if len(pieces) == 1 else f"l{line}b{number}"
            block = block_of(piece, Place(line, self.page), anchor, self.gap)
            if block:
                self.parts.append(block)
                self.gap = 0

    def blank(self) -> None:
        self.end_block()
        self.gap += 1
        if self.gap > 2:
            self.end_table()

    def depth_of(self, indent: int) -> int:
        """How deep an item is nested, from its indent and those of the items before it."""
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents) - 1

    def item(self, line: int, raw: str, markers: tuple[str, ...], rest: str) -> None:
        in_list = bool(self.parts) and isinstance(self.parts[-1], Block) and self.parts[-1].kind is Kind.ITEM
        if not in_list and not (self.block and self.block.kind is Kind.ITEM):
            self.indents.clear()
        indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        self.begin(Kind.ITEM, line, rest, markers, min(self.depth_of(indent), 6))

    def text(self, line: int, raw: str) -> None:
        """A line that is neither heading, item, note nor row: it goes on, or begins a paragraph."""
        block = self.block
        goes_on = block is not None and (block.kind is Kind.PARAGRAPH or continues_item(block.raw[-1], raw))
        if block is not None and goes_on:
            block.raw.append(raw)
        else:
            self.begin(Kind.PARAGRAPH, line, raw)


def read_text(text: str, *, name: str = "") -> Document:
    """Read Markdown or plain text; lines are counted from one, as an editor shows them."""
    complaints = []
    if len(text) > LONGEST:
        complaints.append("Le fichier est très long : seul son début a été lu.")
        text = text[:LONGEST]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_silent(text)
    lines = text.split("\n")
    reader = _Reader(page=1 if "\f" in text else None)
    contents = contents_lines(lines)
    furniture = furniture_lines(lines) - contents
    index = 0
    while index < len(lines):
        if index in furniture:
            _take_furniture(reader, lines[index], index + 1)
            index += 1
        else:
            index = _take(reader, lines, index, contents)
    reader.end_block()
    reader.end_table()
    return Document(tuple(mend_interrupted(reader.parts)), name, "text/markdown", tuple(complaints))


def _take_furniture(reader: _Reader, raw: str, line: int) -> None:
    if "\f" in raw:
        reader.page = (reader.page or 1) + raw.count("\f")
    reader.begin(Kind.FURNITURE, line, without_controls(raw).strip())
    reader.end_block()


def _without_silent(text: str) -> str:
    """Scripts, styles and comments taken out, their line breaks left."""
    if not _SILENT.search(text):
        return text
    lowered = text.lower() if len(text.lower()) == len(text) else text
    kept, at, missing = [], 0, set()
    for found in _SILENT.finditer(text):
        closing = f"</{found[1].lower()}" if found[1] else "-->"
        if found.start() < at or closing in missing:
            continue
        end = lowered.find(closing, found.end())
        if end < 0:
            missing.add(closing)
            continue
        end = text.find(">", end + len(closing) - 1) + 1 or len(text)
        kept += [text[at : found.start()], "\n" * text.count("\n", found.start(), end)]
        at = end
    return "".join([*kept, text[at:]])


def _take(reader: _Reader, lines: list[str], index: int, contents: set[int]) -> int:
    """Take the line at `index` in, and those that belong to it; answer with the index of the next."""
    raw = lines[index][:LONGEST_LINE]
    if "\f" in raw:
        reader.end_block()
        reader.page = (reader.page or 1) + raw.count("\f")
    raw = without_controls(raw)
    if not raw.strip():
        reader.blank()
    elif _TABLE_START.search(raw):
        return _take_html_table(reader, lines, index)
    elif "|" in raw and _is_pipe_table(reader, lines, index):
        return _take_pipe_table(reader, lines, index)
    elif MARK_UP.search(raw) and "\t" not in raw:
        return _take_html(reader, lines, index)
    elif "\t" in raw and index not in contents and _is_row(reader, raw):
        if not is_rule(raw):
            reader.add_row(row_of(raw.split("\t"), Place(index + 1, reader.page)))
    else:
        _take_text(reader, raw, index + 1, alone=index in contents)
    return index + 1


def _take_text(reader: _Reader, raw: str, line: int, *, alone: bool) -> None:
    if _RULE.match(raw):
        if raw.strip()[0] == "=" and reader.block and reader.block.kind is Kind.PARAGRAPH:
            reader.block.kind, reader.block.level = Kind.HEADING, 1
        reader.end_block()
        return
    if heading := _HASH.match(raw):
        reader.begin(Kind.HEADING, line, heading[2], (), len(heading[1]))
        reader.end_block()
        return
    if note := _NOTE.match(raw):
        reader.begin(Kind.NOTE, line, raw[note.end() :], (note[1] or note[2],))
        return
    markers, rest = take_markers(raw)
    if markers and rest:
        reader.item(line, raw, markers, rest)
    else:
        if alone:
            reader.end_block()
        reader.text(line, raw)
    if alone:
        reader.end_block()


def _is_row(reader: _Reader, raw: str) -> bool:
    """A line with tabs is a row, but not a nested item that is only indented with tabs."""
    if reader.rows:
        return True
    front = raw.lstrip()
    return "\t" in front.rstrip() or not take_markers(front)[0]


def _take_html_table(reader: _Reader, lines: list[str], index: int) -> int:
    end, depth = index, 0
    while end < len(lines):
        depth += len(_TABLE_START.findall(lines[end])) - len(_TABLE_END.findall(lines[end]))
        end += 1
        if depth <= 0:
            break
    source = without_controls("\n".join(lines[index:end]))
    before = source[: _TABLE_START.search(source).start()]  # type: ignore[union-attr]  # matched just before
    reader.end_block()
    reader.end_table()
    if before.strip():
        reader.add_pieces(pieces_of(before), index + 1)
    table = html_table(source[len(before) :], index + 1, reader.page, reader.gap)
    if table:
        reader.parts.append(table)
        reader.gap = 0
    return end


def _take_html(reader: _Reader, lines: list[str], index: int) -> int:
    end = index + 1
    source = lines[index]
    while _OPEN_PARAGRAPH.search(source[-LONGEST_LINE:]) and end < min(len(lines), index + 200):
        if not lines[end].strip() or _TABLE_START.search(lines[end]):
            break
        source += " " + lines[end]
        end += 1
    reader.add_pieces(pieces_of(without_controls(source)), index + 1)
    return end


def _is_pipe_table(reader: _Reader, lines: list[str], index: int) -> bool:
    here = lines[index].strip()
    following = lines[index + 1].strip() if index + 1 < len(lines) else ""
    if _DELIMITER.match(following):
        return True
    framed = here.startswith("|") and here.endswith("|") and here.count("|") > 2
    return framed and following.startswith("|") and following.count("|") == here.count("|")


def _take_pipe_table(reader: _Reader, lines: list[str], index: int) -> int:
    reader.end_block()
    reader.end_table()
    while index < len(lines) and "|" in lines[index]:
        if not _DELIMITER.match(lines[index]):
            place = Place(index + 1, reader.page)
            reader.add_row(row_of(split_pipes(without_controls(lines[index])), place))
        index += 1
    reader.end_table()
    return index
