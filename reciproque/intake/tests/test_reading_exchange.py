"""The exchange format as a way in: what was read comes back, and what is wrong is said with its place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.choices import ReadingState
from reciproque.intake.queries import terms_of
from reciproque.intake.reading.exchange import LISTS, read_exchange
from reciproque.intake.reading.reader import read_document
from reciproque.intake.tests.factories import AT, CONTRACT, brought
from reciproque.office.bounds import Unreadable
from reciproque.office.reading.text import read_text

PLACES = {"source_line", "anchor", "anchors", "source_file", "complaints"}


def told(**lists):
    return json.dumps({"framework": [], **lists})


def without_places(reading):
    return {
        key: [{k: v for k, v in one.items() if k not in PLACES} for one in value]
        if isinstance(value, list)
        else value
        for key, value in reading.items()
        if key not in PLACES
    }


@pytest.mark.once
def test_a_reading_comes_back_as_it_was_given():
    reading = read_document(read_text(CONTRACT)).as_json()

    document, again = read_exchange(json.dumps(reading), name="contrat.json")

    assert without_places(again.as_json()) == without_places(reading)
    anchors = {block.anchor: block.text for block in document.blocks()}
    for name, (_kind, words, _french) in LISTS.items():
        for item in getattr(again, name):
            assert getattr(item, words) in anchors[item.anchor]


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "ce n’est pas du JSON"),
        ("[]", "il lui manque la liste « framework »"),
        ('{"a": 1}', "il lui manque la liste « framework »"),
        (told(framework=[{"code": "1"}]), "Liste « framework », élément 1, champ « title » : à remplir."),
        (
            told(framework=[{"title": "A", "parent": 7}]),
            "champ « parent » : 7 n’est la place d’aucun élément",
        ),
        (told(framework=[{"title": "A", "parent": 0}]), "il dépend de lui-même"),
        (
            told(framework=[{"title": "A", "parent": 1}, {"title": "B", "parent": 0}]),
            "il dépend de lui-même",
        ),
        (told(framework=[{"title": 12}]), "« 12 » n’est pas un texte"),
        (told(framework=["A"]), "Liste « framework », élément 1 : un objet est attendu."),
        (told(results="A"), "Champ « results » : une liste est attendue."),
        (
            told(neighbourhoods=[{"name": "A", "population": "mille"}]),
            "« mille » n’est pas un nombre entier positif",
        ),
        (told(neighbourhoods=[{"name": "A", "population": -1}]), "n’est pas un nombre entier positif"),
        (told(neighbourhoods=[{"name": "A", "population": True}]), "n’est pas un nombre entier positif"),
        (told(governance=[{"body": "A", "meetings_per_year": 10**12}]), "n’est pas un nombre entier positif"),
        ('{"framework": [{"title": "A", "confidence": NaN}]}', "n’est pas un nombre"),
        (told(framework=[{"title": "A", "sub_items": [1]}]), "une liste de textes est attendue"),
        (told(title=["A"]), "Champ « title » : un texte est attendu, pas une liste."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, said):
    with pytest.raises(Unreadable, match=r".") as refused:
        read_exchange(text, name="contrat.json")

    assert said in str(refused.value)


@pytest.mark.once
def test_many_faults_are_counted_rather_than_told_all():
    with pytest.raises(Unreadable) as refused:
        read_exchange(told(framework=[{}] * 50), name="contrat.json")

    assert "Et 40 autres fautes." in str(refused.value)


@pytest.mark.once
def test_unknown_fields_are_left_aside_and_named():
    _document, reading = read_exchange(told(budget=[1]), name="contrat.json")

    assert reading.complaints == ["Champ inconnu, non repris : « budget »."]


@pytest.mark.once
@pytest.mark.parametrize("text", ["{x", '{"a": 1}', "{}", '{"framework": 3}'])
def test_a_text_that_only_begins_like_json_is_some_other_text(text):
    assert read_exchange(text, name="notes.txt") is None


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inside: (
        some.lists(inside, max_size=3) | some.dictionaries(some.text(max_size=6), inside, max_size=3)
    ),
    max_leaves=6,
)
ITEM = some.dictionaries(
    some.sampled_from(
        ["title", "text", "parent", "code", "name", "confidence", "level", "sub_items", "population"]
    ),
    ANYTHING,
    max_size=4,
)


@pytest.mark.once
@settings(max_examples=200, deadline=None)
@given(
    some.dictionaries(
        some.sampled_from([*LISTS, "title"]), some.lists(ITEM, max_size=3) | ANYTHING, max_size=4
    )
)
def test_no_json_makes_it_crash(given_json):
    try:
        document, reading = read_exchange(json.dumps({"framework": [], **given_json}), name="x.json")
    except Unreadable:
        return
    anchors = {block.anchor for block in document.blocks()}
    assert {item.anchor for item in reading.items()} <= anchors


def test_a_json_file_becomes_a_contract(ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data = json.dumps(read_document(read_text(CONTRACT)).as_json()).encode()
    reading = brought(data, name="contrat.json", by=ada)

    contract = accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)

    assert contract.nodes.filter(title="Accompagner les familles", code="1.1").exists()
    assert contract.neighbourhoods.count() == 2


def test_a_wrong_json_file_says_why(ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reading = brought(told(framework=[{"title": "A", "parent": 3}]).encode(), name="contrat.json", by=ada)

    assert reading.state == ReadingState.FAILED
    assert "champ « parent » : 3" in reading.failure
