"""Charts in papers: which are drawn, and the tables that say the same figures."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.office.charts import Chart, table_figure
from reciproque.office.papers.content import ChartBlock, Content, TableBlock, TableColumn, even_levels


def settled(blocks: Sequence[Content]) -> list[Content]:
    """The blocks as they are written: even levels, charts followed by their tables, those without figures left out."""
    written: list[Content] = []
    for block in even_levels(blocks):
        if not isinstance(block, ChartBlock):
            written.append(block)
        elif not block.chart.is_empty:
            written += [block, *([figures_of(block.chart)] if block.told else [])]
    return written


def charts_in(blocks: Sequence[Content]) -> list[Chart]:
    """The charts of blocks that are settled, in their order: the pictures are numbered alike."""
    return [block.chart for block in blocks if isinstance(block, ChartBlock)]


def figures_of(chart: Chart) -> TableBlock:
    """A table of the same figures, one row for each category."""
    columns = [TableColumn("", 3), *(TableColumn(one.name, 1.3, numeric=True) for one in chart.series)]
    rows = [
        [name, *(table_figure(one.values[at], chart.unit) for one in chart.series)]
        for at, name in enumerate(chart.categories)
    ]
    return TableBlock(columns, rows)
