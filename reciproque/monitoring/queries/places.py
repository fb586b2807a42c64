"""The indicators of a contract seen from its neighbourhoods."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import Shape, Standing
from reciproque.monitoring.models import FollowUp, Indicator, Value
from reciproque.monitoring.queries.situations import Situation, situations_in
from reciproque.monitoring.queries.values import follow_up_of
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.judging import USUAL
from reciproque.monitoring.rules.periods import end_of
from reciproque.monitoring.rules.progress import Point, Progress, by_trend
from reciproque.monitoring.rules.series import start_of_series
from reciproque.monitoring.rules.sums import Total, adds_up, over_places

Figures = dict[int, dict[int, dict[int, Figure]]]
"""Validated figures by indicator, then neighbourhood, then period."""


def figures_by_place(indicators: Collection[int], places: Collection[int]) -> Figures:
    """The validated figures of these neighbourhoods. One query."""
    rows = Value.objects.filter(
        indicator__in=indicators,
        shape=Shape.PLACE,
        standing=Standing.OFFICIAL,
        breakdown__neighbourhood__in=places,
    ).order_by("period")
    told: Figures = {}
    for key, place, period, status, number, above, below in rows.values_list(
        "indicator_id",
        "breakdown__neighbourhood_id",
        "period",
        "status",
        "number",
        "numerator",
        "denominator",
    ):
        of_place = told.setdefault(key, {}).setdefault(place, {})
        of_place[period] = Figure(status, number, "", above, below)
    return told


@dataclass(frozen=True)
class InPlaces:
    """An indicator in the last period in which a neighbourhood is known: its figures, and what they make together."""

    period: int | None
    figures: Mapping[int, Figure]
    total: Total | None


def in_places(situation: Situation, figures: Mapping[int, Mapping[int, Figure]]) -> InPlaces:
    """`figures` are those of one indicator: by neighbourhood, then period."""
    periods = {period for known in figures.values() for period in known}
    if not periods:
        return InPlaces(None, {}, None)
    last = max(periods)
    then = {place: known[last] for place, known in figures.items() if last in known}
    return InPlaces(last, then, over_places(situation.indicator, list(then.values())))


@dataclass(frozen=True)
class InOnePlace:
    """An indicator in one neighbourhood: its last figure, the one before, how it moves, its share of the contract."""

    period: int | None
    figure: Figure | None
    before: tuple[int, Figure] | None
    trend: Progress
    share: float | None
    behind: bool


def in_one_place(
    situation: Situation, known: Mapping[int, Figure], whole: Figure | None, follow_up: FollowUp | None
) -> InOnePlace:
    """`known` are the figures of the neighbourhood by period, `whole` that of the contract for its last period."""
    indicator, headline = situation.indicator, situation.headline
    periods = sorted(known)
    last = periods[-1] if periods else None
    figure = known[last] if last is not None else None
    before = (periods[-2], known[periods[-2]]) if len(periods) > 1 else None
    since = start_of_series(situation.breaks)
    points: list[Point] = [
        (end_of(one), known[one].number or 0.0)
        for one in periods
        if one >= since and known[one].number is not None
    ]
    trend = by_trend(points, indicator.direction, threshold=(follow_up or USUAL).threshold)
    reached = headline.period if headline is not None else None
    behind = reached is not None and (last is None or last < reached)
    return InOnePlace(last, figure, before, trend, _share(indicator, figure, whole), behind)


def _share(indicator: Indicator, figure: Figure | None, whole: Figure | None) -> float | None:
    """The part of the contract that lives here, where parts make a whole."""
    if figure is None or whole is None or figure.number is None or not whole.number or not adds_up(indicator):
        return None
    return figure.number / whole.number


def wholes_in(places: Mapping[int, int]) -> dict[int, Figure]:
    """The validated figure of the whole of each indicator (key) in a period. One query."""
    rows = Value.objects.filter(
        indicator__in=places, shape=Shape.WHOLE, standing=Standing.OFFICIAL, period__in=set(places.values())
    )
    return {
        row.indicator_id: Figure(row.status, row.number, "", row.numerator, row.denominator)
        for row in rows
        if places[row.indicator_id] == row.period
    }


@dataclass(frozen=True)
class PlaceBoard:
    """What the page of neighbourhoods shows: the indicators that are, or should be, told apart by place."""

    situations: Mapping[int, Situation]
    counts: Mapping[int, int]
    everywhere: Mapping[int, InPlaces]
    here: Mapping[int, InOnePlace]


def place_board(contract: Contract, places: Mapping[int, str], chosen: int | None, *, on: date) -> PlaceBoard:
    """All neighbourhoods of a contract, or the chosen one; the same number of queries whatever there is."""
    follow_up = follow_up_of(contract.pk)
    rows = situations_in(contract, on=on)
    wanted = [chosen] if chosen is not None else list(places)
    figures = figures_by_place([one.indicator.pk for one in rows], wanted)
    shown = {one.indicator.pk: one for one in rows if one.indicator.by_place or one.indicator.pk in figures}
    counts = fed_in_places(contract)
    if chosen is None:
        told = {key: in_places(one, figures.get(key, {})) for key, one in shown.items()}
        return PlaceBoard(shown, counts, told, {})
    known = {key: figures.get(key, {}).get(chosen, {}) for key in shown}
    wholes = wholes_in({key: max(those) for key, those in known.items() if those})
    here = {key: in_one_place(one, known[key], wholes.get(key), follow_up) for key, one in shown.items()}
    return PlaceBoard(shown, counts, {}, here)


def fed_in_places(contract: Contract) -> dict[int, int]:
    """How many live indicators have a validated value in each neighbourhood, by key. One query."""
    rows = Value.objects.filter(
        indicator__contract=contract,
        indicator__archived_at=None,
        shape=Shape.PLACE,
        standing=Standing.OFFICIAL,
        breakdown__neighbourhood__isnull=False,
    ).order_by()
    counts: dict[int, int] = {}
    for place, _indicator in rows.values_list("breakdown__neighbourhood", "indicator").distinct():
        counts[place] = counts.get(place, 0) + 1
    return counts
