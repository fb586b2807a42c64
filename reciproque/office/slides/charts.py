"""Native charts of slides: their figures lie inside, so that a bar can be corrected in the presentation."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from reciproque.core.text import one_line
from reciproque.office.charts import Chart, ChartKind, Series
from reciproque.office.charts.colours import INK, colours_of, ink_on
from reciproque.office.slides.fitting import Box
from reciproque.office.slides.parts import describe

KINDS = {
    ChartKind.STACKED: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.LINES: XL_CHART_TYPE.LINE_MARKERS,
}
LETTERS = 14
LONGEST_NAME = 60  # letters of a category beside its bar
GAP_OF_BARS = 45


def add_chart(slide: Any, chart: Chart, box: Box) -> None:
    """A native chart with its figures inside: it can be corrected in the presentation."""
    data = CategoryChartData()
    data.categories = [_short(name) for name in chart.categories]
    for one in chart.series:
        data.add_series(one_line(one.name), [None if value is None else float(value) for value in one.values])
    frame = slide.shapes.add_chart(
        KINDS[chart.kind], Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height), data
    )
    frame.name = "Graphique"
    describe(frame, chart.title, chart.described)
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size = Pt(LETTERS)
    drawn.has_legend = len(chart.series) > 1 or chart.kind is ChartKind.STACKED
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(LETTERS)
    _axes(drawn, chart)
    plot = drawn.plots[0]
    for series, one, colour in zip(plot.series, chart.series, colours_of(chart.series), strict=True):
        (_paint_line if chart.kind is ChartKind.LINES else _paint_bar)(series, one, colour, chart)


def _short(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _axes(drawn: Any, chart: Chart) -> None:
    drawn.category_axis.tick_labels.font.size = Pt(LETTERS)
    drawn.category_axis.format.line.color.rgb = RGBColor(0x58, 0x60, 0x5F)
    values = drawn.value_axis
    if chart.kind is ChartKind.STACKED:
        drawn.category_axis.reverse_order = True
        values.visible, values.has_major_gridlines = False, False
    else:
        values.major_gridlines.format.line.color.rgb = RGBColor(0xE2, 0xDF, 0xD8)
        values.format.line.fill.background()
        values.tick_labels.font.size = Pt(LETTERS - 2)
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _format(chart), False
    if chart.kind is not ChartKind.LINES:
        drawn.plots[0].gap_width = GAP_OF_BARS
    drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.kind is ChartKind.COLUMNS:
        drawn.plots[0].overlap = -5


def _format(chart: Chart, *, zeros: bool = True) -> str:
    unit = f'" {chart.unit}"' if chart.unit and len(chart.unit) <= 2 else ""
    whole = all(value is None or float(value).is_integer() for one in chart.series for value in one.values)
    figure = f"#,##0{unit}" if whole else f"General{unit}"
    return figure if zeros else f"{figure};-{figure};;"


def _paint_bar(series: Any, told: Series, colour: str, chart: Chart) -> None:
    rgb = RGBColor.from_string(colour[1:])
    if told.hatched:
        series.format.fill.patterned()
        series.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        series.format.fill.fore_color.rgb = rgb
        series.format.fill.back_color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        series.format.line.color.rgb = rgb
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb
    series.invert_if_negative = False
    labels = series.data_labels
    labels.show_value = True
    labels.font.size = Pt(LETTERS - 2)
    labels.number_format_is_linked = False
    if chart.kind is ChartKind.STACKED:
        labels.number_format = _format(chart, zeros=False)
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.bold = True
        ink = INK if told.hatched else ink_on(colour)
        labels.font.color.rgb = RGBColor.from_string(ink[1:].upper())
        if told.hatched:
            _on_white(labels)
    else:
        labels.number_format = _format(chart)
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _on_white(labels: Any) -> None:
    """Figures on a white ground, where the bar is hatched."""
    ground = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
    )
    labels._element.find(qn("c:txPr")).addprevious(ground)


def _paint_line(series: Any, told: Series, colour: str, chart: Chart) -> None:
    rgb = RGBColor.from_string(colour[1:])
    line = series.format.line
    line.color.rgb, line.width = rgb, Pt(2.5)
    series.smooth = False
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb
    series.marker.format.line.color.rgb = rgb
    if told.hatched:
        line.dash_style = MSO_LINE.DASH
    labels = series.data_labels
    labels.show_value = not told.hatched
    labels.position = XL_LABEL_POSITION.ABOVE
    labels.number_format, labels.number_format_is_linked = _format(chart), False
