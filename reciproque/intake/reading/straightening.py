"""Rows of a table as they should be: a page break may have moved cells, merged or shifted them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from reciproque.intake.reading.columns import Column, Role
from reciproque.intake.reading.words import fold, opens_with_infinitive, split_code
from reciproque.office.document import Cell

EMPTY = Cell()


@dataclass(slots=True)
class Stretch:
    """Rows under one header. A table whose header comes again has several.

    `continues` says that the header stands in the table before, which a page break cut.
    """

    columns: list[Column]
    rows: list[list[Cell]] = field(default_factory=list)
    continues: bool = False

    @property
    def levels(self) -> list[Column]:
        return [column for column in self.columns if column.is_level]

    def of(self, role: Role) -> Column | None:
        return next((column for column in self.columns if column.role is role), None)


class Straightener:
    """Puts back the cells that a page break moved, judged by what the same columns hold elsewhere."""

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.engagement = stretch.of(Role.ENGAGEMENT)
        self.known_levels = self._known_levels()
        self.depths = self._depths()
        self.infinitives = {column.index: self._share_of_infinitives(column) for column in stretch.levels}

    def _values(self, column: Column) -> list[str]:
        return [
            row[column.index].text
            for row in self.stretch.rows
            if column.index < len(row) and row[column.index].text
        ]

    def _known_levels(self) -> set[str]:
        if self.engagement is None:
            return set()
        counted = Counter(fold(value) for value in self._values(self.engagement))
        return {
            value for value, count in counted.items() if len(value) <= 45 and not opens_with_infinitive(value)
        }

    def _depths(self) -> dict[int, int]:
        """In which column codes of each depth usually stand."""
        found: Counter[tuple[int, int]] = Counter()
        for column in self.stretch.levels:
            for value in self._values(column):
                code = split_code(value)[0]
                if code and "." in code:
                    found[code.count("."), column.index] += 1
        usual: dict[int, int] = {}
        for (depth, index), _count in found.most_common():
            usual.setdefault(depth, index)
        return usual

    def _share_of_infinitives(self, column: Column) -> float:
        values = self._values(column)
        return sum(opens_with_infinitive(value) for value in values) / len(values) if values else 0.0

    def straighten(self, row: list[Cell]) -> tuple[list[Cell], str]:
        """The row as its columns want it, and a sentence that says what was moved."""
        width = len(self.stretch.columns)
        row = [*row, *[EMPTY] * (width - len(row))]
        row, moved = self._shift_by_engagement(row)
        if not moved:
            row, moved = self._move_by_code(row)
        if not moved:
            row, moved = self._move_to_leaf(row)
        return row, moved

    def _shift_by_engagement(self, row: list[Cell]) -> tuple[list[Cell], str]:
        if self.engagement is None or not self.known_levels:
            return row, ""
        right = self.engagement.index
        if not row[right].text or fold(row[right].text) in self.known_levels:
            return row, ""
        for offset in (1, -1, 2, -2):
            at = right + offset
            if not 0 <= at < len(row) or fold(row[at].text) not in self.known_levels:
                continue
            lost = row[:offset] if offset > 0 else row[offset:]
            if not any(cell.text for cell in lost):
                shifted = row[offset:] + [EMPTY] * offset if offset > 0 else [EMPTY] * -offset + row[:offset]
                return shifted, "La ligne était décalée d’une colonne : elle a été remise en place."
        return row, ""

    def _move_by_code(self, row: list[Cell]) -> tuple[list[Cell], str]:
        for column in self.stretch.levels:
            code = split_code(row[column.index].text)[0]
            at = self.depths.get(code.count(".")) if code and "." in code else None
            if at is not None and at != column.index and not row[at].text:
                moved = list(row)
                moved[at], moved[column.index] = row[column.index], EMPTY
                return moved, f"Rattaché par le code {code} : la colonne disait autre chose."
        return row, ""

    def _move_to_leaf(self, row: list[Cell]) -> tuple[list[Cell], str]:
        """An objective printed in a column of short labels, the column of objectives being empty."""
        levels = self.stretch.levels
        filled = [column for column in levels if row[column.index].text]
        leaf = levels[-1]
        beside = [
            column
            for column in self.stretch.columns
            if column.role in (Role.ENGAGEMENT, Role.INDICATORS, Role.RESULTS)
        ]
        if len(filled) != 1 or filled[0] is leaf or not any(row[column.index].text for column in beside):
            return row, ""
        text = row[filled[0].index].text
        if (
            not opens_with_infinitive(text)
            or self.infinitives[filled[0].index] > 0.5
            or self.infinitives[leaf.index] < 0.5
        ):
            return row, ""
        moved = list(row)
        moved[leaf.index], moved[filled[0].index] = row[filled[0].index], EMPTY
        return moved, f"Imprimé dans la colonne « {filled[0].header} » : lu comme « {leaf.header} »."
