"""Charts as SVG made on the server: lines over time and bars. A page puts the same figures in a table beside them.

Everything is drawn with classes of the stylesheet (`axis target serie point bar value`): no style of its own, so that
dark screens, print and a strict content policy are the stylesheet's business. What is missing is a gap, never a zero.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 132, 18, 30
TICKS = 5
STACK = 240  # width of a bar of parts
FINEST = 1e-12  # what differs by less is drawn as the same
LETTER = 6.6
"""Width of a letter of the labels, about."""

Write = Callable[[float], str]


@dataclass(frozen=True)
class Line:
    """A line over time: None is a gap. `look` is "serie" (what was measured) or "target" (what is expected)."""

    label: str
    points: Sequence[tuple[date, float | None]]
    look: str = "serie"
    rank: int = 0  # of several series: each has its own stroke


@dataclass(frozen=True)
class Bars:
    """A group of bars that stand together: (name of the bar, its value or None)."""

    label: str
    values: Sequence[tuple[str, float | None]]


@dataclass
class Frame:
    """The ground of a chart: its size, what surrounds the drawing, and the figures between which it lies."""

    low: float
    high: float
    write: Write
    parts: list[str] = field(default_factory=list)
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    look: str = ""

    def y(self, value: float) -> float:
        return self.top + (self.height - self.top - BOTTOM) * (self.high - value) / (self.high - self.low)

    def ground(self) -> None:
        for tick in ticks_between(self.low, self.high):
            y = self.y(tick)
            self.parts.append(
                f'<line class="axis" x1="{self.left:g}" x2="{self.width - self.right:g}" y1="{y:.1f}" y2="{y:.1f}"/>'
            )
            self.text(self.left - 8, y + 4, self.write(tick), anchor="end")

    def text(self, x: float, y: float, said: str, *, anchor: str = "start", look: str = "") -> None:
        named = f' class="{look}"' if look else ""
        self.parts.append(
            f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'
        )

    def whole(self, described: str) -> SafeString:
        inside, look = "".join(self.parts), f' class="{self.look}"' if self.look else ""
        return mark_safe(
            f'<svg{look} viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(described)}">{inside}</svg>'
        )


def ticks_between(low: float, high: float) -> list[float]:
    """Round figures from `low` to `high`: about five, each 1, 2 or 5 times a power of ten."""
    rough = (high - low) / TICKS or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    return [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]


def span_of(values: Sequence[float], *, from_zero: bool) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_zero or high - low < FINEST:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < FINEST:
        high = low + 1
    rough = (high - low) / TICKS
    step = 10.0 ** math.floor(math.log10(rough))
    return math.floor(low / step) * step, math.ceil(high / step) * step


def draw_lines(
    lines: Sequence[Line], *, described: str, write: Write, breaks: Sequence[date] = ()
) -> SafeString:
    """Draw lines over time, each with its label at its end. `breaks` are days at which a series changed its meaning."""
    days = [day for line in lines for day, _value in line.points]
    values = [value for line in lines for _day, value in line.points if value is not None]
    if not days or not values:
        return mark_safe("")
    frame = Frame(*span_of(values, from_zero=False), write)
    first, last = min(days), max(days)
    length = max(1, (last - first).days)

    def x(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / length

    frame.ground()
    for day in year_ends(first, last):
        frame.text(x(day), HEIGHT - 8, str(day.year), anchor="middle")
    for day in breaks:
        frame.parts.append(
            f'<line class="break" x1="{x(day):.1f}" x2="{x(day):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        )
    for line in lines:
        draw_line(frame, line, x)
    _end_labels(frame, lines, x)
    return frame.whole(described)


def year_ends(first: date, last: date, *, most: int = 10) -> list[date]:
    """The days that bear a year on the axis: no more than `most`."""
    years = range(first.year, last.year + 1)
    step = max(1, -(-len(years) // most))
    ends = [min(max(date(year, 12, 31), first), last) for year in years if not (last.year - year) % step]
    return [day for number, day in enumerate(ends) if not number or (day - ends[number - 1]).days > 40]


def draw_line(frame: Frame, line: Line, x: Callable[[date], float]) -> None:
    path, drawing = [], False
    for day, value in line.points:
        if value is None:
            drawing = False
            continue
        path.append(f"{'L' if drawing else 'M'}{x(day):.1f} {frame.y(value):.1f}")
        drawing = True
    rank = f" rank-{line.rank}" if line.rank else ""
    frame.parts.append(f'<path class="{line.look}{rank}" d="{" ".join(path)}"/>')
    if line.look != "serie":
        return
    for day, value in line.points:
        if value is not None:
            said = f"{day:%d/%m/%Y} : {frame.write(value)}"
            frame.parts.append(
                f'<circle class="point{rank}" cx="{x(day):.1f}" cy="{frame.y(value):.1f}" r="4">'
                f"<title>{escape(said)}</title></circle>"
            )


def _end_labels(frame: Frame, lines: Sequence[Line], x: Callable[[date], float]) -> None:
    """The name and the last figure of each line beside its end, moved apart where they would lie on each other."""
    ends = []
    for line in lines:
        known = [(day, value) for day, value in line.points if value is not None]
        if known:
            ends.append((frame.y(known[-1][1]), x(known[-1][0]), known[-1][1], line))
    lowest = TOP - 20.0
    for y, at, value, line in sorted(ends, key=lambda end: end[0]):
        lowest = max(y + 4, lowest + 15)
        room = int((WIDTH - at - 10) / LETTER)
        said = f"{frame.write(value)} {line.label}".strip()
        said = said if len(said) <= room else f"{said[: room - 1]}…"
        frame.text(at + 9, lowest, said, look="value" if line.look == "serie" else "")


WIDEST_BAR = 56.0
BARE = 20.0
"""What stays free on the right where no line ends with its words."""
LEGEND = 22.0


def draw_bars(groups: Sequence[Bars], *, described: str, write: Write) -> SafeString:
    """Draw groups of bars from zero, each with its figure; what has no value leaves its place empty, with a dash."""
    values = [value for group in groups for _name, value in group.values if value is not None]
    if not values:
        return mark_safe("")
    low, high = span_of(values, from_zero=True)
    frame = Frame(low, high + (high - low) * LEGEND * 2 / HEIGHT, write, right=BARE)
    frame.ground()
    room = (WIDTH - LEFT - BARE) / len(groups)
    for number, group in enumerate(groups):
        _group(frame, group, LEFT + number * room, room)
    zero = frame.y(0)
    frame.parts.append(
        f'<line class="axis zero" x1="{LEFT}" x2="{WIDTH - BARE:g}" y1="{zero:.1f}" y2="{zero:.1f}"/>'
    )
    _legend(frame, [name for name, _value in groups[0].values if name])
    return frame.whole(described)


def _legend(frame: Frame, names: Sequence[str]) -> None:
    """Which bar is which, in the order of the bars."""
    x = float(LEFT)
    for rank, name in enumerate(names):
        frame.parts.append(f'<rect class="bar rank-{rank}" x="{x:.1f}" y="4" width="11" height="11"/>')
        frame.text(x + 16, 14, name)
        x += 30 + len(name) * LETTER


def _group(frame: Frame, group: Bars, left: float, room: float) -> None:
    width = min(WIDEST_BAR, room * 0.8 / max(1, len(group.values)))
    start = left + (room - width * len(group.values)) / 2
    zero = frame.y(0)
    for number, (name, value) in enumerate(group.values):
        x = start + number * width
        if value is None:
            frame.text(x + width / 2, zero - 4, "–", anchor="middle")
            continue
        y, written = frame.y(value), frame.write(value)
        frame.parts.append(
            f'<rect class="bar rank-{number}" x="{x:.1f}" y="{min(y, zero):.1f}" width="{max(1.0, width - 2):.1f}" '
            f'height="{abs(y - zero):.1f}"><title>{escape(f"{name or group.label} : {written}")}</title></rect>'
        )
        if len(written) * LETTER <= width + 4:
            frame.text(x + width / 2 - 1, min(y, zero) - 4, written, anchor="middle")
    letters = int(room / LETTER)
    label = group.label if len(group.label) <= letters else f"{group.label[: max(1, letters - 1)]}…"
    frame.text(left + room / 2, HEIGHT - 8, label, anchor="middle")


def draw_stack(parts: Sequence[tuple[str, int]], *, whole: int, described: str) -> SafeString:
    """A thin bar of parts side by side: (class of the part, how many). `whole` is what fills the width."""
    drawn, x = [], 0.0
    for look, count in parts:
        width = STACK * count / whole if whole else 0.0
        if count:
            drawn.append(
                f'<rect class="part-{escape(look)}" x="{x:.1f}" y="0" width="{width:.1f}" height="14"/>'
            )
        x += width
    return mark_safe(
        f'<svg class="stack" viewBox="0 0 {STACK} 14" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(described)}">{"".join(drawn)}</svg>'
    )
