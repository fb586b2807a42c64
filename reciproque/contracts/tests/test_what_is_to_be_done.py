"""What the page of a contract and the home page ask of a person, before anything else."""

from datetime import date

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, SignatureFactory, TextFactory
from reciproque.contracts.tests.pages import address, sign_in
from reciproque.core import registers
from reciproque.core.registers import Panel, Register, Waiting, WaitingSource


def test_a_contract_begins_with_what_is_to_be_done(client, monkeypatch, read):
    contract = ContractFactory()
    text = TextFactory(contract=contract)
    SignatureFactory.create_batch(2, text=text)
    kept = Register()
    line = {"label": "objectifs sans pilote", "value": 3, "url": "/x/", "late": True}
    kept.hang(Panel("contracts.contract.todo", "x", lambda user, thing: line))
    monkeypatch.setattr(registers, "panels", kept)
    sign_in(client, contract, Role.TEAM)

    page = read(client.get(address("contract_detail", contract)))

    chips = page.find("h2", string="À faire").find_next("ul").select("a")
    assert [(" ".join(one.text.split()), one["href"]) for one in chips] == [
        ("indiquer les communes", address("edit_contract", contract)),
        ("ajouter les quartiers", address("add_places", contract)),
        ("objectifs sans pilote 3", "/x/"),
        ("validation par le comité de pilotage", reverse("contracts:text_detail", args=[text.pk])),
        ("signatures attendues 2", reverse("contracts:text_detail", args=[text.pk])),
    ]
    assert [one["href"] for one in chips if "late" in one["class"]] == ["/x/"]


def test_a_reader_is_told_what_lacks_but_not_what_only_the_team_does(client, read):
    contract = ContractFactory()
    TextFactory(contract=contract)
    sign_in(client, contract, Role.READER)

    page = read(client.get(address("contract_detail", contract)))

    chips = page.find("h2", string="Ce qui manque encore").find_next("ul").select("a")
    assert [" ".join(one.text.split()) for one in chips] == [
        "validation par le comité de pilotage",
        "signataires à nommer",
    ]


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2999, 4, 1), "pour le 1er avril 2999"),
        (date(2026, 4, 1), "en retard depuis le 1er avril 2026"),
    ],
)
def test_home_begins_with_what_waits(due_on, said, client, monkeypatch, read):
    kept = Register()
    kept.hang(WaitingSource("x", lambda user, on: [Waiting("signer l’avenant", "/x/", due_on)]))
    monkeypatch.setattr(registers, "waiting", kept)
    client.force_login(UserFactory())

    line = read(client.get(reverse("contracts:home"))).find("h2", string="Ce qui vous attend").find_next("li")

    assert line.a["href"] == "/x/"
    assert " ".join(line.get_text(" ").split()) == f"Signer l’avenant {said}"
