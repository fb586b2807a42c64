"""The values of an indicator by one dimension at a time, and what several of them make together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reciproque.core.charts import Bars, draw_bars
from reciproque.core.templatetags.reciproque import number as french
from reciproque.monitoring.choices import Periodicity, Sex, Shape, ValueStatus
from reciproque.monitoring.exports.pictures import round_figure
from reciproque.monitoring.models import Indicator, Value
from reciproque.monitoring.queries.situations import Situation
from reciproque.monitoring.rules.cells import cell_at
from reciproque.monitoring.rules.figures import Figure, write_figure
from reciproque.monitoring.rules.judging import is_comparable
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.rules.series import start_of_series
from reciproque.monitoring.rules.sums import Total, over_places, over_time, troubles_in
from reciproque.monitoring.tables import say_number
from reciproque.monitoring.tables.indicators import WITHOUT

SHOWN_GROUPS = 8
TOGETHER = "Réunis"


@dataclass(frozen=True)
class Broken:
    """Values by one dimension: its parts as columns, periods as rows, and what does not add up."""

    heading: str
    parts: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    svg: SafeString | str
    troubles: Sequence[str]


def figure_of(value: Value) -> Figure:
    """A value as the figure that it holds."""
    return Figure(value.status, value.number, "", value.numerator, value.denominator)


def say_total(total: Total, indicator: Indicator, *, parts: str) -> str:
    """« 120 familles (3 quartiers sur 4) », « 30 % (12 sur 40) », or why there is no such figure."""
    if total.figure.number is None:
        return total.why or WITHOUT[ValueStatus(total.figure.status)]
    said = say_number(round_figure(total.figure.number), indicator)
    above, below = total.figure.numerator, total.figure.denominator
    if above is not None and below is not None:
        said += f" ({french(round_figure(above))} sur {french(round_figure(below))})"
    return f"{said} – {total.known} {parts} sur {total.counted}" if total.partial else said


def wholes_of(situation: Situation, values: Sequence[Value]) -> list[tuple[str, str]]:
    """(label, figure in words): each year of an indicator that is fed more often, and all periods since the start."""
    indicator = situation.indicator
    since = start_of_series(situation.breaks)
    whole = [one for one in values if one.shape == Shape.WHOLE and one.period >= since]
    if len(whole) < 2 or not is_comparable(indicator):
        return []
    told = [_all_of(f"Année {year}", those, indicator) for year, those in _years(whole, indicator)]
    first, last = (say_period(one.period, indicator.periodicity) for one in (whole[0], whole[-1]))
    return [*told, _all_of(f"De {first} à {last}", whole, indicator)]


def _years(whole: Sequence[Value], indicator: Indicator) -> list[tuple[int, list[Value]]]:
    if indicator.periodicity not in (Periodicity.MONTH, Periodicity.QUARTER, Periodicity.SEMESTER):
        return []
    years: dict[int, list[Value]] = {}
    for one in whole:
        years.setdefault(one.period // 100, []).append(one)
    return sorted(years.items(), reverse=True)


def _all_of(label: str, values: Sequence[Value], indicator: Indicator) -> tuple[str, str]:
    total = over_time(indicator, [figure_of(one) for one in values])
    return label, say_total(total, indicator, parts="périodes")


def breakdowns_of(
    indicator: Indicator, values: Sequence[Value], places: Mapping[int, str] | None = None
) -> list[Broken]:
    """The values by sex, by age, by place and by the other dimension, one at a time, where there are some.

    `places` are the neighbourhoods of the contract, by key.
    """
    wanted = [
        (Shape.SEX, "Femmes et hommes"),
        (Shape.AGE, "Par âge"),
        (Shape.PLACE, "Par quartier"),
        (Shape.OTHER, indicator.other_dimension.capitalize() or "Autre ventilation"),
    ]
    return [
        _broken(indicator, shape, values, heading, list(places or ()))
        for shape, heading in wanted
        if any(one.shape == shape for one in values)
    ]


def _part(value: Value) -> str:
    if value.breakdown.sex:
        return Sex(value.breakdown.sex).label
    return str(value.breakdown)


def _broken(
    indicator: Indicator, shape: int, values: Sequence[Value], heading: str, places: Sequence[int]
) -> Broken:
    own = [one for one in values if one.shape == shape]
    parts = list(dict.fromkeys(_part(one) for one in own))
    by_period: dict[int, dict[str, Value]] = {}
    for one in own:
        by_period.setdefault(one.period, {})[_part(one)] = one
    rows, groups, troubles = [], [], []
    for period in sorted(by_period):
        cells = by_period[period]
        said = say_period(period, indicator.periodicity)
        row = [_said(cells.get(part)) for part in parts]
        rows.append((said, row + ([_joined(indicator, cells)] if shape == Shape.PLACE else [])))
        groups.append(Bars(said, [(part, cells[part].number if part in cells else None) for part in parts]))
        same = [one for one in values if one.period == period and one.shape in (Shape.WHOLE, shape)]
        figures = {cell_at(one.breakdown): figure_of(one) for one in same}
        troubles += troubles_in(indicator, figures, places, period=said)
    svg = _bars(groups, f"{heading} : {', '.join(parts)}") if _drawable(indicator, parts) else ""
    columns = [*parts, TOGETHER] if shape == Shape.PLACE else parts
    return Broken(heading, columns, list(reversed(rows)), svg, troubles)


def _drawable(indicator: Indicator, parts: Sequence[str]) -> bool:
    return is_comparable(indicator) and len(parts) <= SHOWN_GROUPS


def _bars(groups: Sequence[Bars], described: str) -> SafeString | str:
    return draw_bars(
        groups[-SHOWN_GROUPS:], described=described, write=lambda value: french(round_figure(value))
    )


def _joined(indicator: Indicator, cells: Mapping[str, Value]) -> str:
    """What the places of a period make together, or why they make nothing."""
    total = over_places(indicator, [figure_of(one) for one in cells.values()])
    return say_total(total, indicator, parts="quartiers")


def _said(value: Value | None) -> str:
    if value is None:
        return "—"
    return write_figure(Figure(value.status, value.number))
