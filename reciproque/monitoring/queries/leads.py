"""The indicators of a contract by who answers for them, and who is asked for which values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import ProgressState
from reciproque.monitoring.models import FollowUp, Indicator
from reciproque.monitoring.queries.grids import Grid, feedable, grid_of, places_of, say_cell
from reciproque.monitoring.queries.situations import Situation
from reciproque.monitoring.rules.cells import cells_of, is_period_of
from reciproque.organisations.models import Organisation, Succession
from reciproque.organisations.queries import standing_for_all

AWAY = (ProgressState.MOVING_AWAY, ProgressState.WORSE)


@dataclass(frozen=True)
class Answerable:
    """A body or a person, with the indicators that are hers; `key` stands in addresses ("o12", "p3", "" for nobody)."""

    key: str
    name: str
    rows: Sequence[Situation]

    @property
    def fed(self) -> int:
        return sum(one.is_fed for one in self.rows)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.rows)

    @property
    def away(self) -> int:
        return sum(one.progress.state in AWAY for one in self.rows)

    @property
    def on_course(self) -> int:
        good = (ProgressState.ACHIEVED, ProgressState.ON_TRACK, ProgressState.BETTER)
        return sum(one.progress.state in good for one in self.rows)


def by_lead(rows: Sequence[Situation]) -> list[Answerable]:
    """By the body that leads the objective; a body that was succeeded answers under the name of today."""
    nodes = [one.indicator.node for one in rows]
    bodies = [node.lead_organisation if node is not None else None for node in nodes]
    return _grouped(rows, bodies, [None] * len(rows), "sans pilote")


def by_producer(rows: Sequence[Situation]) -> list[Answerable]:
    """By the person who is asked for the values, else by the body that produces them."""
    people = [one.indicator.producer_person for one in rows]
    bodies = [one.indicator.producer for one in rows]
    return _grouped(rows, bodies, people, "sans producteur")


def _grouped(
    rows: Sequence[Situation],
    bodies: Sequence[Organisation | None],
    people: Sequence[User | None],
    nobody: str,
) -> list[Answerable]:
    standing = standing_for_all({body.pk: body for body in bodies if body is not None}.values())
    groups: dict[str, tuple[str, str, list[Situation]]] = {}
    for row, body, person in zip(rows, bodies, people, strict=True):
        if person is not None:
            key, name, order = f"p{person.pk}", str(person), f"1{person}"
        elif body is not None:
            today = standing[body.pk]
            key, name, order = f"o{today.pk}", today.name, f"0{today.sort_key}"
        else:
            key, name, order = "", nobody, "2"
        groups.setdefault(key, (order, name, []))[2].append(row)
    told = sorted(groups.items(), key=lambda one: (one[1][0], one[0]))
    return [Answerable(key, name, those) for key, (_order, name, those) in told]


def asked_of(
    contract: Contract, *, person: User | None = None, organisation: Organisation | None = None
) -> list[Indicator]:
    """The indicators that this person, or this body, is asked to feed: live, defined, not counted by themselves.

    A body is asked for what was asked of those that it took over from. A person who is named is asked herself: her
    indicators are not asked of her body as well.
    """
    wanted = Q(pk__in=[])
    if person is not None:
        wanted |= Q(producer_person=person)
    if organisation is not None:
        wanted |= Q(producer__in=_with_predecessors(organisation), producer_person=None)
    keys = set(Indicator.objects.filter(wanted, contract=contract).values_list("pk", flat=True))
    return [one for one in feedable(contract) if one.pk in keys]


def _with_predecessors(organisation: Organisation) -> set[int]:
    known, ahead = {organisation.pk}, {organisation.pk}
    while ahead:
        ahead = set(Succession.objects.filter(after__in=ahead).values_list("before", flat=True)) - known
        known |= ahead
    return known


def cells_asked_of(
    contract: Contract,
    period: int,
    *,
    follow_up: FollowUp | None,
    person: User | None = None,
    organisation: Organisation | None = None,
) -> Grid:
    """What a person or a body is asked for of one period: a row for each part of each of its indicators.

    Only indicators of which a value can end with that period (202412: annual, quarterly … ones).
    """
    rows = asked_of(contract, person=person, organisation=organisation)
    return grid_asked(contract, rows, [period], follow_up=follow_up)


def grid_asked(
    contract: Contract, indicators: Iterable[Indicator], periods: Sequence[int], *, follow_up: FollowUp | None
) -> Grid:
    """The cells of these indicators over periods, with all their parts."""
    places = places_of(contract)
    wanted = [
        (one, cell, say_cell(cell, places))
        for one in indicators
        if any(is_period_of(period, one.periodicity) for period in periods)
        for cell in cells_of(one, list(places))
    ]
    return grid_of(wanted, periods, follow_up=follow_up, ends_on=contract.ends_on)
