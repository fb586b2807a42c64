"""Bodies of governance: who sees them, their diagram, their traces."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, PassageFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.governance import actions
from reciproque.governance.exports import Tier, about_bodies, diagram_of
from reciproque.governance.models import Body
from reciproque.governance.rules import level_of
from reciproque.governance.tests.factories import BodyFactory
from reciproque.journal.models import Entry

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"governance:{name}", args=args)


@pytest.fixture
def body():
    return BodyFactory(name="Comité de pilotage", meetings_per_year=2)


@pytest.fixture
def team(body):
    return member_of(body.contract)


def statuses(client, user, urls):
    client.force_login(user)
    return {client.get(url).status_code for url in urls}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Comité de pilotage", "Pilotage"),
        ("COPIL", "Pilotage"),
        ("Comité technique", "Technique"),
        ("Équipe projet", "Technique"),
        ("Conseil citoyen", "Habitants"),
        ("Comité de pilotage des conseils citoyens", "Habitants"),
        ("Bureau", "Autres"),
        ("", "Autres"),
    ],
)
def test_the_name_says_the_level(name, level):
    assert level_of(name) == level


def test_each_role_finds_its_pages(client, body, team):
    reads = [at("body_list", body.contract_id), at("body_detail", body.pk)]
    acts = [at("edit_body", body.pk)]
    own = [at("add_body", body.contract_id), at("archived_list", body.contract_id)]
    stranger, reader = member_of(ContractFactory()), member_of(body.contract, Role.READER)

    assert statuses(client, team, reads + acts + own) == {200}
    assert statuses(client, stranger, reads + acts + own) == {404}
    assert statuses(client, member_of(body.contract, Role.LEAD), reads + acts + own) == {404}
    assert (statuses(client, reader, reads), statuses(client, reader, acts)) == ({200}, {403})


def test_the_diagram_leads_to_each_body_by_level(client, body, team, read):
    technical = BodyFactory(contract=body.contract, name="Comité technique <b>", meetings_per_year=6)
    BodyFactory(contract=body.contract, name="Conseil citoyen", archived_at=AT)
    client.force_login(team)

    page = read(client.get(at("body_list", body.contract_id)))

    assert [link["href"] for link in page.select("svg a")] == [
        at("body_detail", body.pk),
        at("body_detail", technical.pk),
    ]
    assert [text.get_text() for text in page.select("svg > text")] == ["Pilotage", "Technique"]
    assert "8 réunions prévues par an" in page.get_text()
    assert not page.select("svg b")


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=120), st.none() | st.integers(0, 400)), max_size=12))
def test_boxes_never_overlap_and_stay_in_the_drawing(bodies):
    tier = Tier("Autres", [Body(name=name, meetings_per_year=pace) for name, pace in bodies])
    drawn = diagram_of([tier] if bodies else [])

    boxes = [(box.x, box.y, box.x + 190, box.y + box.height) for band in drawn.bands for box in band.boxes]
    assert len(boxes) == len(bodies)
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert (left >= 0, right <= drawn.width, bottom <= drawn.height) == (True, True, True)
        for other in boxes[number + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_nobody_said_how_often_is_not_never():
    contract = ContractFactory()
    assert about_bodies(contract)["planned"] is None
    BodyFactory(contract=contract)
    assert about_bodies(contract)["planned"] is None
    BodyFactory(contract=contract, meetings_per_year=0)
    assert about_bodies(contract)["planned"] == 0


def test_a_body_is_typed_edited_archived_and_restored(client, body, team, read):
    client.force_login(team)
    client.post(at("add_body", body.contract_id), {"name": "Comité technique", "composition": "Ville\nÉtat"})
    made = Body.objects.get(name="Comité technique")
    client.post(
        at("edit_body", made.pk), {"name": "Comité technique", "meetings_per_year": "6", "version": 1}
    )
    client.post(at("archive_body", made.pk))
    assert "Comité technique" in client.get(at("archived_list", body.contract_id)).content.decode()
    client.post(read(client.get(at("body_detail", made.pk))).select_one("main form")["action"])

    made.refresh_from_db()
    assert (made.meetings_per_year, made.archived_at, made.composition) == (6, None, "")
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["body.added", "body.edited", "body.archived", "body.restored"]


def test_the_passage_of_origin_is_quoted(client, body, team, read):
    body.passage = PassageFactory(text__contract=body.contract, quote="Le comité se réunit deux fois par an.")
    body.save()
    client.force_login(team)

    page = read(client.get(at("body_detail", body.pk)))

    assert "« Le comité se réunit deux fois par an. »" in page.get_text()


def test_two_people_do_not_overwrite_one_body(body, team):
    actions.edit_body(body, seen=1, role="Décide", by=team, at=AT)

    with pytest.raises(Refused, match="Quelqu’un d’autre"):
        actions.edit_body(body, seen=1, role="Arbitre", by=team, at=AT)


def test_lists_cost_the_same_whatever_their_length(client, body, team, query_count_is_flat):
    client.force_login(team)

    def grow():
        BodyFactory(contract=body.contract)
        BodyFactory(contract=body.contract, archived_at=AT)

    query_count_is_flat(at("body_list", body.contract_id), grow, at_most=12)
    query_count_is_flat(at("archived_list", body.contract_id), grow, at_most=10)
