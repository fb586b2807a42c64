"""The values of an indicator as a chart, and the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from reciproque.core.charts import Bars, Line, draw_bars, draw_lines
from reciproque.core.templatetags.reciproque import number as french
from reciproque.monitoring.choices import PROGRESS_WORDS, IndicatorKind, Sex, Shape, ValueStatus
from reciproque.monitoring.models import Indicator, Value, ValueNote
from reciproque.monitoring.queries.situations import Situation
from reciproque.monitoring.rules.figures import Figure, write_figure
from reciproque.monitoring.rules.judging import is_comparable
from reciproque.monitoring.rules.periods import end_of, say_period
from reciproque.monitoring.rules.progress import Course, expected_on
from reciproque.monitoring.rules.sums import disagreement
from reciproque.monitoring.tables import say_number
from reciproque.monitoring.tables.indicators import WITHOUT

SHOWN_GROUPS = 8


@dataclass(frozen=True)
class Shown:
    """One line of the table below the chart."""

    period: str
    value: str
    expected: str
    note: str
    source: str


@dataclass(frozen=True)
class Picture:
    """A chart (empty when there is nothing to draw), what to see in it, and its figures."""

    caption: str
    svg: SafeString | str
    lines: Sequence[Shown]


@dataclass(frozen=True)
class Broken:
    """Values by one dimension: its parts as columns, periods as rows, and what does not add up."""

    heading: str
    parts: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    svg: SafeString | str
    troubles: Sequence[str]


def course_of(indicator: Indicator, milestones: Sequence[tuple[date, float]] = ()) -> Course | None:
    """The course from baseline to target, when both are known."""
    known = (indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on)
    if None in known or indicator.baseline_on is None or indicator.target_on is None:
        return None
    return Course(
        indicator.baseline or 0.0,
        indicator.baseline_on,
        indicator.target or 0.0,
        indicator.target_on,
        tuple(milestones),
    )


def picture_of(situation: Situation, values: Sequence[Value], notes: Sequence[ValueNote]) -> Picture:
    """The validated values of the whole over time, with the course expected of them."""
    indicator = situation.indicator
    whole = [value for value in values if value.shape == Shape.WHOLE]
    course = course_of(indicator, [(one.on, one.number) for one in indicator.milestones.all()])
    svg: SafeString | str = ""
    if is_comparable(indicator):
        lines = [Line(indicator.unit, [(end_of(one.period), one.number) for one in whole])]
        if course is not None:
            lines.append(Line("attendu", list(course.points()), look="target"))
        svg = draw_lines(
            lines, described=_caption(situation, whole), write=lambda value: french(_round(value))
        )
    words = {note.period: note for note in notes if note.breakdown.shape == Shape.WHOLE}
    shown = [_shown(indicator, one, course, words.get(one.period)) for one in reversed(whole)]
    return Picture(_caption(situation, whole), svg, shown)


def _round(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 2)


def say_expected(value: float, indicator: Indicator) -> str:
    """An expected figure is no measure: things are told whole, shares to a tenth."""
    told = round(value, 1) if indicator.kind == IndicatorKind.RATIO or abs(value) < 10 else round(value)
    return say_number(_round(float(told)), indicator)


def _caption(situation: Situation, whole: Sequence[Value]) -> str:
    """What the chart shows, in a sentence."""
    indicator, progress = situation.indicator, situation.progress
    known = [one for one in whole if one.number is not None]
    if not known:
        return "Aucune valeur chiffrée pour le moment."
    last = known[-1]
    said = f"{say_period(last.period, indicator.periodicity)} : {say_number(last.number, indicator)}"
    if progress.expected is not None:
        said += f", pour {say_expected(progress.expected, indicator)} attendus"
    return f"{said} ({PROGRESS_WORDS[progress.state]})."


def _shown(indicator: Indicator, value: Value, course: Course | None, note: ValueNote | None) -> Shown:
    said = (
        say_number(value.number, indicator)
        if value.number is not None
        else WITHOUT[ValueStatus(value.status)]
    )
    words = note.words if note is not None else ""
    expected = ""
    if course is not None and end_of(value.period) > course.starts_on:
        expected = say_expected(expected_on(course, end_of(value.period)), indicator)
    comment = note.comment if note is not None else ""
    by = f"{value.batch.by}, " if value.batch.by_id else ""
    source = f"{by}{value.batch.at:%d/%m/%Y}" + (f", {value.batch.source}" if value.batch.source else "")
    return Shown(say_period(value.period, indicator.periodicity), words or said, expected, comment, source)


def breakdowns_of(indicator: Indicator, values: Sequence[Value]) -> list[Broken]:
    """The values by sex, by age, by place and by the other dimension, one at a time, where there are some."""
    wanted = [
        (Shape.SEX, "Femmes et hommes"),
        (Shape.AGE, "Par âge"),
        (Shape.PLACE, "Par quartier"),
        (Shape.OTHER, indicator.other_dimension.capitalize() or "Autre ventilation"),
    ]
    return [
        _broken(indicator, [one for one in values if one.shape == shape], values, heading)
        for shape, heading in wanted
        if any(one.shape == shape for one in values)
    ]


def _part(value: Value) -> str:
    if value.breakdown.sex:
        return Sex(value.breakdown.sex).label
    return str(value.breakdown)


def _broken(indicator: Indicator, own: Sequence[Value], values: Sequence[Value], heading: str) -> Broken:
    parts = list(dict.fromkeys(_part(one) for one in own))
    whole = {one.period: one for one in values if one.shape == Shape.WHOLE}
    by_period: dict[int, dict[str, Value]] = {}
    for one in own:
        by_period.setdefault(one.period, {})[_part(one)] = one
    rows, groups, troubles = [], [], []
    for period in sorted(by_period):
        cells = by_period[period]
        said = say_period(period, indicator.periodicity)
        rows.append((said, [_said(cells.get(part)) for part in parts]))
        groups.append(Bars(said, [(part, cells[part].number if part in cells else None) for part in parts]))
        trouble = _trouble(whole.get(period), list(cells.values()), f"{heading}, {said}", indicator)
        troubles += [trouble] if trouble else []
    svg: SafeString | str = ""
    if is_comparable(indicator) and len(parts) <= SHOWN_GROUPS:
        described = f"{heading} : {', '.join(parts)}"
        svg = draw_bars(
            groups[-SHOWN_GROUPS:], described=described, write=lambda value: french(_round(value))
        )
    return Broken(heading, parts, list(reversed(rows)), svg, troubles)


def _said(value: Value | None) -> str:
    if value is None:
        return "—"
    return write_figure(Figure(value.status, value.number))


def _trouble(whole: Value | None, parts: Sequence[Value], dimension: str, indicator: Indicator) -> str:
    """Parts are held against their total only where they add up to it."""
    if (
        whole is None
        or indicator.over_places not in ("", "sum")
        or indicator.kind in ("ratio", "level", "yes_no")
    ):
        return ""
    figures = [Figure(one.status, one.number) for one in parts]
    return disagreement(Figure(whole.status, whole.number), figures, dimension)
