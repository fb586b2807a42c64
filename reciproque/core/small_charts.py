"""The same charts for a telephone, where the letters of a wide one would be too small to read.

A page holds both; the stylesheet shows the one that fits (`svg.wide`, `svg.small`), and readers of the screen meet one.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from reciproque.core.charts import (
    BOTTOM,
    LETTER,
    Bars,
    Frame,
    Line,
    Write,
    draw_bars,
    draw_line,
    draw_lines,
    span_of,
    ticks_between,
    year_ends,
)

SMALL, TALL = 340, 220
SIDE = 12.0
ROW, THICK = 18.0, 14.0
YEARS = 5


def lines_on_any_screen(
    lines: Sequence[Line], *, described: str, write: Write, breaks: Sequence[date] = ()
) -> SafeString:
    wide = draw_lines(lines, described=described, write=write, breaks=breaks)
    return _both(wide, small_lines(lines, described=described, write=write, breaks=breaks) if wide else wide)


def bars_on_any_screen(groups: Sequence[Bars], *, described: str, write: Write) -> SafeString:
    wide = draw_bars(groups, described=described, write=write)
    return _both(wide, small_bars(groups, described=described, write=write) if wide else wide)


def _both(wide: SafeString, small: SafeString) -> SafeString:
    return mark_safe(wide.replace("<svg ", '<svg class="wide" ', 1) + small)


def small_lines(
    lines: Sequence[Line], *, described: str, write: Write, breaks: Sequence[date] = ()
) -> SafeString:
    """Lines over time; what each is, and its last figure, stand in rows above."""
    days = [day for line in lines for day, _value in line.points]
    low, high = span_of(
        [value for line in lines for _day, value in line.points if value is not None], from_zero=False
    )
    named = [line for line in lines if any(value is not None for _day, value in line.points)]
    top = ROW * len(named) + 12
    left = max(24.0, max(len(write(tick)) for tick in ticks_between(low, high)) * LETTER + 12)
    frame = Frame(
        low, high, write, [], width=SMALL, height=TALL + top, left=left, right=SIDE, top=top, look="small"
    )
    first, last = min(days), max(days)
    length = max(1, (last - first).days)

    def x(day: date) -> float:
        return left + (SMALL - left - SIDE) * (day - first).days / length

    frame.ground()
    for day in year_ends(first, last, most=YEARS):
        at = min(max(x(day), left + 12), SMALL - 16)
        frame.text(at, frame.height - 8, str(day.year), anchor="middle")
    for day in breaks:
        frame.parts.append(
            f'<line class="break" x1="{x(day):.1f}" x2="{x(day):.1f}" y1="{top:g}" y2="{frame.height - BOTTOM:g}"/>'
        )
    for number, line in enumerate(named):
        _row(frame, line, ROW * number + 14)
        draw_line(frame, line, x)
    return frame.whole(described)


def _row(frame: Frame, line: Line, y: float) -> None:
    """A piece of the line, its last figure, its name."""
    rank = f" rank-{line.rank}" if line.rank else ""
    frame.parts.append(f'<path class="{line.look}{rank}" d="M2 {y - 4:g} L26 {y - 4:g}"/>')
    value = next(value for _day, value in reversed(line.points) if value is not None)
    said = _cut(f"{frame.write(value)} {line.label}".strip(), SMALL - 34)
    frame.text(34, y, said, look="value" if line.look == "serie" else "")


def small_bars(groups: Sequence[Bars], *, described: str, write: Write) -> SafeString:
    """Bars that lie under the name of their group, each with its own name and its figure."""
    values = [value for group in groups for _name, value in group.values if value is not None]
    low, high = span_of(values, from_zero=True)
    names = max((len(name) for group in groups for name, _value in group.values), default=0) * LETTER
    left = min(names + 14, SMALL / 3) if names else 0.0
    figures = max(len(write(value)) for value in values) * LETTER + 10
    room = SMALL - left - figures
    height = sum(ROW + len(group.values) * ROW + 8 for group in groups)
    frame = Frame(low, high, write, [], width=SMALL, height=height, look="small")
    y = 0.0
    for group in groups:
        frame.text(0, y + 13, _cut(group.label, SMALL), look="name")
        y += ROW
        for rank, (name, value) in enumerate(group.values):
            _bar(frame, name, value, rank, y, left, room)
            y += ROW
        y += 8
    return frame.whole(described)


def _bar(frame: Frame, name: str, value: float | None, rank: int, y: float, left: float, room: float) -> None:
    if name:
        frame.text(0, y + 11, _cut(name, left - 6))
    if value is None:
        frame.text(left, y + 11, "–")
        return

    def x(figure: float) -> float:
        return left + room * (figure - frame.low) / (frame.high - frame.low)

    begin, end = sorted((x(0), x(value)))
    frame.parts.append(
        f'<rect class="bar rank-{rank}" x="{begin:.1f}" y="{y:.1f}" width="{max(1.0, end - begin):.1f}" '
        f'height="{THICK:g}"/>'
    )
    frame.text(end + 5, y + 11, frame.write(value), look="value")


def _cut(said: str, room: float) -> str:
    letters = max(1, int(room / LETTER))
    return said if len(said) <= letters else f"{said[: letters - 1]}…"
