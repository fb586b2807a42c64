"""What can be asked about readings and their items."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_steered_by
from reciproque.contracts.models import Contract
from reciproque.core.text import sort_key
from reciproque.intake.choices import KEPT, ItemKind, ItemState, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.reading.outline import outline_of
from reciproque.intake.rules import Terms, terms_from
from reciproque.jobs.models import Job
from reciproque.jobs.queries import all_jobs
from reciproque.office.document import Document
from reciproque.office.models import StoredFile
from reciproque.territories.models import Commune, Epci
from reciproque.territories.queries import communes_like

DOUBTFUL = 0.8
"""Below this confidence an item is shown as doubtful."""


def same_file(file: StoredFile, contract: Contract | None, *, by: User) -> QuerySet[Reading]:
    """Readings of the same bytes for the same contract.

    Without contract: those that this person brought and that have none yet, and those of the contracts that
    she steers.
    """
    rows = Reading.objects.filter(file=file).exclude(state=ReadingState.DISCARDED).order_by("pk")
    if contract is not None:
        return rows.filter(contract=contract)
    steered = Q(state=ReadingState.ACCEPTED, contract__in=contracts_steered_by(by))
    return rows.filter(Q(contract=None, asked_by=by) | steered)


def taken_over_already(reading: Reading, contract: Contract | None) -> QuerySet[Reading]:
    """Other readings of the same file that became a text of this contract."""
    rows = Reading.objects.filter(file_id=reading.file_id, state=ReadingState.ACCEPTED, contract=contract)
    return rows.none() if contract is None else rows.exclude(pk=reading.pk)


def communes_meant(names: Iterable[str], *, within: Epci | None) -> dict[str, Commune]:
    """The commune that each printed name means. Of namesakes, the one of the body in which most names are at home."""
    found = {}
    for name in sorted(set(names)):
        wanted = sort_key(re.sub(r"(?i)\bst(e?)\b\.?", r"saint\1", name))
        found[name] = [one for one in communes_like(name) if one.sort_key == wanted]
    bodies = Counter(epci for some in found.values() for epci in {one.epci_id for one in some})
    home = within.pk if within is not None else max(bodies, key=lambda epci: bodies[epci], default=None)
    meant = {}
    for name, some in found.items():
        at_home = [one for one in some if one.epci_id == home] or some
        if len(at_home) == 1:
            meant[name] = at_home[0]
    return meant


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


def job_of(reading: Reading) -> Job | None:
    return all_jobs().filter(pk=reading.job_id).first() if reading.job_id else None


def is_being_read(reading: Reading) -> bool:
    """Whether a worker reads it or will: not when the work was given up, cancelled or lost."""
    if reading.state not in {ReadingState.WAITING, ReadingState.READING}:
        return False
    job = job_of(reading)
    return job is not None and not job.is_over


def fresh(reading: Reading) -> Reading:
    """The reading as it stands now, with what its pages show beside it."""
    return Reading.objects.select_related("contract", "file", "text", "asked_by").get(pk=reading.pk)


def summary_of(reading: Reading) -> dict[str, Any]:
    """What the reading said of the document as a whole."""
    return dict(json.loads(reading.summary_json or "{}"))


def terms_of(reading: Reading) -> Terms:
    """The first answers to the form of acceptance."""
    dates = reading.items.filter(kind=ItemKind.DATE, state__in=KEPT).order_by("position", "pk")
    return terms_from(summary_of(reading), dates)
