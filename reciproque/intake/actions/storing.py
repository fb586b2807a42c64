"""Bringing a document in, and keeping what was read of it as a proposal."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, check_move, refuse_if
from reciproque.intake.access import may_bring_into, may_review
from reciproque.intake.choices import READING_MOVES, ItemKind, ReadingState
from reciproque.intake.models import Item, Point, Reading
from reciproque.intake.queries import is_being_read, same_file
from reciproque.intake.queries.versions import looks_like
from reciproque.intake.rules import (
    PLACE_FIELDS,
    UNDER_THE_TREE,
    obstacles_to_reading_again,
    points_from,
    words_field,
)
from reciproque.jobs.actions import ask
from reciproque.journal.actions import record
from reciproque.notices.actions import post
from reciproque.office.models import StoredFile

READ_JOB = "intake.read"
READ_NOTICE = "intake.read"
LISTED = [str(kind) for kind in ItemKind]


@transaction.atomic
def ask_reading(
    file: StoredFile,
    *,
    name: str,
    contract: Contract | None = None,
    queued: bool = True,
    by: User,
    at: datetime,
) -> tuple[Reading, bool]:
    """Ask for a stored file to be read for a contract (None: a new one). Says whether it is new.

    `queued=False`: whoever asks reads it herself, at once (the command).

    The same file for the same contract is one reading: the one that is there comes back, whatever became of
    it, unless it was abandoned.
    """
    admit(may_bring_into(by, contract))
    lock_one(file)  # two people who bring the same file at once: the second finds the reading of the first
    known = same_file(file, contract, by=by).first()
    if known is not None:
        if known.contract_id is None and contract is not None:
            known.contract = contract
            known.save(update_fields=["contract"])
        return known, False
    reading = Reading.objects.create(contract=contract, file=file, name=name, asked_by=by, asked_at=at)
    if queued:
        _queue(reading, by=by, at=at)
    record("reading.asked", reading, by=by, at=at, contract=contract, name=name)
    return reading, True


@transaction.atomic
def read_again(reading: Reading, *, queued: bool = True, by: User, at: datetime) -> Reading:
    """Try a document once more: one that could not be read, or whose proposal one wants afresh."""
    admit(may_review(by, reading))
    reading = lock_one(reading)
    refuse_if(obstacles_to_reading_again(reading, running=is_being_read(reading)))
    reading.steps.all().delete()
    reading.points.all().delete()
    reading.items.all().delete()
    reading.state, reading.failure, reading.job_id = ReadingState.WAITING, "", None
    reading.save()
    if queued:
        _queue(reading, by=by, at=at)
    record("reading.asked_again", reading, by=by, at=at, contract=reading.contract_id)
    return reading


def _queue(reading: Reading, *, by: User, at: datetime) -> None:
    job = ask(READ_JOB, {"reading": reading.pk}, by=by, at=at, contract=reading.contract_id)
    reading.job_id = job.pk
    reading.save()


@transaction.atomic
def discard_reading(reading: Reading, *, by: User, at: datetime) -> Reading:
    admit(may_review(by, reading))
    reading = lock_one(reading)
    check_move(READING_MOVES, reading.state, ReadingState.DISCARDED)
    reading.state = ReadingState.DISCARDED
    reading.save(update_fields=["state"])
    record("reading.discarded", reading, by=by, at=at, contract=reading.contract_id)
    return reading


@transaction.atomic
def begin_reading(reading: Reading) -> Reading:
    """The worker starts. A reading left half-done by a killed worker is begun again."""
    reading = lock_one(reading)
    refuse_if([] if reading.state in {ReadingState.WAITING, ReadingState.READING} else ["Déjà lu."])
    reading.state = ReadingState.READING
    reading.save(update_fields=["state"])
    return reading


@transaction.atomic
def fail_reading(reading: Reading, reason: str, *, at: datetime) -> Reading:
    """The document cannot be read: say why, keep the file."""
    reading = lock_one(reading)
    reading.state, reading.failure, reading.read_at = ReadingState.FAILED, reason, at
    reading.save(update_fields=["state", "failure", "read_at"])
    record("reading.failed", reading, by=None, at=at, contract=reading.contract_id, reason=reason)
    _tell(reading, f"« {reading.name} » n’a pas pu être lu", reason, at=at)
    return reading


def _tell(reading: Reading, subject: str, body: str, *, at: datetime) -> None:
    """Say to who brought the document that it has been read, or why not."""
    post(
        READ_NOTICE,
        subject,
        body,
        to=reading.asked_by,
        at=at,
        url=reverse("intake:reading_detail", args=[reading.pk]),
        contract=reading.contract_id,
    )


@transaction.atomic
def keep_proposal(reading: Reading, document: str, told: dict[str, Any], *, at: datetime) -> Reading:
    """Keep what was read as items to review: `document` as `office.keeping` writes it, `told` as
    `Reading.as_json()` of the reader. Replaces what was there.
    """
    reading = lock_one(reading)
    check_move(READING_MOVES, reading.state, ReadingState.READY)
    reading.steps.all().delete()
    reading.points.all().delete()
    reading.items.all().delete()
    framework = _grow(reading, told["framework"])
    rest = [
        _item(reading, kind, number, one, framework)
        for kind in LISTED
        if kind != ItemKind.FRAMEWORK
        for number, one in enumerate(told.get(kind, ()))
    ]
    Item.objects.bulk_create(rest)
    Point.objects.bulk_create(points_from(reading, told))
    summary = {key: value for key, value in told.items() if key not in LISTED}
    summary |= looks_like(reading, document)
    reading.state, reading.read_at, reading.failure = ReadingState.READY, at, ""
    reading.document_json = document
    reading.summary_json = json.dumps(summary, ensure_ascii=False)
    reading.version += 1
    reading.save()
    record(
        "reading.done",
        reading,
        by=None,
        at=at,
        contract=reading.contract_id,
        items=len(framework) + len(rest),
    )
    number = len(framework) + sum(1 for item in rest if item.kind != ItemKind.LEFTOVER)
    said = (
        f"{number} éléments ont été reconnus. Relisez-les à côté du document, puis acceptez la proposition."
    )
    _tell(reading, f"« {reading.name} » est lu : proposition à relire", said, at=at)
    return reading


def _grow(reading: Reading, told: list[dict[str, Any]]) -> list[Item]:
    """Keep the items of the framework level by level, so that each knows its parent; in the order of the document."""
    items = [_item(reading, ItemKind.FRAMEWORK, number, one) for number, one in enumerate(told)]
    level = [place for place, one in enumerate(told) if one.get("parent") is None]
    under: dict[int, list[int]] = {}
    for place, one in enumerate(told):
        if one.get("parent") is not None:
            under.setdefault(one["parent"], []).append(place)
    while level:
        Item.objects.bulk_create([items[place] for place in level])
        below = []
        for place in level:
            for child in under.get(place, ()):
                items[child].parent = items[place]
                below.append(child)
        level = below
    return items


def _item(
    reading: Reading, kind: str, position: int, told: dict[str, Any], framework: list[Item] | None = None
) -> Item:
    words = words_field(kind)
    parent = told.get("parent")
    return Item(
        reading=reading,
        kind=kind,
        position=position + 1,
        words=told.get(words) or "",
        parent=framework[parent] if framework and kind in UNDER_THE_TREE and parent is not None else None,
        data_json=json.dumps(
            {key: value for key, value in told.items() if key not in PLACE_FIELDS | {words}},
            ensure_ascii=False,
        ),
        proposed_json=json.dumps(told, ensure_ascii=False),
        anchor=told.get("anchor") or "",
        anchors_json=json.dumps(told.get("anchors") or [told.get("anchor") or ""]),
        line=told.get("source_line") or 0,
        confidence=told.get("confidence", 1.0),
        reason=told.get("reason") or "",
    )
