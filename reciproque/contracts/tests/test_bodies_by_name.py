"""The names of communes and of their bodies, as the national directory keeps them, typed back into a form."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.territories.queries import epcis_named
from reciproque.territories.tests.factories import CommuneFactory, EpciFactory


def shown_by(page):
    """The form of the page, as a browser would send it back untouched."""
    form = BeautifulSoup(page.content, "html.parser").select_one("main form")
    fields = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    fields |= {one["name"]: one.get_text().lstrip("\n") for one in form.select("textarea")}
    chosen = {one["name"]: one.select_one("option[selected]") for one in form.select("select")}
    return fields | {name: option["value"] if option else "" for name, option in chosen.items()}


def test_a_contract_is_saved_again_as_it_is_shown(client):
    epci = EpciFactory(name="Val-d’Alba Métropole")
    contract = ContractFactory(epci=epci)
    contract.communes.set([CommuneFactory(name="Saint-Aubin", epci=epci)])
    client.force_login(MembershipFactory(role=Role.TEAM, contract_id=contract.pk).user)
    url = reverse("contracts:edit_contract", args=[contract.pk])

    answer = client.post(url, shown_by(client.get(url)) | {"name": "Un autre nom"})

    assert answer.status_code == 302
    contract.refresh_from_db()
    assert (contract.name, contract.epci) == ("Un autre nom", epci)
    assert [one.name for one in contract.communes.all()] == ["Saint-Aubin"]


@pytest.mark.parametrize(
    "said", ["200 099 001", "200099001", "CA du Val d'Alba", "ca du val-d’alba", "  CA DU VAL D’ALBA "]
)
def test_a_body_is_known_by_its_number_or_its_name(said):
    epci = EpciFactory(name="CA du Val-d’Alba", siren="200099001")
    EpciFactory(name="CA du Val-d’Albarine")

    assert epcis_named(said) == [epci]


@pytest.mark.parametrize("said", ["", "!!", "CA du Val"])
def test_a_part_of_a_name_names_no_body(said):
    EpciFactory(name="CA du Val-d’Alba")

    assert epcis_named(said) == []


def test_namesakes_are_told_apart_by_whoever_types():
    both = [EpciFactory(name="CC des Sources"), EpciFactory(name="CC des Sources")]

    assert epcis_named("cc des sources") == both
