"""Words reduced to stems, questions understood, answers ranked."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.core.text import fold
from reciproque.search.rules.asking import Lexicon, Way, understood
from reciproque.search.rules.ranking import marked, ranked, said
from reciproque.search.rules.words import stems, tokens

pytestmark = pytest.mark.once


class Row:
    """A row of the index, as ranking sees it."""

    def __init__(self, pk, shown, above=""):
        self.pk, self.label, self.key, self.position = pk, "framework.node", pk, pk
        self.shown, self.words, self.context = (
            shown,
            " ".join(["zz1zz", *stems(shown)]),
            " ".join(stems(above)),
        )


NO_SYNONYMS = Lexicon()


def order(asked, *texts, lexicon=NO_SYNONYMS):
    rows = [Row(n, *text) if isinstance(text, tuple) else Row(n, text) for n, text in enumerate(texts)]
    return [one.row.pk for one in ranked(understood(asked, lexicon), rows) if one.is_full]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’accès aux droits", "ACCES AUX DROITS"),
        ("emploi", "emplois"),
        ("égalité", "Égalités"),
        ("non-recours", "non recours"),
        ("socio-professionnelle", "socioprofessionnelles"),
        ("mise en œuvre", "mise en oeuvre"),
        ("la rénovation", "rénover"),
    ],
)
def test_the_same_word_has_one_stem_however_it_is_written(one, other):
    assert stems(one) == stems(other) != []


def test_not_having_recourse_is_not_having_recourse_to():
    assert stems("avoir recours à") != stems("le non-recours")
    assert order("non-recours", "Recourir aux droits", "Repérer le non-recours") == [1]


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say_and_say_nothing_an_engine_could_stumble_over(text):
    for token in tokens(text):
        assert text[token.start : token.end]
        assert token.stem.replace("_", "").isalnum()
        assert len(token.stem) <= 40
    pieces = marked(text, understood(text))
    assert "".join(piece for piece, _hit in pieces) == text


@given(st.text(max_size=80))
def test_any_question_is_understood(asked):
    question = understood(asked)
    assert all(way.stems for group in question.groups for way in group.ways)


def test_a_sentence_is_what_it_asks_for():
    question = understood("Que font-ils contre le non-recours ?")
    assert [group.shown for group in question.groups] == ["non-recours"]


def test_quotes_mean_these_very_words():
    texts = ("Accès aux droits sociaux", "Aux droits, un accès", "L’ACCÈS AUX DROITS")
    assert order('"accès aux droits"', *texts) == [2, 0]
    assert order("« accès aux droits »", *texts) == [2, 0]


def test_a_minus_takes_a_word_away():
    assert order("santé -mentale", "Santé mentale des jeunes", "Maison de santé") == [1]


def test_what_says_all_comes_before_what_says_a_part():
    texts = ("Emploi des jeunes femmes", "Emploi", "Emploi des jeunes")
    assert order("emploi jeunes", *texts)[:2] == [2, 0]


def test_what_stands_above_completes_what_is_said():
    assert order(
        "santé des jeunes", ("Ouvrir une permanence pour les jeunes", "Santé"), "Sport des jeunes"
    ) == [0]


def test_an_expression_counts_when_its_words_stand_near():
    way = Way(tuple(stems("accès droits")), "")
    assert said(way, stems("accès aux droits")) == 1
    assert said(way, stems("accès effectif de chacun aux droits")) == 0.8
    assert said(way, stems("accès " + "long " * 20 + "droits")) == 0


def test_synonyms_are_tried_after_the_word_itself():
    lexicon = Lexicon({tuple(stems("non-recours")): [(tuple(stems("accès aux droits")), "accès aux droits")]})
    assert order(
        "non-recours", "Faciliter l’accès aux droits", "Agir sur le non-recours", lexicon=lexicon
    ) == [1, 0]


def test_ties_are_in_the_order_of_the_contract():
    assert order("santé", "Santé", "Santé", "Santé") == [0, 1, 2]


@given(
    st.lists(
        st.sampled_from(["santé", "emploi", "jeunes", "droits", "accès aux soins"]), min_size=1, max_size=6
    )
)
def test_scores_are_shares(words):
    rows = [Row(n, " ".join(words[: n + 1])) for n in range(len(words))]
    for one in ranked(understood(" ".join(words)), rows):
        assert 0 <= one.score <= 1.0001
        assert 0 <= one.share <= 1.0001


def test_marks_stand_on_the_words_asked_for():
    pieces = marked("Lutter contre le Non-Recours aux droits", understood("non recours"))
    assert [fold(piece) for piece, hit in pieces if hit] == ["non-recours"]


@pytest.mark.parametrize("asked", ["«" + " " * 20_000, "« " * 10_000, '"' * 20_000, "-" * 20_000])
def test_a_question_of_signs_is_understood_at_once(asked):
    """Time grew as the cube of the blanks after a quote that nothing closes."""
    began = process_time()
    understood(asked)
    assert process_time() - began < 1


def test_french_quotes_may_have_blanks_inside():
    [group] = understood("«\u00a0accès aux droits »").groups
    assert group.literal == "acces aux droits"
