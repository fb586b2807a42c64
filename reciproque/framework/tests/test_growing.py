"""Frameworks are opened, renamed, archived; a reading plants whole trees; only the team does so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, PassageFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.framework.actions import shaping
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.moving import move_node, shift_node
from reciproque.framework.tests.factories import (
    NodeFactory,
)
from reciproque.framework.tests.outlines import outline, planted, positions_are_distinct
from reciproque.journal.models import Entry
from reciproque.territories.tests.factories import NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)


def test_a_framework_is_opened_renamed_archived_and_restored(tree, team):
    made = shaping.create_tree(tree.contract, title="Priorités 2019", by=team, at=AT)
    shaping.edit_tree(made, seen=made.version, title="Priorités 2020", by=team, at=AT)
    shaping.archive_tree(made, by=team, at=AT)
    made.refresh_from_db()
    assert (made.title, made.archived_at, made.position > tree.position) == ("Priorités 2020", AT, True)

    shaping.restore_tree(made, by=team, at=LATER)

    made.refresh_from_db()
    assert made.archived_at is None
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["tree.created", "tree.edited", "tree.archived", "tree.restored"]


def test_a_framework_that_is_archived_takes_nothing(tree, team):
    [node] = planted(tree, "Un")
    shaping.archive_tree(tree, by=team, at=AT)

    for deed in (
        lambda: shaping.edit_tree(tree, seen=None, title="Autre", by=team, at=AT),
        lambda: shaping.archive_tree(tree, by=team, at=AT),
        lambda: shaping.add_node(tree, parent=None, title="Deux", by=team, at=AT),
        lambda: shaping.grow_tree(tree, [shaping.Sprout("Deux", "axe")], by=None, at=AT),
        lambda: move_node(node, parent=None, by=team, at=AT),
        lambda: shift_node(node, up=True, by=team, at=AT),
        lambda: shaping.split_node(node, titles=["a", "b"], by=team, at=AT),
        lambda: shaping.archive_node(node, by=team, at=AT),
        lambda: shaping.restore_node(node, by=team, at=AT),
        lambda: merge_nodes(node, [NodeFactory(tree=tree)], by=team, at=AT),
    ):
        with pytest.raises(Refused, match="Ce cadre est archivé"):
            deed()


@pytest.mark.parametrize("title", ["", "  \n"])
def test_a_framework_has_a_title(tree, team, title):
    with pytest.raises(Refused, match="Donnez un titre"):
        shaping.create_tree(tree.contract, title=title, by=team, at=AT)
    with pytest.raises(Refused, match="Donnez un titre"):
        shaping.edit_tree(tree, seen=None, title=title, by=team, at=AT)


def test_a_renamed_framework_overwrites_nobody(tree, team):
    shaping.edit_tree(tree, seen=tree.version, title="Le mien", by=team, at=AT)

    with pytest.raises(Overtaken):
        shaping.edit_tree(tree, seen=tree.version, title="Le sien", by=team, at=AT)


def test_a_reading_plants_a_whole_tree_with_codes_that_repeat(tree, team):
    passage = PassageFactory(text__contract=tree.contract)
    sprouts = [
        shaping.Sprout("Réussir", "axe", code="1"),
        shaping.Sprout("Lire", "objectif", code="1.5.3", parent=0, passage=passage),
        shaping.Sprout("Écrire", "objectif", code="1.5.3", parent=0, values={"notes": "Dès six ans"}),
        shaping.Sprout("Habiter", "axe", code="2"),
    ]

    made = shaping.grow_tree(tree, sprouts, by=team, at=AT)

    assert [node.title for node in made] == ["Réussir", "Lire", "Écrire", "Habiter"]
    assert outline(tree) == [("Réussir", ["Lire", "Écrire"]), "Habiter"]
    assert (made[1].passage, made[2].notes, made[1].search_key) == (passage, "Dès six ans", "1.5.3 lire")
    assert [entry.act for entry in Entry.objects.all()] == ["tree.grown"]


def test_a_second_growth_comes_after_the_first(tree, team):
    shaping.grow_tree(tree, [shaping.Sprout("Un", "axe"), shaping.Sprout("Deux", "axe")], by=team, at=AT)
    shaping.grow_tree(tree, [shaping.Sprout("Trois", "axe")], by=team, at=AT)

    assert outline(tree) == ["Un", "Deux", "Trois"]
    assert positions_are_distinct(tree)


def test_a_ring_of_sprouts_loses_none_and_keeps_their_order(tree, team):
    sprouts = [
        shaping.Sprout("Un", "axe", parent=1),
        shaping.Sprout("Deux", "axe", parent=0),
        shaping.Sprout("Trois", "axe", parent=77),
    ]

    made = shaping.grow_tree(tree, sprouts, by=team, at=AT)

    assert [node.title for node in made] == ["Un", "Deux", "Trois"]
    assert sum(node.parent_id is None for node in made) == 2


def test_a_contract_without_pillars_is_a_framework_too(team, tree):
    """2024: a cross-cutting base, and projects whose roots are neighbourhoods."""
    place = NeighbourhoodFactory(name="Les Tilleuls")
    shaping.grow_tree(
        tree,
        [shaping.Sprout("Socle transversal", "socle"), shaping.Sprout("Égalité", "priorité", parent=0)],
        by=team,
        at=AT,
    )
    root = shaping.add_node(
        tree, parent=None, title="Les Tilleuls", label="projet de quartier", by=team, at=AT
    )
    root.neighbourhoods.add(place)
    shaping.add_node(tree, parent=root, title="Rouvrir le marché", label="objectif", by=team, at=AT)

    assert outline(tree) == [("Socle transversal", ["Égalité"]), ("Les Tilleuls", ["Rouvrir le marché"])]


@pytest.mark.parametrize("role", [None, Role.READER, Role.STATE, Role.SIGNATORY, Role.LEAD])
def test_only_the_team_shapes_a_tree(tree, role):
    [node, other] = planted(tree, "Un", "Deux")
    somebody = UserFactory()
    if role is not None:
        somebody = MembershipFactory(
            role=role, contract_id=tree.contract_id, **({"scope_id": node.pk} if role == Role.LEAD else {})
        ).user

    for deed in (
        lambda: shaping.create_tree(tree.contract, title="Autre", by=somebody, at=AT),
        lambda: shaping.edit_tree(tree, seen=None, title="Autre", by=somebody, at=AT),
        lambda: shaping.archive_tree(tree, by=somebody, at=AT),
        lambda: shaping.restore_tree(tree, by=somebody, at=AT),
        lambda: shaping.add_node(tree, parent=None, title="Autre", by=somebody, at=AT),
        lambda: shaping.grow_tree(tree, [], by=somebody, at=AT),
        lambda: move_node(node, parent=other, by=somebody, at=AT),
        lambda: shift_node(node, up=False, by=somebody, at=AT),
        lambda: shaping.split_node(node, titles=["a", "b"], by=somebody, at=AT),
        lambda: merge_nodes(node, [other], by=somebody, at=AT),
        lambda: shaping.archive_node(node, by=somebody, at=AT),
        lambda: shaping.restore_node(node, by=somebody, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert not Entry.objects.exists()


def test_the_team_of_another_contract_is_a_stranger(tree):
    [node] = planted(tree, "Un")

    with pytest.raises(PermissionDenied):
        shaping.archive_node(node, by=member_of(ContractFactory()), at=AT)
