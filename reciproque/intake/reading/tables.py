"""Tables that lay out a framework: levels in columns, with results, indicators and leads beside them."""

from __future__ import annotations

import re

from reciproque.intake.reading.cells import Entry, entries_of, indicators_of
from reciproque.intake.reading.columns import (
    Column,
    Role,
    below_header,
    header_columns,
    label_of,
    same_header,
    vertical_columns,
)
from reciproque.intake.reading.gathering import Gathered, statement
from reciproque.intake.reading.result import Statement
from reciproque.intake.reading.straightening import EMPTY, Straightener, Stretch
from reciproque.intake.reading.words import fold, opens_with_infinitive
from reciproque.office.document import Block, Cell, Table

_INDICATOR = re.compile(
    r"^(?:le |la |les )?(?:nombres?|taux|part|evolution|pourcentage|montant|effectivite|nb|%)\b"
)
LONGEST_TITLE = 500
_UNFINISHED = re.compile(r"[^.;:!?)»]$")


def stretches_of(table: Table, before: list[Column] | None) -> tuple[list[Stretch], list[Block]]:
    """The stretches of a table, and the blocks of its headers; without a header it may continue the table before."""
    sheet = _sheet(table)
    if sheet is not None:
        return sheet
    found: list[Stretch] = []
    headers: list[Block] = []
    spanning: list[Cell] = []
    for laid in table.grid():
        row = [EMPTY if inherited else cell for cell, inherited in laid]
        below = below_header(found[-1].columns, laid, spanning) if spanning else None
        spanning = []
        if below is not None:
            found[-1].columns = below
            headers += [block for cell in row for block in cell.blocks]
            continue
        columns = header_columns([cell for cell, _inherited in laid])
        known = found[-1].columns if found else None
        if (
            columns is not None
            and (known is None or same_header(columns, known))
            and any(c.text for c in row)
        ):
            found.append(Stretch(columns))
            spanning = [cell for cell, _inherited in laid]
            headers += [block for cell in row for block in cell.blocks]
        elif found:
            found[-1].rows.append(row)
        elif before is not None and len(row) == len(before):
            found.append(Stretch(before, [row], continues=True))
    return found, headers


def _sheet(table: Table) -> tuple[list[Stretch], list[Block]] | None:
    """A table that is a sheet, its headers below each other in the first column."""
    grid = table.grid()
    if len(grid) < 2 or any(len(row) < 2 for row in grid) or header_columns([cell for cell, _ in grid[0]]):
        return None
    columns = vertical_columns([row[0][0] for row in grid])
    if columns is None:
        return None
    width = max(len(row) for row in grid)
    values = [
        [EMPTY if len(row) <= at or row[at][1] else row[at][0] for row in grid] for at in range(1, width)
    ]
    headers = [block for row in grid for block in row[0][0].blocks]
    return [Stretch(columns, [value for value in values if any(cell.text for cell in value)])], headers


def without_constant_places(stretches: list[Stretch]) -> None:
    """A column of places that says the same all along is no level (« Conseil de Territoire »)."""
    values: dict[str, set[str]] = {}
    for stretch in stretches:
        for column in stretch.columns:
            if column.role is Role.PLACE:
                texts = {fold(row[column.index].text) for row in stretch.rows if column.index < len(row)}
                values.setdefault(fold(column.header), set()).update(texts - {""})
    for stretch in stretches:
        for index, column in enumerate(stretch.columns):
            if column.role is Role.PLACE and len(values[fold(column.header)]) < 2:
                stretch.columns[index] = Column(column.index, Role.OTHER, column.header)


class TableReader:
    """Reads the rows of a stretch into what is gathered, blank cells inheriting from the row above."""

    def __init__(
        self, gathered: Gathered, stretch: Stretch, base: int | None, before: TableReader | None = None
    ) -> None:
        self.gathered = gathered
        self.stretch = stretch
        self.base = self.outer = base
        self.current: dict[int, list[int]] = before.current if before else {}
        self.coded: dict[str, int] = before.coded if before else {}
        self.straightener = Straightener(stretch)

    def read(self) -> None:
        for row in self.stretch.rows:
            if self._banner(row):
                continue
            straight, moved = self.straightener.straighten(row)
            second = self._second_leaf(straight)
            self._levels(straight, moved)
            self._engagement(straight)
            if second is not None:
                self._add(self.stretch.levels[-1], second, "Imprimé dans la colonne des indicateurs.")
            self._statements(straight, shifted=second is not None)

    def _banner(self, row: list[Cell]) -> bool:
        """A row that is one title across the table (« Axe 2 : La santé ») stands above the rows that follow."""
        filled = [cell for cell in row if cell.blocks]
        if len(filled) != 1 or len(filled[0].blocks) != 1 or len(self.stretch.columns) < 2:
            return False
        [entry] = entries_of(filled[0])[:1]
        word = fold(entry.code or "").split(" ")[0]
        own = any(word in fold(level.header) for level in self.stretch.levels)
        across = filled[0].colspan >= len(self.stretch.columns)
        if not word.isalpha() or len(word) < 3 or own or not (across or filled[0] is row[0]):
            return False
        self.current.clear()
        self.base = self.gathered.add(
            entry.text,
            entry.blocks,
            self.outer,
            code=entry.code,
            label=word,
            sub_items=tuple(entry.sub_items),
        )
        return True

    def _second_leaf(self, row: list[Cell]) -> Cell | None:
        """An objective in the column of indicators, the indicator being pushed out of the table."""
        indicators = self.stretch.of(Role.INDICATORS)
        if indicators is None or indicators.index + 1 >= len(row):
            return None
        beyond = self.stretch.columns[indicators.index + 1 :]
        if not beyond or beyond[0].role is not Role.NONE:
            return None
        text, after = row[indicators.index].text, row[indicators.index + 1].text
        pushed = (
            opens_with_infinitive(text) and not _INDICATOR.match(fold(text)) and _INDICATOR.match(fold(after))
        )
        return row[indicators.index] if pushed else None

    def _levels(self, row: list[Cell], moved: str) -> None:
        for column in self.stretch.levels:
            cell = row[column.index]
            if cell.blocks and not self._repeats(column, cell) and not self._continues(column, cell):
                self._forget_right_of(column)
                self.current[column.index] = []
                self._add(column, cell, moved, code_in(row, column))

    def _forget_right_of(self, column: Column) -> None:
        for index in [index for index in self.current if index > column.index]:
            del self.current[index]

    def _continues(self, column: Column, cell: Cell) -> bool:
        """A title that a page break cut in two: a small letter, after a title that does not end."""
        above = self.current.get(column.index)
        if not above or not cell.text[:1].islower() or len(cell.blocks) > 1:
            return False
        item = self.gathered.framework[above[-1]]
        if len(item.title) > LONGEST_TITLE or not _UNFINISHED.search(item.title[-2:]):
            return False
        item.title = f"{item.title} {cell.text}"
        item.anchors = (*item.anchors, cell.blocks[0].anchor)
        item.reason = "Titre coupé par un saut de page : ses deux morceaux ont été réunis."
        item.confidence = 0.8
        return True

    def _repeats(self, column: Column, cell: Cell) -> bool:
        above = self.current.get(column.index)
        return bool(above) and [fold(self.gathered.framework[index].title) for index in above or []] == [
            fold(entry.text) for entry in entries_of(cell)
        ]

    def _parent(self, column: Column, entry: Entry) -> tuple[int | None, str]:
        if entry.code and entry.code.count(".") > 1:
            by_code = self.coded.get(entry.code.rpartition(".")[0])
            if by_code is not None:
                return by_code, ""
        for left in reversed([each for each in self.stretch.levels if each.index < column.index]):
            if self.current.get(left.index):
                return self.current[left.index][0], ""
        return self.base, ""

    def _add(
        self, column: Column, cell: Cell, moved: str, code: tuple[str, list[Block]] | None = None
    ) -> None:
        entries = entries_of(cell)
        if code is not None and len(entries) == 1 and entries[0].code is None:
            entries[0].code, entries[0].blocks = code[0], [*entries[0].blocks, *code[1]]
        for entry in entries:
            parent, _why = self._parent(column, entry)
            index = self.gathered.add(
                entry.text,
                entry.blocks,
                parent,
                code=entry.code,
                label=label_of(column.header),
                sub_items=tuple(entry.sub_items),
                party=entry.party,
                reason=moved,
                confidence=0.8 if moved else 1.0,
            )
            self.current.setdefault(column.index, []).append(index)
            if entry.code:
                self.coded[entry.code] = index

    def _engagement(self, row: list[Cell]) -> None:
        column = self.stretch.of(Role.ENGAGEMENT)
        if column is None or not row[column.index].blocks:
            return
        text, block = row[column.index].text, row[column.index].blocks[0]
        self.gathered.add_level(text, block)
        for index in self.current.get(self.stretch.levels[-1].index, []):
            item = self.gathered.framework[index]
            item.engagement_level = text
            item.anchors = (*item.anchors, block.anchor)

    def _statements(self, row: list[Cell], *, shifted: bool) -> None:
        first = self._first(self.stretch.levels)
        priority = self._first([column for column in self.stretch.levels if column.is_priority])
        aims = [column for column in self.stretch.levels if not column.is_action]
        last = self._first(aims[::-1]) if aims else self._first(self.stretch.levels[::-1])
        parent = last if priority is None else priority
        for column in self.stretch.columns:
            index = column.index + (1 if shifted and column.role is Role.INDICATORS else 0)
            cell = row[index] if index < len(row) else EMPTY
            if column.role is Role.RESULTS:
                self._keep(self.gathered.results, _results_of(cell), parent)
            elif column.role is Role.INDICATORS:
                self._keep(self.gathered.indicators, indicators_of(cell), parent)
            elif column.role is Role.LEADS:
                self._keep(self.gathered.leads, entries_of(cell), first)
            elif column.role is Role.FINDINGS:
                self._keep(self.gathered.findings, entries_of(cell), first)

    def _first(self, columns: list[Column]) -> int | None:
        for column in columns:
            if self.current.get(column.index):
                return self.current[column.index][0]
        return None

    def _keep(self, into: list[Statement], entries: list[Entry], parent: int | None) -> None:
        for entry in entries:
            if entry.text:
                into.append(
                    statement(
                        entry.text, entry.blocks, parent, sub_items=tuple(entry.sub_items), party=entry.party
                    )
                )


_CODE = re.compile(r"(?:[A-Z]{1,4}[ .-]?)?\d{1,3}(?:[.,]\d{1,3}){0,4}[.)]?|[A-Z]|[IVX]{1,5}")


def code_in(row: list[Cell], column: Column) -> tuple[str, list[Block]] | None:
    """The code of a level that has a column for its codes, and its block."""
    cell = row[column.codes] if column.codes is not None and column.codes < len(row) else EMPTY
    text = " ".join(f"{block.marker} {block.text}".strip() for block in cell.blocks).strip()
    if not _CODE.fullmatch(text):
        return None
    return text.rstrip(".)").replace(",", "."), list(cell.blocks)


def _results_of(cell: Cell) -> list[Entry]:
    if not cell.rich and len(cell.blocks) == 1:
        return [Entry(cell.blocks[0].text, [cell.blocks[0]])]
    return entries_of(cell)
