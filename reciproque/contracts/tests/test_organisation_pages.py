"""The directory of bodies: closed to who reads no contract, edited by teams."""

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, SignatureFactory, member_of
from reciproque.contracts.tests.pages import form_of, names_in, sign_in
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.tests.factories import OrganisationFactory

LIST = reverse("contracts:organisation_list")


def page_of(name, body):
    return reverse(f"contracts:{name}", args=[body.pk])


def test_people_without_any_contract_do_not_see_the_directory(client):
    body = OrganisationFactory()
    for someone in (UserFactory(), member_of(ContractFactory(), Role.LEAD)):
        client.force_login(someone)

        assert client.get(LIST).status_code == 403
        assert client.get(page_of("organisation_detail", body)).status_code == 403


@pytest.mark.parametrize(
    "name", ["edit_organisation", "succeed_organisation", "archive_organisation", "restore_organisation"]
)
def test_readers_do_not_edit_the_directory(client, name):
    sign_in(client, ContractFactory(), Role.READER)

    assert client.post(page_of(name, OrganisationFactory())).status_code == 403


def test_the_directory_is_searched_and_filtered(client, read):
    OrganisationFactory(name="Ville d’Alba", kind=OrganisationKind.COMMUNE)
    OrganisationFactory(name="Régie de quartier")
    sign_in(client, ContractFactory(), Role.READER)

    assert names_in(read(client.get(LIST, {"recherche": "REGIE"}))) == ["Régie de quartier"]
    assert names_in(read(client.get(LIST, {"nature": "commune"}))) == ["Ville d’Alba"]


def test_the_directory_costs_the_same_whatever_its_length(client, query_count_is_flat):
    body = OrganisationFactory()
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)

    query_count_is_flat(LIST, OrganisationFactory, at_most=12)
    query_count_is_flat(
        page_of("organisation_detail", body), lambda: SignatureFactory(organisation=body), at_most=25
    )


def test_a_body_shows_what_it_signs_in_the_contracts_that_one_reads(client, read):
    body = OrganisationFactory(name="CAF d’Alba")
    ours = SignatureFactory(organisation=body, text__title="Cadre d’Alba")
    SignatureFactory(organisation=body, text__title="Cadre de Brume")
    sign_in(client, ours.text.contract, Role.READER)

    page = read(client.get(page_of("organisation_detail", body)))

    assert page.select_one("h1").get_text() == "CAF d’Alba"
    assert "Cadre d’Alba" in page.get_text()
    assert "Cadre de Brume" not in page.get_text()


def test_editing_takes_a_siret_with_spaces_and_refuses_a_wrong_one(client, read):
    body = OrganisationFactory()
    sign_in(client, ContractFactory())
    url = page_of("edit_organisation", body)
    data = form_of(read(client.get(url)))

    page = read(client.post(url, data | {"siret": "210 600 045 00393"}))
    assert page.select_one("input[name=siret]")["value"] == "210 600 045 00393"
    body.refresh_from_db()
    assert body.siret == ""

    client.post(url, data | {"siret": "210 600 045 00392"})
    body.refresh_from_db()
    assert body.siret == "21060004500392"


def test_two_people_on_the_same_body_lose_nothing(client, read):
    body = OrganisationFactory(name="Alba habitat")
    sign_in(client, ContractFactory())
    url = page_of("edit_organisation", body)
    first, second = (form_of(read(client.get(url))) for _ in range(2))
    client.post(url, first | {"short_name": "AH"})

    page = read(client.post(url, second | {"short_name": "ALBA"}))

    assert "Quelqu’un d’autre a modifié" in page.get_text()
    assert page.select_one("input[name=short_name]")["value"] == "ALBA"
    body.refresh_from_db()
    assert body.short_name == "AH"


def test_a_double_is_merged_into_the_record_that_stays(client, read):
    kept = OrganisationFactory(name="Régie de quartier d’Alba")
    double = OrganisationFactory(name="REGIE DE QUARTIER D'ALBA")
    sign_in(client, ContractFactory())

    response = client.post(
        page_of("succeed_organisation", double), {"after": "régie de quartier d’alba", "reason": "duplicate"}
    )

    double.refresh_from_db()
    assert response.url == page_of("organisation_detail", kept)
    assert double.archived_at is not None
    assert "Remplacé par" in read(client.get(page_of("organisation_detail", double))).get_text()


def test_a_doubtful_name_is_asked_again_with_numbers(client, read):
    before = OrganisationFactory(name="Pôle emploi")
    one, other = (OrganisationFactory(name="Mission locale") for _ in range(2))
    sign_in(client, ContractFactory())
    url = page_of("succeed_organisation", before)

    page = read(client.post(url, {"after": "Mission locale", "reason": "merged"}))
    assert f"n° {one.pk}" in page.get_text()
    assert f"n° {other.pk}" in page.get_text()
    assert not before.successors.exists()

    client.post(url, {"after": f"n° {other.pk}", "reason": "merged"})
    assert before.successors.get().after == other
