"""The page before a proposal is accepted, and what is shown afterwards."""

import json

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.framework.models import Node
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.choices import ItemKind, ItemState, ReadingState
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import AT, CONTRACT, ItemFactory, brought
from reciproque.territories.tests.factories import EpciFactory


def at(view, thing):
    return reverse(f"intake:{view}", args=[thing.pk])


@pytest.fixture
def reading(ada):
    return brought(CONTRACT, by=ada)


def test_accepting_by_the_page(client, ada, reading, read):
    client.force_login(ada)
    page = read(client.get(at("accept_reading", reading)))
    form = {
        field["name"]: field.get("value", "")
        for field in page.select("form input[name]")
        if field["name"] != "next"
    } | {"generation": "2015", "kind": "founding", "contract": ""}

    response = client.post(at("accept_reading", reading), form)

    contract = Contract.objects.get()
    assert response["Location"] == reverse("contracts:contract_detail", args=[contract.pk])
    assert contract.name == "Contrat de ville : Valbourg"
    reading.refresh_from_db()
    assert reading.state == ReadingState.ACCEPTED


def test_the_body_that_the_page_proposes_is_taken_as_it_is_proposed(client, ada, reading, read):
    own = EpciFactory(name="CA de Valbourg")
    client.force_login(ada)
    page = read(client.get(at("accept_reading", reading)))
    form = {field["name"]: field.get("value", "") for field in page.select("form input[name]")}
    assert form["epci_name"] == "CA de Valbourg"

    client.post(
        at("accept_reading", reading), form | {"generation": "2015", "kind": "founding", "contract": ""}
    )

    assert Contract.objects.get().epci == own


def test_a_figure_that_cannot_be_says_of_which_place(client, ada, reading, read):
    item = reading.items.filter(kind=ItemKind.NEIGHBOURHOOD).first() or ItemFactory(
        reading=reading, kind=ItemKind.NEIGHBOURHOOD, words="Les Tilleuls"
    )
    item.data_json = json.dumps(item.data | {"population": 99_999_999_999})
    item.save()
    client.force_login(ada)
    form = {"name": "A", "generation": "2015", "kind": "founding", "title": "T", "contract": ""}

    page = client.post(at("accept_reading", reading), form)

    assert f"« {item.words} » : La population est un nombre d’habitants" in read(page).get_text()
    assert not Contract.objects.exists()


@pytest.mark.parametrize("kind", [ItemKind.NEIGHBOURHOOD, ItemKind.SIGNATORY])
def test_a_name_that_is_too_long_says_which_it_is(client, ada, reading, read, kind):
    ItemFactory(reading=reading, kind=kind, words="Conseil des Tilleuls " + "et autres " * 200)
    client.force_login(ada)
    form = {"name": "A", "generation": "2015", "kind": "founding", "title": "T", "contract": ""}

    said = read(client.post(at("accept_reading", reading), form)).select_one("[role=alert]").get_text()

    assert "« Conseil des Tilleuls et autres" in said
    assert "caractères" in said


def test_of_two_bodies_of_one_name_the_page_asks_which(client, ada, reading, read):
    both = [EpciFactory(name="CC des Sources"), EpciFactory(name="CC des Sources")]
    client.force_login(ada)
    form = {"name": "A", "generation": "2015", "kind": "founding", "title": "T", "contract": ""}

    page = client.post(at("accept_reading", reading), form | {"epci_name": "CC des Sources"})

    assert f"écrivez le numéro SIREN ({both[0].siren}, {both[1].siren})" in read(page).get_text()
    assert not Contract.objects.exists()


def test_a_team_that_accepts_into_a_new_contract_steers_it_at_once(client, read):
    cheffe = MembershipFactory(contract_id=ContractFactory(name="Un autre").pk).user
    reading = brought(CONTRACT, by=cheffe)
    client.force_login(cheffe)
    page = read(client.get(at("accept_reading", reading)))
    form = {field["name"]: field.get("value", "") for field in page.select("form input[name]")} | {
        "generation": "2015",
        "kind": "founding",
        "contract": "",
    }

    response = client.post(at("accept_reading", reading), form)

    contract = Contract.objects.get(name="Contrat de ville : Valbourg")
    assert response["Location"] == reverse("contracts:contract_detail", args=[contract.pk])
    assert "Modifier le contrat" in read(client.get(response["Location"])).text


def test_a_contract_of_the_same_name_is_proposed_rather_than_a_second_one(client, ada, reading, read):
    accept_reading(
        brought(f"{CONTRACT}\n\nUn mot de plus.", by=ada),
        contract=None,
        terms=terms_of(reading),
        by=ada,
        at=AT,
    )
    client.force_login(ada)

    page = read(client.get(at("accept_reading", reading)))

    assert page.select_one("[name=contract] [selected]").text == "Contrat de ville : Valbourg"
    assert page.select_one("main .button.main").text == "Accepter et compléter le contrat"


def test_obstacles_stand_before_the_button(client, ada, reading, read):
    reading.items.exclude(kind=ItemKind.LEFTOVER).update(state=ItemState.DISCARDED)
    client.force_login(ada)

    page = read(client.get(at("accept_reading", reading)))

    assert "Il ne reste aucun élément" in page.select_one(".obstacles").text
    assert page.select_one(".obstacles").find_next("button").text == "Accepter et créer le contrat"


def test_a_refusal_keeps_what_was_typed(client, ada, reading, read):
    client.force_login(ada)
    form = {"name": "", "generation": "2015", "kind": "founding", "title": "Mon titre", "contract": ""}

    page = read(client.post(at("accept_reading", reading), form))

    assert "Donnez un nom" in page.select_one(".summary").text
    assert page.select_one("[name=title]")["value"] == "Mon titre"
    assert not Contract.objects.exists()


def test_an_accepted_reading_says_what_each_item_became(client, ada, reading, read):
    accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)
    node = Node.objects.get(code="1.1")
    client.force_login(ada)

    page = read(client.get(at("reading_detail", reading)))

    assert node.title in [a.text.removeprefix("1.1 ") for a in page.select(".proposals a:not(.to-passage)")]
    assert page.select(".proposals button") == []


def test_what_waits_is_shown_and_exported(client, ada, reading, read):
    contract = accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)
    client.force_login(ada)

    rows = read(client.get(at("waiting_data", contract))).select("tbody tr")
    file = client.get(at("waiting_data", contract), {"format": "csv"})

    assert len(rows) == len(file.content.decode("utf-8-sig").strip().splitlines()) - 1 > 0


def test_a_reader_of_the_contract_sees_what_waits_and_a_stranger_does_not(client, ada, reading):
    contract = accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)
    for user, status in (
        (MembershipFactory(role=Role.READER, contract_id=contract.pk).user, 200),
        (MembershipFactory(role=Role.LEAD, contract_id=contract.pk).user, 404),
        (UserFactory(), 404),
    ):
        client.force_login(user)
        assert client.get(at("waiting_data", contract)).status_code == status
