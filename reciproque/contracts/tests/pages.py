"""The pages of a contract, for tests that walk all of them."""

from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import (
    CitedDocumentFactory,
    ContractFactory,
    SignatureFactory,
    StepFactory,
    TermFactory,
    TextFactory,
    member_of,
)
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory

PUBLIC = ["glossary", "accessibility", "legal"]
SHOWN = [
    "contract_detail",
    "text_list",
    "text_detail",
    "text_source",
    "signature_list",
    "term_list",
    "journal",
    "place_list",
    "place_detail",
]
EDITS = [
    "edit_contract",
    "archive_contract",
    "restore_contract",
    "add_text",
    "edit_text",
    "archive_text",
    "restore_text",
    "plan_step",
    "edit_step",
    "remove_step",
    "add_signature",
    "edit_signature",
    "record_signature",
    "archive_signature",
    "explain_term",
    "edit_term",
    "remove_term",
    "cite_document",
    "edit_citation",
    "remove_citation",
    "add_places",
    "create_place",
    "edit_place",
    "count_people",
    "succeed_place",
    "detach_place",
]
ON_TEXT = {
    "text_detail",
    "text_source",
    "edit_text",
    "archive_text",
    "restore_text",
    "plan_step",
    "add_signature",
    "explain_term",
    "cite_document",
}
THINGS = {
    "step": "steps",
    "signature": "signatures",
    "term": "terms",
    "citation": "cited_documents",
}
ON_PLACE = {"place_detail", "edit_place", "count_people", "succeed_place", "detach_place"}


def a_full_contract():
    """A contract with one of everything that has a page."""
    communes = [CommuneFactory()]
    contract = ContractFactory(
        communes=communes, neighbourhoods=NeighbourhoodFactory.create_batch(2, communes=communes)
    )
    text = TextFactory(contract=contract)
    for factory in (StepFactory, SignatureFactory, TermFactory, CitedDocumentFactory):
        factory(text=text)
    return contract


def address(name, contract):
    """The address of the page of that name for this contract or what belongs to it."""
    text = contract.texts.first()
    if name in ON_TEXT:
        keys = [text.pk]
    elif name in ON_PLACE:
        keys = [contract.pk, contract.neighbourhoods.first().pk]
    else:
        verb, _, thing = name.partition("_")
        on_thing = verb in {"edit", "remove", "record", "archive"} and thing in THINGS
        keys = [getattr(text, THINGS[thing]).first().pk] if on_thing else [contract.pk]
    return reverse(f"contracts:{name}", args=keys)


def sign_in(client, contract, role=Role.TEAM):
    """Sign in as somebody who holds that role in the contract."""
    someone = member_of(contract, role)
    client.force_login(someone)
    return someone


def names_in(page):
    """The first column of the table of that page."""
    return [cell.get_text(strip=True) for cell in page.select("tbody th")]


def form_of(page):
    """What a browser would send back from the form of that page."""
    data = {
        one["name"]: one.get("value", "") for one in page.select("main form [name]") if one.name == "input"
    }
    data |= {one["name"]: one.get_text().strip("\n") for one in page.select("main form textarea")}
    for select in page.select("main form select"):
        chosen = select.select_one("option[selected]")
        data[select["name"]] = chosen["value"] if chosen else ""
    return data
