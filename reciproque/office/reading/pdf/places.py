"""The numbers of lines, given anew when parts have been put in the order of their pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reciproque.office.document import Block, Place, Row, Table

_NUMBER = re.compile(r"^l\d+")

Numbers = dict[int, int]


def numbered_anew(parts: Sequence[Block | Table]) -> tuple[Block | Table, ...]:
    """The same parts with lines that rise: what no tag holds was written after everything else that was."""
    numbers: Numbers = {}
    return tuple(
        _table(part, numbers) if isinstance(part, Table) else _block(part, numbers) for part in parts
    )


def _table(table: Table, numbers: Numbers) -> Table:
    place, anchor = _moved(table.place, table.anchor, numbers)
    return replace(table, place=place, anchor=anchor, rows=tuple(_row(row, numbers) for row in table.rows))


def _row(row: Row, numbers: Numbers) -> Row:
    place, anchor = _moved(row.place, row.anchor, numbers)
    cells = (
        replace(cell, blocks=tuple(_block(block, numbers) for block in cell.blocks)) if cell.blocks else cell
        for cell in row.cells
    )
    return replace(row, place=place, anchor=anchor, cells=tuple(cells))


def _block(block: Block, numbers: Numbers) -> Block:
    place, anchor = _moved(block.place, block.anchor, numbers)
    return replace(block, place=place, anchor=anchor)


def _moved(place: Place, anchor: str, numbers: Numbers) -> tuple[Place, str]:
    line = numbers.setdefault(place.line, len(numbers) + 1)
    return replace(place, line=line), _NUMBER.sub(f"l{line}", anchor)
