"""Home, lists, the contract itself: what they show, how two people meet on a form."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import (
    CitedDocumentFactory,
    ContractFactory,
    PassageFactory,
    SignatureFactory,
    StepFactory,
    TermFactory,
    TextFactory,
)
from reciproque.contracts.tests.pages import (
    a_full_contract,
    address,
    form_of,
    names_in,
    sign_in,
)
from reciproque.territories.tests.factories import CommuneFactory, EpciFactory

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
LIST = reverse("contracts:contract_list")


def test_home_shows_my_contracts_and_how_their_newest_text_stands(client, read):
    contract = ContractFactory(name="Val d’Alba")
    ContractFactory(name="D’à côté")
    TextFactory(contract=contract, title="Cadre", starts_on=date(2024, 1, 1))
    StepFactory(text__contract=contract, text__title="Avenant", text__starts_on=date(2025, 1, 1))
    sign_in(client, contract, Role.READER)

    cards = read(client.get(reverse("contracts:home"))).select(".card")

    assert len(cards) == 1
    assert "Val d’Alba" in cards[0].get_text()
    assert "Avenant" in cards[0].get_text()
    assert "validé, à signer" in cards[0].get_text()


def test_home_tells_who_has_nothing_what_to_do(client, read):
    client.force_login(UserFactory())

    assert "Demandez à l’équipe projet" in read(client.get(reverse("contracts:home"))).get_text()


def test_the_list_holds_open_contracts_and_searches_them(client, read):
    for name in ("Alba", "Brume", "Crête"):
        ContractFactory(name=name)
    ContractFactory(name="Ancien", archived_at=AT)
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)

    page = read(client.get(LIST))

    assert names_in(page) == ["Alba", "Brume", "Crête"]
    assert "1 contrat archivé" in page.get_text()
    assert names_in(read(client.get(LIST, {"recherche": "CRETE"}))) == ["Crête"]
    assert names_in(read(client.get(reverse("contracts:archived_contracts")))) == ["Ancien"]


def test_counts_of_a_list_are_not_multiplied(client, read):
    contract = ContractFactory(communes=CommuneFactory.create_batch(3))
    TextFactory.create_batch(2, contract=contract)
    sign_in(client, contract, Role.READER)

    row = read(client.get(LIST)).select_one("tbody tr")

    assert [cell.get_text(strip=True) for cell in row.select("td.is-number")] == ["2", "0", "3"]


def test_the_lists_cost_the_same_whatever_their_length(client, query_count_is_flat):
    contract = a_full_contract()
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)

    def one_more():
        a_full_contract()
        text = TextFactory(contract=contract)
        passage = PassageFactory(text=text)
        for factory in (StepFactory, SignatureFactory, TermFactory, CitedDocumentFactory):
            factory(text=text, passage=passage)
        TermFactory(text=contract.texts.first())

    for url in (
        reverse("contracts:home"),
        LIST,
        address("contract_detail", contract),
        address("text_list", contract),
        address("signature_list", contract),
        address("term_list", contract),
        address("journal", contract),
    ):
        query_count_is_flat(url, one_more, at_most=40)


def test_a_contract_does_not_show_contracts_that_the_reader_may_not_open(client, read):
    metropolis = ContractFactory(name="Métropole")
    contract = ContractFactory(name="Val", parent=metropolis)
    ContractFactory(name="Secret", parent=metropolis)
    sign_in(client, metropolis, Role.READER)
    sign_in(client, contract, Role.READER)

    page = read(client.get(address("contract_detail", contract)))

    assert page.find("a", string="Métropole") is None
    assert "Secret" not in page.get_text()


def test_creating_a_contract_by_names(client):
    epci = EpciFactory(name="CA du Val")
    here = CommuneFactory(name="Saint-Aubin", code="21001", epci=epci)
    CommuneFactory(name="Saint-Aubin", code="39002")
    other = CommuneFactory(name="Brume", code="21003")
    sign_in(client, ContractFactory())

    response = client.post(
        reverse("contracts:create_contract"),
        {
            "name": "Val d’Alba",
            "generation": "2024",
            "epci_name": "ca du val",
            "commune_names": "Saint-Aubin\nBrume (21003)\n\nBRUME",
        },
    )

    made = Contract.objects.get(name="Val d’Alba")
    assert response.url == reverse("contracts:contract_detail", args=[made.pk])
    assert made.epci == epci
    assert set(made.communes.all()) == {here, other}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"commune_names": "Nulle-Part"}, "« Nulle-Part » n’est pas au répertoire"),
        ({"commune_names": "Homonyme"}, "écrivez le code INSEE (01001, 02002)"),
        ({"epci_name": "inconnue"}, "n’est pas au répertoire"),
        ({"starts_on": "2026-01-01", "ends_on": "2025-01-01"}, "La fin du contrat vient après son début."),
        ({"name": " \u200b "}, "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(client, read, typed, said):
    CommuneFactory(name="Homonyme", code="01001")
    CommuneFactory(name="Homonyme", code="02002")
    sign_in(client, ContractFactory())
    data = {"name": "Val d’Alba", "generation": "2024", **typed}

    page = read(client.post(reverse("contracts:create_contract"), data))

    assert said in page.get_text()
    assert page.select_one("select[name=generation] option[selected]")["value"] == "2024"
    assert Contract.objects.count() == 1


def test_two_people_on_the_same_form_lose_nothing(client, read):
    contract = ContractFactory(name="Val", communes=[CommuneFactory(name="Alba", code="21001")])
    CommuneFactory(name="Brume", code="21002")
    url = address("edit_contract", contract)
    sign_in(client, contract)
    first, second = (form_of(read(client.get(url))) for _ in range(2))
    client.post(url, first | {"name": "Val premier", "commune_names": "Alba\nBrume"})

    page = read(client.post(url, second | {"name": "Val second"}))

    said = page.select_one("main").get_text()
    assert "Quelqu’un d’autre a modifié" in said
    assert "Val premier" in said
    assert "Brume (21002)" in said
    assert page.select_one("input[name=name]")["value"] == "Val second"
    contract.refresh_from_db()
    assert contract.name == "Val premier"

    client.post(url, form_of(page))
    contract.refresh_from_db()
    assert contract.name == "Val second"


def test_saving_without_change_changes_nothing_even_a_parent_that_one_does_not_read(client, read):
    contract = ContractFactory(
        parent=ContractFactory(), communes=CommuneFactory.create_batch(2, name="Homonyme"), epci=EpciFactory()
    )
    sign_in(client, contract)
    before = contract.version

    client.post(
        address("edit_contract", contract), form_of(read(client.get(address("edit_contract", contract))))
    )

    contract.refresh_from_db()
    assert (contract.version, contract.parent is None, contract.communes.count()) == (before, False, 2)


def test_a_refused_archiving_says_why(client, read):
    contract = ContractFactory()
    ContractFactory(parent=contract)
    sign_in(client, contract)

    page = read(client.post(address("archive_contract", contract), follow=True))

    assert "détachez-les d’abord" in page.get_text()
