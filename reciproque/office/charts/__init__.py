"""Charts of papers and slides: what they show as plain data, whatever draws it."""

from reciproque.office.charts.content import Chart, ChartKind, Series, table_figure
from reciproque.office.charts.drawing import draw

__all__ = ["Chart", "ChartKind", "Series", "draw", "table_figure"]
