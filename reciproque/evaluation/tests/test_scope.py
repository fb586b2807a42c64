"""What gets a sheet, under which pillar, and who is asked: the rules alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.evaluation.choices import SheetsOn
from reciproque.evaluation.rules.scope import (
    Forest,
    Place,
    Scope,
    likeliest,
    objectives_in,
    offers,
    who_is_asked,
)

# Two trees: pillars 1 and 5 with objectives; a flat tree of priorities.
#   1 pilier ─ 2 volet ─ 3, 4 objectifs      5 pilier ─ 6 objectif      7, 8 priorités (tree 20)
PLACES = [
    Place(1, None, 10, "pilier", 1, organisation=100),
    Place(2, 1, 10, "volet", 1),
    Place(4, 2, 10, "objectif", 2, places=frozenset({9})),
    Place(3, 2, 10, "objectif", 1),
    Place(5, None, 10, "pilier", 2, places=frozenset({8})),
    Place(6, 5, 10, "objectif", 1, organisation=200),
    Place(7, None, 20, "priorité", 1),
    Place(8, None, 20, "priorité", 2),
]
FOREST = Forest(PLACES, trees=[10, 20])


@pytest.mark.parametrize(
    ("scope", "keys"),
    [
        (Scope(), [3, 4, 6, 7, 8]),
        (Scope(trees={20}), [7, 8]),
        (Scope(pillars={1}), [3, 4]),
        (Scope(pillars={2, 6}), [3, 4, 6]),
        (Scope(neighbourhoods={9}), [4]),
        (Scope(neighbourhoods={8}), [6]),
        (Scope(sheets_on=SheetsOn.LEVEL, level="volet"), [2]),
        (Scope(sheets_on=SheetsOn.LEVEL, level="nulle part"), []),
        (Scope(sheets_on=SheetsOn.CHOSEN, pillars={5, 3}), [3, 5]),
        (Scope(sheets_on=SheetsOn.ACTIONS), []),
        (Scope(trees={0}), []),
    ],
)
def test_the_scope_takes_in(scope, keys):
    assert objectives_in(scope, FOREST) == keys


@pytest.mark.parametrize(("key", "pillar"), [(3, 1), (2, 1), (1, 1), (6, 5), (7, None)])
def test_sheets_are_told_under_their_pillar(key, pillar):
    assert FOREST.pillar_of(key) == pillar


def test_a_root_alone_over_its_tree_is_no_pillar():
    alone = Forest(
        [Place(1, None, 1), Place(2, 1, 1, position=1), Place(3, 1, 1, position=2), Place(4, 2, 1)]
    )

    assert (alone.pillar_of(4), alone.pillar_of(3)) == (2, 3)


def test_a_ring_or_a_lost_parent_stops_nothing():
    ring = Forest([Place(1, 2, 1), Place(2, 1, 1), Place(3, 99, 1)])

    assert [one.key for one in ring.upward(1)] == [1, 2]
    assert objectives_in(Scope(), ring) == [3]


@pytest.mark.parametrize(
    ("key", "leads", "referents", "asked"),
    [
        (6, {}, {}, (200, None)),
        (6, {}, {200: 7}, (200, 7)),
        (6, {6: 8}, {200: 7}, (200, 8)),
        (6, {5: 8}, {200: 7}, (200, 7)),  # the body of the objective itself is nearer than the lead above
        (6, {5: 8}, {}, (200, 8)),
        (3, {}, {100: 7}, (100, 7)),
        (3, {2: 9}, {100: 7}, (None, 9)),
        (7, {}, {100: 7}, (None, None)),
    ],
)
def test_the_nearest_is_asked(key, leads, referents, asked):
    who = who_is_asked(FOREST.upward(key), own=None, leads=leads, referents=referents)

    assert (who.organisation, who.person) == asked


def test_the_body_of_an_action_comes_before_its_objective():
    who = who_is_asked(FOREST.upward(6), own=300, leads={6: 8}, referents={300: 1})

    assert (who.organisation, who.person) == (300, 1)
    nobody = who_is_asked(FOREST.upward(6), own=300, leads={}, referents={200: 7})
    assert (nobody.organisation, nobody.person) == (300, None)


def test_what_is_offered_leads_to_the_expected_results():
    high = offers(FOREST, {2: 3}, 0)

    assert [(one.sheets_on, one.level, one.sheets, one.results) for one in high] == [
        ("leaves", "", 5, 0),
        ("level", "pilier", 2, 3),
        ("level", "volet", 1, 3),
        ("level", "objectif", 3, 0),
        ("level", "priorité", 2, 0),
    ]
    assert likeliest(high).level == "pilier"
    assert likeliest(offers(FOREST, {}, 4)).sheets_on == SheetsOn.LEAVES
    assert likeliest([]) is None


@given(st.lists(st.tuples(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 12))), max_size=12))
def test_any_shape_is_read_once(rows):
    forest = Forest([Place(key, parent, 1) for key, parent in rows])
    read = [one.key for one in forest.in_order()]

    assert len(read) == len(set(read)) <= len({key for key, _parent in rows})
    assert all(forest.is_leaf(key) for key in objectives_in(Scope(), forest))
