"""From the structure of a tagged PDF to parts: tables keep their rows and columns without any ruling line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reciproque.office.document import Block, Kind, Table
from reciproque.office.reading.inline import DASHES, GLYPHS
from reciproque.office.reading.pdf.flow import Reach, lines_of, reach_of, set_paragraph
from reciproque.office.reading.pdf.ink import Line
from reciproque.office.reading.pdf.runs import Around, Run, Walker
from reciproque.office.reading.pdf.scribe import Indents, Scribe, Written, WrittenCell, WrittenRow, note_of
from reciproque.office.reading.pdf.spelling import Vocabulary
from reciproque.office.reading.pdf.tagged_tables import TaggedRow, rows_of
from reciproque.office.reading.pdf.tree import Element, Placed

_COUNTING = re.compile(r"^\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)°]+\)?$|^\d{1,2}(?:\.\d{1,2})+[.)]?$")
_A_TAB = 0.5  # heights of a letter


class Reader:
    """Puts the paragraphs and tables of a structure into parts. `widths` are those of the pages."""

    def __init__(self, scribe: Scribe, vocabulary: Vocabulary, widths: dict[int, float]) -> None:
        self.scribe = scribe
        self.vocabulary = vocabulary
        self.walker = Walker()
        self._widths = widths
        self._reaches: dict[float, Reach] = {}

    def parts(self, root: Element) -> Iterator[tuple[int, Block | Table]]:
        """The parts of a tree in its order, each with the page that it begins on."""
        units = list(self.walker.units(root, Around()))
        self._reaches = self._reaches_of(unit for unit in units if isinstance(unit, Run))
        indents = Indents()
        for unit in units:
            if isinstance(unit, Run):
                yield from self._blocks(unit, _level(unit, indents))
                continue
            indents = Indents()
            rows = rows_of(unit, self.walker)
            table = self.scribe.table(self._rows(rows))
            if table is not None:
                yield unit.page, table
            notes = [run for row in rows for cell in row.cells for run in cell.runs if run.is_note]
            for note in notes:
                yield from self._blocks(note, 0)

    def _reaches_of(self, runs: Iterable[Run]) -> dict[float, Reach]:
        """How far lines go, on pages of each width."""
        lines: dict[float, list[Line]] = defaultdict(list)
        for run in runs:
            for line in lines_of(run.words):
                lines[self._widths.get(line.page, 0.0)].append(line)
        return {width: reach_of(each) for width, each in lines.items()}

    def _blocks(self, run: Run, level: int) -> Iterator[tuple[int, Block]]:
        reach = self._reaches.get(self._widths.get(run.page, 0.0), Reach())
        for block in self.scribe.blocks(self._written(run, reach, level)):
            yield run.page, block

    def _rows(self, rows: list[TaggedRow]) -> list[WrittenRow]:
        columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for row in rows:
            for cell in row.cells:
                for run in cell.runs:
                    columns[cell.column, cell.colspan] += lines_of(run.words)
        reaches = {key: reach_of(lines) for key, lines in columns.items()}
        made = []
        for row in rows:
            cells = []
            for cell in row.cells:
                reach, indents = reaches.get((cell.column, cell.colspan), Reach()), Indents()
                inside = [
                    self._written(run, reach, _level(run, indents)) for run in cell.runs if not run.is_note
                ]
                cells.append(WrittenCell(inside, cell.heading, cell.colspan, cell.rowspan))
            made.append(WrittenRow(cells, row.page))
        return made

    def _written(self, run: Run, reach: Reach, level: int) -> Written:
        marker, words = run.around.marker, run.words
        if run.around.kind is Kind.ITEM and not marker:
            marker, words = _typed_marker(words)
        paragraph = set_paragraph(lines_of(words), reach, self.vocabulary)
        if run.is_note:
            return note_of(paragraph)
        return Written(paragraph, run.around.kind, level, marker)


def _level(run: Run, indents: Indents) -> int:
    """How deep an item stands: some programs tag nested lists as one, but print them further in."""
    if run.around.kind is Kind.HEADING:
        indents.clear()
    if run.around.kind is not Kind.ITEM and not _typed_marker(run.words)[0]:
        return run.around.level
    return max(run.around.level, indents.level_of(run.left))


def _typed_marker(words: list[Placed]) -> tuple[str, list[Placed]]:
    """A sign or a number set before an item, but not marked as its label."""
    if len(words) < 2:
        return "", words
    first, second = words[0][1], words[1][1]
    is_sign = len(first.text) == 1 and first.text in GLYPHS + DASHES
    counts = _COUNTING.match(first.text) and second.left - first.right > _A_TAB * first.size
    return (first.text, words[1:]) if is_sign or counts else ("", words)
