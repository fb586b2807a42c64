"""Which lines of a document are alike: same column of the same table, or same sort of line outside tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from reciproque.core.text import fold
from reciproque.office.document import Block, Document, Table


@dataclass(frozen=True)
class Spot:
    """Where a block stands: its table (tables with the same head are one), its column, its row.

    Outside tables `table` says what sort of line it is, and there is neither column nor row.
    """

    table: str
    column: int = -1
    row: str = ""


@dataclass(frozen=True)
class Ground:
    """The spots of a document by anchor, and for each row of a table the anchors of each column, spans laid out."""

    spots: dict[str, Spot]
    rows: dict[str, list[list[str]]]

    def alike(self, one: str, other: str) -> bool:
        here, there = self.spots.get(one), self.spots.get(other)
        return (
            here is not None
            and there is not None
            and (here.table, here.column) == (there.table, there.column)
        )

    def beside(self, anchor: str, column: int) -> Sequence[str]:
        """The anchors of what stands in that column on the row of this anchor."""
        spot = self.spots.get(anchor)
        cells = self.rows.get(spot.row, []) if spot else []
        return cells[column] if 0 <= column < len(cells) else []


def ground_of(document: Document) -> Ground:
    ground = Ground({}, {})
    for part in document.parts:
        if isinstance(part, Block):
            ground.spots[part.anchor] = Spot(f"{part.kind}:{part.level}:{part.strong}:{_sort(part.marker)}")
        else:
            _lay(part, ground)
    return ground


def _sort(marker: str) -> str:
    """« 1. » and « 2. » are one sort of marker, « • » is another."""
    return "".join("1" if one.isdigit() else "a" if one.isalpha() else one for one in marker)


def _lay(table: Table, ground: Ground) -> None:
    head = "|".join(fold(cell.text) for cell in table.rows[0].cells) if len(table.rows) > 1 else ""
    name = f"table:{head}" if head.strip("|") else f"table:{table.anchor}"
    for row, line in zip(table.rows, table.grid(), strict=True):
        ground.rows[row.anchor] = [[block.anchor for block in cell.blocks] for cell, _inherited in line]
        for column, (cell, inherited) in enumerate(line):
            for block in () if inherited else cell.blocks:
                ground.spots[block.anchor] = Spot(name, column, row.anchor)
