"""Sheets made ready, in bulk: one a subject, with what is known of it and what was answered before."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, plain
from reciproque.core.engine import insert_many, lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.choices import TYPABLE, Part, SheetState, Step
from reciproque.enquiries.models import Answer, Participation, Round, Sheet, SheetStep
from reciproque.enquiries.queries import live_questions
from reciproque.enquiries.queries.answers import carried_over
from reciproque.enquiries.rules.asking import AskedOf, obstacles_to_preparing
from reciproque.enquiries.rules.questions import asked_on
from reciproque.journal.actions import record

KNOWN = ["title", "place", "group_key", "group", "position", "items", "blocks"]


@transaction.atomic
def prepare_sheets(round_: Round, asked: Sequence[AskedOf], *, by: User | None, at: datetime) -> list[Sheet]:
    """Make the sheets that are missing; bring those that are not handed over yet up to date with what is known.

    Whom an existing sheet is asked of is not touched, unless nobody was named yet. Answers to questions that carry
    over come from `previous`. Returns the sheets of `asked`, in its order. Nothing is sent.
    """
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    refuse_if(obstacles_to_preparing(asked))
    there = {(one.subject_label, one.subject_key): one for one in lock(Sheet.objects.filter(round=locked))}
    new = [_made(locked, one, at) for one in asked if one.subject not in there]
    made = Sheet.objects.bulk_create(new)
    _begin(made, by=by, at=at)
    _carry_over(locked, made, at=at)
    changed = [_renewed(there[one.subject], one, by=by, at=at) for one in asked if one.subject in there]
    there |= {(one.subject_label, one.subject_key): one for one in made}
    if made or any(changed):
        record("round.sheets_prepared", locked, by=by, at=at, count=len(made), changed=sum(changed))
    return [there[one.subject] for one in asked]


def _known(asked: AskedOf) -> dict[str, object]:
    """What the fields of a sheet hold of what is said of its subject."""
    return {
        "title": clean(asked.title).strip(),
        "place": clean(asked.place),
        "group_key": asked.group_key,
        "group": clean(asked.group),
        "position": asked.position,
        "items": _kept(asked.items),
        "blocks": _kept(asked.blocks),
    }


def _kept(things: Sequence[object]) -> str:
    return clean(json.dumps(plain(list(things)), ensure_ascii=False)) if things else ""


def _made(round_: Round, asked: AskedOf, at: datetime) -> Sheet:
    return Sheet(
        round=round_,
        subject_label=asked.subject_label,
        subject_key=asked.subject_key,
        organisation=asked.organisation,
        recipient=asked.recipient,
        checker=asked.checker,
        previous=asked.previous,
        blocks_at=at if asked.blocks else None,
        **_known(asked),
    )


def _renewed(sheet: Sheet, asked: AskedOf, *, by: User | None, at: datetime) -> bool:
    """Bring a sheet up to date with what is known; say whether anything changed."""
    if sheet.state not in TYPABLE:
        return False
    values = _known(asked)
    if sheet.recipient_id is None and asked.recipient is not None and sheet.state == SheetState.READY:
        values |= {"recipient": asked.recipient, "organisation": asked.organisation or sheet.organisation}
        _take_part(sheet, asked.recipient, Part.ANSWERS, by=by, at=at)
    if sheet.checker_id is None and asked.checker is not None:
        values["checker"] = asked.checker
        _take_part(sheet, asked.checker, Part.CHECKS, by=by, at=at)
    if sheet.previous_id is None and asked.previous is not None:
        values["previous"] = asked.previous
    changes = apply_changes(sheet, values)
    if "blocks" in changes:
        sheet.blocks_at = at
    if changes:
        sheet.save()
    return bool(changes)


def _take_part(sheet: Sheet, user: User, part: str, *, by: User | None, at: datetime) -> None:
    Participation.objects.get_or_create(
        sheet=sheet, user=user, part=part, ended_at=None, defaults={"since": at, "by": by}
    )


def _begin(sheets: Sequence[Sheet], *, by: User | None, at: datetime) -> None:
    insert_many(SheetStep(sheet=one, step=Step.PREPARED, at=at, by=by) for one in sheets)
    insert_many(
        Participation(sheet=sheet, user=user, part=part, since=at, by=by)
        for sheet in sheets
        for user, part in ((sheet.recipient, Part.ANSWERS), (sheet.checker, Part.CHECKS))
        if user is not None
    )


def _carry_over(round_: Round, sheets: Sequence[Sheet], *, at: datetime) -> None:
    """Last year's answers to the questions that carry over, under the same keys."""
    carrying = [one for one in live_questions(round_) if one.carries_over]
    before = carried_over([one.previous for one in sheets if one.previous]) if carrying else {}
    insert_many(
        Answer(
            sheet=sheet,
            question=question,
            item=old.item,
            status=old.status,
            value=old.value,
            comment=old.comment,
            at=at,
            brought_over=True,
        )
        for sheet in sheets
        for question in asked_on(carrying, sheet.subject_label)
        for old in before.get(sheet.previous_id or 0, [])
        if old.question.key == question.key and old.question.kind == question.kind
    )
