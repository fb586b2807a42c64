"""Nodes are added, moved and shifted: every node and every place once, whatever happens."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciproque.contracts.tests.factories import member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.framework.actions import shaping
from reciproque.framework.actions.moving import move_node, shift_node
from reciproque.framework.models import Node
from reciproque.framework.queries import branches
from reciproque.framework.tests.factories import (
    TreeFactory,
)
from reciproque.framework.tests.outlines import any_nodes, outline, planted, positions_are_distinct
from reciproque.journal.models import Entry

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)


def test_a_new_node_comes_last(tree, team):
    [parent] = planted(tree, "Axe")
    planted(tree, "Un", "Deux", parent=parent)

    made = shaping.add_node(tree, parent=parent, title="Trois", code="1.3", label="objectif", by=team, at=AT)

    assert outline(tree) == [("Axe", ["Un", "Deux", "Trois"])]
    assert (made.contract, made.search_key) == (tree.contract, "1.3 trois")
    assert Entry.objects.get().act == "node.added"


def test_a_node_moves_with_all_under_it(tree, team):
    one, two, three = planted(tree, "Un", "Deux", "Trois")
    planted(tree, "1.1", "1.2", parent=one)
    [under_two] = planted(tree, "2.1", parent=two)

    move_node(one, parent=two, before=under_two, seen=one.version, by=team, at=AT)
    assert outline(tree) == [("Deux", [("Un", ["1.1", "1.2"]), "2.1"]), "Trois"]

    move_node(three, parent=None, before=two, by=team, at=AT)
    assert outline(tree) == ["Trois", ("Deux", [("Un", ["1.1", "1.2"]), "2.1"])]
    assert positions_are_distinct(tree)


def test_a_move_says_from_where_to_where(tree, team):
    one, two = planted(tree, "Un", "Deux")

    move_node(one, parent=two, by=team, at=AT)

    assert Entry.objects.get().changes["parent"] == [None, str(two.pk)]


def test_a_place_that_went_elsewhere_is_refused(tree, team):
    one, two, three = planted(tree, "Un", "Deux", "Trois")
    move_node(two, parent=three, by=team, at=AT)

    with pytest.raises(Refused, match="n’est plus au même endroit"):
        move_node(one, parent=None, before=two, by=team, at=AT)


def test_a_stale_parent_is_read_afresh(tree, team):
    """Each was opened before the other moved: the second would close the ring."""
    one, two = planted(tree, "Un", "Deux")
    stale_one, stale_two = Node.objects.get(pk=one.pk), Node.objects.get(pk=two.pk)

    move_node(one, parent=two, by=team, at=AT)

    with pytest.raises(Refused, match="ne peut pas dépendre de lui-même"):
        move_node(stale_two, parent=stale_one, by=team, at=AT)


def test_a_parent_archived_meanwhile_takes_nothing(tree, team):
    one, two = planted(tree, "Un", "Deux")
    stale = Node.objects.get(pk=two.pk)
    shaping.archive_node(two, by=team, at=AT)

    with pytest.raises(Refused, match="d’accueil est archivé"):
        move_node(one, parent=stale, by=team, at=AT)
    with pytest.raises(Refused, match="d’accueil est archivé"):
        shaping.add_node(tree, parent=stale, title="Trois", by=team, at=AT)


def test_two_people_do_not_move_one_node(tree, team):
    one, two = planted(tree, "Un", "Deux")
    move_node(one, parent=two, seen=1, by=team, at=AT)

    with pytest.raises(Overtaken):
        move_node(one, parent=None, seen=1, by=team, at=AT)


def test_shifting_goes_one_place_and_passes_what_is_archived(tree, team):
    _one, gone, two, _three = planted(tree, "Un", "Archivé", "Deux", "Trois")
    shaping.archive_node(gone, by=team, at=AT)

    shift_node(two, up=True, by=team, at=AT)
    assert outline(tree) == ["Deux", "Un", "Trois"]
    shift_node(two, up=False, by=team, at=AT)
    assert outline(tree) == ["Un", "Deux", "Trois"]
    shift_node(two, up=False, by=team, at=AT)
    assert outline(tree) == ["Un", "Trois", "Deux"]
    assert positions_are_distinct(tree)


def test_shifting_stops_at_both_ends(tree, team):
    one, two = planted(tree, "Un", "Deux")

    with pytest.raises(Refused, match="déjà le premier"):
        shift_node(one, up=True, by=team, at=AT)
    with pytest.raises(Refused, match="déjà le dernier"):
        shift_node(two, up=False, by=team, at=AT)


def test_shifting_a_node_that_moved_meanwhile_keeps_it_where_it_is(tree, team):
    _one, two, three = planted(tree, "Un", "Deux", "Trois")
    planted(tree, "3.1", parent=three)
    stale = Node.objects.get(pk=two.pk)
    move_node(two, parent=three, by=team, at=AT)

    shift_node(stale, up=True, by=team, at=AT)

    assert outline(tree) == ["Un", ("Trois", ["Deux", "3.1"])]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_run_of_moves_leaves_a_tree_with_every_node_and_every_place_once(data):
    tree = TreeFactory()
    team = member_of(tree.contract)
    nodes = any_nodes(data, tree, by=team, at=AT)
    for _ in range(data.draw(st.integers(1, 8))):
        moved, host = data.draw(st.sampled_from(nodes)), data.draw(st.sampled_from([None, *nodes]))
        before = data.draw(st.sampled_from([None, *nodes]))
        try:
            move_node(moved, parent=host, before=before, by=team, at=AT)
        except Refused:
            continue
        moved.refresh_from_db()
        assert moved.parent == host

    reached = [one.node.pk for root in branches(Node.objects.filter(tree=tree)) for one in root.walk()]
    assert sorted(reached) == sorted(node.pk for node in nodes)
    assert positions_are_distinct(tree)
