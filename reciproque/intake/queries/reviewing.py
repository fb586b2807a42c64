"""What a review shows: lists, counts, order, passages."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from reciproque.intake.choices import KEPT, ItemKind, ItemState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries.trees import in_tree_order
from reciproque.intake.rules import obstacles_to_accepting
from reciproque.office.keeping import document_from_json

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
    rows = reading.items.filter(kind=kind).select_related("parent", "touched_by")
    items = list(rows.defer("proposed_json").order_by("position", "pk"))
    pairs = in_tree_order(items) if kind == ItemKind.FRAMEWORK else [(item, 0) for item in items]
    bearing = {item.parent_id for item in items}
    for item, depth in pairs:
        item.depth = depth  # type: ignore[attr-defined]
        item.bears = kind == ItemKind.FRAMEWORK and item.pk in bearing  # type: ignore[attr-defined]
    ordered = [item for item, _depth in pairs]
    if only in SHOWN:
        wanted = set(reading.items.filter(SHOWN[only], kind=kind).values_list("pk", flat=True))
        ordered = [item for item in ordered if item.pk in wanted]
    if doubtful_first:
        ordered.sort(key=lambda item: not is_doubtful(item))
    return ordered


def is_doubtful(item: Item) -> bool:
    return item.confidence < DOUBTFUL and item.state == ItemState.PROPOSED


def review_rows_of(reading: Reading, kind: str, keys: Iterable[int]) -> list[Item]:
    """These items of a list as they stand now, each with its `depth` in the tree and whether it bears others."""
    wanted = set(keys)
    rows = reading.items.filter(kind=kind, pk__in=wanted).select_related("parent", "touched_by")
    items = list(rows.order_by("position", "pk")) if wanted else []
    above: dict[int, int | None] = {}
    if items and kind == ItemKind.FRAMEWORK:
        above = dict(reading.items.filter(kind=kind).values_list("pk", "parent_id"))
    bearing = set(above.values())
    for item in items:
        item.reading = reading
        item.depth = _depth(item.pk, above)  # type: ignore[attr-defined]
        item.bears = item.pk in bearing  # type: ignore[attr-defined]
    return items


def _depth(key: int, above: dict[int, int | None]) -> int:
    seen, parent = {key}, above.get(key)
    while parent is not None and parent in above and parent not in seen:
        seen.add(parent)
        parent = above[parent]
    return len(seen) - 1


def proposed_of(item: Item) -> dict[str, Any]:
    """The item as it was read, never changed since; empty for one that a person added."""
    return dict(json.loads(item.proposed_json or "{}"))


def leftover_of(reading: Reading, key: str) -> Item | None:
    """The passage of that key that was not understood, of this reading."""
    if not key.isdecimal():
        return None
    return reading.items.filter(pk=int(key), kind=ItemKind.LEFTOVER).first()


def leftover_at(reading: Reading, anchor: str) -> Item | None:
    """The passage that was not understood at that place, if it is one."""
    return reading.items.filter(kind=ItemKind.LEFTOVER, anchor=anchor).first()


@dataclass(frozen=True)
class PassageMeant:
    """A place of the document that a person wants to make something of."""

    anchor: str
    line: int
    words: str


def passage_of(reading: Reading, anchor: str) -> PassageMeant | None:
    block = (
        document_from_json(reading.document_json).find(anchor) if anchor and reading.document_json else None
    )
    return PassageMeant(block.anchor, block.place.line, block.text) if block else None


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
