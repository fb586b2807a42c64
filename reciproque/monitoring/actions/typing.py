"""Cells typed in a grid: each is an act of its own, so that a wrong one keeps the others from nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.monitoring.access import may_validate
from reciproque.monitoring.actions.recording import CellOvertaken, Origin, Said, record_values
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries import places_of, troubles_at
from reciproque.monitoring.rules.cells import Cell
from reciproque.monitoring.rules.figures import Figure, read_figure, write_figure


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a cell, and what stood there when it was shown."""

    name: str
    indicator: Indicator
    period: int
    cell: Cell
    text: str
    seen: str


MOST_AT_ONCE = 2_000
TOO_MANY = f"Pas enregistré : {MOST_AT_ONCE} cases au plus à la fois. Enregistrez de nouveau, ou importez un fichier."
"""Each cell is an act of its own: more would keep the person waiting, and others with her."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: the text that now stands there, or why it was refused (`current`: somebody else's text).

    `warning`: it is written, but the parts of its indicator do not make the total.
    """

    text: str
    error: str = ""
    current: str | None = None
    warning: str = ""


def type_cells(
    contract: Contract, typed: Iterable[Typed], *, by: User, at: datetime, by_sheet: bool = False
) -> dict[str, Outcome]:
    """Write what was typed, cell by cell: official for the team, submitted for others. Untouched cells are left.

    `by_sheet`: on a sheet that will be handed over as a whole, by somebody who may have no account: a draft.
    """
    standing = Standing.OFFICIAL if may_validate(by, contract.pk) else Standing.SUBMITTED
    if by_sheet:
        standing = Standing.DRAFT
    origin = Origin("link") if by_sheet else Origin("grid")
    changed = [one for one in typed if one.text.strip() != one.seen.strip()]
    changed, left = changed[:MOST_AT_ONCE], changed[MOST_AT_ONCE:]
    outcomes = {one.name: _type_cell(contract, one, standing, origin, by=by, at=at) for one in changed}
    outcomes |= {one.name: Outcome(one.text, TOO_MANY) for one in left}
    return _warned(contract, changed, outcomes)


def _warned(contract: Contract, typed: Sequence[Typed], outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
    """The same, each written cell with what does not add up beside it."""
    written = [one for one in typed if not outcomes[one.name].error]
    if not written:
        return outcomes
    places = {(one.indicator.pk, one.period) for one in written}
    troubles = troubles_at({one.indicator.pk: one.indicator for one in written}, places, places_of(contract))
    for one in written:
        said = troubles.get((one.indicator.pk, one.period), [])
        outcomes[one.name] = replace(outcomes[one.name], warning=" ".join(said))
    return outcomes


def _type_cell(
    contract: Contract, one: Typed, standing: int, origin: Origin, *, by: User, at: datetime
) -> Outcome:
    try:
        figure = read_figure(one.text, kind=one.indicator.kind, unit=one.indicator.unit)
        said = Said(one.indicator, one.period, figure, one.cell, seen=one.seen.strip())
        insist(lambda: record_values(contract, [said], origin=origin, standing=standing, by=by, at=at))
    except CellOvertaken as overtaken:
        return Outcome(one.text, overtaken.reasons[0], overtaken.current)
    except Refused as refused:
        return Outcome(one.text, " ".join(refused.reasons))
    except ValueError as unread:
        return Outcome(one.text, str(unread))
    return Outcome(_written(figure, one.indicator.kind))


def _written(figure: Figure | None, kind: str) -> str:
    return write_figure(figure, kind) if figure is not None else ""
