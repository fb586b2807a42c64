"""Ties to lists: confirmed, set aside, taken away; alone, many at once, by two people."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.framework.actions import describing, merging, shaping, tying
from reciproque.framework.models import DismissedTie, Node, Tie
from reciproque.framework.queries import matrix_of
from reciproque.framework.tests.factories import NodeFactory
from reciproque.journal.models import Entry
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def node(tree):
    return NodeFactory(tree=tree, title="Accompagner vers l’apprentissage du jardinage")


@pytest.fixture
def themes():
    return NomenclatureFactory(code="themes")


@pytest.fixture
def gardens(themes):
    return ReferenceFactory(nomenclature=themes, title="Jardinage et plantations", code="J")


@pytest.fixture
def music(themes):
    return ReferenceFactory(nomenclature=themes, title="Musique", code="M")


def lines_of(node):
    return set(node.references.values_list("pk", flat=True))


def suggested(node, nomenclature):
    rows = matrix_of(node.contract, nomenclature).rows
    return {
        line: one.words for row in rows if row.place.key == node.pk for line, one in row.suggested.items()
    }


def set_tie(node, line, wanted, by, seen=None):
    tying.set_tie(node, line, wanted=wanted, seen=seen, by=by, at=AT)


# One cell


def test_a_confirmed_suggestion_says_who_when_and_on_which_words(node, gardens, themes, team):
    assert suggested(node, themes) == {gardens.pk: ("jardinage",)}

    set_tie(node, gardens, "confirmed", team)

    tie = Tie.objects.get()
    assert (tie.node, tie.reference, tie.by, tie.at, tie.words) == (node, gardens, team, AT, "jardinage")
    assert Entry.objects.get().act == "tie.confirmed"
    assert suggested(node, themes) == {}


def test_a_tie_that_nothing_suggests_is_confirmed_all_the_same(node, music, team):
    set_tie(node, music, "confirmed", team)

    assert Tie.objects.get().words == ""


def test_confirming_twice_leaves_one_tie_and_one_entry(node, music, team):
    set_tie(node, music, "confirmed", team)
    set_tie(node, music, "confirmed", team)

    assert Tie.objects.count() == Entry.objects.count() == 1


def test_a_suggestion_set_aside_does_not_come_back(node, gardens, themes, team):
    set_tie(node, gardens, "refused", team)

    assert suggested(node, themes) == {}
    assert Entry.objects.get().act == "tie.dismissed"
    describing.edit_node(node, seen=None, title="Former au jardinage", by=team, at=AT)
    assert suggested(node, themes) == {}


def test_it_comes_back_when_other_words_make_it(node, gardens, themes, team):
    set_tie(node, gardens, "refused", team)

    describing.edit_node(node, seen=None, title="Jardinage, plantations d’arbres", by=team, at=AT)

    assert suggested(node, themes) == {gardens.pk: ("jardinage", "plantations")}


def test_what_is_not_suggested_cannot_be_set_aside(node, music, team):
    set_tie(node, music, "refused", team)

    assert not DismissedTie.objects.exists()
    assert not Entry.objects.exists()


def test_confirming_what_was_set_aside_takes_the_refusal_away(node, gardens, themes, team):
    set_tie(node, gardens, "refused", team)
    set_tie(node, gardens, "confirmed", team)
    set_tie(node, gardens, "", team, seen="confirmed")

    assert not DismissedTie.objects.exists()
    assert set(suggested(node, themes)) == {gardens.pk}


def test_a_tie_confirmed_by_another_meanwhile_is_not_taken_away_unseen(node, gardens, team):
    other = member_of(node.contract)
    set_tie(node, gardens, "confirmed", other)

    with pytest.raises(Refused, match=str(other)):
        set_tie(node, gardens, "refused", team, seen="suggested")

    assert lines_of(node) == {gardens.pk}
    set_tie(node, gardens, "", team, seen="confirmed")
    assert lines_of(node) == set()


@pytest.mark.parametrize("wanted", ["confirmed", "refused", ""])
def test_nobody_but_the_team_judges(node, gardens, wanted):
    for person in (UserFactory(), member_of(node.contract, Role.READER), member_of(ContractFactory())):
        with pytest.raises(PermissionDenied):
            set_tie(node, gardens, wanted, person)

    assert not Entry.objects.exists()


def test_the_list_of_another_contract_is_refused(node, team):
    line = ReferenceFactory(nomenclature__contract_id=ContractFactory().pk)

    with pytest.raises(Refused, match="autre contrat"):
        set_tie(node, line, "confirmed", team)


def test_archived_lines_and_objectives_take_no_tie(node, gardens, music, team):
    gardens.archived_at = AT
    gardens.save()
    with pytest.raises(Refused, match="archivé"):
        set_tie(node, gardens, "confirmed", team)

    shaping.archive_node(node, by=team, at=AT)
    with pytest.raises(Refused, match="archivé"):
        set_tie(node, music, "confirmed", team)


# Many at once


def test_many_suggestions_are_confirmed_by_one_act(tree, gardens, themes, team):
    nodes = NodeFactory.create_batch(3, tree=tree, title="Jardinage, plantations")
    pairs = {(one.pk, gardens.pk) for one in nodes[:2]}

    done = tying.judge_suggestions(
        pairs, contract=tree.contract, nomenclature=themes, confirm=True, by=team, at=AT
    )

    assert done == Tie.objects.count() == 2
    [entry] = Entry.objects.all()
    assert (entry.act, entry.details["count"]) == ("ties.confirmed", "2")


def test_many_are_set_aside_by_one_act(tree, gardens, themes, team):
    nodes = NodeFactory.create_batch(2, tree=tree, title="Jardinage, plantations")
    pairs = {(one.pk, gardens.pk) for one in nodes}

    tying.judge_suggestions(pairs, contract=tree.contract, nomenclature=themes, confirm=False, by=team, at=AT)

    assert [suggested(one, themes) for one in nodes] == [{}, {}]
    assert Entry.objects.get().act == "ties.dismissed"


def test_what_is_no_suggestion_is_left_as_it_stands(node, gardens, music, themes, team):
    other = NodeFactory(title="Jardinage")
    set_tie(node, gardens, "confirmed", team)
    pairs = {(node.pk, gardens.pk), (node.pk, music.pk), (other.pk, gardens.pk), (10**9, 10**9)}

    done = tying.judge_suggestions(
        pairs, contract=node.contract, nomenclature=themes, confirm=False, by=team, at=AT
    )

    assert done == 0
    assert lines_of(node) == {gardens.pk}
    assert Entry.objects.count() == 1


def test_nothing_ticked_is_refused_with_a_reason(node, themes, team):
    with pytest.raises(Refused, match="Cochez"):
        tying.judge_suggestions(
            set(), contract=node.contract, nomenclature=themes, confirm=True, by=team, at=AT
        )


# Boxes


@pytest.fixture
def lines(themes):
    return ReferenceFactory.create_batch(3, nomenclature=themes)


def tick(node, seen, wanted, by):
    return tying.tie_to_references({node.pk: (seen, wanted)}, contract=node.contract, by=by, at=AT)


def test_ticking_boxes_ties_and_unties(node, team, lines):
    one, two, three = (line.pk for line in lines)
    elsewhere = ReferenceFactory()
    node.references.set([one, elsewhere.pk])

    changed = tick(node, {one}, {two, three}, team)

    assert changed == [Node.objects.get(pk=node.pk)]
    assert lines_of(node) == {two, three, elsewhere.pk}
    [entry] = Entry.objects.all()
    assert (entry.act, entry.details["added"], entry.details["removed"]) == ("ties.set", "2", "1")


def test_two_people_who_tick_at_once_undo_nothing_of_each_other(node, team, lines):
    one, two, three = (line.pk for line in lines)
    node.references.set([one])

    tick(node, {one}, {one, two}, team)
    tick(node, {one}, {three}, team)

    assert lines_of(node) == {two, three}


def test_a_page_saved_as_it_was_changes_nothing(node, team, lines):
    node.references.set(lines)
    seen = {line.pk for line in lines}

    assert tick(node, seen, seen, team) == []
    assert not Entry.objects.exists()


def test_ties_of_another_contract_and_lines_that_do_not_exist_are_left_alone(node, team, lines):
    other = NodeFactory()
    secret = ReferenceFactory(nomenclature__contract_id=other.contract_id)

    changed = tying.tie_to_references(
        {other.pk: (set(), {lines[0].pk}), node.pk: (set(), {10**9, secret.pk})},
        contract=node.contract,
        by=team,
        at=AT,
    )

    assert changed == []
    assert not Tie.objects.exists()


def test_a_reader_ties_nothing(node, lines):
    with pytest.raises(PermissionDenied):
        tick(node, set(), {lines[0].pk}, UserFactory())


# With what becomes of an objective


def test_a_split_objective_gives_its_ties_to_the_pieces(node, gardens, team):
    set_tie(node, gardens, "confirmed", team)

    pieces = shaping.split_node(node, titles=["Semer", "Récolter"], by=team, at=AT)

    assert [lines_of(one) for one in pieces] == [{gardens.pk}, {gardens.pk}]


def test_merged_objectives_keep_each_tie_once(tree, gardens, music, team):
    keep, other = NodeFactory.create_batch(2, tree=tree)
    keep.references.set([gardens])
    other.references.set([gardens, music])

    merging.merge_nodes(keep, [other], by=team, at=AT)

    assert lines_of(keep) == {gardens.pk, music.pk}
    assert Tie.objects.count() == 2
