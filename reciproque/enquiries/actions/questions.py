"""The questions of a round, written and put in order."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.choices import QuestionKind
from reciproque.enquiries.models import Question, Round
from reciproque.enquiries.queries import said_to
from reciproque.enquiries.rules.questions import free_key, obstacles_to_asking, obstacles_to_changing
from reciproque.journal.actions import record

BLANK: dict[str, Any] = {
    "key": "", "kind": QuestionKind.LONG, "section": "", "wording": "", "hint": "", "options": "", "unit": "",
    "required": False, "carries_over": False, "only_on": "",
}  # fmt: skip


@transaction.atomic
def add_question(round_: Round, *, by: User | None, at: datetime, **values: Any) -> Question:
    """A question at the end. Without `key`, one is made of its words."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    values = BLANK | _cleaned(values)
    taken = set(locked.questions.values_list("key", flat=True))
    values["key"] = values["key"] or free_key(values["wording"], taken)
    refuse_if(obstacles_to_asking(values, taken=taken))
    last = locked.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(round=locked, position=last + 1, **values)
    record("question.added", question, by=by, at=at, contract=locked.contract_id)
    return question


@transaction.atomic
def edit_question(
    question: Question, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> Question:
    """Change a question; its kind, its key and the options that were chosen stay once somebody has answered."""
    round_ = lock_one(question.round)
    locked = lock_one(question)
    admit(may_steer(by, round_) and locked.archived_at is None)
    check_seen(locked, seen)
    values = {name: getattr(locked, name) for name in BLANK} | _cleaned(values)
    others = set(round_.questions.exclude(pk=locked.pk).values_list("key", flat=True))
    refuse_if(obstacles_to_asking(values, taken=others))
    refuse_if(obstacles_to_changing(locked, values, said=said_to(locked)))
    changes = apply_changes(locked, values)
    if changes:
        locked.save()
        record("question.edited", locked, by=by, at=at, contract=round_.contract_id, changes=changes)
    return locked


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value).strip() if isinstance(value, str) else value for name, value in values.items()}


@transaction.atomic
def move_question(question: Question, *, up: bool, by: User | None, at: datetime) -> Question:
    """Change places with the one before or after. At the end of the list nothing happens."""
    round_ = lock_one(question.round)
    admit(may_steer(by, round_))
    rows = lock(Question.objects.filter(round=round_, archived_at=None))
    rows.sort(key=lambda one: (one.position, one.pk))
    here = next(place for place, one in enumerate(rows) if one.pk == question.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for position, one in enumerate(rows, 1):
            one.position = position
        Question.objects.bulk_update(rows, ["position"])
        record("question.moved", question, by=by, at=at, contract=round_.contract_id)
    return question


@transaction.atomic
def archive_question(question: Question, *, by: User | None, at: datetime) -> Question:
    """It is asked no more; what was answered to it stays."""
    round_ = lock_one(question.round)
    locked = lock_one(question)
    admit(may_steer(by, round_) and locked.archived_at is None)
    changes = apply_changes(locked, {"archived_at": at})
    locked.save(update_fields=["archived_at", "version"])
    record("question.archived", locked, by=by, at=at, contract=round_.contract_id, changes=changes)
    return locked
