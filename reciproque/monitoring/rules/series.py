"""Breaks in the series of an indicator: figures of two units, or counted in two ways, are never held together."""

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.monitoring.models import Indicator, SeriesBreak
from reciproque.monitoring.rules.progress import Point


def start_of_series(breaks: Sequence[SeriesBreak]) -> int:
    """The first period of the present series; 0 when it never broke."""
    return max((one.from_period for one in breaks), default=0)


def unit_in(indicator: Indicator, period: int | None, breaks: Sequence[SeriesBreak]) -> str:
    """The unit of the values of a period: that which stood before the first break after it, else today's."""
    later = [one for one in breaks if period is not None and one.from_period > period]
    return min(later, key=lambda one: one.from_period).unit_before if later else indicator.unit


def stretches(periods: Sequence[int], breaks: Sequence[SeriesBreak]) -> list[list[int]]:
    """Periods in their order, cut at each break; empty stretches are left out."""
    cuts = sorted(one.from_period for one in breaks)
    parts: list[list[int]] = [[] for _ in range(len(cuts) + 1)]
    for period in sorted(periods):
        parts[sum(cut <= period for cut in cuts)].append(period)
    return [part for part in parts if part]


def obstacles_to_break(
    indicator: Indicator,
    values: Mapping[str, Any],
    *,
    from_period: int,
    milestones: Sequence[Point],
    milestones_before: Sequence[Point],
    breaks: Sequence[SeriesBreak],
) -> list[str]:
    """Why a series may not break so: what is still said in the old unit would be held against the new figures.

    Zero is zero in any unit. Where only the way of counting changes, the target may stay what it is.
    """
    obstacles = []
    if from_period <= start_of_series(breaks):
        obstacles.append("La série a déjà une rupture à cette période, ou après elle.")
    changes_unit = values.get("unit", indicator.unit) != indicator.unit
    if _stands_still(indicator, values, "baseline"):
        obstacles.append(
            "La valeur de référence est dite dans l’ancienne façon de compter : redites-la dans la nouvelle, ou "
            "effacez-la avec sa date."
        )
    if changes_unit and _stands_still(indicator, values, "target"):
        obstacles.append(
            "La cible est dite dans l’ancienne unité : redites-la dans la nouvelle, ou effacez-la avec son échéance."
        )
    if changes_unit and milestones and list(milestones) == list(milestones_before):
        obstacles.append(
            "Les jalons sont dits dans l’ancienne unité : redites-les dans la nouvelle, ou effacez-les."
        )
    return obstacles


def _stands_still(indicator: Indicator, values: Mapping[str, Any], name: str) -> bool:
    before = getattr(indicator, name)
    return bool(before) and values.get(name, before) == before
