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


def review_order(reading: Reading, kind: str, *, only: str = "", doubtful_first: bool = False) -> list[int]:
    """The keys of a list in the order of its review; those of the framework from the roots down.

    Items that were discarded stand where they were. `doubtful_first` leaves the order of the document. Nothing else
    is read: a list of thousands is shown a page at a time.
    """
    rows = reading.items.filter(kind=kind).order_by("position", "pk")
    ranks = [Rank(*one) for one in rows.values_list("pk", "parent_id", "state", "confidence")]
    ordered = [rank for rank, _depth in in_tree_order(ranks)] if kind == ItemKind.FRAMEWORK else ranks
    if only in SHOWN:
        wanted = set(rows.filter(SHOWN[only]).values_list("pk", flat=True))
        ordered = [rank for rank in ordered if rank.pk in wanted]
    if doubtful_first:
        ordered = sorted(ordered, key=lambda rank: not is_doubtful(rank))
    return [rank.pk for rank in ordered]


def review_rows(reading: Reading, kind: str, *, only: str = "", doubtful_first: bool = False) -> list[Item]:
    """The items of a list in that order, each with its `depth`."""
    return review_rows_of(
        reading, kind, review_order(reading, kind, only=only, doubtful_first=doubtful_first)
    )


@dataclass(frozen=True, slots=True)
class Rank:
    """What of an item its place in the list depends on."""

    pk: int
    parent_id: int | None
    state: str
    confidence: float


def is_doubtful(item: Item | Rank) -> bool:
    return item.confidence < DOUBTFUL and item.state == ItemState.PROPOSED


def review_rows_of(reading: Reading, kind: str, keys: Iterable[int]) -> list[Item]:
    """These items of a list as they stand now, in the order of `keys`, each with its `depth` in the tree and whether
    it bears others."""
    rank = {key: place for place, key in enumerate(keys)}
    rows = reading.items.filter(kind=kind, pk__in=rank).select_related("parent", "touched_by")
    items = sorted(rows.defer("proposed_json"), key=lambda item: rank[item.pk]) if rank else []
    above: dict[int, int | None] = {}
    if items and kind == ItemKind.FRAMEWORK:
        above = dict(reading.items.filter(kind=kind).values_list("pk", "parent_id"))
    bearing = set(above.values())
    for item in items:
        item.reading = reading
        item.depth = _depth(item.pk, above)  # type: ignore[attr-defined]  # for the page, no column
        item.bears = item.pk in bearing  # type: ignore[attr-defined]  # for the page, no column
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


def place_said(reading: Reading, anchor: str, line: int | None) -> str:
    """Where a passage stands, in the words of its file: « page 3 », « Feuille Actions, B12 », « ligne 12 »."""
    block = (
        document_from_json(reading.document_json).find(anchor) if anchor and reading.document_json else None
    )
    return block.place.said if block else f"ligne {line}" if line else ""


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
