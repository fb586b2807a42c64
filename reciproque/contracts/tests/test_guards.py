"""Who may come to which page of a contract."""

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import (
    ContractFactory,
    member_of,
)
from reciproque.contracts.tests.pages import (
    EDITS,
    PUBLIC,
    SHOWN,
    a_full_contract,
    address,
    sign_in,
)


@pytest.mark.parametrize("name", [*SHOWN, *EDITS])
def test_who_is_not_signed_in_is_asked_to(client, name):
    response = client.get(address(name, a_full_contract()))

    assert response.status_code == 302
    assert response.url.startswith("/connexion/")


@pytest.mark.parametrize("name", [*SHOWN, *EDITS])
def test_a_stranger_and_a_lead_find_nothing(client, name):
    contract = a_full_contract()
    for someone in (UserFactory(), member_of(contract, Role.LEAD), member_of(ContractFactory())):
        client.force_login(someone)
        ask = client.get if name in SHOWN else client.post

        assert ask(address(name, contract)).status_code == 404


@pytest.mark.parametrize("name", SHOWN)
def test_a_reader_reads(client, name):
    contract = a_full_contract()
    sign_in(client, contract, Role.READER)

    assert client.get(address(name, contract)).status_code == 200


@pytest.mark.parametrize("name", EDITS)
def test_a_reader_does_not_edit(client, name):
    contract = a_full_contract()
    sign_in(client, contract, Role.READER)

    assert client.get(address(name, contract)).status_code in {403, 405}
    assert client.post(address(name, contract)).status_code == 403


@pytest.mark.parametrize("name", EDITS)
def test_the_team_edits(client, name):
    contract = a_full_contract()
    sign_in(client, contract)

    assert client.get(address(name, contract)).status_code in {200, 405}


@pytest.mark.parametrize("name", SHOWN)
def test_nobody_posts_to_a_page_that_only_shows(client, name):
    contract = a_full_contract()
    sign_in(client, contract)

    assert client.post(address(name, contract)).status_code == 405


@pytest.mark.parametrize("name", PUBLIC)
def test_the_pages_for_everybody_need_no_account(client, read, name):
    response = client.get(reverse(f"contracts:{name}"))

    assert response.status_code == 200
    assert read(response).select_one("h1")


def test_the_accessibility_page_does_not_claim_an_audit(client, read):
    said = read(client.get(reverse("contracts:accessibility"))).get_text()

    assert "non conforme" in said
    assert "aucun audit n’a encore été mené" in said


def test_the_legal_page_says_who_publishes(client, read, settings):
    settings.INSTANCE_PUBLISHER, settings.INSTANCE_CONTACT = "Ville d’Alba", "contact@exemple.fr"

    said = read(client.get(reverse("contracts:legal"))).get_text()

    assert "Ville d’Alba" in said
    assert "contact@exemple.fr" in said
