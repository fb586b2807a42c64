"""What people type, as it is kept and as it is read again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.models import Answer, Question
from reciproque.enquiries.rules.questions import free_key, options_of
from reciproque.enquiries.rules.reading import people_in, read_answer
from reciproque.enquiries.rules.wording import said

pytestmark = pytest.mark.once
LEVELS = "none = Non démarré\nTrès avancé\nTrès avancé"


def asked(kind, **values):
    return Question(kind=kind, **values)


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "read"),
    [
        ("number", "12 500,50", "12500.5", "12 500,5"),
        ("number", "-3", "-3", "−3"),
        ("number", "0", "0", "0"),
        ("amount", "12 500 €", "12500.00", "12 500 €"),
        ("amount", "0,5 euros", "0.50", "0,50 €"),
        ("yes_no", "Oui", "yes", "oui"),
        ("choice", "tres-avance", "tres-avance", "Très avancé"),
        ("choice", "NON DEMARRE", "none", "Non démarré"),
        ("several", "Très avancé ; non démarré", "none\ntres-avance", "Non démarré, Très avancé"),
        ("date", "3/7/2026", "2026-07-03", "03/07/2026"),
        ("date", date(2026, 7, 3), "2026-07-03", "03/07/2026"),
        ("people", "12 8", "12 8", "12 femmes, 8 hommes"),
        ("people", "1 femme, 0 homme", "1 0", "1 femme, 0 homme"),
        ("people", "1 200 ; ", "1200 -", "1 200 femmes, hommes : non connu"),
        ("people", " ; ", "", "non renseigné"),
        ("short", "  deux \n lignes ", "deux lignes", "deux lignes"),
        ("long", "a\r\nb\x00", "a\nb", "a\nb"),
    ],
)
def test_an_answer_is_kept_in_one_way_and_read_in_french(kind, typed, kept, read):
    question = asked(kind, options=LEVELS)

    value = read_answer(question, typed)

    assert value == kept
    assert read_answer(question, value) == kept
    answer = Answer(value=value) if value else None
    assert said(question, answer).replace("\u202f", " ").replace("\xa0", " ") == read


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "beaucoup"),
        ("number", "1e400"),
        ("number", "NaN"),
        ("number", "31/12/2026"),
        ("number", "9" * 40),
        ("amount", "-5"),
        ("amount", "1,234"),
        ("yes_no", "peut-être"),
        ("choice", "autre"),
        ("date", "31/02/2026"),
        ("date", "demain"),
        ("people", "douze"),
        ("people", "1 2 3"),
        ("people", "1,5 ; 2"),
        ("people", "-1 ; 2"),
        ("short", "a" * 2001),
        ("file", "x"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(kind, typed):
    with pytest.raises(ValueError, match=r"\w"):
        read_answer(asked(kind, options=LEVELS), typed)


@given(st.text(max_size=60), st.sampled_from([k for k in QuestionKind.values if k != "file"]))
def test_whatever_is_typed_is_kept_for_good_or_refused(typed, kind):
    question = asked(kind, options=LEVELS)
    try:
        value = read_answer(question, typed)
    except ValueError:
        return

    assert read_answer(question, value) == value
    assert said(question, Answer(value=value))


def test_what_is_not_applicable_not_known_and_not_said_are_told_apart():
    question = asked("number")

    told = [said(question, Answer(status=one)) for one in (AnswerStatus.NOT_APPLICABLE, AnswerStatus.UNKNOWN)]

    assert [*told, said(question, None), said(question, Answer(value="0"))] == [
        "sans objet",
        "ne sait pas",
        "non renseigné",
        "0",
    ]


def test_people_who_are_not_known_are_not_zero():
    assert [people_in(one) for one in ("12 8", "- 0", "", "² ٣x")] == [
        (12, 8),
        (None, 0),
        (None, None),
        (None, None),
    ]


def test_options_are_keys_and_words_each_once():
    assert options_of(asked("choice", options="a = Un\n\nDeux mots\nDeux mots\n= vide")) == [
        ("a", "Un"),
        ("deux-mots", "Deux mots"),
        ("vide", "= vide"),
    ]


def test_a_key_is_made_of_the_words_and_free():
    assert free_key("Qu’avez-vous fait ?", {"qu-avez-vous-fait"}) == "qu-avez-vous-fait-2"
