"""What a document says twice: shown in pairs, decided by a person, never merged in silence."""

import json

import pytest
from django.db.models.signals import post_init
from django.urls import reverse

from reciproque.core.refusals import Refused
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import NodeLink
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.doubles import keep_both, keep_one, say_two_things
from reciproque.intake.choices import ItemState
from reciproque.intake.models import Item
from reciproque.intake.queries.doubles import count_doubles, doubles_of
from reciproque.intake.rules import Terms
from reciproque.intake.tests.factories import AT, ItemFactory, ReadingFactory


@pytest.fixture
def reading(ada):
    """A reading in which the third item says the first again, and carries an item."""
    reading = ReadingFactory(asked_by=ada)
    titles = [
        "Prévenir le décrochage",
        "Habiter mieux",
        "Prévenir le décrochage scolaire",
        "Former les tuteurs",
    ]
    rows = []
    for index, words in enumerate(titles):
        data = {"label": "objectif"} | ({"same_as": 0} if index == 2 else {})
        told = {"title": words, "index": index}
        rows.append(
            ItemFactory(
                reading=reading,
                words=words,
                position=index + 1,
                data_json=json.dumps(data),
                proposed_json=json.dumps(told),
                parent=rows[2] if index == 3 else None,
            )
        )
    return reading


def named(reading, words):
    return reading.items.get(words=words)


def again(reading):
    return named(reading, "Prévenir le décrochage scolaire")


def test_the_pairs_are_those_that_the_reading_found(reading):
    [(first, second)] = doubles_of(reading)

    assert (first.words, second.words) == ("Prévenir le décrochage", "Prévenir le décrochage scolaire")
    assert count_doubles(reading) == 1


def test_both_are_kept_and_linked_once_accepted(reading, ada):
    keep_both(reading, again(reading), by=ada, at=AT)
    assert doubles_of(reading) == []

    terms = Terms(name="Contrat", title="Texte")
    accept_reading(reading, contract=None, terms=terms, by=ada, at=AT)

    link = NodeLink.objects.get()
    assert (link.source.title, link.kind, link.target.title) == (
        "Prévenir le décrochage scolaire",
        LinkKind.REPEATS,
        "Prévenir le décrochage",
    )


@pytest.mark.parametrize("first", [True, False])
def test_one_is_kept_with_the_passages_of_both_and_what_hung_on_the_other(reading, ada, first):
    kept = keep_one(reading, again(reading), first=first, by=ada, at=AT)

    assert kept.words == ("Prévenir le décrochage" if first else "Prévenir le décrochage scolaire")
    assert sorted(kept.anchors) == ["l1", "l3"]
    assert named(reading, "Former les tuteurs").parent == kept
    assert Item.objects.filter(reading=reading, state=ItemState.DISCARDED).count() == 1
    assert doubles_of(reading) == []


def test_two_things_are_not_asked_about_again(reading, ada):
    say_two_things(reading, again(reading), by=ada, at=AT)

    assert doubles_of(reading) == []
    assert not NodeLink.objects.exists()
    assert reading.items.filter(state=ItemState.DISCARDED).count() == 0


def test_two_people_decide_once(reading, ada):
    other = again(reading)
    keep_both(reading, again(reading), by=ada, at=AT)

    with pytest.raises(Refused, match="déjà décidé"):
        keep_one(reading, other, first=True, by=ada, at=AT)


def test_one_that_hangs_on_the_other_is_not_folded_into_it(reading, ada):
    item = again(reading)
    item.parent = named(reading, "Prévenir le décrochage")
    item.save()

    with pytest.raises(Refused, match="dépend"):
        keep_one(reading, item, first=False, by=ada, at=AT)


def test_a_pair_whose_first_is_discarded_is_no_pair(reading):
    reading.items.filter(words="Prévenir le décrochage").update(state=ItemState.DISCARDED)

    assert count_doubles(reading) == 0


def test_counting_pairs_makes_no_item(reading):
    """A framework may have thousands of items, and every page of its review tells the count."""
    made = []

    def note(**told):
        made.append(told["instance"])

    post_init.connect(note, sender=Item)
    try:
        assert count_doubles(reading) == 1
    finally:
        post_init.disconnect(note, sender=Item)
    assert made == []


def test_the_page_decides_by_a_button(client, reading, ada, tom, read):
    client.force_login(ada)
    url = reverse("intake:double_list", args=[reading.pk])
    page = read(client.get(url))
    values = [one["value"] for one in page.select("button[name=choix]")]

    assert [value.split("-")[0] for value in values] == ["lier", "premier", "second", "deux"]
    assert client.post(url, {"choix": values[0]}).status_code == 302
    assert "tout est décidé" in read(client.get(url)).main.text
    for wrong in ("", "lier-0", "lier-x", "voler-1"):
        assert client.post(url, {"choix": wrong}).status_code == 404
    client.force_login(tom)
    assert client.get(url).status_code == 404


def test_the_review_says_how_many(client, reading, ada, read):
    client.force_login(ada)

    assert (
        "Le document dit deux fois 1 élément"
        in read(client.get(reverse("intake:reading_detail", args=[reading.pk]))).main.text
    )


def test_the_page_costs_no_query_more_for_more_pairs(client, reading, ada, query_count_is_flat):
    client.force_login(ada)

    def add():
        ItemFactory(reading=reading, position=99, data_json=json.dumps({"same_as": 1}), proposed_json="{}")

    query_count_is_flat(reverse("intake:double_list", args=[reading.pk]), add, at_most=14)
