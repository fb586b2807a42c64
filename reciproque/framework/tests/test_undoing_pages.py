"""Undoing from the pages of the tree and of the objective."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.contracts.tests.factories import member_of
from reciproque.framework.actions import describing
from reciproque.framework.actions.moving import move_node
from reciproque.framework.models import Deed
from reciproque.framework.tests.outlines import planted

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


def buttons(page):
    return [button.get_text() for button in page.select("main form[action^='/actes/'] button")]


@pytest.fixture
def moved(tree, team, client):
    client.force_login(team)
    one, two = planted(tree, "Un", "Deux")
    return move_node(two, parent=one, by=team, at=timezone.now())


@pytest.mark.parametrize("where", ["tree", "node"])
def test_the_last_act_is_offered_and_undone_and_redone(where, client, tree, moved, read):
    page = at("tree_list", tree.contract_id) if where == "tree" else at("node_detail", moved.pk)
    told = {"objectif": moved.pk} if where == "node" else {}
    deed = Deed.objects.get()
    assert buttons(read(client.get(page)))[0] == "Annuler : déplacement de « Deux »"

    after = client.post(at("undo_deed", deed.pk), told, follow=True)

    moved.refresh_from_db()
    assert moved.parent_id is None
    assert after.redirect_chain[-1][0].split("#")[0] == page
    assert buttons(read(after)) == ["Rétablir : déplacement de « Deux »"]
    client.post(at("redo_deed", deed.pk), told)
    moved.refresh_from_db()
    assert moved.parent_id is not None


def test_a_refusal_says_who_changed_it(client, tree, moved, read):
    mine = Deed.objects.get()
    bob = member_of(tree.contract)
    bob.name = "Bob"
    describing.edit_node(moved, seen=None, notes="…", by=bob, at=AT)

    page = read(client.post(at("undo_deed", mine.pk), follow=True))

    assert "« Deux » a été modifié depuis par Bob" in page.get_text()
    client.post(at("drop_deed", mine.pk))
    assert not Deed.objects.filter(pk=mine.pk).exists()


def test_a_colleague_and_a_stranger_see_no_button_and_undo_nothing(client, tree, moved, read, someone):
    deed = Deed.objects.get()
    client.force_login(member_of(tree.contract))
    assert buttons(read(client.get(at("tree_list", tree.contract_id)))) == []
    for person in (member_of(tree.contract), someone):
        client.force_login(person)
        for act in ("undo_deed", "redo_deed", "drop_deed"):
            assert client.post(at(act, deed.pk)).status_code == 404
    moved.refresh_from_db()
    assert moved.parent_id is not None


def test_the_page_of_what_an_undoing_removed_leads_back_to_the_tree(client, tree, team, read):
    client.force_login(team)
    client.post(at("add_node", tree.pk), {"title": "Nouveau", "label": "objectif", "code": ""})
    deed = Deed.objects.get()

    after = client.post(at("undo_deed", deed.pk), {"objectif": deed.subject_key}, follow=True)

    assert after.status_code == 200
    assert after.redirect_chain[-1][0].startswith(at("tree_list", tree.contract_id))
    assert "Nouveau" not in read(after).select_one(f"#cadre-{tree.pk}").get_text().replace("« Nouveau »", "")
