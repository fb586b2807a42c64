"""The values of an indicator by one dimension at a time, and what several of them make together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reciproque.core.charts import Bars
from reciproque.core.small_charts import bars_on_any_screen
from reciproque.core.templatetags.reciproque import number as french
from reciproque.monitoring.choices import Periodicity, Sex, Shape, ValueStatus
from reciproque.monitoring.exports.pictures import round_figure
from reciproque.monitoring.models import Breakdown, Indicator
from reciproque.monitoring.queries.situations import Situation
from reciproque.monitoring.queries.values import Told
from reciproque.monitoring.rules.cells import NOWHERE, WHOLE, Cell, Places, cell_at, cells_of
from reciproque.monitoring.rules.figures import Figure, write_figure
from reciproque.monitoring.rules.judging import is_comparable
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.rules.series import start_of_series
from reciproque.monitoring.rules.sums import (
    BY_COMMUNE,
    Total,
    dimension_of,
    over_places,
    over_time,
    troubles_in,
)
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


def figure_of(value: Told) -> Figure:
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


def wholes_of(situation: Situation, values: Sequence[Told]) -> list[tuple[str, str]]:
    """(label, figure in words): each year of an indicator that is fed more often, and all periods since the start."""
    indicator = situation.indicator
    since = start_of_series(situation.breaks)
    whole = [one for one in values if one.shape == Shape.WHOLE and one.period >= since]
    if len(whole) < 2 or not is_comparable(indicator):
        return []
    told = [_all_of(f"Année {year}", those, indicator) for year, those in _years(whole, indicator)]
    first, last = (say_period(one.period, indicator.periodicity) for one in (whole[0], whole[-1]))
    return [*told, _all_of(f"De {first} à {last}", whole, indicator)]


def _years(whole: Sequence[Told], indicator: Indicator) -> list[tuple[int, list[Told]]]:
    if indicator.periodicity not in (Periodicity.MONTH, Periodicity.QUARTER, Periodicity.SEMESTER):
        return []
    years: dict[int, list[Told]] = {}
    for one in whole:
        years.setdefault(one.period // 100, []).append(one)
    return sorted(years.items(), reverse=True)


def _all_of(label: str, values: Sequence[Told], indicator: Indicator) -> tuple[str, str]:
    total = over_time(indicator, [figure_of(one) for one in values])
    return label, say_total(total, indicator, parts="périodes")


def breakdowns_of(indicator: Indicator, values: Sequence[Told], places: Places = NOWHERE) -> list[Broken]:
    """The values by sex, by age, by place and by the other dimension, one at a time, where there are some.

    Neighbourhoods and communes stand apart: they would be counted twice together. `places` are those of the contract.
    """
    cells = cells_of(indicator, places)
    names = {one.breakdown.pk: dimension_of(cell_at(one.breakdown), indicator) for one in values}
    own: dict[str, list[Told]] = {}
    for one in values:
        own.setdefault(names[one.breakdown.pk], []).append(one)
    wholes = {one.period: figure_of(one) for one in own.pop("", ()) if one.shape == Shape.WHOLE}
    return [
        _broken(indicator, those, name[:1].upper() + name[1:], cells, wholes)
        for name, those in sorted(own.items(), key=lambda part: part[1][0].shape)
    ]


def _part(breakdown: Breakdown) -> str:
    return Sex(breakdown.sex).label if breakdown.sex else str(breakdown)


def _broken(
    indicator: Indicator,
    own: Sequence[Told],
    heading: str,
    cells: Sequence[Cell],
    wholes: Mapping[int, Figure],
) -> Broken:
    """The values `own` of one dimension. `cells` are all that the indicator is fed in, `wholes` by period."""
    at = {one.breakdown.pk: (_part(one.breakdown), cell_at(one.breakdown)) for one in own}
    parts = list(dict.fromkeys(at[one.breakdown.pk][0] for one in own))
    placed = own[0].shape == Shape.PLACE
    kind = "communes" if heading == BY_COMMUNE else "quartiers"
    by_period: dict[int, dict[str, Told]] = {}
    for one in own:
        by_period.setdefault(one.period, {})[at[one.breakdown.pk][0]] = one
    rows, groups, troubles = [], [], []
    for period in sorted(by_period):
        told = by_period[period]
        said = say_period(period, indicator.periodicity)
        row = [_said(told.get(part)) for part in parts]
        rows.append((said, row + ([_joined(indicator, told, kind)] if placed else [])))
        groups.append(Bars(said, [(part, told[part].number if part in told else None) for part in parts]))
        figures = {at[one.breakdown.pk][1]: figure_of(one) for one in told.values()}
        figures |= {WHOLE: wholes[period]} if period in wholes else {}
        troubles += troubles_in(indicator, figures, cells, period=said)
    svg = _bars(groups, f"{heading} : {', '.join(parts)}") if _drawable(indicator, parts) else ""
    columns = [*parts, TOGETHER] if placed else parts
    return Broken(heading, columns, list(reversed(rows)), svg, troubles)


def _drawable(indicator: Indicator, parts: Sequence[str]) -> bool:
    return is_comparable(indicator) and len(parts) <= SHOWN_GROUPS


def _bars(groups: Sequence[Bars], described: str) -> SafeString | str:
    return bars_on_any_screen(
        groups[-SHOWN_GROUPS:], described=described, write=lambda value: french(round_figure(value))
    )


def _joined(indicator: Indicator, cells: Mapping[str, Told], kind: str) -> str:
    """What the places of a period make together, or why they make nothing."""
    total = over_places(indicator, [figure_of(one) for one in cells.values()])
    return say_total(total, indicator, parts=kind)


def _said(value: Told | None) -> str:
    if value is None:
        return "—"
    return write_figure(Figure(value.status, value.number))
