"""What can be asked about readings and their items."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.intake.choices import KEPT, ItemKind, ItemState, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.reading.outline import outline_of
from reciproque.office.document import Document
from reciproque.office.models import StoredFile

DOUBTFUL = 0.8
"""Below this confidence an item is shown as doubtful."""


def same_file(file: StoredFile, contract: Contract | None, *, by: User) -> QuerySet[Reading]:
    """Readings of the same bytes for the same contract; without contract, those that this person brought."""
    rows = Reading.objects.filter(file=file).exclude(state=ReadingState.DISCARDED).order_by("pk")
    if contract is not None:
        return rows.filter(contract=contract)
    return rows.filter(Q(contract=None) | Q(state=ReadingState.ACCEPTED), asked_by=by)


def for_listing(readings: QuerySet[Reading]) -> QuerySet[Reading]:
    return (
        readings.defer("document_json", "summary_json")
        .select_related("contract", "asked_by", "file", "text")
        .annotate(
            n_items=Count("items", filter=~Q(items__kind=ItemKind.LEFTOVER)),
            n_seen=Count(
                "items", filter=~Q(items__state=ItemState.PROPOSED) & ~Q(items__kind=ItemKind.LEFTOVER)
            ),
        )
    )


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
    counts: dict[str, Counter[str]] = {str(kind): Counter() for kind in ItemKind}
    for kind, state, number in reading.items.values_list("kind", "state").annotate(n=Count("pk")).order_by():
        counts[kind][state] = number
    return counts


def chapters_of(document: Document) -> dict[str, str]:
    """For each anchor of a document, the title of the outermost section in which it stands ("": none)."""
    outline = outline_of(document)
    found = {}
    for anchor, section in outline.by_anchor.items():
        path = list(section.path())
        found[anchor] = path[-1].text if path else ""
    return found
