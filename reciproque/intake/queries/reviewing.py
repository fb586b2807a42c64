"""What a review shows: lists, counts, order, passages."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from reciproque.core.text import shorten
from reciproque.intake.choices import KEPT, ItemKind, ItemState
from reciproque.intake.models import Item, Reading
from reciproque.intake.rules import obstacles_to_accepting

DOUBTFUL = 0.85
"""Below this confidence an item is shown as doubtful."""


def items_of(reading: Reading) -> QuerySet[Item]:
    return reading.items.order_by("kind", "position", "pk")


def kept_items(reading: Reading) -> list[Item]:
    """The items that acceptance takes over: what was not understood stays out of it."""
    return list(
        reading.items.filter(state__in=KEPT)
        .exclude(kind=ItemKind.LEFTOVER)
        .order_by("kind", "position", "pk")
    )


def ancestors_of(item: Item | None) -> list[int]:
    """The key of the item and of those above it, of its own reading, in one query."""
    if item is None:
        return []
    above = dict(
        Item.objects.filter(reading_id=item.reading_id, kind=ItemKind.FRAMEWORK).values_list(
            "pk", "parent_id"
        )
    )
    line: list[int] = []
    key: int | None = item.pk
    while key is not None and key not in line:
        line.append(key)
        key = above.get(key)
    return line


def in_tree_order(items: Sequence[Item]) -> list[tuple[Item, int]]:
    """Items of the framework from the roots down, each with its depth; an item whose parent is gone is a root."""
    known = {item.pk for item in items}
    under: dict[int | None, list[Item]] = {}
    for item in items:
        under.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    ordered: list[tuple[Item, int]] = []
    waiting = [(item, 0) for item in reversed(under.get(None, []))]
    while waiting:
        item, depth = waiting.pop()
        ordered.append((item, depth))
        waiting.extend((child, depth + 1) for child in reversed(under.get(item.pk, [])))
    return ordered


def counts_by_kind(reading: Reading) -> dict[str, Counter[str]]:
    """For each list, how many items in each state, and how many `doubtful` ones nobody has looked at."""
    counts: dict[str, Counter[str]] = {str(kind): Counter() for kind in ItemKind}
    doubtful = Count("pk", filter=Q(confidence__lt=DOUBTFUL, state=ItemState.PROPOSED))
    rows = reading.items.values_list("kind", "state").annotate(n=Count("pk"), d=doubtful).order_by()
    for kind, state, number, unsure in rows:
        counts[kind][state] = number
        counts[kind]["doubtful"] += unsure
    return counts


@dataclass(frozen=True)
class ListCount:
    """How far the review of a list is. What was discarded counts as seen."""

    kind: str
    label: str
    total: int
    seen: int
    kept: int
    doubtful: int


def lists_of(reading: Reading) -> list[ListCount]:
    """The lists of a reading that hold something, in the order of a review."""
    found = []
    for kind, counts in counts_by_kind(reading).items():
        total = sum(counts[state] for state in ItemState)
        kept = sum(counts[state] for state in KEPT)
        seen = total - counts[ItemState.PROPOSED]
        label = str(ItemKind(kind).label)
        found.append(ListCount(kind, label, total, seen, kept, counts["doubtful"]))
    return [one for one in found if one.total]


def marks_in(shown: Iterable[Item]) -> list[tuple[str, Item]]:
    """Which passages lead to which of the items that a page shows: (anchor, item)."""
    return [(anchor, item) for item in shown for anchor in item.anchors if anchor]


def lost_passages(reading: Reading) -> list[tuple[str, int]]:
    """The passages that were not understood and that nobody has looked at: (anchor, key of the item)."""
    rows = reading.items.filter(kind=ItemKind.LEFTOVER, state=ItemState.PROPOSED)
    return list(rows.values_list("anchor", "pk"))


SHOWN = {
    "a-voir": Q(state=ItemState.PROPOSED),
    "douteux": Q(confidence__lt=DOUBTFUL, state=ItemState.PROPOSED),
    "ecartes": Q(state=ItemState.DISCARDED),
}
"""What a review page can be limited to."""


def review_rows(reading: Reading, kind: str, *, only: str = "", doubtful_first: bool = False) -> list[Item]:
    """The items of a list, each with its `depth`; those of the framework from the roots down.

    Items that were discarded stand where they were. `doubtful_first` leaves the order of the document.
    """
    items = list(reading.items.filter(kind=kind).select_related("parent").order_by("position", "pk"))
    pairs = in_tree_order(items) if kind == ItemKind.FRAMEWORK else [(item, 0) for item in items]
    for item, depth in pairs:
        item.depth = depth  # type: ignore[attr-defined]
    ordered = [item for item, _depth in pairs]
    if only in SHOWN:
        wanted = set(reading.items.filter(SHOWN[only], kind=kind).values_list("pk", flat=True))
        ordered = [item for item in ordered if item.pk in wanted]
    if doubtful_first:
        ordered.sort(key=lambda item: not is_doubtful(item))
    return ordered


def is_doubtful(item: Item) -> bool:
    return item.confidence < DOUBTFUL and item.state == ItemState.PROPOSED


MANY_CHOICES = 1_000


def parent_choices(reading: Reading, *, but: Item | None = None) -> list[tuple[int, str]]:
    """The items of the framework that one can hang something on, indented, as choices of a form.

    Of a framework of thousands only those that stand nearest, and the parent that the item has.
    """
    rows = reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT).order_by("position", "pk")
    items = list(rows[: MANY_CHOICES + 1])
    if len(items) > MANY_CHOICES:
        line = but.line if but is not None else 0
        above = (but.parent_id if but is not None else None) or 0
        near = rows.filter(line__gte=line - 200).exclude(pk=above)[: MANY_CHOICES - 1]
        own = rows.filter(pk=above)
        items = [*own, *near]
    return [
        (item.pk, "\u2003" * depth + shorten(f"{item.data.get('code') or ''} {item.words}", 90))
        for item, depth in in_tree_order(items)
        if but is None or item.pk != but.pk
    ]


def neighbours_of(item: Item, *, around: int = 8) -> list[Item]:
    """The items of the same list that stand near, for joining."""
    rows = item.reading.items.filter(kind=item.kind, state__in=KEPT).exclude(pk=item.pk)
    before = list(rows.filter(position__lt=item.position).order_by("-position", "-pk")[:around])
    after = list(rows.filter(position__gte=item.position).order_by("position", "pk")[:around])
    return [*reversed(before), *after]


def review_row(item: Item) -> Item:
    """The item as it stands now in its list, with its `depth` in the tree."""
    row = Item.objects.select_related("parent").get(pk=item.pk)
    depth = len(ancestors_of(row)) - 1 if row.kind == ItemKind.FRAMEWORK else 0
    row.depth = depth  # type: ignore[attr-defined]
    return row


def has_children(item: Item) -> bool:
    return item.children.exists()


def proposed_of(item: Item) -> dict[str, Any]:
    """The item as it was read, never changed since; empty for one that a person added."""
    return dict(json.loads(item.proposed_json or "{}"))


def leftover_of(reading: Reading, key: str) -> Item | None:
    """The passage of that key that was not understood, of this reading."""
    if not key.isdecimal():
        return None
    return reading.items.filter(pk=int(key), kind=ItemKind.LEFTOVER).first()


@dataclass(frozen=True)
class Progress:
    """How far a review is; what was not understood counts apart."""

    seen: int
    total: int
    doubtful: int
    lost: int

    @property
    def share(self) -> float | None:
        return self.seen / self.total if self.total else None


def review_progress(lists: Iterable[ListCount]) -> Progress:
    lists = list(lists)
    items = [one for one in lists if one.kind != ItemKind.LEFTOVER]
    lost = sum(one.total - one.seen for one in lists if one.kind == ItemKind.LEFTOVER)
    return Progress(
        sum(one.seen for one in items),
        sum(one.total for one in items),
        sum(one.doubtful for one in items),
        lost,
    )


WAITING_KINDS = {ItemKind.AMOUNT, ItemKind.ENGAGEMENT, ItemKind.DATE}


def made_by_accepting(reading: Reading) -> list[ListCount]:
    """The lists that become objects of the contract."""
    apart = WAITING_KINDS | {ItemKind.LEFTOVER}
    return [one for one in lists_of(reading) if one.kind not in apart and one.kept]


def kept_by_accepting(reading: Reading) -> list[ListCount]:
    """The lists that stay with the contract as data, until the app that owns them takes them over."""
    return [one for one in lists_of(reading) if one.kind in WAITING_KINDS and one.kept]


def obstacles_before_accepting(reading: Reading) -> list[str]:
    """What stands in the way whatever is typed in the form."""
    kept = sum(one.kept for one in lists_of(reading) if one.kind != ItemKind.LEFTOVER)
    return obstacles_to_accepting(reading, kept=kept, title="…", name="…", has_contract=False)
