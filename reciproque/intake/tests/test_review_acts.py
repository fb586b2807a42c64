"""Keyboard acts of a review: subtrees, moves, undo, what others did, what a person left."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind, ItemState, PointKind, PointState
from reciproque.intake.models import Item, Point, Reviewer, ReviewStep
from reciproque.intake.queries import PassageMeant, in_tree_order, last_step, terms_of
from reciproque.intake.tests.factories import AT, ItemFactory, ReadingFactory
from reciproque.journal.models import Entry


@pytest.fixture
def reading(contract):
    return ReadingFactory(contract=contract)


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def ann(contract):
    return member_of(contract)


@pytest.fixture
def bob(contract):
    return member_of(contract)


@pytest.fixture
def tree(reading):
    """Two roots; the first bears two objectives, of which one bears a doubtful one."""
    one = ItemFactory(reading=reading, position=1, words="Un")
    low = ItemFactory(reading=reading, position=2, words="Un un", parent=one)
    doubt = ItemFactory(reading=reading, position=3, words="Un un un", parent=low, confidence=0.5)
    last = ItemFactory(reading=reading, position=4, words="Un deux", parent=one)
    two = ItemFactory(reading=reading, position=5, words="Deux")
    return one, low, doubt, last, two


def states(*items):
    return [Item.objects.get(pk=item.pk).state for item in items]


def order(reading):
    items = list(reading.items.filter(kind=ItemKind.FRAMEWORK).order_by("position", "pk"))
    return [(item.words, depth) for item, depth in in_tree_order(items)]


def test_checking_with_all_beneath_leaves_the_doubtful_to_be_looked_at(tree, ann):
    one, _low, doubt, *_rest = tree

    done = reviewing.check_beneath(one, seen=1, by=ann, at=AT)

    assert (done.checked, done.doubtful) == (3, 1)
    assert states(*tree) == ["checked", "checked", "proposed", "checked", "proposed"]
    assert [entry.act for entry in Entry.objects.all()] == ["item.checked_beneath"]
    assert reviewing.check_item(doubt, by=ann, at=AT).state == ItemState.CHECKED


def test_a_doubtful_item_itself_is_checked_with_what_is_beneath(reading, ann):
    doubt = ItemFactory(reading=reading, confidence=0.5)

    assert reviewing.check_beneath(doubt, by=ann, at=AT).checked == 1


def test_what_somebody_changed_since_the_page_was_drawn_is_not_checked_unseen(tree, ann, bob):
    one, low, *_rest = tree
    known = last_step(one.reading)
    reviewing.correct_item(low, words="Autre chose", by=bob, at=AT)
    Item.objects.filter(pk=low.pk).update(state=ItemState.PROPOSED)

    done = reviewing.check_beneath(one, since=known, by=ann, at=AT)

    assert (done.checked, done.changed) == (2, 1)
    assert states(low) == ["proposed"]


def test_in_a_flat_list_the_group_is_what_hangs_on_the_same_objective(tree, ann):
    one, low, *_rest = tree
    mine = [ItemFactory(reading=one.reading, kind=ItemKind.RESULT, parent=low) for _ in range(2)]
    other = ItemFactory(reading=one.reading, kind=ItemKind.RESULT, parent=one)

    reviewing.check_beneath(mine[0], by=ann, at=AT)

    assert states(*mine, other) == ["checked", "checked", "proposed"]


@pytest.mark.parametrize(
    "act",
    [
        reviewing.check_item,
        reviewing.check_beneath,
        reviewing.discard_item,
        lambda item, **who: reviewing.retype_item(item, kind=ItemKind.RESULT, **who),
        lambda item, **who: reviewing.split_item(item, parts=["a", "b"], **who),
        lambda item, **who: reviewing.join_items(item, [ItemFactory(reading=item.reading)], **who),
        lambda item, **who: reviewing.hang_item(item, None, **who),
        reviewing.indent_item,
        reviewing.outdent_item,
        lambda item, **who: reviewing.shift_item(item, 1, **who),
    ],
)
def test_no_act_is_done_on_an_older_version(tree, ann, bob, act):
    item = tree[3]
    reviewing.correct_item(item, words="De Bob", by=bob, at=AT)
    before = list(Item.objects.order_by("pk").values())

    with pytest.raises(Overtaken):
        act(item, seen=1, by=ann, at=AT)

    assert list(Item.objects.filter(pk__in=[one["id"] for one in before]).order_by("pk").values()) == before


def test_joining_refuses_a_neighbour_that_was_changed_meanwhile(tree, ann, bob):
    one, _low, _doubt, _last, two = tree
    reviewing.correct_item(two, words="Changé", by=bob, at=AT)

    with pytest.raises(Overtaken):
        reviewing.join_items(one, [two], seen=1, seen_others={two.pk: 1}, by=ann, at=AT)


def test_in_and_out_and_up_and_down(tree, ann, reading):
    *_others, last, two = tree

    reviewing.indent_item(two, by=ann, at=AT)
    assert order(reading)[-1] == ("Deux", 1)
    reviewing.outdent_item(two, by=ann, at=AT)
    assert order(reading)[-1] == ("Deux", 0)
    reviewing.shift_item(last, -1, by=ann, at=AT)
    assert [words for words, _depth in order(reading)] == ["Un", "Un deux", "Un un", "Un un un", "Deux"]
    reviewing.shift_item(two, -1, by=ann, at=AT)
    assert order(reading)[0] == ("Deux", 0)


def test_out_stands_behind_what_it_hung_on_and_before_what_follows(tree, ann, reading):
    _one, low, *_rest = tree

    reviewing.outdent_item(low, by=ann, at=AT)

    assert order(reading) == [("Un", 0), ("Un deux", 1), ("Un un", 0), ("Un un un", 1), ("Deux", 0)]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda tree, **who: reviewing.indent_item(tree[0], **who), "ne peut pas descendre"),
        (lambda tree, **who: reviewing.outdent_item(tree[0], **who), "premier niveau"),
        (lambda tree, **who: reviewing.shift_item(tree[0], -1, **who), "le premier"),
        (lambda tree, **who: reviewing.shift_item(tree[4], 1, **who), "le dernier"),
        (lambda tree, **who: reviewing.hang_item(tree[0], tree[2], **who), "lui-même"),
        (lambda tree, **who: reviewing.undo_last(tree[0].reading, **who), "rien à annuler"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(tree, ann, act, said):
    with pytest.raises(Refused, match=said):
        act(tree, by=ann, at=AT)


def everything(reading):
    fields = ("pk", "kind", "parent_id", "words", "data_json", "anchors_json", "state")
    items = {one["pk"]: one for one in reading.items.values(*fields)}
    return items, [words for words, _depth in order(reading)]


@pytest.mark.parametrize(
    "act",
    [
        lambda tree, **who: reviewing.check_item(tree[0], **who),
        lambda tree, **who: reviewing.check_beneath(tree[0], **who),
        lambda tree, **who: reviewing.check_all(tree[0].reading, ItemKind.FRAMEWORK, **who),
        lambda tree, **who: reviewing.correct_item(tree[1], words="x", data={"label": "axe"}, **who),
        lambda tree, **who: reviewing.discard_item(tree[1], **who),
        lambda tree, **who: reviewing.retype_item(tree[2], kind=ItemKind.RESULT, **who),
        lambda tree, **who: reviewing.split_item(tree[1], parts=["a", "b", "c"], **who),
        lambda tree, **who: reviewing.join_items(tree[1], [tree[3]], **who),
        lambda tree, **who: reviewing.join_items(tree[2], [tree[1]], **who),
        lambda tree, **who: reviewing.hang_item(tree[3], tree[4], **who),
        lambda tree, **who: reviewing.indent_item(tree[4], **who),
        lambda tree, **who: reviewing.outdent_item(tree[1], **who),
        lambda tree, **who: reviewing.shift_item(tree[1], 1, **who),
        lambda tree, **who: reviewing.add_item(
            tree[0].reading, kind=ItemKind.FRAMEWORK, words="Neuf", parent=tree[0], **who
        ),
    ],
)
def test_undoing_gives_back_everything_as_it_was(tree, reading, ann, act):
    before = everything(reading)

    act(tree, by=ann, at=AT)
    assert everything(reading) != before
    reviewing.undo_last(reading, by=ann, at=AT)

    assert everything(reading) == before


def test_undoing_goes_back_act_by_act(tree, reading, ann):
    before = everything(reading)
    reviewing.split_item(tree[1], parts=["a", "b"], by=ann, at=AT)
    reviewing.correct_item(Item.objects.get(words="b"), words="bb", by=ann, at=AT)
    reviewing.discard_item(tree[0], by=ann, at=AT)
    reviewing.shift_item(tree[4], -1, by=ann, at=AT)

    for _ in range(4):
        reviewing.undo_last(reading, by=ann, at=AT)

    assert everything(reading) == before


def test_one_undoes_ones_own_act_only(tree, reading, ann, bob):
    one, _low, _doubt, _last, two = tree
    reviewing.check_item(one, by=ann, at=AT)
    reviewing.correct_item(two, words="De Bob", by=bob, at=AT)

    reviewing.undo_last(reading, by=ann, at=AT)

    assert states(one, two) == ["proposed", "corrected"]
    with pytest.raises(Refused, match="rien à annuler"):
        reviewing.undo_last(reading, by=ann, at=AT)


def test_an_act_on_which_somebody_built_is_not_undone(tree, reading, ann, bob):
    reviewing.correct_item(tree[0], words="D’Ann", by=ann, at=AT)
    reviewing.correct_item(tree[0], words="De Bob", by=bob, at=AT)

    with pytest.raises(Refused, match=f"{bob}.*ne s’annule plus"):
        reviewing.undo_last(reading, by=ann, at=AT)

    assert Item.objects.get(pk=tree[0].pk).words == "De Bob"


def test_a_made_item_that_bears_others_is_not_undone(tree, reading, ann, bob):
    made = reviewing.add_item(reading, kind=ItemKind.FRAMEWORK, words="Neuf", by=ann, at=AT)
    reviewing.hang_item(tree[3], made, by=bob, at=AT)

    with pytest.raises(Refused, match="dépendent"):
        reviewing.undo_last(reading, by=ann, at=AT)


def test_undoing_after_somebody_elses_split_keeps_the_order(tree, reading, ann, bob):
    reviewing.shift_item(tree[3], -1, by=ann, at=AT)
    reviewing.split_item(tree[0], parts=["Un", "Un bis"], by=bob, at=AT)

    reviewing.undo_last(reading, by=ann, at=AT)

    assert [words for words, _depth in order(reading)] == [
        "Un",
        "Un un",
        "Un un un",
        "Un deux",
        "Un bis",
        "Deux",
    ]


def test_a_new_item_stands_where_its_passage_stands(reading, ann):
    for line in (10, 20, 30):
        ItemFactory(reading=reading, position=line, line=line, words=f"l{line}")

    passage = PassageMeant("l25", 25, "neuf et autre chose")
    reviewing.add_item(reading, kind=ItemKind.FRAMEWORK, words="neuf", source=passage, by=ann, at=AT)

    assert [words for words, _depth in order(reading)] == ["l10", "l20", "neuf", "l30"]


def test_strangers_do_nothing(tree, reading):
    stranger = UserFactory()
    point = Point.objects.create(reading=reading, kind=PointKind.ANNEX, position=1, words="annexe 1")

    for deed in (
        lambda: reviewing.undo_last(reading, by=stranger, at=AT),
        lambda: reviewing.shift_item(tree[0], 1, by=stranger, at=AT),
        lambda: reviewing.settle_point(point, PointState.ASKED, by=stranger, at=AT),
        lambda: reviewing.note_place(reading, ItemKind.FRAMEWORK, None, by=stranger, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert not Entry.objects.exists()
    assert not Reviewer.objects.exists()


@pytest.fixture
def contradiction(reading):
    for day, line in (("2015-10-23", 29), ("2015-06-30", 61)):
        told = {"event": f"signé le {day}", "date": day}
        ItemFactory(
            reading=reading,
            kind=ItemKind.DATE,
            words=told["event"],
            line=line,
            anchor=f"l{line}",
            data_json=json.dumps({"date": day}),
            proposed_json=json.dumps(told),
        )
    sides = [
        {"says": day, "words": "", "list": ItemKind.DATE, "anchor": anchor, "anchors": [anchor], "line": 1}
        for day, anchor in (("2015-10-23", "l29"), ("2015-06-30", "l61"))
    ]
    return Point.objects.create(
        reading=reading,
        kind=PointKind.CONTRADICTION,
        position=1,
        words="La signature porte deux dates.",
        subject="signature",
        sides_json=json.dumps(sides),
    )


def test_the_date_that_holds_is_proposed_and_the_other_is_left_out(contradiction, reading, ann):
    reviewing.settle_point(contradiction, PointState.SETTLED, choice=1, seen=1, by=ann, at=AT)

    kept, out = reading.items.get(anchor="l61"), reading.items.get(anchor="l29")
    assert (kept.state, out.state) == (ItemState.PROPOSED, ItemState.DISCARDED)
    assert str(terms_of(reading).contract_starts_on) == "2015-06-30"
    assert [entry.act for entry in Entry.objects.all()] == ["point.settled"]


@pytest.mark.parametrize("other", [PointState.LATER, PointState.OPEN])
def test_another_answer_brings_both_back(contradiction, reading, ann, other):
    reviewing.settle_point(contradiction, PointState.SETTLED, choice=0, by=ann, at=AT)

    point = reviewing.settle_point(contradiction, other, by=ann, at=AT)

    assert point.choice is None
    assert not reading.items.filter(state=ItemState.DISCARDED).exists()
    assert terms_of(reading).contract_starts_on is None


def test_two_people_do_not_settle_a_point_over_each_other(contradiction, ann, bob):
    reviewing.settle_point(contradiction, PointState.SETTLED, choice=0, seen=1, by=bob, at=AT)

    with pytest.raises(Overtaken):
        reviewing.settle_point(contradiction, PointState.SETTLED, choice=1, seen=1, by=ann, at=AT)


@pytest.mark.parametrize(
    ("state", "choice"),
    [(PointState.SETTLED, None), (PointState.SETTLED, 2), (PointState.ASKED, None), ("nimporte", None)],
)
def test_an_answer_that_does_not_fit_is_refused(contradiction, ann, state, choice):
    with pytest.raises(Refused):
        reviewing.settle_point(contradiction, state, choice=choice, by=ann, at=AT)


def test_an_annex_is_asked_for_or_needless(reading, ann):
    annex = Point.objects.create(reading=reading, kind=PointKind.ANNEX, position=1, words="annexe 1")

    for state in (PointState.ASKED, PointState.NEEDLESS, PointState.OPEN):
        assert reviewing.settle_point(annex, state, by=ann, at=AT).state == state
    annex.refresh_from_db()
    assert annex.settled_by is None


def test_a_place_is_kept_and_written_no_more_than_needed(tree, reading, ann):
    reviewing.note_place(reading, ItemKind.FRAMEWORK, tree[1].pk, by=ann, at=AT)
    reviewing.note_place(reading, ItemKind.FRAMEWORK, 999_999, by=ann, at=AT)

    place = Reviewer.objects.get()
    assert (place.person, place.kind, place.item) == (ann, ItemKind.FRAMEWORK, None)
    assert not ReviewStep.objects.exists()
