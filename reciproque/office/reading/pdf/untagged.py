"""From pages without tags to parts: columns, paragraphs and ruled tables, put together over pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reciproque.office.document import Block, Kind, Table
from reciproque.office.reading.inline import is_number
from reciproque.office.reading.pdf.drafts import Draft, DraftRow, draft_of, goes_on, join, reaches_in, settle
from reciproque.office.reading.pdf.flow import Reach, reach_of, set_paragraph
from reciproque.office.reading.pdf.ink import Line
from reciproque.office.reading.pdf.layout import Column, Layout, is_contents, printed_lines
from reciproque.office.reading.pdf.margins import take_furniture, take_notes
from reciproque.office.reading.pdf.paragraphs import Headings, Piece, Typography, cut, marker_of
from reciproque.office.reading.pdf.scribe import Indents, Scribe, Written, WrittenCell, WrittenRow, note_of
from reciproque.office.reading.pdf.spelling import Vocabulary

_FINISHED = (".", "!", "?", ":", ";", "…", "»")
_SAME_COLUMNS = 4.0  # points
_MOST_HEADER_ROWS = 3


@dataclass(slots=True)
class Note:
    lines: list[Line]


@dataclass(slots=True)
class Furniture:
    line: Line


Unit = Piece | Draft | Note | Furniture


class Reader:
    """Reads laid out pages; whoever calls gives them all, since only all of them tell what is usual."""

    def __init__(self, scribe: Scribe, vocabulary: Vocabulary) -> None:
        self.scribe = scribe
        self.vocabulary = vocabulary

    def parts(self, layouts: Sequence[Layout]) -> Iterator[tuple[int, Block | Table]]:
        usual, in_cells = _typography(layouts, self.vocabulary)
        furniture = defaultdict(list)
        for line in take_furniture(layouts, usual.size):
            furniture[line.page].append(line)
        reaches = _reaches(layouts)
        units: list[Unit] = []
        for layout in layouts:
            notes = take_notes(layout, usual.size)
            reach = reaches.get(round(layout.width), Reach())
            for unit, may_go_on in _units(layout, (usual, in_cells), reach):
                _add(units, unit, may_go_on=may_go_on)
            units += [Note(lines) for lines in notes]
            units += [Furniture(line) for line in furniture[layout.page]]
        yield from self._written(units, Headings(usual, (unit for unit in units if isinstance(unit, Piece))))

    def _written(self, units: list[Unit], headings: Headings) -> Iterator[tuple[int, Block | Table]]:
        indents = Indents()
        for unit in units:
            if isinstance(unit, Draft):
                indents.clear()
                settle(unit)
                table = self.scribe.table([self._row(row) for row in unit.rows])
                if table is not None:
                    yield unit.page, table
                continue
            if isinstance(unit, Piece):
                written = self._piece(unit, indents, headings)
            elif isinstance(unit, Note):
                written = note_of(set_paragraph(unit.lines, reach_of(unit.lines), self.vocabulary))
            else:
                written = Written(set_paragraph([unit.line], Reach(), self.vocabulary), Kind.FURNITURE)
            for block in self.scribe.blocks(written):
                yield _page_of(unit), block

    def _piece(self, piece: Piece, indents: Indents, headings: Headings | None = None) -> Written:
        if headings is not None and headings.is_heading(piece):
            paragraph = set_paragraph(piece.lines, piece.reach, self.vocabulary)
            indents.clear()
            return Written(paragraph, Kind.HEADING, headings.level_of(piece), gap=piece.gap)
        marker, lines = piece.without_marker()
        paragraph = set_paragraph(lines, piece.reach, self.vocabulary)
        if piece.marker:
            return Written(paragraph, Kind.ITEM, indents.level_of(piece.left), marker, piece.gap)
        indents.clear()
        return Written(paragraph, gap=piece.gap)

    def _row(self, row: DraftRow) -> WrittenRow:
        cells = []
        for cell in row.cells:
            indents = Indents()
            inside = [self._piece(piece, indents) for piece in cell.pieces]
            cells.append(WrittenCell(inside, colspan=cell.colspan, rowspan=cell.rowspan))
        return WrittenRow(cells, row.page)


def _page_of(unit: Unit) -> int:
    if isinstance(unit, Piece | Draft):
        return unit.page
    return unit.lines[0].page if isinstance(unit, Note) else unit.line.page


def _typography(layouts: Sequence[Layout], vocabulary: Vocabulary) -> tuple[Typography, Typography]:
    """What is usual in the text, and in the cells of tables."""
    text, cells = Typography(vocabulary), Typography(vocabulary, in_cells=True)
    for layout in layouts:
        for part in layout.parts:
            if isinstance(part, Column):
                text.learn(part.lines, reach_of(part.lines))
                _learn_openers(part.lines, vocabulary)
                continue
            reaches = reaches_in(part)
            for box in part.boxes:
                lines = printed_lines(box.words, part.page)
                cells.learn(lines, reaches[box.column, box.colspan])
                _learn_openers(lines, vocabulary)
    text.lean_on(cells)
    return text, cells


def _learn_openers(lines: Sequence[Line], vocabulary: Vocabulary) -> None:
    """Words that sentences begin with: at the top, behind a sign, or below the end of a sentence."""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or before.text.endswith(_FINISHED) or marker_of(line):
            vocabulary.learn_opener(line)


def _reaches(layouts: Sequence[Layout]) -> dict[int, Reach]:
    """How far lines go on pages of each width, columns that stand beside another left out."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for layout in layouts:
        for part in layout.parts:
            if isinstance(part, Column) and part.alone:
                lines[round(layout.width)] += [line for line in part.lines if not is_contents(line)]
    return {width: reach_of(each) for width, each in lines.items()}


def _units(
    layout: Layout, usual: tuple[Typography, Typography], reach: Reach
) -> Iterator[tuple[Piece | Draft, bool]]:
    """Paragraphs and tables of a page; the first of the page, or of a column, may go on with the one before."""
    for number, part in enumerate(layout.parts):
        if isinstance(part, Column):
            reach_here = reach if part.alone else reach_of(part.lines)
            for at, piece in enumerate(cut(part.lines, usual[0], reach_here, loose=part.loose)):
                yield piece, not at and (not number or not part.alone)
        else:
            yield draft_of(part, usual[1]), not number


def _add(units: list[Unit], unit: Piece | Draft, *, may_go_on: bool) -> None:
    """Take a unit in, or put it to the one that a page break cut from it."""
    before = (
        next((each for each in reversed(units) if isinstance(each, Piece | Draft)), None)
        if may_go_on
        else None
    )
    if isinstance(unit, Draft) and isinstance(before, Draft) and goes_on(before, unit):
        join(before, unit)
    elif isinstance(unit, Piece) and isinstance(before, Piece) and _continues(before, unit):
        before.lines += unit.lines
    else:
        units.append(unit)


def _continues(before: Piece, piece: Piece) -> bool:
    """Whether a page break cut a paragraph: unfinished and full to the right above, going on below."""
    last, line = before.lines[-1], piece.lines[0]
    if before.contents or piece.contents or abs(last.size - line.size) > 0.5:
        return False
    if piece.marker and not (is_number(piece.marker) and piece.text[:1].islower()):
        return False
    if last.text.endswith(_FINISHED) or last.look.strong != line.look.strong:
        return False
    full = before.reach.right - last.right < (line.words[0].right - line.words[0].left) + last.size
    return full and (line.text[:1].islower() or not before.marker or line.left > before.left + 2)
