"""The values of an indicator as a chart, and the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from reciproque.core.charts import Line
from reciproque.core.small_charts import lines_on_any_screen
from reciproque.core.templatetags.reciproque import number as french
from reciproque.monitoring.choices import PROGRESS_WORDS, IndicatorKind, Shape, ValueStatus
from reciproque.monitoring.models import Indicator, ValueNote
from reciproque.monitoring.queries.situations import Situation
from reciproque.monitoring.queries.values import Told
from reciproque.monitoring.rules.judging import is_comparable
from reciproque.monitoring.rules.periods import begin_of, end_of, say_period
from reciproque.monitoring.rules.progress import Course, expected_on
from reciproque.monitoring.rules.series import start_of_series, stretches, unit_in
from reciproque.monitoring.tables import say_number
from reciproque.monitoring.tables.indicators import WITHOUT


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


def picture_of(situation: Situation, values: Sequence[Told], notes: Sequence[ValueNote]) -> Picture:
    """The validated values of the whole over time, with the course expected of them."""
    indicator = situation.indicator
    whole = [value for value in values if value.shape == Shape.WHOLE]
    course = course_of(indicator, situation.steps)
    svg: SafeString | str = ""
    if is_comparable(indicator):
        svg = lines_on_any_screen(
            _lines(situation, whole, course),
            described=_caption(situation, whole),
            write=lambda value: french(round_figure(value)),
            breaks=[begin_of(one.from_period, indicator.periodicity) for one in situation.breaks],
        )
    words = {note.period: note for note in notes if note.breakdown.shape == Shape.WHOLE}
    shown = [_shown(situation, one, course, words.get(one.period)) for one in reversed(whole)]
    return Picture(_caption(situation, whole), svg, shown)


def _lines(situation: Situation, whole: Sequence[Told], course: Course | None) -> list[Line]:
    """A line for each stretch of the series, so that figures of two units are never joined; then what is expected."""
    numbers = {one.period: one.number for one in whole}
    lines = [
        Line(
            unit_in(situation.indicator, part[-1], situation.breaks),
            [(end_of(period), numbers[period]) for period in part],
        )
        for part in stretches(list(numbers), situation.breaks)
    ]
    return [*lines, Line("attendu", list(course.points()), look="target")] if course is not None else lines


def round_figure(value: float) -> int | float:
    """A figure as it is shown: whole, or with two decimals."""
    return int(value) if value == int(value) else round(value, 2)


def say_expected(value: float, indicator: Indicator) -> str:
    """An expected figure is no measure: things are told whole, shares to a tenth."""
    told = round(value, 1) if indicator.kind == IndicatorKind.RATIO or abs(value) < 10 else round(value)
    return say_number(round_figure(float(told)), indicator)


def _caption(situation: Situation, whole: Sequence[Told]) -> str:
    """What the chart shows, in a sentence."""
    indicator, progress = situation.indicator, situation.progress
    known = [one for one in whole if one.number is not None]
    if not known:
        return "Aucune valeur chiffrée pour le moment."
    last = known[-1]
    said = f"{say_period(last.period, indicator.periodicity)} : {say_number(last.number, indicator, situation.unit)}"
    if progress.expected is not None:
        said += f", pour {say_expected(progress.expected, indicator)} attendus"
    return f"{said} ({PROGRESS_WORDS[progress.state]})."


def _shown(situation: Situation, value: Told, course: Course | None, note: ValueNote | None) -> Shown:
    indicator = situation.indicator
    said = (
        say_number(value.number, indicator, unit_in(indicator, value.period, situation.breaks))
        if value.number is not None
        else WITHOUT[ValueStatus(value.status)]
    )
    if value.numerator is not None and value.denominator is not None:
        said += f" ({french(round_figure(value.numerator))} sur {french(round_figure(value.denominator))})"
    words = note.words if note is not None else ""
    expected = ""
    follows = value.period >= start_of_series(situation.breaks)
    if course is not None and follows and end_of(value.period) > course.starts_on:
        expected = say_expected(expected_on(course, end_of(value.period)), indicator)
    comment = note.comment if note is not None else ""
    by = f"{value.batch.by}, " if value.batch.by_id else ""
    source = f"{by}{value.batch.at:%d/%m/%Y}" + (f", {value.batch.source}" if value.batch.source else "")
    return Shown(say_period(value.period, indicator.periodicity), words or said, expected, comment, source)
