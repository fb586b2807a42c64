"""What a person does with a proposal."""

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.tests.factories import UserFactory
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind, ItemState, ReadingState
from reciproque.intake.models import Item
from reciproque.intake.queries import in_tree_order, lists_of, review_progress, review_rows
from reciproque.intake.tests.factories import AT, ItemFactory, ReadingFactory
from reciproque.journal.models import Entry


@pytest.fixture
def reading(ada):
    return ReadingFactory(asked_by=ada)


def test_checking_says_it_is_right_and_leaves_one_trace(reading, ada):
    item = ItemFactory(reading=reading)

    reviewing.check_item(item, by=ada, at=AT)
    reviewing.check_item(item, by=ada, at=AT)

    item.refresh_from_db()
    assert (item.state, item.version) == (ItemState.CHECKED, 2)
    assert [entry.act for entry in Entry.objects.all()] == ["item.checked"]


def test_correcting_keeps_what_was_read(reading, ada):
    item = ItemFactory(reading=reading, words="Acompagner", proposed_json='{"title": "Acompagner"}')

    reviewing.correct_item(item, words="Accompagner", data={"code": "1.1"}, by=ada, at=AT)

    item.refresh_from_db()
    assert (item.words, item.data["code"], item.data["label"]) == ("Accompagner", "1.1", "objectif")
    assert (item.state, item.proposed_json) == (ItemState.CORRECTED, '{"title": "Acompagner"}')


def test_two_people_who_correct_the_same_item_overwrite_nothing(reading, ada):
    item = ItemFactory(reading=reading, words="Première")
    reviewing.correct_item(item, words="De Béatrice", seen=1, by=ada, at=AT)

    with pytest.raises(Overtaken) as overtaken:
        reviewing.correct_item(item, words="De Charles", seen=1, by=ada, at=AT)

    assert overtaken.value.current.words == "De Béatrice"
    item.refresh_from_db()
    assert item.words == "De Béatrice"


def test_an_empty_text_is_refused(reading, ada):
    with pytest.raises(Refused, match="ne peut pas rester vide"):
        reviewing.correct_item(ItemFactory(reading=reading), words="  ", by=ada, at=AT)


def test_what_hung_on_a_discarded_item_hangs_on_what_it_hung_on(reading, ada):
    top = ItemFactory(reading=reading)
    middle = ItemFactory(reading=reading, parent=top)
    low = ItemFactory(reading=reading, parent=middle)
    result = ItemFactory(reading=reading, kind=ItemKind.RESULT, parent=middle)

    reviewing.discard_item(middle, by=ada, at=AT)

    low.refresh_from_db()
    result.refresh_from_db()
    middle.refresh_from_db()
    assert (low.parent, result.parent, middle.state) == (top, top, ItemState.DISCARDED)


def test_a_discarded_item_comes_back(reading, ada):
    item = ItemFactory(reading=reading, state=ItemState.DISCARDED)

    assert reviewing.check_item(item, by=ada, at=AT).state == ItemState.CHECKED


def test_nothing_can_hang_on_itself_nor_below_itself(reading, ada):
    top = ItemFactory(reading=reading)
    low = ItemFactory(reading=reading, parent=ItemFactory(reading=reading, parent=top))

    for parent in (top, low):
        with pytest.raises(Refused, match="lui-même"):
            reviewing.correct_item(top, words=top.words, parent=parent, by=ada, at=AT)

    top.refresh_from_db()
    assert top.parent is None


@pytest.mark.parametrize("kind", [ItemKind.RESULT, ItemKind.BODY])
def test_an_item_hangs_on_the_framework_only(reading, ada, kind):
    item, other = ItemFactory(reading=reading), ItemFactory(reading=reading, kind=kind)

    with pytest.raises(Refused, match="cadre stratégique"):
        reviewing.correct_item(item, words=item.words, parent=other, by=ada, at=AT)


def test_an_item_of_another_reading_takes_nobody_in(reading, ada):
    item, other = ItemFactory(reading=reading), ItemFactory()

    with pytest.raises(Refused, match="autre lecture"):
        reviewing.correct_item(item, words=item.words, parent=other, by=ada, at=AT)


def test_an_item_on_which_others_hang_keeps_its_list(reading, ada):
    top = ItemFactory(reading=reading)
    ItemFactory(reading=reading, parent=top)

    with pytest.raises(Refused, match="déplacez-les"):
        reviewing.retype_item(top, kind=ItemKind.RESULT, by=ada, at=AT)


def test_a_result_that_is_an_indicator_goes_to_the_end_of_its_list(reading, ada):
    top = ItemFactory(reading=reading)
    ItemFactory(reading=reading, kind=ItemKind.INDICATOR, position=7)
    result = ItemFactory(reading=reading, kind=ItemKind.RESULT, parent=top)

    moved = reviewing.retype_item(result, kind=ItemKind.INDICATOR, by=ada, at=AT)

    assert (moved.kind, moved.position, moved.parent) == (ItemKind.INDICATOR, 8, top)


def test_splitting_keeps_the_place_and_pushes_the_others_on(reading, ada):
    first = ItemFactory(reading=reading, position=1, words="Lire. Écrire. Compter.")
    ItemFactory(reading=reading, position=2, words="Nager")
    child = ItemFactory(reading=reading, position=3, words="Lire le soir", parent=first)

    reviewing.split_item(first, parts=["Lire", " ", "Écrire", "Compter"], by=ada, at=AT)

    child.refresh_from_db()
    assert [item.words for item in Item.objects.order_by("position")] == [
        "Lire",
        "Écrire",
        "Compter",
        "Nager",
        "Lire le soir",
    ]
    assert child.parent == first


def test_one_text_alone_is_no_split(reading, ada):
    with pytest.raises(Refused, match="au moins deux"):
        reviewing.split_item(ItemFactory(reading=reading), parts=["Lire", ""], by=ada, at=AT)


def test_joining_follows_the_order_of_the_document_and_keeps_what_hangs(reading, ada):
    one, two, three = (ItemFactory(reading=reading, position=n, words=w) for n, w in enumerate("ABC", 1))
    child = ItemFactory(reading=reading, position=4, parent=three)

    joined = reviewing.join_items(one, [three, two], by=ada, at=AT)

    child.refresh_from_db()
    assert (joined.words, joined.anchors, child.parent) == ("A B C", ["l1", "l2", "l3"], one)
    assert {item.state for item in Item.objects.filter(pk__in=[two.pk, three.pk])} == {ItemState.DISCARDED}


def test_items_of_two_lists_are_not_joined(reading, ada):
    item, other = ItemFactory(reading=reading), ItemFactory(reading=reading, kind=ItemKind.RESULT)

    with pytest.raises(Refused, match="même liste"):
        reviewing.join_items(item, [other], by=ada, at=AT)


def test_a_child_that_takes_in_its_parent_stands_where_the_parent_stood(reading, ada):
    top = ItemFactory(reading=reading, position=1)
    parent = ItemFactory(reading=reading, position=2, parent=top)
    child = ItemFactory(reading=reading, position=3, parent=parent)

    joined = reviewing.join_items(child, [parent], by=ada, at=AT)

    assert joined.parent == top
    rows = review_rows(reading, ItemKind.FRAMEWORK)
    assert len(rows) == 3


def test_joining_across_generations_makes_no_ring(reading, ada):
    grandparent = ItemFactory(reading=reading, position=1)
    parent = ItemFactory(reading=reading, position=2, parent=grandparent)
    child = ItemFactory(reading=reading, position=3, parent=parent)

    joined = reviewing.join_items(child, [grandparent], by=ada, at=AT)

    parent.refresh_from_db()
    assert (joined.parent, parent.parent) == (None, child)


def test_adding_from_a_passage_points_to_it_and_ticks_it_off(reading, ada):
    lost = ItemFactory(reading=reading, kind=ItemKind.LEFTOVER, anchor="l12", line=12)

    item = reviewing.add_item(
        reading, kind=ItemKind.FINDING, words="Les\ncommerces ferment", source=lost, by=ada, at=AT
    )

    lost.refresh_from_db()
    assert (item.words, item.state, item.anchor) == ("Les commerces ferment", ItemState.ADDED, "l12")
    assert lost.state == ItemState.CHECKED


def test_checking_a_list_touches_what_is_proposed_only(reading, ada):
    states = [ItemState.PROPOSED, ItemState.PROPOSED, ItemState.DISCARDED, ItemState.CORRECTED]
    for state in states:
        ItemFactory(reading=reading, state=state)
    ItemFactory(reading=reading, kind=ItemKind.RESULT)

    done = reviewing.check_all(reading, ItemKind.FRAMEWORK, by=ada, at=AT)

    assert done.checked == 2
    found = Item.objects.filter(kind=ItemKind.FRAMEWORK).values_list("state", flat=True)
    assert sorted(found) == ["checked", "checked", "corrected", "discarded"]
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("state", [ReadingState.READING, ReadingState.FAILED, ReadingState.DISCARDED])
def test_a_reading_that_is_not_ready_is_not_reviewed(ada, state):
    item = ItemFactory(reading__state=state, reading__asked_by=ada)

    with pytest.raises(Refused):
        reviewing.check_item(item, by=ada, at=AT)


def test_somebody_else_reviews_nothing(reading):
    with pytest.raises(PermissionDenied):
        reviewing.check_item(ItemFactory(reading=reading), by=UserFactory(), at=AT)


def test_the_tree_is_shown_from_the_roots_down_whatever_the_positions(reading):
    top = ItemFactory(reading=reading, position=5)
    low = ItemFactory(reading=reading, position=1, parent=top)
    other = ItemFactory(reading=reading, position=6)

    assert in_tree_order([low, top, other]) == [(top, 0), (low, 1), (other, 0)]


def test_progress_counts_what_was_seen_and_leaves_leftovers_apart(reading):
    ItemFactory(reading=reading, state=ItemState.CHECKED)
    ItemFactory(reading=reading, state=ItemState.DISCARDED)
    ItemFactory(reading=reading, confidence=0.6)
    ItemFactory(reading=reading, kind=ItemKind.LEFTOVER)

    progress = review_progress(lists_of(reading))

    assert (progress.seen, progress.total, progress.doubtful, progress.lost) == (2, 3, 1, 1)


def test_doubtful_items_come_first_on_demand(reading):
    sure, unsure = ItemFactory(reading=reading), ItemFactory(reading=reading, confidence=0.5)

    assert review_rows(reading, ItemKind.FRAMEWORK) == [sure, unsure]
    assert review_rows(reading, ItemKind.FRAMEWORK, doubtful_first=True) == [unsure, sure]
    assert review_rows(reading, ItemKind.FRAMEWORK, only="douteux") == [unsure]
