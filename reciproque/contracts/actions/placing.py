"""Acts on the neighbourhoods of a contract. What a neighbourhood is lives below; who may is asked here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.access import may_edit_contract, may_edit_place
from reciproque.contracts.actions.steering import add_places, edit_contract
from reciproque.contracts.models import Contract
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.territories import actions as territories
from reciproque.territories.models import Neighbourhood, Population, Succession


def add_neighbourhoods(
    contract: Contract, places: Iterable[Neighbourhood], *, by: User | None, at: datetime
) -> Contract:
    """Add neighbourhoods that exist already, those of the State's list for instance."""
    chosen = list(places)
    refuse_if([] if chosen else ["Cochez au moins un quartier."])
    return add_places(contract, neighbourhoods=chosen, by=by, at=at)


@transaction.atomic
def create_place(
    contract: Contract, *, name: str, kind: str, by: User | None, at: datetime, **values: Any
) -> Neighbourhood:
    """Add a neighbourhood that the contract gives itself. `values`: code, communes, renewal, perimeter."""
    admit(by is None or may_edit_contract(by, contract))
    place = territories.create_neighbourhood(
        name=name, kind=kind, contract_id=contract.pk, by=by, at=at, **values
    )
    add_places(contract, neighbourhoods=[place], by=by, at=at)
    return place


def edit_place(
    contract: Contract, place: Neighbourhood, *, seen: int | None, by: User, at: datetime, **values: Any
) -> Neighbourhood:
    admit(may_edit_place(by, contract, place))
    return territories.edit_neighbourhood(place, seen=seen, by=by, at=at, **values)


def count_people(
    contract: Contract, place: Neighbourhood, count: int | None, *, by: User, at: datetime, **said: Any
) -> Population | None:
    """Keep how many people live there. `said`: as_of, source, commune."""
    admit(may_edit_place(by, contract, place))
    return territories.set_population(place, count, by=by, at=at, **said)


def succeed_place(
    contract: Contract, before: Neighbourhood, after: Neighbourhood, *, kind: str, by: User, at: datetime
) -> Succession:
    """Note what became of a neighbourhood of 2015."""
    admit(may_edit_place(by, contract, before) and may_edit_place(by, contract, after))
    return territories.record_succession(before, after, kind=kind, by=by, at=at)


@transaction.atomic
def detach_place(contract: Contract, place: Neighbourhood, *, by: User, at: datetime) -> Contract:
    """Take a neighbourhood out of the contract. It stays in the house, with all that is known of it."""
    admit(may_edit_contract(by, contract))
    lock_one(contract)
    kept = contract.neighbourhoods.exclude(pk=place.pk)
    return edit_contract(contract, seen=None, by=by, at=at, neighbourhoods=list(kept))
