"""What a tree of objectives allows, whatever its shape."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.framework import rules
from reciproque.framework.models import Node, Tree

unhurried = settings(deadline=None)  # a busy machine is no fault of the rules
THEN = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def shapes(draw, largest=15):
    """Any forest: each node hangs on one that came before, or on none."""
    size = draw(st.integers(1, largest))
    return {
        n: draw(st.one_of(st.none(), st.integers(1, n - 1))) if n > 1 else None for n in range(1, size + 1)
    }


def node(key, *, tree=1, contract=1, archived=False):
    return Node(pk=key, tree_id=tree, contract_id=contract, archived_at=THEN if archived else None)


TREE = Tree(pk=1, contract_id=1)


def is_forest(shape):
    return all(shape.get(rules.ancestors(key, shape)[-1]) is None for key in shape)


@unhurried
@given(shapes(), st.data())
def test_no_allowed_move_makes_a_ring_or_a_tree_that_is_too_deep(shape, data):
    moved = data.draw(st.sampled_from(sorted(shape)))
    host = data.draw(st.sampled_from([None, *sorted(shape)]))
    deepest = max(rules.depth(key, shape) for key in shape)

    parent = None if host is None else node(host)
    if rules.obstacles_to_moving(node(moved), parent, TREE, shape=shape) == []:
        after = {**shape, moved: host}
        assert is_forest(after)
        assert max(rules.depth(key, after) for key in after) <= max(rules.DEEPEST, deepest)
    else:
        under_itself = host in rules.below(moved, shape)
        room = rules.depth(host, shape) + rules.height(moved, shape) <= rules.DEEPEST
        assert under_itself or not room


@unhurried
@given(shapes())
def test_below_and_ancestors_are_two_sides_of_one_thing(shape):
    for one in shape:
        for other in shape:
            assert (other in rules.below(one, shape)) == (one in rules.ancestors(other, shape))


@unhurried
@given(shapes())
def test_a_node_is_as_high_as_the_longest_way_down(shape):
    children = {key: [one for one, up in shape.items() if up == key] for key in shape}

    for key in shape:
        assert rules.height(key, shape) == 1 + max(
            (rules.height(child, shape) for child in children[key]), default=0
        )


def test_a_ring_in_the_data_stops_no_page():
    assert rules.ancestors(1, {1: 2, 2: 1}) == [1, 2]


@unhurried
@given(st.lists(st.one_of(st.none(), st.integers(-2, 25)), max_size=25))
def test_any_list_of_parents_becomes_a_tree_without_losing_an_item(parents):
    fit = rules.fitted(parents)
    shape = dict(enumerate(fit))

    assert len(fit) == len(parents)
    assert is_forest(shape)
    assert all(rules.depth(key, shape) <= rules.DEEPEST for key in shape)


@unhurried
@given(shapes(largest=12))
def test_a_tree_that_fits_stays_as_it_is(shape):
    parents = [None if up is None else up - 1 for up in shape.values()]

    assert rules.fitted(parents) == parents


def test_what_lies_too_deep_hangs_on_the_lowest_level_that_carries():
    fit = rules.fitted([None, *range(20)])

    assert fit[: rules.DEEPEST] == [None, *range(rules.DEEPEST - 1)]
    assert set(fit[rules.DEEPEST :]) == {rules.DEEPEST - 2}


def test_ten_thousand_levels_are_fitted_at_once():
    parents = [*range(1, 10_000), None]  # each hangs on the next: the way up is as long as the list

    assert len(rules.fitted(parents)) == 10_000


@pytest.mark.parametrize(
    ("parent", "tree", "why"),
    [
        (node(2, tree=2), TREE, "dans un autre cadre"),
        (node(2, archived=True), TREE, "est archivé"),
        (node(2), Tree(pk=1, contract_id=1, archived_at=THEN), "Ce cadre est archivé"),
        (None, Tree(pk=1, contract_id=1, archived_at=THEN), "Ce cadre est archivé"),
        (None, Tree(pk=2, contract_id=1), "Un objectif reste dans son cadre"),
        (None, Tree(pk=2, contract_id=2), "Un objectif reste dans son cadre"),
        (node(1), TREE, "ne peut pas dépendre de lui-même"),
    ],
)
def test_each_move_that_cannot_be_says_why(parent, tree, why):
    [reason] = rules.obstacles_to_moving(node(1), parent, tree, shape={1: None, 2: None})

    assert why in reason


def test_what_is_archived_does_not_move():
    [reason] = rules.obstacles_to_moving(node(1, archived=True), None, TREE, shape={1: None})

    assert "restaurez-le d’abord" in reason


def test_an_objective_needs_words():
    assert rules.obstacles_to_adding(TREE, None, title=" \n", shape={}) == [
        "Donnez un intitulé à l’objectif."
    ]


def test_the_twelfth_level_carries_nothing():
    chain = {key: key - 1 or None for key in range(1, rules.DEEPEST + 1)}

    assert rules.obstacles_to_adding(TREE, node(rules.DEEPEST - 1), title="Un", shape=chain) == []
    assert rules.obstacles_to_adding(TREE, node(rules.DEEPEST), title="Un", shape=chain) == [rules.TOO_DEEP]


@pytest.mark.parametrize(
    ("keep", "others", "why"),
    [
        (node(1), [], "Choisissez au moins un autre"),
        (node(1), [node(1)], "avec lui-même"),
        (node(1), [node(2), node(3, tree=2)], "du même cadre"),
        (node(1), [node(2, archived=True)], "archivé"),
        (node(2), [node(1)], "celui dont il dépend"),
    ],
)
def test_each_merger_that_cannot_be_says_why(keep, others, why):
    [reason] = rules.obstacles_to_merging(keep, others, shape={1: None, 2: 1, 3: None})

    assert why in reason


def test_a_parent_may_absorb_its_child():
    assert rules.obstacles_to_merging(node(1), [node(2)], shape={1: None, 2: 1}) == []


def test_a_merger_does_not_make_a_tree_too_deep():
    deep = {key: key - 1 or None for key in range(1, rules.DEEPEST + 1)} | {50: None, 51: 50}

    assert rules.obstacles_to_merging(node(rules.DEEPEST), [node(50)], shape=deep) == [rules.TOO_DEEP]
    assert rules.obstacles_to_merging(node(rules.DEEPEST - 1), [node(50)], shape=deep) == []


@pytest.mark.parametrize("titles", [[], ["Un seul"], ["Un", " ", ""]])
def test_splitting_takes_two_titles(titles):
    assert rules.obstacles_to_splitting(titles) == ["Donnez au moins deux intitulés, un par ligne."]


def test_links_stay_in_the_contract_or_go_to_the_one_above():
    source = node(1, contract=5)

    assert rules.obstacles_to_linking(source, node(2, contract=5), parent_contract_id=None) == []
    assert rules.obstacles_to_linking(source, node(2, contract=9), parent_contract_id=9) == []
    for target, parent in ((node(2, contract=9), None), (node(2, contract=8), 9), (node(1, contract=5), 9)):
        assert len(rules.obstacles_to_linking(source, target, parent_contract_id=parent)) == 1
    assert (
        "archivé"
        in rules.obstacles_to_linking(source, node(2, contract=5, archived=True), parent_contract_id=9)[0]
    )


def test_what_a_node_still_carries_is_said_in_words():
    aim = Node(code="1.2", title="Accompagner")

    assert rules.reasons_to_keep([], "engagement", "engagements") == []
    [one], [two] = (rules.reasons_to_keep([(aim, n)], "engagement", "engagements") for n in (1, 2))
    assert "« 1.2 Accompagner » porte 1 engagement :" in one
    assert "porte 2 engagements :" in two
