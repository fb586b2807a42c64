"""What a person does with the items of a proposal: check, correct, move, split, join, add, discard."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import one_line
from reciproque.intake.access import may_review
from reciproque.intake.choices import ItemKind, ItemState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import ancestors_of
from reciproque.intake.rules import UNDER_THE_TREE, obstacles_to_parent, obstacles_to_reviewing
from reciproque.journal.actions import record

_KEEP: Any = object()


def _open_reading(reading: Reading, *, by: User) -> Reading:
    """Lock the reading, without its document: a review and an acceptance never cross."""
    admit(may_review(by, reading))
    rows = lock(Reading.objects.filter(pk=reading.pk).defer("document_json", "summary_json"))
    refuse_if(obstacles_to_reviewing(rows[0]))
    return rows[0]


def _open(item: Item, *, by: User, seen: int | None = None) -> Item:
    """Lock the item for an edit of its proposal."""
    reading = _open_reading(item.reading, by=by)
    item = lock_one(item)
    item.reading = reading
    check_seen(item, seen)
    return item


@transaction.atomic
def check_item(item: Item, *, by: User, at: datetime) -> Item:
    """« C’est juste ». A discarded item comes back."""
    item = _open(item, by=by)
    back = ItemState.CORRECTED if item.state == ItemState.CORRECTED else ItemState.CHECKED
    return _keep(item, "item.checked", {"state": back}, by=by, at=at)


@transaction.atomic
def check_all(reading: Reading, kind: str, *, by: User, at: datetime) -> int:
    """Check all items of a list that are still as proposed: one act, one entry. Returns how many."""
    reading = _open_reading(reading, by=by)
    proposed = reading.items.filter(kind=kind, state=ItemState.PROPOSED)
    number = proposed.update(state=ItemState.CHECKED, version=F("version") + 1)
    if number:
        record(
            "reading.list_checked",
            reading,
            by=by,
            at=at,
            contract=reading.contract_id,
            kind=kind,
            count=number,
        )
    return number


@transaction.atomic
def correct_item(
    item: Item,
    *,
    words: str,
    data: dict[str, Any] | None = None,
    parent: Item | None = _KEEP,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Item:
    """Change the words, the other fields, or what the item hangs on. What was read stays in `proposed_json`."""
    item = _open(item, by=by, seen=seen)
    refuse_if([] if words.strip() else ["Le texte ne peut pas rester vide : écartez plutôt l’élément."])
    values: dict[str, Any] = {"words": one_line(words)}
    if data is not None:
        values["data_json"] = json.dumps(item.data | data, ensure_ascii=False)
    if parent is not _KEEP:
        refuse_if(obstacles_to_parent(item, parent, above=ancestors_of(parent)))
        values["parent"] = parent
    if any(getattr(item, name) != value for name, value in values.items()):
        values["state"] = ItemState.ADDED if item.state == ItemState.ADDED else ItemState.CORRECTED
    return _keep(item, "item.corrected", values, by=by, at=at)


@transaction.atomic
def discard_item(item: Item, *, by: User, at: datetime) -> Item:
    """Leave the item out. What hung on it hangs on what it hung on."""
    item = _open(item, by=by)
    children = lock(Item.objects.filter(parent=item))
    Item.objects.filter(pk__in=[child.pk for child in children]).update(parent=item.parent_id)
    return _keep(item, "item.discarded", {"state": ItemState.DISCARDED}, by=by, at=at)


@transaction.atomic
def retype_item(item: Item, *, kind: str, by: User, at: datetime) -> Item:
    """Say that the item is of another list: a result that is an indicator, a leftover that is an objective."""
    item = _open(item, by=by)
    children = list(item.children.all())
    reasons = ["D’autres éléments dépendent de celui-ci : déplacez-les d’abord."] if children else []
    refuse_if(reasons if kind != item.kind else [])
    values: dict[str, Any] = {
        "kind": kind,
        "state": ItemState.CORRECTED,
        "position": _next(item.reading, kind),
    }
    if kind != ItemKind.FRAMEWORK and kind not in UNDER_THE_TREE:
        values["parent"] = None
    return _keep(item, "item.retyped", values, by=by, at=at)


@transaction.atomic
def add_item(
    reading: Reading,
    *,
    kind: str,
    words: str,
    data: dict[str, Any] | None = None,
    parent: Item | None = None,
    source: Item | None = None,
    by: User,
    at: datetime,
) -> Item:
    """Add what the reading missed. `source` is a leftover passage that it is made from."""
    reading = _open_reading(reading, by=by)
    refuse_if([] if words.strip() else ["Écrivez le texte de l’élément."])
    item = Item(
        reading=reading,
        kind=kind,
        position=_next(reading, kind),
        words=one_line(words),
        data_json=json.dumps(data or {}, ensure_ascii=False),
        anchor=source.anchor if source else "",
        anchors_json=source.anchors_json if source else "[]",
        line=source.line if source else 0,
        state=ItemState.ADDED,
    )
    refuse_if(obstacles_to_parent(item, parent, above=ancestors_of(parent)))
    item.parent = parent
    item.save()
    if source is not None and source.state == ItemState.PROPOSED:
        apply_changes(source, {"state": ItemState.CHECKED})
        source.save(update_fields=["state", "version"])
    record("item.added", item, by=by, at=at, contract=reading.contract_id, kind=kind)
    return item


@transaction.atomic
def split_item(item: Item, *, parts: Sequence[str], by: User, at: datetime) -> list[Item]:
    """Make several items of one that glues them: the first keeps its place and what hangs on it."""
    item = _open(item, by=by)
    parts = [one_line(part) for part in parts if part.strip()]
    refuse_if([] if len(parts) > 1 else ["Donnez au moins deux textes, un par ligne."])
    after = item.reading.items.filter(kind=item.kind, position__gt=item.position)
    after.update(position=F("position") + len(parts) - 1)
    made = [
        Item(
            reading=item.reading,
            kind=item.kind,
            position=item.position + number,
            parent=item.parent,
            words=words,
            data_json=json.dumps(item.data | {"code": None}, ensure_ascii=False)
            if "code" in item.data
            else item.data_json,
            anchor=item.anchor,
            anchors_json=item.anchors_json,
            line=item.line,
            state=ItemState.ADDED,
        )
        for number, words in enumerate(parts[1:], 1)
    ]
    made = Item.objects.bulk_create(made)
    first = _keep(item, "item.split", {"words": parts[0], "state": ItemState.CORRECTED}, by=by, at=at)
    return [first, *made]


@transaction.atomic
def join_items(keep: Item, others: Sequence[Item], *, by: User, at: datetime) -> Item:
    """Make one item of several that the reading cut apart: the words follow each other."""
    keep = _open(keep, by=by)
    wrong = [
        one
        for one in others
        if one.reading_id != keep.reading_id or one.kind != keep.kind or one.pk == keep.pk
    ]
    refuse_if(["On ne joint que des éléments d’une même liste."] if wrong or not others else [])
    rows = sorted(lock(Item.objects.filter(pk__in=[one.pk for one in others])), key=lambda one: one.position)
    parent = _above_all(keep, {one.pk for one in rows})
    anchors = list(dict.fromkeys([*keep.anchors, *(anchor for one in rows for anchor in one.anchors)]))
    Item.objects.filter(parent__in=rows).exclude(pk=keep.pk).update(parent=keep)
    Item.objects.filter(pk__in=[one.pk for one in rows]).update(
        state=ItemState.DISCARDED, version=F("version") + 1
    )
    values = {
        "parent": parent,
        "words": one_line(" ".join([keep.words, *(one.words for one in rows)])),
        "anchors_json": json.dumps(anchors),
        "state": ItemState.CORRECTED,
    }
    return _keep(keep, "item.joined", values, by=by, at=at)


def _above_all(keep: Item, joined: set[int]) -> Item | None:
    """What the item hangs on once it has taken in `joined`, some of which may stand above it."""
    line = ancestors_of(keep)
    taken = [place for place, key in enumerate(line) if key in joined]
    if not taken:
        return keep.parent
    above = line[max(taken) + 1 :]
    return Item.objects.get(pk=above[0]) if above else None


def _next(reading: Reading, kind: str) -> int:
    return (reading.items.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0) + 1


def _keep(item: Item, act: str, values: dict[str, Any], *, by: User, at: datetime) -> Item:
    changes = apply_changes(item, values)
    if changes:
        item.save(update_fields=[*changes, "version"])
        record(act, item, by=by, at=at, contract=item.reading.contract_id, changes=changes)
    return item
