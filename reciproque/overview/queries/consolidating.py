"""Where the indicators of all the contracts that a person reads stand, contract by contract and together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, FloatField, QuerySet, Value, When

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import ProgressState
from reciproque.monitoring.models import Indicator, Library
from reciproque.monitoring.queries import Tally, tallies
from reciproque.territories.models import Department, Epci, Region


def _in_state(state: ProgressState) -> Callable[[Tally], float | None]:
    return lambda one: one.states[state]


MEASURES: dict[str, Callable[[Tally], float | None]] = {
    "indicators": lambda one: one.indicators,
    "coverage": lambda one: one.coverage,
    "late_share": lambda one: one.late_share,
    "gendered_share": lambda one: one.gendered_share,
    "aimed": lambda one: one.aimed,
    **{str(state): _in_state(state) for state in ProgressState},
}
"""What can be told of a contract and sorted by."""
PLACES: dict[str, tuple[str, type[Any], str]] = {
    "region": ("Région", Region, "communes__department__region"),
    "departement": ("Département", Department, "communes__department"),
    "epci": ("Intercommunalité", Epci, "epci"),
}
"""Filters by their name in the address: label, model, and the way from a contract."""


@dataclass(frozen=True)
class Consolidated:
    """`rows`: the contracts, to be shown and sorted; `by_contract`: their tallies; `total`: all of them together."""

    rows: QuerySet[Contract]
    by_contract: Mapping[int, Tally]
    total: Tally


def within(contracts: QuerySet[Contract], places: Mapping[str, int | None]) -> QuerySet[Contract]:
    """Those of the contracts that lie in these places."""
    for name, key in places.items():
        if key is not None:
            keys = Contract.objects.filter(**{PLACES[name][2]: key}).values("pk")
            contracts = contracts.filter(pk__in=keys)
    return contracts


def consolidated(
    contracts: QuerySet[Contract], *, on: date, sorted_by: str = "", library: int | None = None
) -> Consolidated:
    """Count what these contracts follow. `sorted_by`: a measure that the rows shall carry, to be sorted by.

    `library`: only the contracts that follow a list of common indicators, and only what they follow of it.
    """
    rows = contracts.filter(archived_at=None)
    if library is not None:
        followed = Indicator.objects.filter(standard__library=library, archived_at=None)
        rows = rows.filter(pk__in=followed.order_by().values("contract"))
    by_contract = tallies(rows, on=on, library=library)
    total = Tally.of(by_contract.values())
    shown = rows.select_related("epci")
    if sorted_by in MEASURES:
        shown = _carrying(shown, by_contract, sorted_by)
    return Consolidated(shown, by_contract, total)


def offered_libraries(libraries: QuerySet[Library], contracts: QuerySet[Contract]) -> list[tuple[int, str]]:
    """Those of the lists that some of these contracts follow, for the field of a filter."""
    live = contracts.filter(archived_at=None).order_by().values("pk")
    followed = Indicator.objects.filter(archived_at=None, contract__in=live, standard__isnull=False)
    rows = libraries.filter(pk__in=followed.order_by().values("standard__library"))
    return list(rows.order_by("name", "pk").values_list("pk", "name"))


def _carrying(rows: QuerySet[Contract], by_contract: Mapping[int, Tally], name: str) -> QuerySet[Contract]:
    """The rows with a measure beside them, by which the database can sort them."""
    told = ((key, MEASURES[name](one)) for key, one in by_contract.items())
    whens = [When(pk=key, then=Value(float(number))) for key, number in told if number is not None]
    return rows.annotate(measured=Case(*whens, default=None, output_field=FloatField()))


def offered_places(contracts: QuerySet[Contract]) -> dict[str, list[tuple[int, str]]]:
    """The places in which these contracts lie, for the fields of a filter. Three queries."""
    live = contracts.filter(archived_at=None)
    offered = {}
    for name, (_label, model, way) in PLACES.items():
        keys = live.order_by().values(way)
        rows = model.objects.filter(pk__in=keys).order_by("sort_key", "pk")
        offered[name] = list(rows.values_list("pk", "name"))
    return offered
