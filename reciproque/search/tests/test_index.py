"""The index on the engine of the settings."""

import random

import pytest
from django.db import IntegrityError, transaction

from reciproque.core.registers import Findable
from reciproque.search.actions import forget_contract, index
from reciproque.search.models import Indexed, Word
from reciproque.search.queries import Scope, candidates, found_for
from reciproque.search.rules.asking import Question, understood
from reciproque.search.rules.words import stems

WORDS = ["santé", "emploi", "accès", "droits", "jeunes", "logement", "numérique", "2024", "école"]


def thing(key, text, **more):
    return Findable(label="app.thing", key=key, kind="objective", text=text, **more)


def found(asked, contracts=None, nodes=(), **how):
    rows = candidates(understood(asked, **how), Scope(contracts, nodes)).rows
    return [row.key for row in rows]


def test_what_is_indexed_is_found_and_what_goes_is_not():
    assert index(1, "s", [thing(1, "Santé des jeunes"), thing(2, "Emploi")]) == 2
    assert found("jeune") == [1]

    assert index(1, "s", [thing(1, "Sport"), thing(3, "Jeunesse et jeunes")]) == 3
    assert (found("jeune"), found("emploi"), found("sport")) == ([3], [], [1])
    assert index(1, "s", [thing(1, "Sport"), thing(3, "Jeunesse et jeunes")]) == 0
    assert forget_contract(1) == 2
    assert found("sport") == []


def test_only_the_contracts_of_the_scope_are_looked_in():
    index(1, "s", [thing(1, "Santé")])
    index(2, "s", [thing(2, "Santé", node_id=7)])
    index(12, "s", [thing(3, "Santé")])

    assert found("santé", [1]) == [1]
    assert found("santé", [1, 12]) == [1, 3]
    assert found("santé", []) == []
    assert found("santé", [1], [7]) == [1, 2]
    assert found("santé", list(range(3, 100))) == [3]
    assert found("zz2zz", [1]) == []


def test_a_word_that_is_begun_finds_what_begins_so():
    index(1, "s", [thing(1, "Illectronisme"), thing(2, "Emploi")])
    assert found("illec", last_begins=True) == [1]
    assert found("illec") == []


def test_a_thing_that_goes_to_another_contract_leaves_the_first():
    index(1, "s", [thing(1, "Santé")])
    index(2, "s", [thing(1, "Santé")])
    assert Indexed.objects.get().contract_id == 2


def tried(asked, contracts=None, nodes=()):
    return found_for(understood(asked), Scope(contracts, nodes))[0].tried


def test_a_word_that_no_text_has_is_looked_for_as_its_nearest():
    index(1, "s", [thing(1, "Lutter contre l’illectronisme"), thing(2, "Emploi")])
    assert tried("ilectronisme") == ["illectronisme"]
    assert tried("illectronisme") == []
    assert tried("xylophone") == []


def test_a_word_of_texts_that_one_does_not_read_is_never_suggested():
    index(1, "s", [thing(1, "Lutter contre l’illectronisme", node_id=7), thing(2, "Emploi", node_id=8)])
    index(2, "s", [thing(3, "Santé")])
    assert tried("ilectronisme", contracts=[2]) == []
    assert tried("ilectronisme", contracts=[2], nodes=[8]) == []
    assert tried("ilectronisme", contracts=[2], nodes=[7]) == ["illectronisme"]


def test_a_word_that_only_others_have_does_not_hide_those_spelt_alike():
    """The absence of a suggestion would tell that some text of others has the word."""
    index(1, "s", [thing(1, "Illectronisme")])
    index(2, "s", [thing(2, "Ilectronisme")])
    assert tried("ilectronisme", contracts=[1]) == ["illectronisme"]


def test_words_of_others_do_not_crowd_out_one_s_own():
    index(1, "s", [thing(1, "decrochages decrochagez decrochagen decrochagel")])
    index(2, "s", [thing(2, "décrochoge")])
    assert tried("decrochageq", contracts=[2]) == ["décrochoge"]


def test_nothing_is_twice_in_the_index():
    index(1, "s", [thing(1, "Santé")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Indexed.objects.create(
            source="s", contract_id=1, label="app.thing", key=1, kind="objective", shown="", words=""
        )


def test_a_hostile_question_is_only_words():
    index(1, "s", [thing(1, "Santé \" OR * NEAR( ' | & ! :* ) --")])
    for asked in (
        '" OR "',
        "santé' | 'x",
        "NEAR(a b)",
        "a:*",
        "x & ! y",
        "((((",
        "*",
        "\\",
        "' OR 1=1 --",
        "été:*",
    ):
        assert found(asked) in ([], [1])
    assert candidates(Question(), Scope(None)).rows == []


def test_both_engines_find_what_python_finds():
    """The engine gives exactly the rows that hold one of the ways: so ranking sees the same rows on both."""
    dice = random.Random(7)
    texts = {n: " ".join(dice.choices(WORDS, k=dice.randint(1, 6))) for n in range(1, 120)}
    index(1, "s", [thing(n, text) for n, text in texts.items()])
    for _ in range(60):
        asked = " ".join(dice.choices([*WORDS, "-emploi", "-2024"], k=dice.randint(1, 3)))
        question = understood(asked)
        without = {one[0] for one in question.without}
        wanted = [
            n
            for n, text in texts.items()
            if any(set(way.stems) <= set(stems(text)) for group in question.groups for way in group.ways)
            and not without & set(stems(text))
        ]
        assert found(asked) == wanted, asked


def test_words_are_learnt_once():
    index(1, "s", [thing(1, "Santé santé"), thing(2, "SANTE")])
    assert list(Word.objects.values_list("stem", flat=True)) == stems("santé")
