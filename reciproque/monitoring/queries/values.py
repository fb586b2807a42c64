"""What can be asked about values."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import PENDING, Periodicity, Shape, Standing
from reciproque.monitoring.models import (
    Batch,
    Breakdown,
    FollowUp,
    Headline,
    Indicator,
    Milestone,
    SeriesBreak,
    Value,
    ValueChange,
    ValueNote,
)
from reciproque.monitoring.rules.periods import end_of, period_around, shifted

CHANGES_SHOWN = 200


def follow_up_of(contract_id: int) -> FollowUp | None:
    """The settings of a contract, or None when it chose none."""
    return FollowUp.objects.filter(contract_id=contract_id).first()


def usual(contract: Contract) -> FollowUp:
    """The settings of a contract that chose none, unsaved."""
    return FollowUp(contract=contract)


def values_of(indicator: Indicator, *, standing: int = Standing.OFFICIAL) -> QuerySet[Value]:
    """The values of an indicator, of every shape; a sum names one shape, so that margins are never added."""
    rows = Value.objects.filter(indicator=indicator, standing=standing)
    return rows.select_related("breakdown__neighbourhood", "breakdown__commune", "batch__by").order_by(
        "period", "shape", "breakdown_id"
    )


class Told(NamedTuple):
    """A value of one indicator, as it is read: what is shared by many is loaded once and stands on each."""

    pk: int
    standing: int
    shape: int
    period: int
    status: int
    number: float | None
    numerator: float | None
    denominator: float | None
    breakdown: Breakdown
    batch: Batch


_TOLD = Told._fields[:-2]


def values_by_standing(indicator: Indicator) -> dict[Standing, list[Told]]:
    """What is validated of an indicator, what waits to be, what is contested: in the order of time. Three queries.

    A fifth of the time of rows that each load their breakdown and who brought them.
    """
    wanted = [Standing.OFFICIAL, Standing.SUBMITTED, Standing.CONTESTED]
    rows = Value.objects.filter(indicator=indicator, standing__in=wanted)
    rows = rows.order_by("period", "shape", "breakdown_id")
    found = list(rows.values_list(*_TOLD, "breakdown_id", "batch_id"))
    parts = Breakdown.objects.select_related("neighbourhood", "commune").in_bulk({one[-2] for one in found})
    batches = Batch.objects.select_related("by").in_bulk({one[-1] for one in found})
    told: dict[Standing, list[Told]] = {one: [] for one in wanted}
    for *facts, part, batch in found:
        told[Standing(facts[1])].append(Told._make((*facts, parts[part], batches[batch])))
    return told


def official_points(indicators: Collection[int]) -> dict[int, list[tuple[date, float]]]:
    """The validated figures of the whole, by indicator, in the order of their days. One query."""
    rows = Value.objects.filter(
        indicator__in=indicators, shape=Shape.WHOLE, standing=Standing.OFFICIAL, number__isnull=False
    )
    points: dict[int, list[tuple[date, float]]] = {}
    for key, period, number in rows.order_by("indicator_id", "period").values_list(
        "indicator_id", "period", "number"
    ):
        points.setdefault(key, []).append((end_of(period), number or 0.0))
    return points


def values_in_cells(
    indicators: Collection[int], periods: Collection[int], breakdowns: Collection[int]
) -> dict[tuple[int, int, int, bool], Value]:
    """The official and the pending value of each cell that holds one: (indicator, period, breakdown, official)."""
    rows = Value.objects.filter(
        indicator__in=indicators,
        period__in=periods,
        breakdown__in=breakdowns,
        standing__in=[Standing.OFFICIAL, *PENDING],
    )
    return {
        (row.indicator_id, row.period, row.breakdown_id, row.standing == Standing.OFFICIAL): row
        for row in rows
    }


def headlines_to_rewrite(indicators: Collection[int]) -> list[Headline]:
    """What the headlines of these indicators should say, from their values; unsaved. Four queries."""
    whole: dict[int, list[Any]] = {}
    rows = Value.objects.filter(indicator__in=indicators, shape=Shape.WHOLE, standing=Standing.OFFICIAL)
    for key, *last in rows.order_by("period").values_list("indicator_id", "period", "status", "number"):
        whole.setdefault(key, []).append(last)
    shapes: dict[int, int] = {}
    present = Value.objects.filter(indicator__in=indicators, standing=Standing.OFFICIAL)
    for key, shape in present.order_by().values_list("indicator_id", "shape").distinct():
        shapes[key] = shapes.get(key, 0) | shape
    waiting: dict[tuple[int, int], int] = {}
    apart = Value.objects.filter(
        indicator__in=indicators, standing__in=[Standing.SUBMITTED, Standing.CONTESTED]
    )
    for key, standing, count in (
        apart.order_by().values_list("indicator_id", "standing").annotate(n=Count("pk"))
    ):
        waiting[key, standing] = count
    of = Indicator.objects.filter(pk__in=indicators).values_list("pk", "contract_id", "headline__revision")
    return [
        Headline(
            indicator_id=key,
            contract_id=contract,
            shapes=shapes.get(key, 0),
            pending=waiting.get((key, Standing.SUBMITTED), 0),
            contested=waiting.get((key, Standing.CONTESTED), 0),
            revision=(revision or 0) + 1,
            **_last_of(whole.get(key, [])),
        )
        for key, contract, revision in of
    ]


def headlines_at(indicators: Collection[int], days: Collection[date]) -> dict[date, dict[int, Headline]]:
    """What headlines would have said at the end of these days, by what is validated now; unsaved. One query."""
    lasts = {day: _last_period(day) for day in days}
    rows = Value.objects.filter(
        indicator__in=indicators,
        shape__in=[Shape.WHOLE, Shape.SEX],
        standing=Standing.OFFICIAL,
        period__lte=max(lasts.values(), default=0),
    )
    known = list(
        rows.order_by("period").values_list("indicator_id", "shape", "period", "status", "number")
        if lasts
        else ()
    )
    return {day: _headlines([one for one in known if one[2] <= last]) for day, last in lasts.items()}


def _last_period(until: date) -> int:
    """The last month that is over by the end of that day."""
    last = period_around(until, Periodicity.MONTH)
    return shifted(last, -1) if end_of(last) > until else last


def _headlines(rows: Iterable[Any]) -> dict[int, Headline]:
    whole: dict[int, list[Any]] = {}
    shapes: dict[int, int] = {}
    for key, shape, *told in rows:
        shapes[key] = shapes.get(key, 0) | shape
        if shape == Shape.WHOLE:
            whole.setdefault(key, []).append(told)
    return {
        key: Headline(indicator_id=key, shapes=shapes.get(key, 0), **_last_of(known))
        for key, known in whole.items()
    }


def _last_of(whole: list[Any]) -> dict[str, Any]:
    """The last (period, status, number) of an indicator and the last figure before it, as fields of a headline."""
    if not whole:
        return {}
    period, status, number = whole[-1]
    last = {"period": period, "status": status, "number": number}
    before = [one for one in whole[:-1] if one[2] is not None]
    if before:
        last |= {"before_period": before[-1][0], "before_number": before[-1][2]}
    return last


Keys = Collection[int] | QuerySet[Any]
"""Keys of indicators, or the question that gives them."""


def breaks_of(indicators: Keys) -> dict[int, list[SeriesBreak]]:
    """The breaks of these series, by indicator. One query."""
    known: dict[int, list[SeriesBreak]] = {}
    for one in SeriesBreak.objects.filter(indicator__in=indicators).order_by("from_period", "pk"):
        known.setdefault(one.indicator_id, []).append(one)
    return known


def milestones_of(indicators: Keys) -> dict[int, list[tuple[date, float]]]:
    """The milestones of these indicators, in the order of their days. One query."""
    known: dict[int, list[tuple[date, float]]] = {}
    rows = Milestone.objects.filter(indicator__in=indicators).order_by("on", "pk")
    for key, on, number in rows.values_list("indicator_id", "on", "number"):
        known.setdefault(key, []).append((on, number))
    return known


def notes_of(indicator: Indicator) -> QuerySet[ValueNote]:
    """What is said of the validated values of an indicator."""
    return ValueNote.objects.filter(indicator=indicator, standing=Standing.OFFICIAL).select_related(
        "breakdown"
    )


def changes_of(indicator: Indicator) -> QuerySet[ValueChange]:
    """The history of all cells of an indicator, the last first."""
    rows = ValueChange.objects.filter(indicator=indicator)
    return rows.select_related("by", "breakdown__neighbourhood", "breakdown__commune")[:CHANGES_SHOWN]


def submitted_values(contract: Contract, keys: Collection[int]) -> list[Value]:
    """The submitted values among these keys that are of this contract."""
    rows = Value.objects.filter(pk__in=keys, standing=Standing.SUBMITTED, indicator__contract=contract)
    return list(rows.select_related("indicator"))


def contested_value(indicator: Indicator, key: int) -> Value:
    """A contested value of an indicator, or a 404."""
    rows = Value.objects.filter(indicator=indicator, standing=Standing.CONTESTED)
    return get_object_or_404(rows.select_related("indicator__contract"), pk=key)


def last_changes(
    indicators: Collection[int], periods: Collection[int]
) -> dict[tuple[int, int, str], datetime]:
    """When each of these cells was last written: by its history, else by the batch that brought its value."""
    wanted = {"indicator__in": list(indicators), "period__in": list(periods)}
    moments: dict[tuple[int, int, str], datetime] = {}
    brought = Value.objects.filter(**wanted).values_list(
        "indicator_id", "period", "breakdown__key", "batch__at"
    )
    changed = ValueChange.objects.filter(**wanted).values_list(
        "indicator_id", "period", "breakdown__key", "at"
    )
    for key, period, cell, at in (*brought, *changed):
        where = (key, period, cell)
        moments[where] = max(at, moments.get(where, at))
    return moments
