"""The life of a round: prepared, set, opened, closed, reopened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import enquiry_kinds
from reciproque.core.text import clean, one_line
from reciproque.enquiries.access import may_ask, may_steer
from reciproque.enquiries.actions.ending import end_of_links
from reciproque.enquiries.actions.locking import refuse_ended
from reciproque.enquiries.actions.sending import send_sheets
from reciproque.enquiries.choices import RoundState, SheetState
from reciproque.enquiries.models import Question, Round
from reciproque.enquiries.models.rounds import REMINDERS
from reciproque.enquiries.queries import live_questions, sheets_of
from reciproque.enquiries.rules.rounds import (
    obstacles_to_closing,
    obstacles_to_opening,
    obstacles_to_reopening,
    obstacles_to_setting,
    reminder_days,
)
from reciproque.journal.actions import record

SET = ["title", "introduction", "opens_on", "due_on", "closes_on", "reminder_days", "needs_check"]
COPIED = [
    "position", "key", "kind", "section", "wording", "hint", "options", "unit", "required", "carries_over", "only_on",
]  # fmt: skip


@transaction.atomic
def prepare_round(  # noqa: PLR0913 -- a round has that many parts, all named
    contract: Contract,
    *,
    kind: str,
    title: str,
    due_on: date,
    closes_on: date,
    opens_on: date | None = None,
    introduction: str = "",
    reminder_days: str = REMINDERS,
    needs_check: bool = False,
    copy_of: Round | None = None,
    by: User | None,
    at: datetime,
) -> Round:
    """A round in preparation. Its questions are those of `copy_of`, else the first ones of its kind."""
    admit(may_ask(by, contract) and (copy_of is None or may_steer(by, copy_of)))
    known = enquiry_kinds.named(kind)
    refuse_if([] if known is not None else ["Cette nature d’enquête n’existe pas."])
    values = _judged(
        {
            "title": title,
            "introduction": introduction,
            "opens_on": opens_on,
            "due_on": due_on,
            "closes_on": closes_on,
            "reminder_days": reminder_days,
            "needs_check": needs_check,
        }
    )
    round_ = Round.objects.create(contract=contract, kind=kind, copied_from=copy_of, **values)
    first: list[Mapping[str, Any]] = list(known.questions) if known is not None else []
    if copy_of is not None:
        first = [{name: getattr(one, name) for name in COPIED} for one in live_questions(copy_of)]
    Question.objects.bulk_create(
        Question(round=round_, **{"position": place, **values}) for place, values in enumerate(first, 1)
    )
    record("round.prepared", round_, by=by, at=at)
    return round_


@transaction.atomic
def edit_round(round_: Round, *, seen: int | None, by: User | None, at: datetime, **values: Any) -> Round:
    """Change the fields of `SET`. Another last day also moves the end of the links that were sent."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    check_seen(locked, seen)
    values = _judged({name: getattr(locked, name) for name in SET} | values)
    changes = apply_changes(locked, values)
    if changes:
        locked.save()
        record("round.edited", locked, by=by, at=at, changes=changes)
    if "closes_on" in changes:
        links = Link.objects.filter(purpose=LinkPurpose.SHEETS, subject_label="enquiries.round")
        links.filter(subject_key=locked.pk, created_at__lt=end_of_links(locked)).update(
            expires_at=end_of_links(locked)
        )
    return locked


def _judged(values: dict[str, Any]) -> dict[str, Any]:
    values = values | {
        "title": one_line(values["title"]),
        "introduction": clean(values["introduction"]).strip(),
    }
    refuse_if(obstacles_to_setting(values))
    days = " ".join(str(day) for day in reminder_days(values["reminder_days"]))
    return values | {"reminder_days": days}


@transaction.atomic
def open_round(round_: Round, *, by: User | None, at: datetime) -> Round:
    """Open it and send every sheet that has somebody to go to: one mail a person."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    on = timezone.localdate(at)
    sheets = sheets_of(locked)
    refuse_if(
        obstacles_to_opening(locked, questions=len(live_questions(locked)), sheets=sheets.count(), on=on)
    )
    changes = apply_changes(
        locked,
        {"state": RoundState.OPEN, "opened_at": at, "opens_on": locked.opens_on or min(on, locked.due_on)},
    )
    locked.save()
    record("round.opened", locked, by=by, at=at, changes=changes)
    send_sheets(list(sheets.filter(state=SheetState.READY)), by=by, at=at)
    return locked


@transaction.atomic
def close_round(round_: Round, *, by: User | None, at: datetime) -> Round:
    """Nothing is taken any more; links show what was answered."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    refuse_if(obstacles_to_closing(locked))
    changes = apply_changes(locked, {"state": RoundState.CLOSED, "closed_at": at})
    locked.save()
    record("round.closed", locked, by=by, at=at, changes=changes)
    return locked


@transaction.atomic
def reopen_round(round_: Round, *, by: User | None, at: datetime) -> Round:
    """Take answers again, unless an upper app has ended the round for good."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    refuse_ended([locked])
    refuse_if(obstacles_to_reopening(locked, on=timezone.localdate(at)))
    changes = apply_changes(locked, {"state": RoundState.OPEN, "closed_at": None})
    locked.save()
    record("round.reopened", locked, by=by, at=at, changes=changes)
    return locked
