"""What a node says, and what hangs on it in words: typed, edited by two at once, archived."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import PassageFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.framework.actions import describing
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.models import PART_KINDS, Action, Node, NodeLink, Result
from reciproque.framework.tests.factories import ActionFactory, LinkFactory, NodeFactory, ResultFactory
from reciproque.journal.models import Entry
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def node(tree):
    return NodeFactory(tree=tree, title="Accompagner", code="1.1")


def lead_of(node):
    return MembershipFactory(role=Role.LEAD, contract_id=node.contract_id, scope_id=node.pk).user


def test_an_edit_changes_words_and_lists_and_says_both(node, team):
    body, place = OrganisationFactory(name="Ville"), NeighbourhoodFactory()

    edited = describing.edit_node(
        node, seen=1, title="Accompagner tôt", lead_organisation=body, neighbourhoods=[place], by=team, at=AT
    )

    assert (edited.version, edited.search_key) == (2, "1.1 accompagner tot")
    assert list(node.neighbourhoods.all()) == [place]
    changes = Entry.objects.get().changes
    assert changes["title"] == ["Accompagner", "Accompagner tôt"]
    assert set(changes) == {"title", "lead_organisation", "neighbourhoods"}


def test_an_edit_that_changes_nothing_leaves_no_trace(node, team):
    place = NeighbourhoodFactory()
    node.neighbourhoods.add(place)

    describing.edit_node(node, seen=1, title=node.title, neighbourhoods=[place], by=team, at=AT)

    assert not Entry.objects.exists()
    assert Node.objects.get(pk=node.pk).version == 1


def test_a_list_alone_counts_as_an_edit(node, team):
    describing.edit_node(node, seen=1, partners=[OrganisationFactory()], by=team, at=AT)

    with pytest.raises(Overtaken):
        describing.edit_node(node, seen=1, partners=[], by=team, at=AT)
    assert node.partners.count() == 1


@pytest.mark.parametrize("title", ["", " \n "])
def test_an_objective_keeps_words(node, team, title):
    with pytest.raises(Refused, match="Donnez un intitulé"):
        describing.edit_node(node, seen=None, title=title, by=team, at=AT)


def test_what_was_archived_meanwhile_is_not_edited(node, team):
    Node.objects.filter(pk=node.pk).update(archived_at=AT)

    for deed in (
        lambda: describing.edit_node(node, seen=1, title="Autre", by=team, at=AT),
        lambda: describing.report_on_node(node, seen=1, engagement="done", notes="", by=team, at=AT),
        lambda: describing.add_part_of("pistes", Node.objects.get(pk=node.pk), wording="X", by=team, at=AT),
    ):
        with pytest.raises(Refused, match="archivé"):
            deed()


def test_who_leads_an_objective_or_one_above_says_how_far_it_is(node):
    child = NodeFactory(parent=node)

    describing.report_on_node(
        child, seen=1, engagement=Engagement.LAUNCHING, notes="Premiers contacts", by=lead_of(node), at=AT
    )

    child.refresh_from_db()
    assert (child.engagement, child.notes) == (Engagement.LAUNCHING, "Premiers contacts")
    assert Entry.objects.get().act == "node.reported"


def test_a_lead_reports_on_hers_only_and_edits_nothing_else(node, tree):
    lead, other = lead_of(node), NodeFactory(tree=tree)

    with pytest.raises(PermissionDenied):
        describing.report_on_node(other, seen=1, engagement="done", notes="", by=lead, at=AT)
    with pytest.raises(PermissionDenied):
        describing.edit_node(node, seen=1, title="Autre", by=lead, at=AT)


@pytest.mark.parametrize("kind", PART_KINDS)
def test_each_kind_of_part_is_added_edited_archived_and_restored(kind, node, team):
    made = describing.add_part_of(kind, node, wording="Un", by=team, at=AT)
    second = describing.add_part_of(kind, node, wording="Deux", by=team, at=AT)
    describing.edit_part(made, seen=1, wording="Un et demi", by=team, at=AT)
    describing.archive_part(made, by=team, at=AT)
    with pytest.raises(PermissionDenied):
        describing.edit_part(made, seen=None, wording="Trois", by=team, at=AT)
    describing.restore_part(made, by=team, at=AT)

    made.refresh_from_db()
    assert (made.wording, made.archived_at, made.node, made.tree) == ("Un et demi", None, node, node.tree)
    assert second.position > made.position
    word = made._meta.model_name
    verbs = ["added", "added", "edited", "archived", "restored"]
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == [f"{word}.{verb}" for verb in verbs]


def test_two_people_do_not_overwrite_one_result(node, team):
    result = ResultFactory(node=node)
    describing.edit_part(result, seen=1, target="10 familles", by=team, at=AT)

    with pytest.raises(Overtaken) as overtaken:
        describing.edit_part(result, seen=1, target="12 familles", by=team, at=AT)

    assert overtaken.value.current.target == "10 familles"


def test_a_part_says_something(node, team):
    with pytest.raises(Refused):
        describing.add_part_of("resultats", node, wording=" ", by=team, at=AT)


def test_many_parts_come_as_one_act(node, team):
    rows = [Result(contract=node.contract, node=node, wording=str(n), position=n) for n in range(3)]

    describing.add_parts(rows, contract=node.contract, by=team, at=AT)

    assert node.results.count() == 3
    assert [(entry.act, entry.details) for entry in Entry.objects.all()] == [
        ("result.brought", {"count": "3"})
    ]


def test_an_action_ends_after_it_starts():
    ActionFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFactory(starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1))
    assert Action.objects.count() == 1


# Links


def test_a_link_is_made_once_and_taken_away(node, team):
    other = NodeFactory(tree__contract=node.contract, title="Soutenir")

    link = describing.link_nodes(node, other, kind=LinkKind.REPEATS, by=team, at=AT)
    again = describing.link_nodes(node, other, kind=LinkKind.REPEATS, by=team, at=AT)
    assert link == again
    describing.unlink_nodes(link, by=team, at=AT)

    assert not NodeLink.objects.exists()
    acts = [(entry.act, entry.details["target"]) for entry in Entry.objects.order_by("pk")]
    assert acts == [("node.linked", "Soutenir"), ("node.unlinked", "Soutenir")]


def test_a_link_goes_up_only_to_what_one_may_read(node, team):
    above = NodeFactory(tree__contract__name="Stratégie métropolitaine")
    node.contract.parent = above.contract
    node.contract.save()

    with pytest.raises(PermissionDenied):
        describing.link_nodes(node, above, kind=LinkKind.CONTRIBUTES, by=team, at=AT)

    MembershipFactory(user=team, contract_id=above.contract_id, role=Role.READER)
    team = type(team).objects.get(pk=team.pk)
    link = describing.link_nodes(node, above, kind=LinkKind.CONTRIBUTES, by=team, at=AT)
    assert (link.source, link.target) == (node, above)


def test_the_contract_above_does_not_undo_the_links_of_the_one_below(node):
    link = LinkFactory(source=node, target=NodeFactory())

    with pytest.raises(PermissionDenied):
        describing.unlink_nodes(link, by=member_of(link.target.contract), at=AT)


def test_a_passage_that_goes_leaves_the_words():
    result = ResultFactory(passage=PassageFactory())

    result.passage.delete()

    result.refresh_from_db()
    assert result.passage is None
