"""Words, fields, list: what a person sets right on one item, and what she adds."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from reciproque.accounts.models import User
from reciproque.core.edits import check_seen
from reciproque.core.engine import lock
from reciproque.core.refusals import refuse_if
from reciproque.core.text import one_line
from reciproque.intake.actions.reviewing.working import Work, open_item, open_reading
from reciproque.intake.choices import ItemKind, ItemState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import PassageMeant, ancestors_of
from reciproque.intake.rules import (
    UNDER_THE_TREE,
    obstacles_to_joining,
    obstacles_to_parent,
    obstacles_to_retyping,
)

_KEEP: Any = object()


def corrected(item: Item) -> str:
    """The state of an item that a person changed: one that she added stays so."""
    return ItemState.ADDED if item.state == ItemState.ADDED else ItemState.CORRECTED


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
    item = open_item(item, by=by, seen=seen)
    refuse_if([] if words.strip() else ["Le texte ne peut pas rester vide : écartez plutôt l’élément."])
    work = Work(item.reading, by, at)
    work.take(item)
    before = (item.words, item.data, item.parent_id)
    item.words = one_line(words)
    if data is not None:
        item.data_json = json.dumps(item.data | data, ensure_ascii=False)
    if parent is not _KEEP:
        refuse_if(obstacles_to_parent(item, parent, above=ancestors_of(parent)))
        item.parent = parent
    if (item.words, item.data, item.parent_id) != before:
        item.state = corrected(item)
    work.done("item.corrected", item)
    return item


@transaction.atomic
def retype_item(item: Item, *, kind: str, seen: int | None = None, by: User, at: datetime) -> Item:
    """Say that the item is of another list: a result that is an indicator, a leftover that is an objective."""
    item = open_item(item, by=by, seen=seen)
    refuse_if(obstacles_to_retyping(item, kind, has_children=item.children.exists()))
    work = Work(item.reading, by, at)
    work.take(item)
    set_kind(item, kind, position=next_position(item.reading, kind))
    work.done("item.retyped", item)
    return item


def set_kind(item: Item, kind: str, *, position: int) -> None:
    if item.kind == kind:
        return
    item.kind, item.position, item.state = kind, position, corrected(item)
    if kind != ItemKind.FRAMEWORK and kind not in UNDER_THE_TREE:
        item.parent = None


@transaction.atomic
def add_item(
    reading: Reading,
    *,
    kind: str,
    words: str,
    data: dict[str, Any] | None = None,
    parent: Item | None = None,
    source: Item | PassageMeant | None = None,
    by: User,
    at: datetime,
) -> Item:
    """Add what the reading missed. `source` is the leftover, or any passage, that it is made from.

    It stands where its passage stands: behind the last item of its list that comes before it in the document.
    """
    reading = open_reading(reading, by=by)
    refuse_if([] if words.strip() else ["Écrivez le texte de l’élément."])
    anchor, line = (source.anchor, source.line) if source is not None else ("", 0)
    item = Item(
        reading=reading,
        kind=kind,
        position=_place_for(reading, kind, line),
        words=one_line(words),
        data_json=json.dumps(data or {}, ensure_ascii=False),
        anchor=anchor,
        anchors_json=source.anchors_json
        if isinstance(source, Item)
        else json.dumps([anchor] if anchor else []),
        line=line,
        state=ItemState.ADDED,
    )
    refuse_if(obstacles_to_parent(item, parent, above=ancestors_of(parent)))
    item.parent = parent
    work = Work(reading, by, at)
    work.make([item])
    if isinstance(source, Item) and source.state == ItemState.PROPOSED:
        source = lock(Item.objects.filter(pk=source.pk))[0]
        work.take(source)
        source.state = ItemState.CHECKED
    work.done("item.added", item, kind=kind)
    return item


def _place_for(reading: Reading, kind: str, line: int) -> int:
    """The rank of a new item, after making room for it."""
    rows = reading.items.filter(kind=kind)
    before = rows.filter(line__lte=line, line__gt=0).aggregate(last=Max("position"))["last"] if line else None
    if before is None:
        return next_position(reading, kind)
    rows.filter(position__gt=before).update(position=F("position") + 1)
    return int(before) + 1


@transaction.atomic
def split_item(
    item: Item, *, parts: Sequence[str], seen: int | None = None, by: User, at: datetime
) -> list[Item]:
    """Make several items of one that glues them: the first keeps its place and what hangs on it."""
    item = open_item(item, by=by, seen=seen)
    parts = [one_line(part) for part in parts if part.strip()]
    refuse_if([] if len(parts) > 1 else ["Donnez au moins deux textes, un par ligne."])
    work = Work(item.reading, by, at)
    made = split(work, item, parts)
    work.done("item.split", item)
    return [item, *made]


def split(work: Work, item: Item, parts: Sequence[str]) -> list[Item]:
    """Within an act: the first part stays in the item, the others are made behind it."""
    after = item.reading.items.filter(kind=item.kind, position__gt=item.position)
    after.update(position=F("position") + len(parts) - 1)
    work.take(item)
    alike = {"code": None} if "code" in item.data else {}
    others = [
        Item(
            reading=item.reading,
            kind=item.kind,
            position=item.position + number,
            parent=item.parent,
            words=words,
            data_json=json.dumps(item.data | alike, ensure_ascii=False),
            anchor=item.anchor,
            anchors_json=item.anchors_json,
            line=item.line,
            state=ItemState.ADDED,
        )
        for number, words in enumerate(parts[1:], 1)
    ]
    item.words, item.state = parts[0], corrected(item)
    work.make(others)
    return others


@transaction.atomic
def join_items(
    keep: Item,
    others: Sequence[Item],
    *,
    seen: int | None = None,
    seen_others: dict[int, int] | None = None,
    by: User,
    at: datetime,
) -> Item:
    """Make one item of several that the reading cut apart: the words follow each other.

    `seen_others` gives the version that was seen of each of the others, by key.
    """
    keep = open_item(keep, by=by, seen=seen)
    refuse_if(obstacles_to_joining(keep, others))
    rows = sorted(lock(Item.objects.filter(pk__in=[one.pk for one in others])), key=lambda one: one.position)
    for one in rows:
        check_seen(one, (seen_others or {}).get(one.pk))
    joined = {one.pk for one in rows}
    children = lock(Item.objects.filter(parent__in=rows).exclude(pk__in={keep.pk, *joined}))
    work = Work(keep.reading, by, at)
    work.take(keep, *rows, *children)
    keep.parent = _above_all(keep, joined)
    keep.words = one_line(" ".join([keep.words, *(one.words for one in rows)]))
    anchors = dict.fromkeys([*keep.anchors, *(anchor for one in rows for anchor in one.anchors)])
    keep.anchors_json, keep.state = json.dumps(list(anchors)), ItemState.CORRECTED
    for child in children:
        child.parent = keep
    for one in rows:
        one.state = ItemState.DISCARDED
        if one.parent_id in joined:
            one.parent = keep
    work.done("item.joined", keep)
    return keep


def _above_all(keep: Item, joined: set[int]) -> Item | None:
    """What the item hangs on once it has taken in `joined`, some of which may stand above it."""
    line = ancestors_of(keep)
    taken = [place for place, key in enumerate(line) if key in joined]
    if not taken:
        return keep.parent
    above = line[max(taken) + 1 :]
    return Item.objects.get(pk=above[0]) if above else None


def next_position(reading: Reading, kind: str) -> int:
    return (reading.items.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0) + 1
