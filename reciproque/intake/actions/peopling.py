"""The part of an acceptance that makes places, parties, bodies, commitments, and the words of a text."""

from typing import Any

from reciproque.contracts.actions.adopting import cite_document, expect_signature, explain_term, plan_step
from reciproque.contracts.actions.steering import add_places
from reciproque.contracts.choices import Generation, SignatureState
from reciproque.contracts.queries import signatures_of
from reciproque.core.text import fold
from reciproque.governance.actions import bring_bodies
from reciproque.governance.models import Body
from reciproque.intake.choices import ItemKind
from reciproque.intake.models import Item
from reciproque.intake.rules import full_date, names_nobody_in_particular, step_of
from reciproque.organisations.actions import create_organisation, find_or_create_organisation
from reciproque.organisations.models import Organisation
from reciproque.partners.actions import bring_commitments
from reciproque.partners.models import Commitment
from reciproque.territories.actions import create_neighbourhood, set_population
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Commune, Neighbourhood
from reciproque.territories.queries import communes_named, neighbourhood_like


def accept_places(acceptance: Any) -> None:
    """Neighbourhoods with their population, and the communes that the document names beside them."""
    contract = acceptance.contract
    communes: set[Commune] = set(contract.communes.all())
    for name in {item.data.get("commune") for item in acceptance.of(ItemKind.NEIGHBOURHOOD)} - {None, ""}:
        communes |= set(communes_named(name, within=contract.epci))
    places = []
    for item in acceptance.of(ItemKind.NEIGHBOURHOOD):
        place = _place(acceptance, item, communes)
        if item.data.get("population") is not None:
            set_population(
                place,
                count=item.data["population"],
                as_of=str(acceptance.terms.starts_on.year) if acceptance.terms.starts_on else "",
                source=acceptance.text.title,
                by=acceptance.by,
                at=acceptance.at,
            )
        acceptance.becomes(item, place)
        places.append(place)
    if communes or places:
        add_places(contract, communes=communes, neighbourhoods=places, by=acceptance.by, at=acceptance.at)


def _place(acceptance: Any, item: Item, communes: set[Commune]) -> Neighbourhood:
    """The neighbourhood that the contract has under this name, else the official one, else a new local one."""
    contract = acceptance.contract
    known = {fold(one.name): one for one in contract.neighbourhoods.all()}
    if fold(item.words) in known:
        return known[fold(item.words)]
    own = [one for one in communes if fold(one.name) == fold(item.data.get("commune") or "")]
    official = None
    if acceptance.contract.generation == Generation.COMMITMENTS and communes:
        official = neighbourhood_like(item.words, own or communes)
    if official is not None:
        return official
    return create_neighbourhood(
        name=item.words,
        kind=_kind(item.data.get("type"), contract.generation),
        contract_id=contract.pk,
        communes=own,
        by=acceptance.by,
        at=acceptance.at,
    )


def _kind(said: str | None, generation: str) -> str:
    if said == "QPV":
        new = generation == Generation.COMMITMENTS
        return NeighbourhoodKind.QPV_2024 if new else NeighbourhoodKind.QPV_2015
    return {"QVA": NeighbourhoodKind.QVA, "TVA": NeighbourhoodKind.TVA}.get(
        said or "", NeighbourhoodKind.LOCAL
    )


def body_meant(acceptance: Any, name: str) -> Organisation:
    """The body that a printed name means in this contract.

    « Agence régionale de santé » is another body in each region: a name without a proper noun only ever
    means a body that this contract already knows, or a new one.
    """
    known = {
        fold(one.organisation.name): one.organisation
        for one in signatures_of(acceptance.contract)
        if one.organisation is not None
    }
    if fold(name) in known:
        return known[fold(name)]
    if names_nobody_in_particular(name):
        return create_organisation(name=name, by=acceptance.by, at=acceptance.at)
    return find_or_create_organisation(name, by=acceptance.by, at=acceptance.at)


def accept_parties(acceptance: Any) -> None:
    """Signatories, bodies, commitments."""
    for item in acceptance.of(ItemKind.SIGNATORY):
        signed_on = acceptance.terms.signed_on
        signature = expect_signature(
            acceptance.text,
            organisation=body_meant(acceptance, item.words),
            printed=item.words,
            person=item.data.get("person") or "",
            role=item.data.get("role") or "",
            state=SignatureState.SIGNED if signed_on else SignatureState.EXPECTED,
            on=signed_on,
            passage=acceptance.passage(item),
            by=acceptance.by,
            at=acceptance.at,
        )
        acceptance.becomes(item, signature)
    items = acceptance.of(ItemKind.BODY)
    bodies = [_body(acceptance, item, number) for number, item in enumerate(items, 1)]
    for item, body in zip(
        items,
        bring_bodies(bodies, contract=acceptance.contract, by=acceptance.by, at=acceptance.at),
        strict=True,
    ):
        acceptance.becomes(item, body)
    items = acceptance.of(ItemKind.COMMITMENT)
    commitments = [_commitment(acceptance, item, number) for number, item in enumerate(items, 1)]
    kept = bring_commitments(commitments, contract=acceptance.contract, by=acceptance.by, at=acceptance.at)
    for item, commitment in zip(items, kept, strict=True):
        acceptance.becomes(item, commitment)


def _body(acceptance: Any, item: Item, number: int) -> Body:
    data = item.data
    return Body(
        contract=acceptance.contract,
        name=item.words,
        scope=data.get("scope") or "",
        composition=data.get("composition") or "",
        role=data.get("role") or "",
        meetings_per_year=data.get("meetings_per_year"),
        position=number,
        passage=acceptance.passage(item),
        search_key=fold(item.words),
    )


def _commitment(acceptance: Any, item: Item, number: int) -> Commitment:
    return Commitment(
        contract=acceptance.contract,
        text=acceptance.text,
        party=item.data.get("party") or "",
        wording=item.words,
        position=number,
        passage=acceptance.passage(item),
        search_key=fold(item.words),
    )


def accept_steps(acceptance: Any) -> None:
    """The dated events of the document that are steps of its own adoption."""
    for item in acceptance.of(ItemKind.DATE):
        kind, on = step_of(item.words), full_date(item.data.get("date"))
        if kind is None or on is None:
            continue
        step = plan_step(
            acceptance.text,
            kind=kind,
            by_whom=item.words,
            on=on,
            passage=acceptance.passage(item),
            by=acceptance.by,
            at=acceptance.at,
        )
        acceptance.becomes(item, step)


def accept_words(acceptance: Any) -> None:
    """Cited documents and the glossary."""
    common = {"by": acceptance.by, "at": acceptance.at}
    for item in acceptance.of(ItemKind.DOCUMENT):
        cited = cite_document(acceptance.text, title=item.words, passage=acceptance.passage(item), **common)
        acceptance.becomes(item, cited)
    for item in acceptance.of(ItemKind.TERM):
        meaning = item.data.get("definition") or ""
        term = explain_term(
            acceptance.text, word=item.words, meaning=meaning, passage=acceptance.passage(item), **common
        )
        acceptance.becomes(item, term)
