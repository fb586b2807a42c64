"""The rows and cells of a tagged table, with the empty ones, of which nothing is printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from reciproque.office.reading.pdf.runs import Run, Walker
from reciproque.office.reading.pdf.tree import Element

CELLS = {"TD", "TH"}
WIDEST = 500
_CLEARLY = 3.0  # points


@dataclass(slots=True)
class TaggedCell:
    """A cell and the paragraphs in it; `column` is where it begins."""

    column: int
    rowspan: int = 1
    colspan: int = 1
    heading: bool = False
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class TaggedRow:
    cells: list[TaggedCell]
    page: int


def rows_of(table: Element, walker: Walker) -> list[TaggedRow]:
    """The rows of a table, each cell in its column."""
    raw = [(row, _children(row)) for row in _row_elements(table)]
    width = max((sum(cell.colspan if cell else 1 for cell in cells) for _row, cells in raw), default=0)
    rows: list[TaggedRow] = []
    covered: dict[int, int] = {}
    page = table.page
    for row, children in raw:
        page = row.page or page
        cells = []
        for column, child in _laid(children, covered, width):
            if child is None:
                cells.append(TaggedCell(column))
            else:
                runs = walker.in_cell(child)
                cells.append(TaggedCell(column, child.rowspan, child.colspan, child.kind == "TH", runs))
        rows.append(TaggedRow(cells, page))
    _put_back(rows)
    return rows


def _row_elements(table: Element) -> list[Element]:
    """The rows of this table, not those of a table inside it; cells without a row are one."""
    found: list[Element] = []
    waiting: list[Element] = [table]
    while waiting:
        each = waiting.pop()
        inner = [child for child in each.in_order() if isinstance(child, Element)]
        if each.kind == "TR" or any(child.kind in CELLS for child in inner):
            found.append(each)
        else:
            waiting += [child for child in reversed(inner) if child.kind != "Table"]
    return found


def _children(row: Element) -> list[Element | None]:
    """The cells of a row; None for one of which nothing is printed."""
    children = [row.children.get(number) for number in range(min(row.count, WIDEST))]
    return [child if isinstance(child, Element) else None for child in children]


def _laid(
    children: list[Element | None], covered: dict[int, int], width: int
) -> list[tuple[int, Element | None]]:
    """Give each cell its column. Some programs write the cells that a span covers, as empty ones: they go."""
    cells: list[tuple[int, Element | None]] = []
    spared = sum(child.colspan if child else 1 for child in children) + len(covered) - width
    column = 0
    for child in children:
        while column in covered and (child is not None or spared <= 0):
            column += 1
        if column in covered:
            spared -= 1
            column += 1
            continue
        cells.append((column, child))
        column += child.colspan if child else 1
    for each in list(covered):
        covered[each] -= 1
        if not covered[each]:
            del covered[each]
    for column, child in cells:
        if child is not None and child.rowspan > 1:
            covered.update(dict.fromkeys(range(column, column + child.colspan), child.rowspan - 1))
    return cells


def _put_back(rows: list[TaggedRow]) -> None:
    """Some programs tag a list of the next cell as the end of the list before: where it is printed decides."""
    lefts = _lefts(rows)
    if any(
        one + _CLEARLY > other for one, other in zip(lefts.values(), list(lefts.values())[1:], strict=False)
    ):
        return
    for row in rows:
        cells = {cell.column: cell for cell in row.cells if cell.colspan == 1}
        for cell in list(cells.values()):
            moved: dict[int, list[Run]] = defaultdict(list)
            for run in cell.runs[1:]:
                column = _column_at(run, lefts)
                if column is not None and column > cell.column and column in cells:
                    moved[column].append(run)
            for column, runs in moved.items():
                cell.runs = [run for run in cell.runs if run not in runs]
                cells[column].runs[:0] = runs


def _lefts(rows: list[TaggedRow]) -> dict[int, float]:
    """Where the text of each column begins, judged by the first paragraph of each cell."""
    lefts: dict[int, float] = {}
    for row in rows:
        for cell in row.cells:
            if cell.runs and cell.colspan == 1:
                left = cell.runs[0].left
                lefts[cell.column] = min(left, lefts.get(cell.column, left))
    return dict(sorted(lefts.items()))


def _column_at(run: Run, lefts: dict[int, float]) -> int | None:
    found = [column for column, left in lefts.items() if left <= run.left + _CLEARLY]
    return found[-1] if found else None
