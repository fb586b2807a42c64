"""A correction of one line, done to the lines alike: what is shown, what is done, what is undone."""

import pytest
from django.urls import reverse

from reciproque.core.refusals import Refused
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind, ItemState
from reciproque.intake.models import ReviewStep
from reciproque.intake.queries import likeness_of, step_of
from reciproque.intake.tests.factories import AT, brought
from reciproque.journal.models import Entry

PLAN = """# Contrat de ville de Valbourg

## Cadre stratégique

| Axe | Objectif | Action | Résultats attendus |
| --- | --- | --- | --- |
| Réussir dès l'enfance | Accompagner les familles | Ouvrir un lieu + former des relais | Davantage de familles |
| Réussir dès l'enfance | Prévenir le décrochage | Ouvrir un club + suivre les élèves | Moins de décrocheurs |
| Habiter mieux | Rénover les logements | Aider les copropriétés | Des logements rénovés |
"""


@pytest.fixture
def reading(ada):
    return brought(PLAN, by=ada)


def item(reading, words, kind=ItemKind.FRAMEWORK):
    return reading.items.get(kind=kind, words=words)


def found(reading, thing, by):
    step = step_of(reading, thing, by)
    likeness = likeness_of(step) if step else None
    return step, likeness


def everything(reading):
    fields = ("pk", "kind", "parent_id", "words", "data_json", "state")
    return sorted(tuple(one.values()) for one in reading.items.values(*fields))


def apply_all(step, likeness, by):
    chosen = {one.item.pk: one.item.version for one in likeness.changes}
    return reviewing.apply_to_like(step, chosen, by=by, at=AT)


def test_another_level_for_the_whole_column(reading, ada):
    one = item(reading, "Accompagner les familles")
    reviewing.correct_item(one, words=one.words, data={"label": "orientation"}, by=ada, at=AT)
    before = everything(reading)
    step, likeness = found(reading, one, ada)

    assert {one.item.words for one in likeness.changes} == {"Prévenir le décrochage", "Rénover les logements"}
    assert apply_all(step, likeness, ada) == 2

    labels = {one.words: one.data["label"] for one in reading.items.filter(kind=ItemKind.FRAMEWORK)}
    assert labels["Rénover les logements"] == labels["Prévenir le décrochage"] == "orientation"
    assert labels["Habiter mieux"] != "orientation"
    assert [entry.act for entry in Entry.objects.filter(act="reading.like_applied")] == [
        "reading.like_applied"
    ]
    reviewing.undo_last(reading, by=ada, at=AT)
    assert everything(reading) == before


def test_a_column_of_another_meaning(reading, ada):
    one = item(reading, "Davantage de familles", ItemKind.RESULT)
    reviewing.retype_item(one, kind=ItemKind.INDICATOR, by=ada, at=AT)
    step, likeness = found(reading, one, ada)

    apply_all(step, likeness, ada)

    assert not reading.items.filter(kind=ItemKind.RESULT).exists()
    assert reading.items.filter(kind=ItemKind.INDICATOR).count() == 3
    assert len(set(reading.items.filter(kind=ItemKind.INDICATOR).values_list("position", flat=True))) == 3


def test_a_column_that_is_left_out(reading, ada):
    one = item(reading, "Davantage de familles", ItemKind.RESULT)
    reviewing.discard_item(one, by=ada, at=AT)
    step, likeness = found(reading, one, ada)

    apply_all(step, likeness, ada)

    states = set(reading.items.filter(kind=ItemKind.RESULT).values_list("state", flat=True))
    assert states == {ItemState.DISCARDED}


def test_cells_split_at_the_same_sign(reading, ada):
    glued = item(reading, "Ouvrir un lieu + former des relais")
    reviewing.split_item(glued, parts=["Ouvrir un lieu", "former des relais"], by=ada, at=AT)
    before = everything(reading)
    step, likeness = found(reading, glued, ada)

    assert [one.parts for one in likeness.changes] == [("Ouvrir un club", "suivre les élèves")]
    apply_all(step, likeness, ada)

    assert item(reading, "suivre les élèves").parent == item(reading, "Ouvrir un club").parent
    reviewing.undo_last(reading, by=ada, at=AT)
    assert everything(reading) == before


def test_words_cut_where_no_sign_stands_are_of_one_line_alone(reading, ada):
    one = item(reading, "Accompagner les familles")
    reviewing.split_item(one, parts=["Accompagner", "les familles"], by=ada, at=AT)

    assert found(reading, one, ada)[1] is None


def test_hung_on_another_column_of_the_same_row(reading, ada):
    action = item(reading, "Aider les copropriétés")
    axis = item(reading, "Habiter mieux")
    reviewing.hang_item(action, axis, by=ada, at=AT)
    step, likeness = found(reading, action, ada)

    apply_all(step, likeness, ada)

    assert item(reading, "Ouvrir un lieu + former des relais").parent == item(
        reading, "Réussir dès l'enfance"
    )


def test_what_was_changed_meanwhile_is_left_alone(reading, ada):
    one, other = item(reading, "Accompagner les familles"), item(reading, "Rénover les logements")
    reviewing.correct_item(one, words=one.words, data={"label": "orientation"}, by=ada, at=AT)
    step, likeness = found(reading, one, ada)
    chosen = {change.item.pk: change.item.version for change in likeness.changes}
    reviewing.correct_item(other, words="Rénover tous les logements", by=ada, at=AT)
    step = ReviewStep.objects.get(pk=step.pk)

    assert reviewing.apply_to_like(step, chosen, by=ada, at=AT) == 1

    other.refresh_from_db()
    assert other.data["label"] != "orientation"


def test_a_code_or_other_words_are_of_one_line_alone(reading, ada):
    one = item(reading, "Accompagner les familles")
    reviewing.correct_item(one, words="Autrement", data={"code": "9"}, by=ada, at=AT)
    step, likeness = found(reading, one, ada)

    assert likeness is None
    with pytest.raises(Refused, match="ne se répète pas"):
        reviewing.apply_to_like(step, {}, by=ada, at=AT)


def test_the_page_shows_what_would_change_and_does_it_for_the_lines_that_are_ticked(
    client, ada, reading, read
):
    one, other = item(reading, "Accompagner les familles"), item(reading, "Rénover les logements")
    client.force_login(ada)
    url = reverse("intake:like_items", args=[one.pk])
    assert "ne vaut que pour elle" in read(client.get(url)).text
    reviewing.correct_item(one, words=one.words, data={"label": "orientation"}, by=ada, at=AT)

    page = read(client.get(url))
    assert len(page.select("[name=lines][checked]")) == 2
    assert read(client.post(url, {})).select(".summary")
    client.post(url, {"lines": [f"{other.pk}:1"]})

    labels = {row.words: row.data["label"] for row in reading.items.filter(kind=ItemKind.FRAMEWORK)}
    assert labels["Rénover les logements"] == "orientation"
    assert labels["Prévenir le décrochage"] != "orientation"
