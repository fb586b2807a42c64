"""Where the indicators of all the contracts that a person reads stand, contract by contract and together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, FloatField, QuerySet, Value, When

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import ProgressState
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


def consolidated(contracts: QuerySet[Contract], *, on: date, sorted_by: str = "") -> Consolidated:
    """Count what these contracts follow. `sorted_by`: a measure that the rows shall carry, to be sorted by."""
    rows = contracts.filter(archived_at=None)
    by_contract = tallies(rows, on=on)
    total = Tally.of(by_contract.values())
    shown = rows.select_related("epci")
    if sorted_by in MEASURES:
        shown = _carrying(shown, by_contract, sorted_by)
    return Consolidated(shown, by_contract, total)


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
