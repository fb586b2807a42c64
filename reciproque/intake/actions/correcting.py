"""A corrected file of a document that was read: what a person had reviewed is carried over, nobody reviews twice."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes
from reciproque.core.engine import lock_one, update_many
from reciproque.core.refusals import admit, check_move, refuse_if
from reciproque.intake.access import may_review
from reciproque.intake.choices import READING_MOVES, ItemState, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries.versions import passages_that_differ, untouched_pairs
from reciproque.intake.rules import obstacles_to_correcting
from reciproque.journal.actions import record
from reciproque.office.document import Block


@transaction.atomic
def say_correction(reading: Reading, first: Reading, *, by: User, at: datetime) -> int:
    """« C’est une version corrigée de… » Returns how many items need not be reviewed again.

    A first reading that was not accepted yet gives its review, and is abandoned.
    """
    admit(may_review(by, reading) and may_review(by, first))
    reading, first = lock_one(reading), lock_one(first)
    refuse_if(obstacles_to_correcting(reading, first))
    carried = _carry_over(first, reading)
    apply_changes(reading, {"corrects": first})
    reading.save(update_fields=["corrects", "version"])
    if first.state == ReadingState.READY:
        check_move(READING_MOVES, first.state, ReadingState.DISCARDED)
        first.state = ReadingState.DISCARDED
        first.save(update_fields=["state"])
        record("reading.discarded", first, by=by, at=at, contract=first.contract_id)
    record(
        "reading.corrects",
        reading,
        by=by,
        at=at,
        contract=reading.contract_id,
        first=first.name,
        carried=carried,
    )
    return carried


@transaction.atomic
def say_no_correction(reading: Reading, *, by: User, at: datetime) -> None:
    """« C’est un autre document » : it is not offered again."""
    admit(may_review(by, reading))
    reading = lock_one(reading)
    summary = json.loads(reading.summary_json or "{}")
    if summary.pop("looks_like", None):
        reading.summary_json = json.dumps(summary, ensure_ascii=False)
        reading.version += 1
        reading.save(update_fields=["summary_json", "version"])
        record("reading.not_a_correction", reading, by=by, at=at, contract=reading.contract_id)


def _carry_over(first: Reading, reading: Reading) -> int:
    """States and corrections of untouched items, and the items that a person had added."""
    olds = list(first.items.order_by("kind", "position", "pk"))
    news = list(reading.items.order_by("kind", "position", "pk"))
    pairs = untouched_pairs(olds, news)
    became = {old.pk: new for old, new in pairs}
    touched = []
    for old, new in pairs:
        if old.state == ItemState.PROPOSED or new.state != ItemState.PROPOSED:
            continue
        _take(old, new, became)
        touched.append(new)
    update_many(touched, ["state", "kind", "words", "data_json", "parent", "version"])
    _differences, moved = passages_that_differ(first, reading)
    added = _bring_added(reading, [one for one in olds if one.state == ItemState.ADDED], became, moved)
    return len(touched) + added


def _take(old: Item, new: Item, became: Mapping[int, Item]) -> None:
    proposed = json.loads(old.proposed_json or "{}")
    said = {name: value for name, value in old.data.items() if value != proposed.get(name)}
    said.pop("same_as", None)
    new.state, new.kind, new.words = old.state, old.kind, old.words
    new.data_json = json.dumps(new.data | said, ensure_ascii=False)
    if old.parent_id is None or old.parent_id in became:
        new.parent = became.get(old.parent_id) if old.parent_id else None
    new.version += 1


def _bring_added(
    reading: Reading, added: Sequence[Item], became: dict[int, Item], moved: Mapping[str, Block]
) -> int:
    """What a person had added, after the items of its list; its passages where their words stand now."""
    last = {
        row["kind"]: row["last"] or 0
        for row in reading.items.order_by().values("kind").annotate(last=Max("position"))
    }
    for place, old in enumerate(sorted(added, key=lambda one: (one.kind, one.position)), 1):
        anchors = [moved[one].anchor for one in old.anchors if one in moved]
        became[old.pk] = Item.objects.create(
            reading=reading,
            kind=old.kind,
            position=last.get(old.kind, 0) + place,
            parent=became.get(old.parent_id) if old.parent_id else None,
            words=old.words,
            data_json=old.data_json,
            anchor=anchors[0] if anchors else "",
            anchors_json=json.dumps(anchors),
            line=moved[old.anchors[0]].place.line if anchors and old.anchors[0] in moved else 0,
            state=ItemState.ADDED,
        )
    if added:
        Reading.objects.filter(pk=reading.pk).update(version=F("version") + 1)
        reading.refresh_from_db(fields=["version"])
    return len(added)
