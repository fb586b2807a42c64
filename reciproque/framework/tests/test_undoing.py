"""Undoing one's last acts: to the letter, in their order, never over somebody else's work."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.models import Membership
from reciproque.accounts.rules.memberships import Grant
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core.refusals import Refused
from reciproque.framework.actions import describing, shaping
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.moving import move_node, shift_node
from reciproque.framework.actions.undoing import drop_deed, redo_deed, undo_deed
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.jobs import purge_deeds
from reciproque.framework.models import PART_KINDS, Deed, Node, NodeLink, Result, Tree
from reciproque.framework.queries import any_node, leads_of, stacks_of
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TrackFactory, TreeFactory
from reciproque.framework.tests.outlines import planted
from reciproque.journal.models import Entry
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.references.tests.factories import ReferenceFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KINDS = [
    Tree,
    Node,
    NodeLink,
    *PART_KINDS.values(),
    *(f.remote_field.through for f in Node._meta.many_to_many),
]


def whole(tree):
    """Every row of the framework, column by column, but for versions."""
    told = {
        (kind._meta.label, row.pop(kind._meta.pk.attname)): row
        for kind in KINDS
        for row in kind._base_manager.values()
    }
    told |= {("lead", one["id"]): one for one in Membership.objects.filter(scope_kind="objective").values()}
    for row in told.values():
        row.pop("version", None)
    return told


def last(person, tree):
    return stacks_of(person, [tree.pk], AT)[tree.pk]["undo"][0]


def undo(person, tree):
    return undo_deed(last(person, tree), by=person, at=AT)


def redo(person, tree):
    return redo_deed(stacks_of(person, [tree.pk], AT)[tree.pk]["redo"][0], by=person, at=AT)


def called(person, name):
    person.name = name
    person.save()
    return person


def fresh(row):
    return type(row)._default_manager.get(pk=row.pk)


@pytest.fixture
def garden(tree, team):
    """Three roots, leaves under them, and something of everything on them."""
    one, two, _three = planted(tree, "Un", "Deux", "Trois")
    planted(tree, "Un A", "Un B", parent=one)
    [leaf] = planted(tree, "Deux A", parent=two)
    partner, line = OrganisationFactory(), ReferenceFactory()
    for node in (one, two):
        node.partners.set([partner])
        node.references.set([line])
        grant_role(UserFactory(), Grant.lead_of(node.pk), by=None, at=AT)
    both = UserFactory()
    grant_role(both, Grant.lead_of(one.pk), by=None, at=AT)
    grant_role(both, Grant.lead_of(two.pk), by=None, at=AT)
    ResultFactory(node=two)
    TrackFactory(node=leaf)
    other = NodeFactory(tree=TreeFactory(contract=tree.contract), title="Ailleurs")
    describing.link_nodes(one, other, kind=LinkKind.REPEATS, by=None, at=AT)
    describing.link_nodes(two, other, kind=LinkKind.REPEATS, by=None, at=AT)
    describing.link_nodes(one, two, kind=LinkKind.SPECIFIES, by=None, at=AT)
    return tree


def act_at_random(draw, tree, person):
    """Do one of all the acts to some of the rows, whatever they are; many are refused, as in life."""
    nodes = list(Node.objects.filter(tree=tree).order_by("pk"))
    parts = list(Result.objects.filter(contract=tree.contract).order_by("pk"))
    pick = lambda rows: draw(st.sampled_from(rows))  # noqa: E731 -- short, and named for what it is handed to
    node, told = pick(nodes), {"by": person, "at": AT + timedelta(minutes=draw(st.integers(0, 9)))}
    part = pick(parts)
    deeds = [
        lambda: move_node(node, parent=pick([None, *nodes]), before=pick([None, *nodes]), **told),
        lambda: shift_node(node, up=draw(st.booleans()), **told),
        lambda: describing.edit_node(
            node, seen=None, title=pick(["Œuvre", "Autre"]), code=pick(["", "1"]), partners=[], **told
        ),
        lambda: describing.report_on_node(
            node, seen=None, engagement=pick([Engagement.DONE, ""]), notes="dit", **told
        ),
        lambda: shaping.split_node(node, titles=["Premier", "Second", "Troisième"], **told),
        lambda: merge_nodes(node, [pick(nodes), *([pick(nodes)] if draw(st.booleans()) else [])], **told),
        lambda: shaping.archive_node(node, **told),
        lambda: shaping.restore_node(node, **told),
        lambda: shaping.add_node(tree, parent=pick([None, node]), title="Ajout", **told),
        lambda: describing.link_nodes(node, pick(nodes), kind=pick(list(LinkKind)), **told),
        lambda: [describing.unlink_nodes(link, **told) for link in NodeLink.objects.filter(source=node)[:1]],
        lambda: describing.add_part_of(pick(list(PART_KINDS)), node, wording="Une part", **told),
        lambda: describing.edit_part(part, seen=None, wording=pick(["Dit", "Redit"]), year=2030, **told),
        lambda: describing.archive_part(part, **told),
        lambda: describing.restore_part(part, **told),
        lambda: shaping.edit_tree(tree, seen=None, title=pick(["Cadre", "Cadre refait"]), **told),
    ]
    try:
        with transaction.atomic():
            pick(deeds)()
    except (Refused, PermissionDenied):
        pass


@given(data=st.data(), acts=st.integers(1, 9))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_gives_the_same_tree_to_the_letter_and_redoing_brings_it_back(
    garden, team, data, acts
):
    point = transaction.savepoint()
    try:
        _walk_there_and_back(garden, team, data.draw, acts)
    finally:
        transaction.savepoint_rollback(point)


def _walk_there_and_back(garden, team, draw, acts):
    states = [whole(garden)]
    for _ in range(acts):
        act_at_random(draw, garden, team)
        if Deed.objects.count() == len(states):
            states.append(whole(garden))
        assert whole(garden) == states[-1], "an act that changes something is remembered"
    for before in states[-2::-1]:
        undo(team, garden)
        assert whole(garden) == before
    for after in states[1:]:
        redo(team, garden)
        assert whole(garden) == after
    for before in states[-2::-1]:
        undo(team, garden)
        assert whole(garden) == before
    assert not Deed.objects.filter(undone_at=None).exists()


def test_what_was_absorbed_comes_back_with_all_that_hung_on_it(garden, team):
    one, two = Node.objects.get(title="Un"), Node.objects.get(title="Deux")
    before = whole(garden)
    merge_nodes(one, [two], title="Un et deux", by=team, at=AT)
    assert two.results.count() == 0

    undo(team, garden)

    assert whole(garden) == before
    assert (two.results.count(), leads_of(two).count(), two.partners.count()) == (1, 2, 1)
    assert fresh(two).archived_at is None


def test_undoing_is_an_act_of_the_journal(garden, team):
    node = Node.objects.get(title="Un A")
    move_node(node, parent=None, by=team, at=AT)

    undo(team, garden)

    entry = Entry.objects.first()
    assert (entry.act, entry.by_id, entry.subject_key) == ("tree.undone", team.pk, node.pk)
    assert entry.sentence == "a annulé : déplacement de « Un A »"
    assert entry.changes["parent_id"] == [None, str(node.parent_id)]


def test_roles_that_come_and_go_with_an_undoing_are_told(garden, team):
    shaping.split_node(Node.objects.get(title="Un"), titles=["Un", "Une"], by=team, at=AT)
    given = Entry.objects.filter(act="accounts.role_given").count()

    undo(team, garden)
    redo(team, garden)

    assert Entry.objects.filter(act="accounts.role_withdrawn").count() == 2
    assert Entry.objects.filter(act="accounts.role_given").count() == given + 2


def test_what_somebody_else_has_changed_since_is_not_overwritten(garden, team):
    node, colleague = Node.objects.get(title="Un"), called(member_of(garden.contract), "Bob Bricole")
    describing.edit_node(node, seen=None, title="Un, revu", by=team, at=AT)
    describing.edit_node(node, seen=None, notes="de Bob", by=colleague, at=AT)
    before = whole(garden)

    with pytest.raises(Refused, match="« Un, revu » a été modifié depuis par Bob Bricole"):
        undo(team, garden)

    assert whole(garden) == before


def test_an_own_edit_before_a_colleague_s_cannot_be_reached_through_a_later_one(garden, team):
    node, colleague = Node.objects.get(title="Un"), member_of(garden.contract)
    describing.edit_node(node, seen=None, title="Premier", by=team, at=AT)
    describing.edit_node(node, seen=None, title="De Bob", by=colleague, at=AT)
    describing.edit_node(node, seen=None, title="Dernier", by=team, at=AT)
    undo(team, garden)
    assert fresh(node).title == "De Bob"

    with pytest.raises(Refused):
        undo(team, garden)

    assert fresh(node).title == "De Bob"


def test_a_form_opened_before_the_undoing_is_overtaken(garden, team):
    node = Node.objects.get(title="Un")
    opened = node.version
    describing.edit_node(node, seen=opened, title="Autre", by=team, at=AT)
    undo(team, garden)

    with pytest.raises(Refused, match="pendant votre saisie"):
        describing.edit_node(node, seen=opened, title="Vieux formulaire", by=team, at=AT)


def test_what_was_added_stays_once_something_hangs_on_it(garden, team):
    colleague = member_of(garden.contract)
    made = shaping.add_node(garden, parent=None, title="Nouveau", by=team, at=AT)
    describing.add_part_of("resultats", made, wording="Un résultat", by=colleague, at=AT)

    with pytest.raises(Refused, match="« Nouveau » porte maintenant quelque chose"):
        undo(team, garden)

    assert any_node(made.pk)


def test_what_was_added_stays_once_somebody_leads_it(garden, team):
    made = shaping.add_node(garden, parent=None, title="Nouveau", by=team, at=AT)
    grant_role(UserFactory(), Grant.lead_of(made.pk), by=team, at=AT)

    with pytest.raises(Refused, match="pilote"):
        undo(team, garden)


def test_two_undoings_that_together_would_make_a_ring_are_refused(tree, team):
    colleague = member_of(tree.contract)
    a, b = planted(tree, "A", "B")
    move_node(a, parent=b, by=team, at=AT)
    move_node(a, parent=None, by=team, at=AT)
    move_node(b, parent=a, by=colleague, at=AT)

    with pytest.raises(Refused):
        undo(team, tree)


def test_a_place_taken_by_somebody_else_is_not_shared(tree, team):
    one, two, three = planted(tree, "Un", "Deux", "Trois")
    shift_node(one, up=False, by=member_of(tree.contract), at=AT)
    move_node(two, parent=one, by=team, at=AT)
    shift_node(three, up=True, by=member_of(tree.contract), at=AT)

    with pytest.raises(Refused, match="même endroit"):
        undo(team, tree)


def test_restoring_undone_is_refused_by_what_upper_apps_hang(tree, team, monkeypatch):
    [node] = planted(tree, "Un")
    shaping.archive_node(node, by=team, at=AT)
    shaping.restore_node(node, by=team, at=AT)
    monkeypatch.setattr(
        "reciproque.framework.actions.undoing.reasons_from_above", lambda act, rows: ["Il porte un dossier."]
    )

    with pytest.raises(Refused, match="dossier"):
        undo(team, tree)

    assert fresh(node).archived_at is None


def test_a_new_act_forgets_what_was_undone(tree, team):
    one, two = planted(tree, "Un", "Deux")
    move_node(two, parent=one, by=team, at=AT)
    undo(team, tree)
    shift_node(two, up=True, by=team, at=AT)

    assert stacks_of(team, [tree.pk], AT)[tree.pk]["redo"] == []


def test_only_the_last_act_is_undone(tree, team):
    one, two = planted(tree, "Un", "Deux")
    move_node(two, parent=one, by=team, at=AT)
    first = last(team, tree)
    shaping.add_node(tree, parent=None, title="Trois", by=team, at=AT)

    with pytest.raises(Refused, match="plus rien à annuler"):
        undo_deed(first, by=team, at=AT)


def test_what_can_no_longer_be_undone_is_left_so_that_the_act_before_can_be(tree, team):
    one, two = planted(tree, "Un", "Deux")
    describing.edit_node(one, seen=None, title="Un refait", by=team, at=AT)
    describing.edit_node(two, seen=None, title="Deux refait", by=team, at=AT)
    describing.edit_node(two, seen=None, title="De Bob", by=member_of(tree.contract), at=AT)

    drop_deed(last(team, tree), by=team, at=AT)
    undo(team, tree)

    assert (fresh(one).title, fresh(two).title) == ("Un", "De Bob")


def test_nobody_undoes_the_act_of_another(tree, team):
    [node] = planted(tree, "Un")
    describing.edit_node(node, seen=None, title="Autre", by=team, at=AT)

    with pytest.raises(PermissionDenied):
        undo_deed(last(team, tree), by=member_of(tree.contract), at=AT)


def test_who_left_the_team_undoes_nothing(tree, team):
    [node] = planted(tree, "Un")
    describing.edit_node(node, seen=None, title="Autre", by=team, at=AT)
    Membership.objects.filter(user=team).delete()
    del team._held_roles

    with pytest.raises(PermissionDenied):
        undo_deed(last(team, tree), by=team, at=AT)


def test_a_lead_takes_back_what_she_said_of_her_objective(tree):
    [node] = planted(tree, "Un")
    lead = UserFactory()
    grant_role(lead, Grant.lead_of(node.pk), by=None, at=AT)
    describing.report_on_node(node, seen=None, engagement=Engagement.DONE, notes="fini", by=lead, at=AT)

    undo(lead, tree)

    assert (fresh(node).engagement, fresh(node).notes) == ("", "")


def test_after_some_days_nothing_is_kept(tree, team):
    [node] = planted(tree, "Un")
    describing.edit_node(node, seen=None, title="Autre", by=team, at=AT)

    assert stacks_of(team, [tree.pk], AT + timedelta(days=8)) == {}
    assert purge_deeds(AT + timedelta(days=8)) == 1


def test_no_more_than_thirty_acts_are_kept(tree, team):
    [node] = planted(tree, "Un")
    for number in range(33):
        describing.edit_node(node, seen=None, title=f"Titre {number}", by=team, at=AT)

    assert Deed.objects.count() == 30


def test_what_the_house_does_itself_is_not_remembered(tree, team):
    shaping.add_node(tree, parent=None, title="Importé", by=None, at=AT)

    assert not Deed.objects.exists()
