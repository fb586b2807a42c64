"""The part of an acceptance that makes parties, bodies, commitments, and the words of a text."""

from datetime import date
from typing import Any

from reciproque.contracts.actions.adopting import cite_document, expect_signature, explain_term, plan_step
from reciproque.contracts.choices import SignatureState
from reciproque.contracts.queries import signatures_of
from reciproque.core.text import fold, shorten
from reciproque.governance.actions import bring_bodies
from reciproque.governance.models import Body
from reciproque.intake.actions.placing import naming
from reciproque.intake.choices import ItemKind
from reciproque.intake.models import Item
from reciproque.intake.rules import full_date, names_nobody_in_particular, step_of
from reciproque.organisations.actions import create_organisation, find_or_create_organisation
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import Directory
from reciproque.organisations.rules import SAME
from reciproque.partners.actions import bring_commitments
from reciproque.partners.models import Commitment


def _body_meant(acceptance: Any, name: str, known: dict[str, Organisation]) -> Organisation:
    """The body that a printed name means in this contract, from now on among those `known`.

    « Agence régionale de santé » is another body in each region: a name without a proper noun only ever
    means a body that this contract already knows, or a new one.
    """
    key = fold(name)
    if key not in known:
        make = create_organisation if names_nobody_in_particular(name) else find_or_create_organisation
        known[key] = make(name=name, by=acceptance.by, at=acceptance.at)
    return known[key]


def _known_bodies(acceptance: Any) -> dict[str, Organisation]:
    """Those that sign the other texts of the contract, by folded name."""
    signatures = signatures_of(acceptance.contract)
    return {fold(one.organisation.name): one.organisation for one in signatures if one.organisation}


def accept_parties(acceptance: Any) -> None:
    """Signatories, bodies, commitments."""
    known = _known_bodies(acceptance)
    _accept_signatories(acceptance, known)
    common = {"contract": acceptance.contract, "by": acceptance.by, "at": acceptance.at}
    items = acceptance.of(ItemKind.BODY)
    bodies = [_body(acceptance, item, number) for number, item in enumerate(items, 1)]
    acceptance.become(items, bring_bodies(bodies, **common))
    items = acceptance.of(ItemKind.COMMITMENT)
    parties = Directory(known.values())
    commitments = [_commitment(acceptance, item, number, parties) for number, item in enumerate(items, 1)]
    acceptance.become(items, bring_commitments(commitments, **common))


def _accept_signatories(acceptance: Any, known: dict[str, Organisation]) -> None:
    signed_on = acceptance.terms.signed_on
    for item in acceptance.of(ItemKind.SIGNATORY):
        with naming(item.words):
            body = _body_meant(acceptance, item.words, known)
        signature = expect_signature(
            acceptance.text,
            organisation=body,
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


def _commitment(acceptance: Any, item: Item, number: int, parties: Directory) -> Commitment:
    """The party is a body only if one signatory of the contract, and no other, bears its name."""
    said = item.data.get("party") or ""
    meant = [one.organisation for one in parties.like(said, at_least=SAME)] if said else []
    return Commitment(
        contract=acceptance.contract,
        text=acceptance.text,
        organisation=meant[0] if len(meant) == 1 else None,
        party=said,
        wording=item.words,
        position=number,
        passage=acceptance.passage(item),
        search_key=fold(item.words),
    )


def accept_steps(acceptance: Any) -> None:
    """The dated events of the document that are steps of its own adoption; one told twice is one step."""
    planned: dict[tuple[str, date], Any] = {}
    for item in acceptance.of(ItemKind.DATE):
        kind, on = step_of(item.words), full_date(item.data.get("date"))
        if kind is None or on is None:
            continue
        if (kind, on) not in planned:
            planned[kind, on] = plan_step(
                acceptance.text,
                kind=kind,
                by_whom=shorten(item.words, 200),
                on=on,
                passage=acceptance.passage(item),
                by=acceptance.by,
                at=acceptance.at,
            )
        acceptance.becomes(item, planned[kind, on])


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
