"""Who is asked for which values, and how far each has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.enquiries.models import Question, Sheet
from reciproque.enquiries.queries import answers_of
from reciproque.monitoring.choices import Periodicity, Standing
from reciproque.monitoring.models import Collection, FollowUp, Indicator, Value
from reciproque.monitoring.queries.grids import Grid, feedable, grid_of, places_of, say_cell
from reciproque.monitoring.queries.values import follow_up_of
from reciproque.monitoring.rules.cells import WHOLE, cells_of
from reciproque.monitoring.rules.collecting import REMARKS, asked_on, periods_asked
from reciproque.monitoring.rules.periods import say_period
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import standing_for_all


@dataclass(frozen=True)
class Producer:
    """A person, or a body where nobody is named, with the indicators that are asked of it."""

    person: User | None
    organisation: Organisation | None
    indicators: Sequence[Indicator]


def producers_of(contract: Contract, first: int, last: int) -> list[Producer]:
    """Who feeds indicators of which a value ends in these months. A body that was succeeded is asked by its heir."""
    rows = [
        one
        for one in _with_producers(contract)
        if any(True for _ in periods_asked(first, last, _rhythm(one)))
    ]
    standing = standing_for_all({one.producer_id: one.producer for one in rows if one.producer}.values())
    groups: dict[tuple[int, int], tuple[User | None, Organisation | None, list[Indicator]]] = {}
    for one in rows:
        body = standing[one.producer.pk] if one.producer is not None else None
        key = (one.producer_person_id or 0, 0 if one.producer_person_id or body is None else body.pk)
        groups.setdefault(key, (one.producer_person, body, []))[2].append(one)
    return [Producer(*group) for _key, group in sorted(groups.items(), key=lambda one: one[0])]


def _with_producers(contract: Contract) -> list[Indicator]:
    keys = [one.pk for one in feedable(contract)]
    rows = Indicator.objects.filter(pk__in=keys).select_related("producer", "producer_person")
    return [one for one in rows if one.producer_id or one.producer_person_id]


def _rhythm(indicator: Indicator) -> str:
    return indicator.periodicity or Periodicity.YEAR


def indicators_on(sheet: Sheet) -> list[Indicator]:
    """The indicators that a sheet asks for and that can still be fed by hand."""
    asked = set(asked_on(sheet))
    return [one for one in feedable(sheet.round.contract) if one.pk in asked]


def collection_of(sheet: Sheet) -> Collection:
    return Collection.objects.get(pk=sheet.round_id)


def collections_of(contract: Contract) -> QuerySet[Collection]:
    return Collection.objects.filter(round__contract=contract).select_related("round")


def grids_on(sheet: Sheet, collection: Collection) -> list[tuple[str, Grid]]:
    """A grid for each rhythm of the indicators of a sheet: (rhythm in words, grid)."""
    contract = sheet.round.contract
    return grids_for(contract, indicators_on(sheet), collection, follow_up=follow_up_of(contract.pk))


def grids_for(
    contract: Contract,
    indicators: Iterable[Indicator],
    collection: Collection,
    *,
    follow_up: FollowUp | None,
) -> list[tuple[str, Grid]]:
    places = places_of(contract)
    rows = list(indicators)
    grids = []
    for rhythm in Periodicity:
        own = [one for one in rows if _rhythm(one) == rhythm]
        periods = list(periods_asked(collection.first, collection.last, rhythm))
        if not own or not periods:
            continue
        wanted = [(one, cell, say_cell(cell, places)) for one in own for cell in cells_of(one, places)]
        grid = grid_of(wanted, periods, follow_up=follow_up, ends_on=contract.ends_on)
        said = [(number, say_period(number, rhythm)) for number in periods]
        grids.append((str(rhythm.label), Grid(said, grid.rows)))
    return grids


@dataclass(frozen=True)
class Filled:
    """How many wholes a sheet asks for, and how many of them say something."""

    asked: int
    said: int


def filled_on(grids: Iterable[tuple[str, Grid]]) -> Filled:
    cells = [cell for _label, grid in grids for row in grid.rows if row.cell == WHOLE for cell in row.cells]
    return Filled(len(cells), sum(bool(cell.text) for cell in cells))


def filled_in(collection: Collection, sheets: Sequence[Sheet]) -> dict[int, Filled]:
    """The same for all sheets of a collection, by key. Flat: all their indicators are read at once."""
    contract = collection.round.contract
    known = {one.pk: one for one in feedable(contract)}
    asked = {sheet.pk: [key for key in asked_on(sheet) if key in known] for sheet in sheets}
    wanted = {key for keys in asked.values() for key in keys}
    said = set(
        Value.objects.filter(
            indicator__in=wanted,
            shape=0,
            period__gte=collection.first,
            period__lte=collection.last,
            standing__in=[Standing.OFFICIAL, Standing.SUBMITTED, Standing.DRAFT],
        ).values_list("indicator_id", "period")
    )
    told = {}
    for sheet in sheets:
        cells = [
            (key, period)
            for key in asked[sheet.pk]
            for period in periods_asked(collection.first, collection.last, _rhythm(known[key]))
        ]
        told[sheet.pk] = Filled(len(cells), sum(cell in said for cell in cells))
    return told


def waiting_on(sheet: Sheet, collection: Collection, standing: int) -> list[Value]:
    """The values of a sheet that are of that worth (drafts, submitted ones), the parts with the whole."""
    rows: Any = Value.objects.filter(
        indicator__in=asked_on(sheet),
        indicator__contract=sheet.round.contract_id,
        period__gte=collection.first,
        period__lte=collection.last,
        standing=standing,
    )
    return list(rows.select_related("indicator", "breakdown").order_by("pk"))


def remarks_on(sheet: Sheet) -> str:
    """What the producer says of the values of a sheet."""
    answer = answers_of(sheet).get((REMARKS, ""))
    return answer.value if answer is not None else ""


def question_of_remarks(sheet: Sheet) -> Question | None:
    return Question.objects.filter(round=sheet.round_id, key=REMARKS, archived_at=None).first()
