"""Plans kept as a list: one objective a row, with a mark that says its place (« 1.2 » stands under « 1 »).

Such a list says all by itself: its level in one column, its code in another, its words in a third. Nothing is
guessed from the words, which are taken as they are written. Lists of results, indicators, leads or findings that
name the mark of an objective of the plan belong to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reciproque.intake.reading.columns import Role, role_of
from reciproque.intake.reading.gathering import Gathered, statement
from reciproque.intake.reading.result import Statement
from reciproque.intake.reading.words import fold
from reciproque.office.document import Block, Cell, Kind, Table
from reciproque.office.reading.inline import is_number

_MARK = re.compile(r"^(?:reperes?|n ?°|no|numeros?|numero d'ordre)$")
_REFERS = re.compile(r"^reperes?$")
_LEVEL = re.compile(r"^(?:niveaux?|rang|nature)$")
_CODE = re.compile(r"^codes?\b")
_TITLE = re.compile(r"^(?:intitules?|libelles?|titres?)\b")
_PLACE = re.compile(r"\d+(?:\.\d+)*$")
_STATEMENTS = (Role.RESULTS, Role.INDICATORS, Role.LEADS, Role.FINDINGS)
_FORMULA = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")


@dataclass(slots=True)
class _Columns:
    """Where what stands; `titles` is None in a list that only refers to a plan."""

    mark: int
    width: int
    level: int | None = None
    code: int | None = None
    title: int | None = None
    engagement: int | None = None
    statements: dict[int, Role] = field(default_factory=dict)

    @property
    def is_plan(self) -> bool:
        return self.level is not None and self.title is not None


class PlanReader:
    """Reads the plans of a document, and the lists that refer to them, into what is gathered."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.by_mark: dict[str, int] = {}
        self._open: _Columns | None = None
        self._last: int | None = None
        self._lists = {
            Role.RESULTS: gathered.results,
            Role.INDICATORS: gathered.indicators,
            Role.LEADS: gathered.leads,
            Role.FINDINGS: gathered.findings,
        }

    def takes(self, table: Table) -> bool:
        """Read the table if it is a plan, the rest of one, or refers to one; say whether it was."""
        rows = [[cell for cell, _inherited in row] for row in table.grid()]
        columns = _columns_of(rows[0]) if rows else None
        if columns is not None and (columns.is_plan or self.by_mark):
            self.gathered.leave([block for cell in rows[0] for block in cell.blocks], "En-tête de tableau.")
            self._read(rows[1:], columns)
            return True
        if self._open is not None and rows and self._goes_on(rows, self._open):
            self._read(rows, self._open)
            return True
        self._open = None
        return False

    def _goes_on(self, rows: list[list[Cell]], columns: _Columns) -> bool:
        """A table without a header, of the same width, whose first marks are marks or empty: a page came between."""
        marks = [_written(row[columns.mark]) for row in rows if len(row) == columns.width]
        return (
            len(marks) == len(rows) and all(not mark or _PLACE.match(mark) for mark in marks) and any(marks)
        )

    def _read(self, rows: list[list[Cell]], columns: _Columns) -> None:
        self._open = columns
        if columns.is_plan and self._begins_anew(rows, columns):
            self.by_mark = {}
        for row in rows:
            if len(row) < columns.width:
                row = [*row, *[Cell()] * (columns.width - len(row))]
            if _columns_of(row) == columns:
                continue  # the header again, on another page
            self._plan_row(row, columns) if columns.is_plan else self._list_row(row, columns)

    def _begins_anew(self, rows: list[list[Cell]], columns: _Columns) -> bool:
        return any(
            _written(row[columns.mark]).rstrip(".") in self.by_mark for row in rows if len(row) > columns.mark
        )

    def _plan_row(self, row: list[Cell], columns: _Columns) -> None:
        mark = _written(row[columns.mark]).rstrip(".")
        title = row[columns.title or 0]
        if not mark:
            self._continue(row, columns)
            return
        if not title.blocks:
            return
        blocks = [block for at in _of_item(columns) for block in row[at].blocks]
        above = self.by_mark.get(mark.rpartition(".")[0])
        code = _written(row[columns.code]) if columns.code is not None else ""
        self._last = self.by_mark[mark] = self.gathered.add(
            _written(title),
            [*title.blocks, *(block for block in blocks if block not in title.blocks)],
            above,
            code=code or None,
            label=_written(row[columns.level or 0]) or "objectif",
        )
        self._engagement(row, columns)
        self._statements(row, columns, self._last)

    def _continue(self, row: list[Cell], columns: _Columns) -> None:
        """The rest of the row above, cut by a page."""
        if self._last is None:
            return
        item, rest = self.gathered.framework[self._last], row[columns.title or 0]
        if rest.blocks:
            item.title = f"{item.title} {_written(rest)}"
            item.anchors = (*item.anchors, *(block.anchor for block in rest.blocks))
            item.confidence, item.reason = (
                0.8,
                "Titre coupé par un saut de page : ses deux morceaux ont été réunis.",
            )
        self._statements(row, columns, self._last, goes_on=True)

    def _list_row(self, row: list[Cell], columns: _Columns) -> None:
        mark = _written(row[columns.mark]).rstrip(".")
        parent = self.by_mark.get(mark)
        self._statements(row, columns, parent)
        used = [block for at in columns.statements for block in row[at].blocks]
        rest = [block for cell in row for block in cell.blocks if block not in used]
        self.gathered.leave(rest, "Rappel d’un objectif du tableau, ou précision à côté de lui.")

    def _engagement(self, row: list[Cell], columns: _Columns) -> None:
        if columns.engagement is None or self._last is None or not row[columns.engagement].blocks:
            return
        cell = row[columns.engagement]
        self.gathered.add_level(_written(cell), cell.blocks[0])
        item = self.gathered.framework[self._last]
        item.engagement_level = _written(cell)
        item.anchors = (*item.anchors, cell.blocks[0].anchor)

    def _statements(
        self, row: list[Cell], columns: _Columns, parent: int | None, *, goes_on: bool = False
    ) -> None:
        for at, role in columns.statements.items():
            for number, block in enumerate(row[at].blocks):
                into = self._lists[role]
                cut = goes_on and not number and block.kind is not Kind.ITEM
                if cut and into and into[-1].parent == parent:
                    into[-1].text = f"{into[-1].text} {block.text}"
                    into[-1].anchors = (*into[-1].anchors, block.anchor)
                else:
                    _keep(into, block, parent, alone=len(row[at].blocks) == 1)


def _keep(into: list[Statement], block: Block, parent: int | None, *, alone: bool) -> None:
    """The bullet of the list is none of its words; what was typed behind it is, and a number that stands alone."""
    markers = block.markers
    counted = alone and markers and (is_number(markers[0]) or markers[0][:1].isalpha())
    if block.kind is Kind.ITEM and not counted:
        markers = markers[1:]
    into.append(statement(_unquoted(" ".join((*markers, block.text))), [block], parent))


def _columns_of(header: list[Cell]) -> _Columns | None:
    heads = [fold(cell.text).strip(" :.") for cell in header]
    marks = [at for at, head in enumerate(heads) if _MARK.match(head)]
    if not marks:
        return None
    columns = _Columns(marks[0], len(heads))
    for at, head in enumerate(heads):
        _place(columns, at, head)
    if columns.is_plan:
        return columns
    refers = bool(_REFERS.match(heads[columns.mark])) and len(columns.statements) < 2
    return columns if refers and columns.title is None else None


def _place(columns: _Columns, at: int, head: str) -> None:
    role = role_of(head) if head else Role.NONE
    if at == columns.mark:
        return
    if _LEVEL.match(head):
        columns.level = at
    elif _CODE.match(head):
        columns.code = at
    elif _TITLE.match(head):
        columns.title = at
    elif role in _STATEMENTS:
        columns.statements[at] = role
    elif role is Role.ENGAGEMENT:
        columns.engagement = at


def _of_item(columns: _Columns) -> list[int]:
    return [at for at in (columns.mark, columns.level, columns.code) if at is not None]


def _written(cell: Cell) -> str:
    """The words of a cell as they are written, with what looks like a number or a bullet of a list."""
    return _unquoted(" ".join(" ".join((*block.markers, block.text)) for block in cell.blocks))


def _unquoted(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return _FORMULA.sub("", text)
