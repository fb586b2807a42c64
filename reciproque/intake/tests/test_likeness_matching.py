"""Matching two lists of objectives: properties that hold whatever the lists."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.intake.rules.comparing import compare
from reciproque.intake.rules.things import Change, Thing, bare_code

pytestmark = pytest.mark.once

SAID = (
    "accueillir aider jeunes femmes emploi logement santé école culture sport quartier habitants crèche langue "
    "numérique bailleurs mobilité médiation parents lecture rénovation commerce association insertion"
)
WORDS = SAID.split()


@st.composite
def trees(draw, prefix="a", most=14):
    """A list of things in the order of a tree, with codes that can repeat and titles that can too."""
    things = []
    for place in range(draw(st.integers(0, most))):
        words = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7)))
        parent = draw(st.sampled_from(["", *(one.key for one in things)]))
        code = draw(st.sampled_from(["", "1", "1.1", "2", "Axe 2", "2.3"]))
        priority = draw(st.booleans())
        facts = {"Niveau d’engagement": draw(st.sampled_from(["réalisé", "non démarré"]))}
        told = {"label": "priorité" if priority else "", "priority": priority}
        things.append(
            Thing(f"{prefix}:{place}", "framework", words, code, parent=parent, facts=facts, **told)
        )
    return things


def keys(matches, side):
    return sorted(one.key for match in matches for one in getattr(match, side))


@given(trees())
def test_a_tree_compared_with_itself_is_the_same(things):
    matches = compare(things, things)

    assert all(match.changes == (Change.SAME,) for match in matches)
    assert all(match.olds == match.news for match in matches)


@given(trees("a"), trees("b"))
def test_everything_stands_in_one_match_and_in_one_only(olds, news):
    matches = compare(olds, news)

    assert keys(matches, "olds") == sorted(one.key for one in olds)
    assert keys(matches, "news") == sorted(one.key for one in news)


@given(trees("a"), trees("b"))
def test_it_is_the_same_from_either_side(olds, news):
    there = {(frozenset(m.olds_keys), frozenset(m.news_keys)) for m in map(_Keys, compare(olds, news))}
    back = {(frozenset(m.news_keys), frozenset(m.olds_keys)) for m in map(_Keys, compare(news, olds))}

    assert there == back


@given(trees("a"), trees("b"))
def test_new_and_dropped_split_and_merged_change_places_from_the_other_side(olds, news):
    mirror = {Change.NEW: Change.DROPPED, Change.SPLIT: Change.MERGED}
    mirror |= {there: here for here, there in mirror.items()}
    counted = Counter(mirror.get(match.main, Change.SAME) for match in compare(olds, news))

    assert counted == Counter(
        match.main if match.main in mirror else Change.SAME for match in compare(news, olds)
    )


class _Keys:
    def __init__(self, match):
        self.olds_keys = [one.key for one in match.olds]
        self.news_keys = [one.key for one in match.news]


@given(trees(), st.randoms(use_true_random=False))
def test_shuffling_siblings_makes_nothing_new_nor_dropped(things, chance):
    shuffled = list(things)
    chance.shuffle(shuffled)
    renamed = [replace(one, key=f"b{one.key}", parent=one.parent and f"b{one.parent}") for one in shuffled]

    changes = {change for match in compare(things, renamed) for change in match.changes}

    assert not changes & {Change.NEW, Change.DROPPED, Change.REWORDED}


def test_the_same_words_elsewhere_are_moved():
    olds = [Thing("o:1", "framework", "Emploi"), Thing("o:2", "framework", "Santé")]
    olds += [Thing("o:3", "framework", "Lever les freins à l’emploi", parent="o:1")]
    news = [Thing("n:1", "framework", "Emploi"), Thing("n:2", "framework", "Santé")]
    news += [Thing("n:3", "framework", "Lever les freins à l’emploi", parent="n:2")]

    found = {match.news[0].key: match.changes for match in compare(olds, news)}

    assert found == {"n:1": (Change.SAME,), "n:2": (Change.SAME,), "n:3": (Change.MOVED,)}


def test_the_same_code_makes_up_for_other_words_and_says_so():
    old = Thing("o:1", "framework", "Ouvrir un lieu d’accueil des parents dans chaque école", "2.1")
    new = Thing(
        "n:1", "framework", "Ouvrir un lieu d’accueil des familles dans toutes les écoles du quartier", "2.1"
    )

    [match] = compare([old], [new])

    assert match.changes == (Change.REWORDED,)
    assert match.reason == "même code 2.1 et 4 mots sur 6"


def test_another_objective_of_the_same_code_is_another_objective():
    old = Thing("o:1", "framework", "Prévenir le décrochage scolaire", "1.5.3")
    new = Thing("n:1", "framework", "Augmenter la diversité de l’habitat", "1.5.3")

    assert {match.main for match in compare([old], [new])} == {Change.NEW, Change.DROPPED}


def test_an_objective_named_a_priority_is_prioritised():
    old = Thing("o:1", "framework", "Prévenir le décrochage scolaire", label="objectif")
    new = Thing("n:1", "framework", "Prévenir le décrochage scolaire", label="priorité", priority=True)

    [match] = compare([old], [new])

    assert match.changes == (Change.PRIORITISED,)
    assert match.details == (("Niveau", "objectif", "priorité"),)


def test_an_objective_cut_in_two_is_split_and_glued_again_is_merged():
    whole = Thing("o:1", "framework", "Rénover les logements du centre et ouvrir une maison de santé")
    pieces = [
        Thing("n:1", "framework", "Rénover les logements du centre"),
        Thing("n:2", "framework", "Ouvrir une maison de santé"),
    ]

    [split] = compare([whole], pieces)
    [merged] = compare(pieces, [whole])

    assert split.main == Change.SPLIT
    assert [one.key for one in split.news] == ["n:1", "n:2"]
    assert merged.main == Change.MERGED


def test_only_the_one_that_moved_among_its_siblings_has_another_rank():
    titles = ["Santé", "Emploi", "Logement", "Culture"]
    olds = [Thing(f"o:{n}", "framework", title) for n, title in enumerate(titles)]
    news = [Thing(f"n:{n}", "framework", title) for n, title in enumerate([*titles[1:], titles[0]])]

    ranked = [m.news[0].words for m in compare(olds, news) if Change.PRIORITISED in m.changes]

    assert ranked == ["Santé"]


def test_what_a_person_says_goes_before():
    old = Thing("o:1", "framework", "Prévenir le décrochage scolaire")
    news = [
        Thing("n:1", "framework", "Prévenir le décrochage scolaire"),
        Thing("n:2", "framework", "Ouvrir un jardin"),
    ]

    parted = compare([old], news, apart=[("o:1", "n:1")])
    paired = compare([old], news, together=[("o:1", "n:2")])

    assert sorted(match.main for match in parted) == [Change.DROPPED, Change.NEW, Change.NEW]
    assert [(m.news[0].key, m.by_hand) for m in paired if m.olds] == [("n:2", True)]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Axe 1", "1"),
        ("1 –", "1"),
        ("1.5.3", "1.5.3"),
        ("Pilier", ""),
        ("", ""),
        ("Axe II", "ii"),
        ("A", "a"),
    ],
)
def test_codes_are_compared_without_their_word(printed, code):
    assert bare_code(printed) == code
