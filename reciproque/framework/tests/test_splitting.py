"""One objective becomes several, several become one: nothing that hung on them is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from reciproque.accounts.choices import Role
from reciproque.accounts.models import Membership
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.core.edits import Overtaken
from reciproque.framework.actions import shaping
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.models import Node, NodeLink
from reciproque.framework.tests.factories import (
    ActionFactory,
    FindingFactory,
    LinkFactory,
    NodeFactory,
    ResultFactory,
    TrackFactory,
)
from reciproque.framework.tests.outlines import outline, planted, positions_are_distinct
from reciproque.journal.models import Entry
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)


def test_a_split_node_keeps_what_hangs_on_it_and_the_others_follow(tree, team):
    place, partner, lead = NeighbourhoodFactory(), OrganisationFactory(), OrganisationFactory()
    _first, node, _last = planted(tree, "Un", "Emploi et logement", "Trois")
    Node.objects.filter(pk=node.pk).update(lead_organisation=lead, engagement=Engagement.LAUNCHING, code="2")
    node.neighbourhoods.add(place)
    node.partners.add(partner)
    result = ResultFactory(node=node)
    planted(tree, "2.1", parent=node)

    kept, made = shaping.split_node(node, titles=["Emploi", " ", "Logement "], by=team, at=AT)

    assert outline(tree) == ["Un", ("Emploi", ["2.1"]), "Logement", "Trois"]
    result.refresh_from_db()
    assert (kept.pk, kept.search_key, result.node) == (node.pk, "2 emploi", kept)
    assert (made.lead_organisation, made.engagement, made.code) == (lead, Engagement.LAUNCHING, "")
    assert list(made.neighbourhoods.all()) == [place]
    assert list(made.partners.all()) == [partner]
    assert positions_are_distinct(tree)
    assert Entry.objects.get().act == "node.split"


def test_who_led_the_whole_leads_the_pieces(tree, team):
    [node] = planted(tree, "Emploi et logement")
    lead = MembershipFactory(role=Role.LEAD, contract_id=tree.contract_id, scope_id=node.pk).user

    shaping.split_node(node, titles=["Emploi", "Logement"], by=team, at=AT)

    led = Membership.objects.filter(user=lead).values_list("scope_id", flat=True)
    assert set(led) == set(Node.objects.filter(tree=tree).values_list("pk", flat=True))


def test_a_split_seen_too_late_is_refused(tree, team):
    [node] = planted(tree, "Emploi et logement")
    shaping.split_node(node, titles=["Emploi", "Logement"], seen=1, by=team, at=AT)

    with pytest.raises(Overtaken):
        shaping.split_node(node, titles=["Travail", "Habitat"], seen=1, by=team, at=AT)
    assert outline(tree) == ["Emploi", "Logement"]


def test_merging_keeps_every_part(tree, team):
    keep, other, _third = planted(tree, "Lire", "Écrire", "Compter")
    own, theirs = planted(tree, "Lire 1", parent=keep), planted(tree, "Écrire 1", "Écrire 2", parent=other)
    parts = [make(node=other) for make in (ResultFactory, TrackFactory, FindingFactory, ActionFactory)]
    place, shared = NeighbourhoodFactory.create_batch(2)
    keep.neighbourhoods.add(shared)
    other.neighbourhoods.add(shared, place)
    link = LinkFactory(target=other, source=NodeFactory(tree__contract=tree.contract))

    merged = merge_nodes(keep, [other], title="Lire et écrire", by=team, at=AT)

    assert outline(tree) == [("Lire et écrire", ["Lire 1", "Écrire 1", "Écrire 2"]), "Compter"]
    for part in parts:
        part.refresh_from_db()
        assert part.node == merged
    assert set(merged.neighbourhoods.all()) == {shared, place}
    link.refresh_from_db()
    other.refresh_from_db()
    assert (link.target, other.archived_at) == (merged, AT)
    assert NodeLink.objects.get(source=merged, target=other).kind == LinkKind.REPLACES
    assert merged.search_key == "lire et ecrire"
    assert positions_are_distinct(tree)
    acts = Entry.objects.order_by("pk").values_list("act", "subject_key")
    assert list(acts) == [("node.absorbed", other.pk), ("node.merged", merged.pk)]
    assert len(own) + len(theirs) == merged.children.count()


def test_what_the_kept_node_does_not_say_comes_from_the_others(tree, team):
    lead = OrganisationFactory()
    keep, other = planted(tree, "Lire", "Écrire")
    Node.objects.filter(pk=keep.pk).update(notes="Les nôtres")
    Node.objects.filter(pk=other.pk).update(
        notes="Les leurs", lead_organisation=lead, engagement=Engagement.DONE
    )

    merged = merge_nodes(keep, [other], by=team, at=AT)

    assert (merged.title, merged.notes) == ("Lire", "Les nôtres")
    assert (merged.lead_organisation, merged.engagement) == (lead, Engagement.DONE)


def test_leads_follow_and_none_leads_twice(tree, team):
    keep, other = planted(tree, "Lire", "Écrire")
    alice, bob = UserFactory.create_batch(2)
    for user, node in ((alice, keep), (alice, other), (bob, other)):
        MembershipFactory(user=user, role=Role.LEAD, contract_id=tree.contract_id, scope_id=node.pk)

    merge_nodes(keep, [other], by=team, at=AT)

    led = Membership.objects.filter(role=Role.LEAD).values_list("user_id", "scope_id")
    assert sorted(led) == sorted([(alice.pk, keep.pk), (bob.pk, keep.pk)])


def test_a_link_between_the_merged_becomes_a_trace_of_the_merger(tree, team):
    keep, other = planted(tree, "Lire", "Écrire")
    LinkFactory(source=other, target=keep)
    LinkFactory(source=keep, target=other)

    merge_nodes(keep, [other], by=team, at=AT)

    assert list(NodeLink.objects.values_list("source", "target", "kind")) == [(keep.pk, other.pk, "replaces")]


def test_a_parent_absorbs_its_child_and_grandchildren_move_up(tree, team):
    [keep] = planted(tree, "Lire")
    [child] = planted(tree, "Déchiffrer", parent=keep)
    planted(tree, "Épeler", parent=child)

    merge_nodes(keep, [child], by=team, at=AT)

    assert outline(tree) == [("Lire", ["Épeler"])]
    assert positions_are_distinct(tree)


def test_a_merger_opened_before_another_edit_is_refused(tree, team):
    keep, other = planted(tree, "Lire", "Écrire")
    Node.objects.filter(pk=keep.pk).update(version=2)

    with pytest.raises(Overtaken):
        merge_nodes(keep, [other], seen=1, by=team, at=AT)
