"""What the way in hangs for others."""

from datetime import date

import pytest

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, TextFactory
from reciproque.core.registers import acts, panels, subjects, waiting
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.tests.factories import AT, ItemFactory, ReadingFactory

ON = date(2026, 3, 2)


def waits_for(user):
    return [one.what for one in waiting.named("intake.review").waiting_for(user, ON)]


def panel(key, user, thing):
    return panels.named(key).facts(user, thing)


@pytest.fixture
def contract():
    return ContractFactory()


def test_a_reading_that_is_ready_waits_for_the_team_alone(contract):
    ReadingFactory(contract=contract, name="avenant.docx")
    ReadingFactory(contract=contract, state=ReadingState.FAILED)
    team = MembershipFactory(contract_id=contract.pk).user
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user

    assert waits_for(team) == ["relire la lecture de « avenant.docx »"]
    assert waits_for(reader) == waits_for(UserFactory()) == []


def test_documents_on_their_way_stand_on_the_contract_for_its_team(contract):
    ReadingFactory(contract=contract, name="avenant.docx")
    ReadingFactory(contract=contract, name="vieux.docx", state=ReadingState.DISCARDED)
    team = MembershipFactory(contract_id=contract.pk).user
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user

    assert [row["label"] for row in panel("intake.readings", team, contract)["rows"]] == ["avenant.docx"]
    assert panel("intake.readings", reader, contract) is None


def test_what_waits_is_counted_on_the_contract_for_its_readers(contract):
    reading = ReadingFactory(
        contract=contract, state=ReadingState.ACCEPTED, accepted_at=AT, text=TextFactory(contract=contract)
    )
    ItemFactory.create_batch(2, reading=reading, kind=ItemKind.AMOUNT)
    ItemFactory(reading=reading, kind=ItemKind.LEFTOVER)
    ItemFactory(reading=reading, kind=ItemKind.FRAMEWORK, target_label="framework.node", target_key=1)
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user

    assert panel("intake.waiting", reader, contract)["facts"] == [("Montants et chiffres", 2)]
    assert panel("intake.waiting", UserFactory(), contract) is None


def test_subjects_are_shown_to_who_may_see_them(ada):
    item = ItemFactory(reading__asked_by=ada)
    for label, thing in (("intake.reading", item.reading), ("intake.item", item)):
        subject = subjects.named(label)
        assert list(subject.visible_to(ada)) == [thing]
        assert list(subject.visible_to(UserFactory())) == []
        assert subject.url(thing).startswith("/")


@pytest.mark.parametrize("kind", ["reading", "item"])
def test_every_act_has_its_sentence(kind):
    written = {
        "reading": "asked asked_again discarded failed done accepted list_checked",
        "item": "checked corrected discarded retyped added split joined",
    }[kind].split()

    assert [verb for verb in written if acts.named(f"{kind}.{verb}") is None] == []


def test_an_empty_contract_offers_its_team_to_bring_its_document(contract):
    team = MembershipFactory(contract_id=contract.pk).user
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user

    assert panel("intake.first_document", team, contract)["act"][0] == "Déposer le document du contrat"
    assert panel("intake.first_document", reader, contract) is None
    ReadingFactory(contract=contract)
    assert panel("intake.first_document", team, contract) is None


def test_a_contract_that_has_a_text_is_no_longer_offered_its_first_document(contract):
    team = MembershipFactory(contract_id=contract.pk).user
    TextFactory(contract=contract)

    assert panel("intake.first_document", team, contract) is None


@pytest.mark.parametrize("page", ["", "textes/", "cadre/", "engagements/", "indicateurs/", "instances/"])
def test_each_empty_page_of_a_new_contract_leads_to_the_bringing_of_its_document(client, contract, page):
    client.force_login(MembershipFactory(contract_id=contract.pk).user)

    told = client.get(f"/contrats/{contract.pk}/{page}").content.decode()

    assert f'href="/contrats/{contract.pk}/documents/deposer/"' in told
