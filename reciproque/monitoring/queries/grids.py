"""What stands in the cells of a grid to type in: by indicator, or the breakdowns of one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reciproque.contracts.models import Contract
from reciproque.core.text import fold
from reciproque.monitoring.choices import (
    PENDING,
    IndicatorKind,
    Periodicity,
    SourceState,
    Standing,
    ValueStatus,
)
from reciproque.monitoring.models import FollowUp, Indicator, Value, ValueNote
from reciproque.monitoring.rules.cells import WHOLE, Cell, Places, cells_of, is_after, is_period_of
from reciproque.monitoring.rules.figures import Figure, write_figure
from reciproque.monitoring.rules.periods import period_around, periods_between, say_period, shifted

COLUMNS = 6
"""Periods that a grid shows at once."""


@dataclass(frozen=True)
class GridCell:
    """One cell: its name in the form, what stands there, its worth, and whether it can be typed in."""

    name: str
    text: str
    standing: int | None
    closed: bool = False


@dataclass(frozen=True)
class GridRow:
    label: str
    indicator: Indicator
    cell: Cell
    cells: Sequence[GridCell]


@dataclass(frozen=True)
class Grid:
    """Rows over periods; `periods` are (number, as people say it)."""

    periods: Sequence[tuple[int, str]]
    rows: Sequence[GridRow]
    before: int | None = None
    after: int | None = None


def name_of(indicator: int, period: int, cell: Cell) -> str:
    """The name of a cell's field."""
    return f"v-{indicator}-{period}-{cell.key}"


def rhythms_of(contract: Contract) -> list[tuple[str, str, int]]:
    """The rhythms of the indicators that can be fed: (key, words, how many)."""
    counts: dict[str, int] = {}
    for one in feedable(contract):
        rhythm = one.periodicity or Periodicity.YEAR
        counts[rhythm] = counts.get(rhythm, 0) + 1
    return [(str(kind), str(kind.label), counts[kind]) for kind in Periodicity if kind in counts]


def feedable(contract: Contract) -> list[Indicator]:
    """The live indicators of a contract that somebody may feed by hand."""
    rows = Indicator.objects.filter(contract=contract, archived_at=None, computed_by="")
    rows = rows.exclude(kind__in=["", IndicatorKind.REGISTER]).exclude(source_state=SourceState.NONE)
    return list(rows.select_related("node").order_by("position", "pk"))


def shown_periods(
    rhythm: str, *, on: date, ending: int | None = None, ends_on: date | None = None
) -> list[int]:
    """The periods of a page: the last ones up to the one around `on`, or those that end with `ending`.

    Without a wish none is shown that begins after `ends_on`, the end of the contract.
    """
    last = period_around(min(on, ends_on or on), rhythm)
    last = ending if ending and is_period_of(ending, rhythm) else last
    length = -shifted_by(rhythm) * (COLUMNS - 1)
    first = date(shifted(last, length) // 100, shifted(last, length) % 100, 1)
    return list(periods_between(first, date(last // 100, last % 100, 1), rhythm))


def shifted_by(rhythm: str) -> int:
    return {Periodicity.MONTH: 1, Periodicity.QUARTER: 3, Periodicity.SEMESTER: 6}.get(
        Periodicity(rhythm), 12
    )


def contract_grid(
    contract: Contract, rhythm: str, *, follow_up: FollowUp | None, on: date, ending: int | None = None
) -> Grid:
    """All indicators of one rhythm over their periods, the whole only. Three queries."""
    rows = [one for one in feedable(contract) if (one.periodicity or Periodicity.YEAR) == rhythm]
    wanted = [(one, WHOLE, str(one)) for one in rows]
    periods = shown_periods(rhythm, on=on, ending=ending, ends_on=contract.ends_on)
    return _grid(wanted, rhythm, follow_up, periods, ends_on=contract.ends_on)


def indicator_grid(
    indicator: Indicator, *, follow_up: FollowUp | None, on: date, ending: int | None = None
) -> Grid:
    """One indicator: a row for the whole and for each part of each breakdown that it wants."""
    places = places_of(indicator.contract)
    wanted = [(indicator, cell, say_cell(cell, places)) for cell in cells_of(indicator, places)]
    rhythm = indicator.periodicity or Periodicity.YEAR
    ends_on = indicator.contract.ends_on
    periods = shown_periods(rhythm, on=on, ending=ending, ends_on=ends_on)
    return _grid(wanted, rhythm, follow_up, periods, ends_on=ends_on)


def places_of(contract: Contract) -> Places:
    """The neighbourhoods and the communes of a contract; a commune that bears the name of one of them says so."""
    quarters = dict(contract.neighbourhoods.order_by("sort_key").values_list("pk", "name"))
    communes = dict(contract.communes.order_by("sort_key").values_list("pk", "name"))
    taken = {fold(name) for name in quarters.values()}
    return Places(
        quarters,
        {key: f"{name} (commune)" if fold(name) in taken else name for key, name in communes.items()},
    )


def say_cell(cell: Cell, places: Places) -> str:
    if cell.sex:
        return {"F": "Femmes", "H": "Hommes"}[cell.sex]
    if cell.neighbourhood is not None or cell.commune is not None:
        return places.name(cell) or ("quartier" if cell.commune is None else "commune")
    return cell.age or cell.other or "Ensemble"


def _grid(
    wanted: Sequence[tuple[Indicator, Cell, str]],
    rhythm: str,
    follow_up: FollowUp | None,
    periods: Sequence[int],
    *,
    ends_on: date | None = None,
) -> Grid:
    grid = grid_of(wanted, periods, follow_up=follow_up, ends_on=ends_on)
    step = shifted_by(rhythm) * COLUMNS
    said = [(number, say_period(number, rhythm)) for number in periods]
    return replace(grid, periods=said, before=shifted(periods[-1], -step), after=shifted(periods[-1], step))


def grid_of(
    wanted: Sequence[tuple[Indicator, Cell, str]],
    periods: Sequence[int],
    *,
    follow_up: FollowUp | None,
    ends_on: date | None,
) -> Grid:
    """These cells over periods; what is closed, or begins after the end of the contract, cannot be typed in."""
    there = texts_in({one.pk: one for one, _cell, _label in wanted}, periods)
    closed = (follow_up.closed_through or 0) if follow_up is not None else 0
    rows = []
    for indicator, cell, label in wanted:
        cells = []
        for period in periods:
            text, standing = there.get((indicator.pk, period, cell.key), ("", None))
            shut = period <= closed or is_after(period, indicator.periodicity, ends_on)
            cells.append(GridCell(name_of(indicator.pk, period, cell), text, standing, shut))
        rows.append(GridRow(label, indicator, cell, cells))
    return Grid([(number, str(number)) for number in periods], rows)


def texts_in(
    indicators: dict[int, Indicator], periods: Collection[int]
) -> dict[tuple[int, int, str], tuple[str, int]]:
    """What stands in each cell, as it is typed, and its worth; what waits hides what it would replace. Two queries."""
    rows = Value.objects.filter(
        indicator__in=list(indicators), period__in=list(periods), standing__in=[Standing.OFFICIAL, *PENDING]
    ).select_related("breakdown")
    notes = {
        (one.indicator_id, one.period, one.breakdown_id, one.standing): one.words
        for one in ValueNote.objects.filter(indicator__in=list(indicators), period__in=list(periods))
    }
    texts: dict[tuple[int, int, str], tuple[str, int]] = {}
    for row in rows.order_by("standing"):
        words = ""
        if row.status == ValueStatus.WORDS:
            words = notes.get((row.indicator_id, row.period, row.breakdown_id, row.standing), "")
        figure = Figure(row.status, row.number, words, row.numerator, row.denominator)
        kind = indicators[row.indicator_id].kind
        texts[row.indicator_id, row.period, row.breakdown.key] = (write_figure(figure, kind), row.standing)
    return texts


def whole_grid(contract: Contract, rhythm: str, *, on: date) -> Grid:
    """All indicators of one rhythm with all the parts of their breakdowns: what a spreadsheet to fill in holds."""
    places = places_of(contract)
    wanted = [
        (one, cell, say_cell(cell, places))
        for one in feedable(contract)
        if (one.periodicity or Periodicity.YEAR) == rhythm
        for cell in cells_of(one, places)
    ]
    periods = shown_periods(rhythm, on=on, ends_on=contract.ends_on)
    return _grid(wanted, rhythm, None, periods, ends_on=contract.ends_on)
