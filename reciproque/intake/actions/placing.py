"""The part of an acceptance that makes places: communes, neighbourhoods and their population."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reciproque.contracts.actions.steering import edit_contract
from reciproque.contracts.choices import Generation
from reciproque.core.refusals import Refused
from reciproque.core.text import fold, shorten
from reciproque.intake.choices import ItemKind
from reciproque.intake.models import Item
from reciproque.intake.queries import communes_meant
from reciproque.territories.actions import create_neighbourhood, set_population
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Commune, Neighbourhood
from reciproque.territories.queries import neighbourhood_like


def accept_places(acceptance: Any) -> None:
    """Neighbourhoods with their population, and the communes that the document names beside them."""
    items = acceptance.of(ItemKind.NEIGHBOURHOOD)
    if not items:
        return
    contract, common = acceptance.contract, {"by": acceptance.by, "at": acceptance.at}
    names = {item.data["commune"] for item in items if item.data.get("commune")}
    meant = communes_meant(names, within=contract.epci)
    known = _known_places(contract)
    year = str(acceptance.terms.starts_on.year) if acceptance.terms.starts_on else ""
    for item in items:
        own = meant.get(item.data.get("commune") or "")
        with naming(item.words):
            place = _place(acceptance, item, own, known)
            if item.data.get("population") is not None:
                said = {"as_of": year, "source": acceptance.text.title}
                set_population(place, item.data["population"], **said, **common)
        acceptance.becomes(item, place)
    acceptance.contract = edit_contract(contract, seen=None, **common, **_lists(acceptance, meant))


@contextmanager
def naming(what: str) -> Iterator[None]:
    """A refusal says of which item: in a document of a hundred places one would look for it long."""
    try:
        yield
    except Refused as refused:
        raise Refused([f"« {shorten(what)} » : {reason}" for reason in refused.reasons]) from None


def _lists(acceptance: Any, meant: dict[str, Commune]) -> dict[str, Any]:
    """What the contract covers from now on; its intercommunal body too when all communes are of one."""
    contract = acceptance.contract
    places = {acceptance.made[item.pk] for item in acceptance.of(ItemKind.NEIGHBOURHOOD)}
    values: dict[str, Any] = {
        "communes": {*contract.communes.all(), *meant.values()},
        "neighbourhoods": {*contract.neighbourhoods.all(), *places},
    }
    bodies = {commune.epci for commune in meant.values()}
    if contract.epci_id is None and len(bodies) == 1:
        values["epci"] = bodies.pop()
    return values


def _known_places(contract: Any) -> dict[tuple[str, int | None], Neighbourhood]:
    """The neighbourhoods of the contract by folded name, with each of their communes and without."""
    known: dict[tuple[str, int | None], Neighbourhood] = {}
    for place in contract.neighbourhoods.filter(archived_at=None).prefetch_related("communes"):
        keys = [commune.pk for commune in place.communes.all()]
        for key in keys or [None]:
            known[fold(place.name), key] = place
    return known


def _place(
    acceptance: Any, item: Item, own: Commune | None, known: dict[tuple[str, int | None], Neighbourhood]
) -> Neighbourhood:
    """The neighbourhood that the contract has under this name, else the official one, else a new one of its own.

    Two communes may each have their « Centre »: a name means the same place only in the same commune.
    """
    key = (fold(item.words), own.pk if own else None)
    place = known.get(key) or (_only_one_named(key[0], known) if own is None else None)
    if place is None and own is not None and acceptance.contract.generation == Generation.COMMITMENTS:
        place = neighbourhood_like(item.words, [own])
    if place is None:
        place = create_neighbourhood(
            name=item.words,
            kind=_kind(item.data.get("type"), acceptance.contract.generation),
            contract_id=acceptance.contract.pk,
            communes=[own] if own else [],
            by=acceptance.by,
            at=acceptance.at,
        )
    known[key] = place
    return place


def _only_one_named(name: str, known: dict[tuple[str, int | None], Neighbourhood]) -> Neighbourhood | None:
    found = {place for (said, _commune), place in known.items() if said == name}
    return found.pop() if len(found) == 1 else None


def _kind(said: str | None, generation: str) -> str:
    if said == "QPV":
        new = generation == Generation.COMMITMENTS
        return NeighbourhoodKind.QPV_2024 if new else NeighbourhoodKind.QPV_2015
    others = {"QVA": NeighbourhoodKind.QVA, "TVA": NeighbourhoodKind.TVA}
    return others.get(said or "", NeighbourhoodKind.LOCAL)
