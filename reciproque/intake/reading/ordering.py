"""Levels of a framework in columns of any order: put back from the widest to the narrowest."""

from __future__ import annotations

from dataclasses import replace

from reciproque.intake.reading.columns import Column, Role, rank_of
from reciproque.intake.reading.straightening import EMPTY, Stretch
from reciproque.intake.reading.words import fold
from reciproque.office.document import Cell


def in_order(stretch: Stretch) -> Stretch:
    """The stretch with its levels from left to right, when their names and their contents say another order.

    « Action | Objectif | Axe » is turned when the axes are no more than the objectives: names alone do not do,
    since towns call the same level by different words.
    """
    levels = [column for column in stretch.columns if column.role is Role.LEVEL]
    ranks = [rank_of(column.header) for column in levels]
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(levels) or len(set(known)) < len(known) or known == sorted(known):
        return stretch
    wanted = [column for _rank, column in sorted(zip(known, levels, strict=True), key=lambda pair: pair[0])]
    counts = [_count(stretch, column) for column in wanted]
    if counts != sorted(counts):
        return stretch
    moved = {column.index: new.index for column, new in zip(levels, wanted, strict=True)}
    return Stretch(
        [_moved(column, stretch.columns, moved) for column in stretch.columns],
        [_row(row, moved) for row in stretch.rows],
        stretch.continues,
    )


def _count(stretch: Stretch, column: Column) -> int:
    texts = {fold(row[column.index].text) for row in stretch.rows if column.index < len(row)}
    return len(texts - {""})


def _moved(column: Column, columns: list[Column], moved: dict[int, int]) -> Column:
    """What stands in this place now: the column that was elsewhere, its codes where they are."""
    source = columns[moved.get(column.index, column.index)]
    return replace(source, index=column.index)


def _row(row: list[Cell], moved: dict[int, int]) -> list[Cell]:
    def at(index: int) -> Cell:
        return row[index] if index < len(row) else EMPTY

    return [at(moved.get(index, index)) for index in range(max(len(row), max(moved) + 1))]
