"""Which lines a text speaks of: French stems, rarity, set phrases, and the words that explain it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.references.queries import LEXICON, terms_of
from reciproque.references.rules import Aim, Line, suggestions
from reciproque.references.rules.words import says_nothing, stems_of

pytestmark = pytest.mark.once  # no database: one engine is enough

WORK = Line(1, "Emploi et formation")
CARE = Line(2, "Santé", terms=("hygiène de vie", "soin"))


def found(*aims, lines=(WORK, CARE)):
    return {(one.aim, one.line): one.words for one in suggestions(aims, lines)}


def test_forms_of_a_word_meet_by_their_stem():
    assert found(Aim(7, "Formations des EMPLOIS de demain")) == {(7, 1): ("emplois", "formations")}


def test_a_set_phrase_needs_all_its_words_in_a_row():
    assert found(Aim(1, "Une bonne hygiène de vie")) == {(1, 2): ("hygiène vie",)}
    assert found(Aim(1, "La vie sans hygiène")) == {}


def test_inclusive_writing_and_any_apostrophe_read_as_the_plain_word():
    plain = [stem for stem, _word in stems_of("les habitants de l'école")]

    assert [stem for stem, _word in stems_of("les habitant·e·s de l’École")] == plain
    assert [stem for stem, _word in stems_of("Les habitant.e.s de l’école")] == plain


def test_words_of_every_contract_suggest_nothing():
    line = Line(1, "Développer les actions des acteurs du quartier 2024")

    assert found(Aim(1, "Développer des actions dans le quartier en 2024"), lines=[line]) == {}
    assert says_nothing("quartiers")


def test_what_stands_above_counts_less_than_the_title_and_suffices_with_help():
    assert found(Aim(1, "Aller vers", above=("Santé",))) == {(1, 2): ("santé",)}
    assert found(Aim(1, "Aller vers", beside=("Des soins",))) == {}
    assert found(Aim(1, "Aller vers", above=("x", "Santé"))) == {}


def test_a_word_that_all_objectives_bear_weighs_less():
    aims = [*(Aim(n, "Emploi, formation") for n in range(20)), Aim(99, "Santé, soin")]
    weights = {one.aim: one.weight for one in suggestions(aims, [WORK, Line(2, "Santé, soin")])}

    assert weights[99] > weights[0]


def test_a_line_far_behind_the_best_is_not_suggested():
    aim = Aim(1, "Soin, santé, hygiène de vie", above=("Formation",))

    assert found(aim) == {(1, 2): ("hygiène vie", "soin", "santé")}


def test_the_same_words_always_give_the_same_suggestions():
    aims = [Aim(n, f"Emploi, santé et formation {n}", beside=("soins", "emploi")) for n in range(30)]

    assert suggestions(aims, [WORK, CARE]) == suggestions(list(aims), [WORK, CARE])


def test_a_suggestion_remembers_its_stems_in_order():
    [one] = suggestions([Aim(1, "Formation et emploi")], [WORK])

    assert one.stems == " ".join(sorted(one.stems.split()))
    assert len(one.stems.split()) == 2


TEXT = st.text(max_size=200)


@given(st.lists(TEXT, max_size=6), st.lists(TEXT, max_size=4))
def test_any_text_is_read_and_its_words_stand_in_it(titles, lines):
    aims = [Aim(n, title) for n, title in enumerate(titles)]

    for one in suggestions(aims, [Line(n, title) for n, title in enumerate(lines)]):
        assert all(word in titles[one.aim].lower().replace("’", "'") for word in one.words)


# The words of the trade that ship with the house


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.csv")), ids=lambda path: path.stem)
def test_each_word_of_the_trade_has_its_source_and_reason(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert rows
    assert [
        row for row in rows if not all(row[name].strip() for name in ("code", "termes", "source", "raison"))
    ] == []


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.csv")), ids=lambda path: path.stem)
def test_each_word_of_the_trade_can_be_met(path):
    terms = [term for some in terms_of(path.stem).values() for term in some]

    assert [term for term in terms if not found(Aim(1, term), lines=[Line(1, "x", terms=(term,))])] == []


def test_a_list_without_words_of_its_own_has_none():
    assert terms_of("plan-local") == {}
    assert terms_of("../rules/lists") == {}
    assert Path(LEXICON / "README.md").is_file()
