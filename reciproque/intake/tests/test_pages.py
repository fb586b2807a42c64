"""Who comes in, and how a reading is followed."""

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.framework.models import Node
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.storing import keep_proposal
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import AT, CONTRACT, ItemFactory, ReadingFactory, brought
from reciproque.jobs.actions.running import run_next

PAGES = ["reading_detail", "accept_reading", "download_document", "add_item", "review_points"]
ITEM_PAGES = [
    "show_item",
    "edit_item",
    "retype_item",
    "split_item",
    "join_items",
    "like_items",
    "parents_of_item",
]
READING_ACTS = ["read_again", "discard_reading", "act_on_review", "review_presence"]


def at(view, thing):
    return reverse(f"intake:{view}", args=[thing.pk])


@pytest.fixture
def reading(ada):
    return brought(CONTRACT, by=ada)


@pytest.fixture
def contract():
    return ContractFactory()


def strangers(contract):
    """Who reads the contract, who leads an objective, who is of another team: nobody of them reviews."""
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user
    lead = MembershipFactory(role=Role.LEAD, contract_id=contract.pk).user
    return [reader, lead, MembershipFactory(contract_id=9_999).user, UserFactory()]


@pytest.mark.parametrize("view", PAGES + READING_ACTS)
def test_a_reading_is_nowhere_for_strangers(client, contract, view):
    reading = ReadingFactory(contract=contract)
    method = client.post if view in READING_ACTS else client.get

    for stranger in strangers(contract):
        client.force_login(stranger)
        assert method(at(view, reading)).status_code == 404


@pytest.mark.parametrize("view", ITEM_PAGES)
def test_an_item_is_nowhere_for_strangers(client, contract, view):
    item = ItemFactory(reading=ReadingFactory(contract=contract))

    for stranger in strangers(contract):
        client.force_login(stranger)
        assert client.get(at(view, item)).status_code == 404


@pytest.mark.parametrize("view", READING_ACTS)
def test_an_act_is_not_a_get(client, ada, view):
    client.force_login(ada)

    assert client.get(at(view, ReadingFactory(asked_by=ada))).status_code == 405


def test_who_brings_no_documents_has_no_list_of_them(client, contract):
    client.force_login(MembershipFactory(role=Role.READER, contract_id=contract.pk).user)

    assert client.get(reverse("intake:reading_list")).status_code == 403
    assert client.get(reverse("intake:bring_document")).status_code == 403
    assert client.get(at("contract_readings", contract)).status_code == 403
    assert client.post(at("bring_into", contract)).status_code == 403
    client.force_login(UserFactory())
    assert client.get(at("contract_readings", contract)).status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_door(client, reading):
    assert client.get(at("reading_detail", reading)).status_code == 302


def test_the_team_sees_the_readings_of_its_contract(client, contract, read):
    team = MembershipFactory(contract_id=contract.pk).user
    ReadingFactory(contract=contract, name="le-notre.docx")
    ReadingFactory(name="un-autre.docx")
    client.force_login(team)

    page = read(client.get(reverse("intake:reading_list")))

    assert [a.text for a in page.select("tbody a")] == ["le-notre.docx"]


def test_the_lists_cost_the_same_whatever_their_length(client, ada, contract, query_count_is_flat):
    client.force_login(ada)

    query_count_is_flat(reverse("intake:reading_list"), lambda: ItemFactory(reading__asked_by=ada), at_most=9)
    query_count_is_flat(
        at("contract_readings", contract), lambda: ReadingFactory(contract=contract), at_most=12
    )


@pytest.mark.parametrize("kind", [ItemKind.FRAMEWORK, ItemKind.RESULT, ItemKind.LEFTOVER])
def test_a_review_costs_the_same_whatever_the_number_of_items(client, ada, query_count_is_flat, kind):
    reading = ReadingFactory(asked_by=ada)
    top = ItemFactory(reading=reading)
    client.force_login(ada)

    query_count_is_flat(
        f"{at('reading_detail', reading)}?liste={kind}",
        lambda: ItemFactory(reading=reading, kind=kind, parent=top if kind != ItemKind.LEFTOVER else None),
        at_most=18,
    )


def test_what_became_of_the_items_costs_the_same(client, ada, reading, query_count_is_flat):
    accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)
    node = Node.objects.first()
    client.force_login(ada)

    query_count_is_flat(
        at("reading_detail", reading),
        lambda: ItemFactory(reading=reading, target_label="framework.node", target_key=node.pk),
        at_most=18,
    )


def test_progress_is_followed_until_the_proposal_is_there(client, ada, upload):
    client.force_login(ada)
    url = upload(client, CONTRACT.encode(), "contrat.md")

    followed = client.get(url, headers={"HX-Request": "true"})
    run_next("alice", AT)
    ended = client.get(url, headers={"HX-Request": "true"})

    assert "hx-get" in followed.content.decode()
    assert ended.headers["HX-Refresh"] == "true"


def test_a_reading_that_fails_while_it_is_followed_shows_the_whole_page(client, ada, upload):
    client.force_login(ada)
    url = upload(client, b"%PDF-1.4 rien", "contrat.docx")
    run_next("alice", AT)

    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_file_is_downloaded_as_it_was(client, ada, reading):
    client.force_login(ada)

    response = client.get(at("download_document", reading))

    assert b"".join(response.streaming_content).decode() == CONTRACT
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_proposal_that_comes_after_it_was_abandoned_is_not_kept(ada):
    reading = ReadingFactory(asked_by=ada, state=ReadingState.DISCARDED)

    with pytest.raises(Exception, match="Passage impossible"):
        keep_proposal(reading, None, {}, at=AT)
