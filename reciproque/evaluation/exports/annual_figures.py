"""Figures of a year for the annual report: people counted, women and men apart; indicators with the year before."""

from typing import Any

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import Sex, Shape, Standing, ValueStatus
from reciproque.monitoring.models import Indicator, Value
from reciproque.monitoring.rules.periods import period, say_period
from reciproque.monitoring.tables import say_number
from reciproque.monitoring.tables.indicators import WITHOUT

NOTHING = "non renseigné"


def people_by_sex(contract: Contract, year: int) -> dict[str, Any]:
    """{"rows": [[wording, period, women, men]], "without": [wording]}, in words: secret and zero stay different.

    Of each indicator that counts people, the last validated period of the year. Two queries.
    """
    people = list(Indicator.objects.filter(contract=contract, archived_at=None, counts_people=True))
    found: dict[int, dict[int, dict[str, str]]] = {}
    by_key = {one.pk: one for one in people}
    values = Value.objects.filter(
        indicator__in=by_key,
        shape=Shape.SEX,
        standing=Standing.OFFICIAL,
        period__range=(period(year, 1), period(year, 12)),
    ).select_related("breakdown")
    for one in values:
        indicator = by_key[one.indicator_id]
        told = (
            say_number(one.number, indicator) if one.number is not None else WITHOUT[ValueStatus(one.status)]
        )
        found.setdefault(one.indicator_id, {}).setdefault(one.period, {})[one.breakdown.sex] = told
    rows = []
    for indicator in people:
        if indicator.pk in found:
            last = max(found[indicator.pk])
            sexes = found[indicator.pk][last]
            rows.append(
                [
                    indicator.wording,
                    say_period(last, indicator.periodicity),
                    sexes.get(Sex.WOMEN, NOTHING),
                    sexes.get(Sex.MEN, NOTHING),
                ]
            )
    return {"rows": rows, "without": [one.wording for one in people if one.pk not in found]}


def figures_until(contract: Contract, year: int) -> list[tuple[int | None, str]]:
    """(key of its objective, « indicator : last value up to that year, the one before ») of the indicators with any.

    What was validated for later periods is left out: the report of a year does not know the next. Two queries.
    """
    indicators = {one.pk: one for one in Indicator.objects.filter(contract=contract, archived_at=None)}
    values = Value.objects.filter(
        indicator__in=indicators,
        shape=Shape.WHOLE,
        standing=Standing.OFFICIAL,
        period__lte=period(year, 12),
    ).order_by("period")
    known: dict[int, list[str]] = {}
    for one in values:
        indicator = indicators[one.indicator_id]
        figure = (
            say_number(one.number, indicator) if one.number is not None else WITHOUT[ValueStatus(one.status)]
        )
        known.setdefault(one.indicator_id, []).append(
            f"{figure} ({say_period(one.period, indicator.periodicity)})"
        )
    return [
        (indicator.node_id, f"{indicator.wording} : {', avant '.join(reversed(known[key][-2:]))}")
        for key, indicator in indicators.items()
        if key in known
    ]
