"""Charts as SVG, for printed papers: the printer of PDF takes it as it is, and makes the pictures of the others.

Units are a quarter of a millimetre: a chart is 17 cm wide, its letters 9 points high.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.sax.saxutils import escape as escape_signs

from reciproque.core.text import one_line
from reciproque.office.charts.colours import INK, colours_of, ink_on
from reciproque.office.charts.content import Chart, ChartKind, Figure, Series, table_figure

WIDTH = 680.0
LETTER = 6.4  # what a letter takes on average
LINE = 15.0
NAMES = 220.0  # room for the names of lying bars
BAR = 24.0
ROOM = 12.0
PLOT = 230.0  # height of standing bars and lines
LEFT = 64.0
TICKS = 5
SOFT, GRID = "#58605f", "#e2dfd8"


def draw(chart: Chart) -> str:
    """The chart as an SVG picture without its title, which is the caption."""
    sheet = _Sheet(chart)
    DRAWERS[chart.kind](sheet)
    return sheet.whole()


def wrapped(text: str, width: float, most: int) -> list[str]:
    """A text in lines of that width, `most` of them; what does not fit ends in dots."""
    letters = max(4, int(width / LETTER))
    lines: list[str] = []
    for word in one_line(text).split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = len(lines) > most
    lines = [line if len(line) <= letters else f"{line[: letters - 1]}…" for line in lines[:most]]
    if cut and not lines[-1].endswith("…"):
        lines[-1] = f"{lines[-1][: letters - 1].rstrip(' ,;:')}…"
    return lines


def escape(text: str) -> str:
    return escape_signs(one_line(text))


class _Sheet:
    """Draws from the top downwards; `y` is where the next thing goes."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.colours = colours_of(chart.series)
        self.parts: list[str] = []
        self.y = 4.0

    def whole(self) -> str:
        hatches = "".join(
            f'<pattern id="h{at}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="7" height="7" fill="{self.colours[at]}"/>'
            '<rect width="2.4" height="7" fill="#ffffff"/></pattern>'
            for at, one in enumerate(self.chart.series)
            if one.hatched
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {self.y:.0f}" width="{WIDTH:.0f}" '
            f'height="{self.y:.0f}" font-family="Libertinus Serif" font-size="13"><defs>{hatches}</defs>'
            f'<rect width="{WIDTH:.0f}" height="{self.y:.0f}" fill="#ffffff"/>{"".join(self.parts)}</svg>'
        )

    def text(self, at: tuple[float, float], text: str, *, anchor: str = "start", fill: str = INK) -> None:
        x, y = at
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
        )

    def box(self, at: tuple[float, float], size: tuple[float, float], number: int) -> None:
        """A rectangle in the colour of a series."""
        fill = f"url(#h{number})" if self.chart.series[number].hatched else self.colours[number]
        edge = self.colours[number] if self.chart.series[number].hatched else "#ffffff"
        self.parts.append(
            f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" fill="{fill}" '
            f'stroke="{edge}"/>'
        )

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: str = GRID) -> None:
        self.parts.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" stroke="{colour}"/>'
        )

    def legend(self) -> None:
        """Which colour is which, in the order of the bars, on as many lines as it takes."""
        if len(self.chart.series) < 2 and self.chart.kind is not ChartKind.STACKED:
            return
        x = 0.0
        for number, one in enumerate(self.chart.series):
            said = wrapped(one.name, 300, 1)[0]
            need = 34 + len(said) * LETTER
            if x and x + need > WIDTH:
                x, self.y = 0.0, self.y + LINE + 4
            self.box((x, self.y), (13, 13), number)
            self.text((x + 19, self.y + 11), said)
            x += need
        self.y += LINE + ROOM


def _stacked(sheet: _Sheet) -> None:
    chart = sheet.chart
    sheet.legend()
    totals = [sum(float(one.values[at] or 0) for one in chart.series) for at in range(len(chart.categories))]
    scale = (WIDTH - NAMES - 46) / (max(totals, default=0) or 1)
    for at, name in enumerate(chart.categories):
        lines = wrapped(name, NAMES - 12, 2)
        height = max(BAR, len(lines) * LINE)
        top = sheet.y + (height - BAR) / 2
        for number, line in enumerate(lines):
            low = sheet.y + (height - len(lines) * LINE) / 2 + number * LINE + 11
            sheet.text((NAMES - 12, low), line, anchor="end")
        x = NAMES
        for number, one in enumerate(chart.series):
            x = _segment(sheet, (x, top), float(one.values[at] or 0) * scale, (number, one.values[at]))
        sheet.text((x + 7, top + 17), table_figure(_plain(totals[at]), chart.unit), fill=SOFT)
        sheet.rule((NAMES, top - 4), (NAMES, top + BAR + 4), SOFT)
        sheet.y += height + ROOM
    sheet.y += 2


def _segment(sheet: _Sheet, at: tuple[float, float], width: float, told: tuple[int, Figure]) -> float:
    """A part of a bar with its figure, when there is room for it; returns where the next one begins."""
    number, value = told
    if not value:
        return at[0]
    sheet.box(at, (width, BAR), number)
    said = table_figure(value)
    if len(said) * LETTER + 6 <= width:
        middle = at[0] + width / 2
        ink = ink_on(sheet.colours[number])
        if sheet.chart.series[number].hatched:
            half, ink = len(said) * LETTER / 2 + 3, INK
            sheet.parts.append(
                f'<rect x="{middle - half:.1f}" y="{at[1] + 4:.1f}" width="{2 * half:.1f}" height="16" fill="#ffffff"/>'
            )
        sheet.text((middle, at[1] + 17), said, anchor="middle", fill=ink)
    return at[0] + width


def _plain(value: float) -> Figure:
    return int(value) if value == int(value) else round(value, 2)


def _scale(sheet: _Sheet, *, from_zero: bool) -> Callable[[float], float]:
    """Draw the ground with its figures, and say how high a value stands."""
    known = [float(value) for one in sheet.chart.series for value in one.values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if from_zero or high == low:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _step((high - low) or 1.0)
    low, high = math.floor(low / step) * step, math.ceil((high or step) / step) * step
    top = sheet.y + 16
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return top + PLOT - (value - low) / span * PLOT

    for number in range(round(span / step) + 1):
        tick = low + number * step
        sheet.rule((LEFT, y(tick)), (WIDTH, y(tick)), SOFT if abs(tick) < step / 1000 else GRID)
        sheet.text((LEFT - 8, y(tick) + 4), table_figure(_plain(round(tick, 6))), anchor="end", fill=SOFT)
    if sheet.chart.unit:
        sheet.text((0, top - 12), sheet.chart.unit, fill=SOFT)
    sheet.y = top + PLOT
    return y


def _step(span: float) -> float:
    """A round distance between two lines of the ground: 1, 2 or 5 times a power of ten."""
    rough = span / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def _columns(sheet: _Sheet) -> None:
    chart = sheet.chart
    sheet.legend()
    y = _scale(sheet, from_zero=True)
    room = (WIDTH - LEFT) / max(1, len(chart.categories))
    width = min(54.0, room * 0.8 / max(1, len(chart.series)))
    for at in range(len(chart.categories)):
        start = LEFT + at * room + (room - width * len(chart.series)) / 2
        for number, one in enumerate(chart.series):
            _column(sheet, (start + number * width, width), (number, one.values[at]), y)
    _below(sheet, room)


def _column(
    sheet: _Sheet, place: tuple[float, float], told: tuple[int, Figure], y: Callable[[float], float]
) -> None:
    x, width = place
    number, value = told
    if value is None:
        sheet.text((x + width / 2, y(0) - 4), "–", anchor="middle", fill=SOFT)
        return
    high = y(float(value))
    sheet.box((x, min(high, y(0))), (max(1.0, width - 2), abs(high - y(0))), number)
    said = table_figure(value)
    if len(said) * LETTER <= width + 8:
        sheet.text((x + width / 2 - 1, min(high, y(0)) - 4), said, anchor="middle")


def _below(sheet: _Sheet, room: float) -> None:
    """The names of the categories, on up to three lines; every other one is left out where there is no room."""
    names = sheet.chart.categories
    every = max(1, math.ceil(30 / room))
    shown = [(at, wrapped(name, room * every - 6, 3)) for at, name in enumerate(names) if not at % every]
    for at, lines in shown:
        for number, line in enumerate(lines):
            middle = LEFT + (at + 0.5) * room
            sheet.text((middle, sheet.y + 17 + number * LINE), line, anchor="middle")
    sheet.y += 14 + LINE * max((len(lines) for _at, lines in shown), default=0)


def _lines(sheet: _Sheet) -> None:
    chart = sheet.chart
    sheet.legend()
    y = _scale(sheet, from_zero=False)
    room = (WIDTH - LEFT) / max(1, len(chart.categories))
    for number, one in enumerate(chart.series):
        _course(sheet, (number, one), room, y)
    for at, value in enumerate(chart.series[0].values if room >= 40 else ()):
        if value is not None:
            _figure_on(sheet, (LEFT + (at + 0.5) * room, y(float(value)) - 8), table_figure(value))
    _below(sheet, room)


def _course(sheet: _Sheet, told: tuple[int, Series], room: float, y: Callable[[float], float]) -> None:
    """A line that stops where a figure is missing, with a mark and a figure at each point."""
    number, one = told
    colour, dashes = sheet.colours[number], ' stroke-dasharray="7 4"' if one.hatched else ""
    path: list[str] = []
    drawing = False
    for at, value in enumerate(one.values):
        if value is None:
            drawing = False
            continue
        x, high = LEFT + (at + 0.5) * room, y(float(value))
        path.append(f"{'L' if drawing else 'M'}{x:.1f} {high:.1f}")
        drawing = True
        sheet.parts.append(f'<circle cx="{x:.1f}" cy="{high:.1f}" r="4" fill="{colour}"/>')
    sheet.parts.append(
        f'<path d="{" ".join(path)}" fill="none" stroke="{colour}" stroke-width="2.5"{dashes}/>'
    )


def _figure_on(sheet: _Sheet, at: tuple[float, float], said: str) -> None:
    """A figure that stays readable over a line: it has an edge of white."""
    edge = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    sheet.parts.append(
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="middle" fill="{INK}" {edge}>{escape(said)}</text>'
    )


DRAWERS: dict[ChartKind, Callable[[_Sheet], None]] = {
    ChartKind.STACKED: _stacked,
    ChartKind.COLUMNS: _columns,
    ChartKind.LINES: _lines,
}
