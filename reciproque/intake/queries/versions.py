"""A document brought again: which earlier one it corrects, what differs, what that means for what stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reciproque.intake.choices import KEPT, ItemKind, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries.comparing import Comparison, compared
from reciproque.intake.queries.standing import things_of
from reciproque.intake.rules.things import Change, Match
from reciproque.intake.rules.versions import (
    NEAR_IDENTICAL,
    Difference,
    differences,
    share_in_common,
    untouched_key,
)
from reciproque.office.document import Block
from reciproque.office.keeping import document_from_json

MOST_LOOKED_AT = 20
BY_LIST = {
    ItemKind.FRAMEWORK,
    ItemKind.RESULT,
    ItemKind.INDICATOR,
    ItemKind.COMMITMENT,
    ItemKind.SIGNATORY,
    ItemKind.BODY,
}
"""The lists whose differences can be applied from the page; the others are done by hand."""


def blocks_of(document_json: str) -> list[Block]:
    """The passages of a document that hold words."""
    return [one for one in document_from_json(document_json).blocks() if one.text.strip()]


def earlier_readings(reading: Reading) -> QuerySet[Reading]:
    """Other documents of the same contract (without contract: of the same person) that were read, the latest first."""
    rows = Reading.objects.filter(state__in=[ReadingState.READY, ReadingState.ACCEPTED], corrects=None)
    own = {"contract": reading.contract_id}
    if reading.contract_id is None:
        own["asked_by"] = reading.asked_by_id
    return (
        rows.filter(**own).exclude(pk=reading.pk).exclude(file=reading.file_id).order_by("-asked_at", "-pk")
    )


def looks_like(reading: Reading, document: str) -> dict[str, Any]:
    """For the summary of a document just read: the earlier one that it nearly repeats, if there is one."""
    own = [one.text for one in blocks_of(document)]
    best, found = 0.0, None
    for other in earlier_readings(reading)[:MOST_LOOKED_AT]:
        if not other.document_json:
            continue
        share = share_in_common([one.text for one in blocks_of(other.document_json)], own)
        if share >= NEAR_IDENTICAL and share > best:
            best, found = share, other
    if found is None:
        return {}
    return {"looks_like": {"reading": found.pk, "name": found.name, "share": round(best, 3)}}


def passages_that_differ(first: Reading, reading: Reading) -> tuple[list[Difference], dict[str, Block]]:
    return differences(blocks_of(first.document_json), blocks_of(reading.document_json))


def untouched_pairs(first: Sequence[Item], items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """The items that both files propose alike, in order."""
    waiting: dict[str, list[Item]] = {}
    for item, key in _keys(items):
        waiting.setdefault(key, []).append(item)
    found = []
    for item, key in _keys(first):
        line = waiting.get(key)
        if line:
            found.append((item, line.pop(0)))
    return found


def _keys(items: Sequence[Item]) -> list[tuple[Item, str]]:
    proposed = [(item, dict(json.loads(item.proposed_json or "{}"))) for item in items]
    titles = {one["index"]: str(one.get("title") or "") for _item, one in proposed if "index" in one}
    return [(item, untouched_key(_list_of(item, one), one, titles)) for item, one in proposed if one]


def _list_of(item: Item, proposed: dict[str, Any]) -> str:
    """The list in which it was proposed: a person may have changed it since."""
    return str(ItemKind.FRAMEWORK) if "index" in proposed else f"{sorted(proposed)}"


@dataclass(frozen=True)
class Correction:
    """A difference between the items of both files, as a change to what stands."""

    key: str
    match: Match
    word: str
    by_hand: bool

    @property
    def verb(self) -> str:
        return {Change.NEW: "add", Change.DROPPED: "archive"}.get(self.match.main, "edit")


def items_that_differ(first: Reading, reading: Reading) -> Comparison:
    """The items of both files side by side: those of the same passage first, then by their words."""
    _differences, moved = passages_that_differ(first, reading)
    return compared(things_of(first), things_of(reading), _of_one_passage(first, reading, moved))


def _of_one_passage(first: Reading, reading: Reading, moved: dict[str, Block]) -> list[tuple[str, str, bool]]:
    """Items that stand alone of their list in a passage of the first file, and in what that passage became."""
    olds, news = _by_place(first), _by_place(reading)
    found = []
    for (kind, anchor), mine in olds.items():
        there = moved.get(anchor)
        theirs = news.get((kind, there.anchor), []) if there is not None else []
        if len(mine) == len(theirs) == 1:
            found.append((f"item:{mine[0]}", f"item:{theirs[0]}", True))
    return found


def _by_place(reading: Reading) -> dict[tuple[str, str], list[int]]:
    rows = reading.items.filter(state__in=KEPT).exclude(anchor="").order_by("position", "pk")
    places: dict[tuple[str, str], list[int]] = {}
    for kind, anchor, key in rows.values_list("kind", "anchor", "pk"):
        places.setdefault((kind, anchor), []).append(key)
    return places


def corrections_of(comparison: Comparison) -> list[Correction]:
    """The differences as changes to make, list by list; those that only a person can make say so."""
    found = []
    for kind, matches in comparison.lists.items():
        for match in matches:
            if match.main == Change.SAME:
                continue
            plain = kind in BY_LIST and not {Change.SPLIT, Change.MERGED} & {*match.changes}
            edits = {Change.REWORDED, Change.AMENDED} & {*match.changes}
            lone = match.main in {Change.NEW, Change.DROPPED}
            by_hand = not plain or not (lone or edits)
            key = (match.news or match.olds)[0].key
            found.append(Correction(key, match, _word(match), by_hand))
    return found


def _word(match: Match) -> str:
    if match.main == Change.NEW:
        return "ajouter"
    return "archiver" if match.main == Change.DROPPED else "modifier"


def reading_named(key: int) -> Reading | None:
    return Reading.objects.filter(pk=key).select_related("contract", "text", "file").first()


def items_by_key(reading: Reading) -> dict[str, Item]:
    return {f"item:{one.pk}": one for one in reading.items.all()}
