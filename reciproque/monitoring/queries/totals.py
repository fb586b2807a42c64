"""What does not add up among the values that stand, as they would be once what is brought is written."""

from collections.abc import Collection, Mapping

from reciproque.monitoring.choices import PENDING, Standing
from reciproque.monitoring.models import Indicator, Value
from reciproque.monitoring.rules.cells import Cell, Places, cell_at, cells_of
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.rules.sums import adds_up, troubles_in

Place = tuple[int, int]
"""An indicator (its key) and a period."""


def troubles_at(
    indicators: Mapping[int, Indicator],
    wanted: Collection[Place],
    places: Places,
    *,
    brought: Mapping[tuple[int, int, Cell], Figure | None] | None = None,
) -> dict[Place, list[str]]:
    """For each indicator and period, what does not add up; what waits is taken for what it would replace. One query.

    `brought` is what would be written besides (None empties a cell).
    """
    judged = [one for one in wanted if adds_up(indicators[one[0]])]
    figures: dict[Place, dict[Cell, Figure]] = {one: {} for one in judged}
    rows = Value.objects.filter(
        indicator__in={key for key, _period in judged},
        period__in={period for _key, period in judged},
        standing__in=[Standing.OFFICIAL, *PENDING],
    )
    for row in rows.select_related("breakdown").order_by("standing") if judged else ():
        known = figures.get((row.indicator_id, row.period))
        if known is not None:
            known[cell_at(row.breakdown)] = Figure(row.status, row.number)
    for (key, period, cell), figure in (brought or {}).items():
        if (key, period) in figures:
            figures[key, period].pop(cell, None)
            figures[key, period] |= {cell: figure} if figure is not None else {}
    told = {}
    for (key, period), known in figures.items():
        one = indicators[key]
        said = say_period(period, one.periodicity)
        troubles = troubles_in(one, known, cells_of(one, places), period=said)
        if troubles:
            told[key, period] = troubles
    return told
