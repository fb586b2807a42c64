"""Text is kept, compared and sorted the same way on both engines."""

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from reciproque.core.text import clean, fold, one_line, shorten, sort_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301te\u0301", "été"),
        ("\ufefféquipe\u200b", "équipe"),
        ("\ud800x", "x"),
        ("\u202egnol", "gnol"),
        ("l’œuvre — « 12 € »", "l’œuvre — « 12 € »"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_cleaning_takes_out_what_no_page_should_hold(typed, kept):
    assert clean(typed) == kept


@given(st.text())
def test_what_was_cleaned_is_clean(text):
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


@given(st.text(st.characters(codec="utf-8")))
def test_what_was_cleaned_can_be_kept(text):
    assert "\x00" not in clean(text)


def test_the_database_gives_back_what_was_cleaned():
    Region = apps.get_model("territories", "Region")
    text = clean("\x00l’œuvre \ud800— \u202e« é\u0301 » 👩‍👧\r\n")
    Region.objects.create(code="1", name=text, sort_key="")

    assert Region.objects.get().name == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("École", "ecole"),
        ("ŒUVRE", "oeuvre"),
        ("L’Île-d’Yeu", "l'ile-d'yeu"),
        ("L'Île-d'Yeu", "l'ile-d'yeu"),
        ("  deux\u00a0 mots ", "deux mots"),
        ("ﬁn", "fin"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_folding_sets_aside_case_accents_and_apostrophes(text, folded):
    assert fold(text) == folded


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def shuffled(words):
    return sorted(words, key=lambda word: word[::-1])


def test_sorting_is_that_of_a_french_index():
    wanted = ["Axe 2", "Axe 10", "Cœur", "Côte", "École", "Été", "L’Isle", "Œuvre", "Zone"]

    assert sorted(shuffled(wanted), key=sort_key) == wanted


def test_codes_sort_by_their_numbers():
    wanted = ["1.2", "1.10", "2.1", "2.1.a", "10"]

    assert sorted(shuffled(wanted), key=sort_key) == wanted


@given(st.text())
def test_a_sort_key_fits_and_holds_ascii_only(text):
    assert len(sort_key(text)) <= 200
    assert sort_key(text).isascii()


def test_one_line():
    assert one_line(" a\n\n b\t\u00a0c\x00 ") == "a b c"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("court", 10, "court"),
        ("dix lettres", 11, "dix lettres"),
        ("Favoriser l’accès à l’emploi", 20, "Favoriser l’accès à…"),
        ("Anticonstitutionnellement", 10, "Anticonst…"),
        ("Un, deux, trois", 10, "Un, deux…"),
    ],
)
def test_shortening_cuts_at_a_word(text, length, short):
    assert shorten(text, length) == short


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_what_is_shortened_is_never_longer(text, length):
    assert len(shorten(text, length)) <= length
