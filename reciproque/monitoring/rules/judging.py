"""From an indicator and its last values to how it stands: the one way, for page, board, export and nation."""

from collections.abc import Sequence
from datetime import date

from reciproque.monitoring.choices import (
    FIGURES,
    ORDERED,
    Direction,
    Method,
    Periodicity,
    ProgressState,
    Shape,
    SourceState,
    ValueStatus,
)
from reciproque.monitoring.models import FollowUp, Headline, Indicator
from reciproque.monitoring.rules.periods import begin_of, due_on, end_of, following, period_around
from reciproque.monitoring.rules.progress import Course, Point, Progress, by_trend, towards_target

USUAL = FollowUp()
"""The settings of a contract that chose none."""
WITHOUT_NUMBER = {
    ValueStatus.MISSING: "La dernière valeur n’est pas disponible.",
    ValueStatus.NOT_APPLICABLE: "La dernière période est sans objet.",
    ValueStatus.SECRET: "La dernière valeur est couverte par le secret.",
    ValueStatus.WORDS: "Cet indicateur s’apprécie en toutes lettres.",
}


Dates = tuple[date | None, date | None]
"""The first and the last day of a contract."""


def judge(
    indicator: Indicator,
    headline: Headline | None,
    follow_up: FollowUp | None = None,
    *,
    milestones: Sequence[Point] = (),
    values: Sequence[Point] = (),
    since: int = 0,
) -> Progress:
    """How an indicator stands by its last validated value.

    `values`, more of the past than the headline holds, are only needed for the method of projection. `since` is the
    first period of the present series: what was counted before, in another unit or way, is left out.
    """
    settings = follow_up or USUAL
    reason = why_not_assessable(indicator, headline, since=since)
    if reason or headline is None:
        return Progress(ProgressState.NOT_ASSESSABLE, reason=reason)
    known = [one for one in values or points_of(headline) if not since or one[0] >= end_of(since)]
    if indicator.target is None or indicator.target_on is None or indicator.kind not in _WITH_COURSE:
        return _trend(indicator, known, settings)
    if indicator.baseline is None or indicator.baseline_on is None:
        return _without_baseline(indicator, known, settings)
    course = Course(
        indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on, tuple(milestones)
    )
    return towards_target(
        course, known, direction=indicator.direction, keep=settings.tolerance, method=settings.method
    )


_WITH_COURSE = {str(kind) for kind in ORDERED}


def why_not_assessable(indicator: Indicator, headline: Headline | None, *, since: int = 0) -> str:
    """The first reason why nothing can be said of an indicator, "" when something can."""
    if indicator.source_state == SourceState.NONE:
        return "Aucune source n’existe."
    if headline is None or headline.period is None:
        return "Aucune valeur validée."
    if headline.period < since:
        return "Aucune valeur validée depuis que l’on compte autrement."
    if headline.number is None:
        return WITHOUT_NUMBER[ValueStatus(headline.status)]
    return ""


def points_of(headline: Headline) -> list[Point]:
    """The one or two last figures, in the order of their days."""
    points: list[Point] = []
    if headline.before_period is not None and headline.before_number is not None:
        points.append((end_of(headline.before_period), headline.before_number))
    if headline.period is not None and headline.number is not None:
        points.append((end_of(headline.period), headline.number))
    return points


def _baseline_of(indicator: Indicator) -> Point | None:
    if indicator.baseline is None or indicator.baseline_on is None:
        return None
    return indicator.baseline_on, indicator.baseline


def _trend(indicator: Indicator, known: Sequence[Point], settings: FollowUp) -> Progress:
    return by_trend(
        known, indicator.direction, threshold=settings.threshold, baseline=_baseline_of(indicator)
    )


def _without_baseline(indicator: Indicator, known: Sequence[Point], settings: FollowUp) -> Progress:
    """A target without a baseline can be reached; until then only the tendency can be told."""
    target, actual = indicator.target or 0.0, known[-1][1]
    wanted = indicator.direction or Direction.RISE
    reached = actual <= target if wanted == Direction.FALL else actual >= target
    if reached and wanted != Direction.KEEP:
        return Progress(ProgressState.ACHIEVED, share=1.0)
    trend = _trend(indicator, known, settings)
    said = "Pas de valeur de référence : la cible n’est pas atteinte, seule la tendance peut être dite."
    return Progress(trend.state, reason=f"{said} {trend.reason}".strip())


def is_comparable(indicator: Indicator) -> bool:
    """Whether its values are figures that a chart can draw."""
    return indicator.kind in {str(kind) for kind in FIGURES} | {"level", "yes_no"}


def next_due(
    indicator: Indicator, headline: Headline | None, *, starts_on: date | None, ends_on: date | None = None
) -> date | None:
    """The day on which the next value should be known; None when nothing is expected.

    The first period is that of the baseline's follower, or that in which the contract begins; none is expected that
    begins after the contract has ended.
    """
    period = _next_period(indicator, headline, starts_on)
    if period is None or (ends_on is not None and begin_of(period, indicator.periodicity) > ends_on):
        return None
    return due_on(period, indicator.delay_days)


def _next_period(indicator: Indicator, headline: Headline | None, starts_on: date | None) -> int | None:
    if indicator.source_state == SourceState.NONE or not indicator.periodicity or indicator.archived_at:
        return None
    last = headline.period if headline is not None else None
    if last is not None and indicator.periodicity == Periodicity.ONCE:
        return None
    if last is not None:
        return following(last, indicator.periodicity)
    begins = indicator.baseline_on or starts_on
    if begins is None:
        return None
    first = period_around(begins, indicator.periodicity)
    if indicator.baseline_on is not None:
        first = following(first, indicator.periodicity)
    return first


def lacks_sex(indicator: Indicator, headline: Headline | None) -> bool:
    """An indicator of people that has values, none of which tells women and men apart."""
    fed = headline is not None and headline.period is not None
    return bool(fed and indicator.needs_sex and headline and not headline.shapes & Shape.SEX)


def uses_projection(follow_up: FollowUp | None) -> bool:
    return follow_up is not None and follow_up.method == Method.PROJECTION
