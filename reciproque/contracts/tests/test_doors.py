"""What contracts hang for others: subjects with their addresses, what a role can be limited to, the rail."""

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import (
    CitedDocumentFactory,
    ContractFactory,
    SignatureFactory,
    StepFactory,
    TermFactory,
    TextFactory,
    member_of,
)
from reciproque.core.frame import rail_of
from reciproque.core.registers import scope_kinds, subjects
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory


def test_every_subject_leads_to_a_page_and_shows_itself_to_readers_only():
    contract = ContractFactory(neighbourhoods=[NeighbourhoodFactory()])
    text = TextFactory(contract=contract)
    things = [
        contract,
        text,
        *(one(text=text) for one in (StepFactory, SignatureFactory, TermFactory, CitedDocumentFactory)),
        contract.neighbourhoods.get(),
        OrganisationFactory(),
    ]
    reader, stranger = member_of(contract, Role.READER), UserFactory()

    for thing in things:
        subject = subjects.named(thing._meta.label_lower)
        assert thing in subject.visible_to(reader), subject
        assert thing not in subject.visible_to(stranger), subject
        assert subject.title(thing) == str(thing)
        assert resolve(subject.url(thing)).app_name == "contracts"


def test_a_neighbourhood_lies_in_the_contract_that_made_it_or_the_only_one_that_has_it():
    own, shared, lonely = NeighbourhoodFactory(), NeighbourhoodFactory(), NeighbourhoodFactory()
    contract = ContractFactory(neighbourhoods=[own, shared, lonely])
    ContractFactory(neighbourhoods=[own, shared])
    own.contract_id = contract.pk
    own.save()
    kind = scope_kinds.named("neighbourhood")

    assert [kind.contract_of(one.pk) for one in (own, shared, lonely)] == [contract.pk, None, contract.pk]
    assert {key for key, _name in kind.choices(contract.pk)} == {own.pk, shared.pk, lonely.pk}
    assert kind.title(own.pk) == own.name


def test_a_role_may_be_limited_to_a_body_that_signs_a_text_of_the_contract():
    signature = SignatureFactory()
    SignatureFactory()
    kind = scope_kinds.named("organisation")

    assert kind.choices(signature.text.contract_id) == [
        (signature.organisation_id, signature.organisation.name)
    ]
    assert kind.contract_of(signature.organisation_id) is None


def test_the_rail_is_for_who_reads_the_contract():
    contract = ContractFactory()
    request = RequestFactory().get("/")
    request.resolver_match = resolve(reverse("contracts:text_list", args=[contract.pk]))
    request.user = member_of(contract, Role.READER)

    links = {link.label: link.current for _group, group in rail_of(request, contract) for link in group}

    assert {"Vue d’ensemble", "Textes", "Quartiers", "Signataires", "Glossaire", "Journal"} <= set(links)
    assert links["Textes"]
    assert not links["Quartiers"]
    request.user = member_of(contract, Role.LEAD)
    labels = {link.label for _group, group in rail_of(request, contract) for link in group}
    assert not {"Vue d’ensemble", "Textes", "Journal"} & labels


@pytest.mark.parametrize(
    ("page", "arguments", "lit"),
    [
        ("contracts:add_text", 1, "Textes"),
        ("contracts:add_places", 1, "Quartiers"),
        ("framework:matrix", 2, "Repères"),
        ("framework:nomenclature_list", 1, "Repères"),
        ("framework:declension", 1, "Cadre stratégique"),
        ("framework:result_list", 1, "Résultats attendus"),
        ("overview:template_list", 1, "Exporter"),
    ],
)
def test_one_link_of_the_rail_is_lit_the_nearest_to_the_page(page, arguments, lit):
    contract = ContractFactory()
    request = RequestFactory().get("/")
    request.resolver_match = resolve(reverse(page, args=[contract.pk] * arguments))
    request.user = member_of(contract, Role.TEAM)

    links = [link for _group, group in rail_of(request, contract) for link in group]

    assert [link.label for link in links if link.current] == [lit]
