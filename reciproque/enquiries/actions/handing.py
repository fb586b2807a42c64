"""A sheet goes from hand to hand: handed over, checked, accepted, returned, refused, excused, asked again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import enquiry_kinds
from reciproque.core.text import clean
from reciproque.enquiries.access import may_answer, may_check, may_hand_over, may_steer, parts_on
from reciproque.enquiries.actions.locking import locked_sheet, step_on
from reciproque.enquiries.actions.mails import tell_checker, tell_passed_on, tell_returned
from reciproque.enquiries.choices import FILLABLE, RETURNED_TO_TEAM, SheetState, Step
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.queries import places_on, standing_of
from reciproque.enquiries.rules.rounds import missing_reason, takes_answers
from reciproque.enquiries.rules.sheets import (
    moving,
    obstacles_to_due,
    obstacles_to_returning,
)
from reciproque.journal.actions import record

NO_CHECKER = (
    "Cette fiche est relue par une personne de votre organisme avant d’être rendue : indiquez qui, ou dites que vous "
    "répondez vous-même pour lui."
)


def obstacles_to_submitting(sheet: Sheet) -> list[str]:
    """What is missing on the sheet, named one by one: for the page, and for the act.

    A page of another app that takes the place of the questions judges itself what is on it, before it hands over.
    """
    kind = enquiry_kinds.named(sheet.round.kind)
    if kind is not None and kind.own_page is not None:
        return []
    return standing_of(sheet, places_on(sheet)).obstacles


@transaction.atomic
def submit_sheet(
    sheet: Sheet, *, vouches: bool = False, by: User | None, at: datetime, typed: str = ""
) -> Sheet:
    """Hand a sheet over: to its checker where the round wants one, else to whoever asked.

    `vouches`: nobody checks, the person answers for her body herself. A sheet that was handed over already stays
    as it is: a second click does nothing. `typed`: the step (`Step.TYPED`, `Step.IMPORTED`) by which the team
    handed over what came otherwise, without a check.
    """
    locked = locked_sheet(sheet, related=["round", "checker"])
    admit(may_hand_over(by, locked))
    if locked.state in (SheetState.CHECKING, *RETURNED_TO_TEAM):
        return locked
    to_checker = _goes_to_checker(locked, by, vouches=vouches or bool(typed))
    target = SheetState.CHECKING if to_checker else SheetState.SUBMITTED
    refuse_if(takes_answers(locked.round, timezone.localdate(at)))
    refuse_if(moving(locked, target) + obstacles_to_submitting(locked))
    if to_checker:
        refuse_if([] if locked.checker_id else [NO_CHECKER])
        _move(locked, target, Step.ASKED_CHECK, "sheet.sent_to_check", person=locked.checker, by=by, at=at)
        assert locked.checker is not None  # noqa: S101 -- refused above
        tell_checker(locked.checker, locked, by=by, at=at)
    else:
        if typed:
            step_on(locked, typed, by=by, at=at)
        note = "sans relecture : la personne répond pour son organisme" if vouches else ""
        _move(locked, target, Step.SUBMITTED, "sheet.submitted", note=note, by=by, at=at)
    return locked


def _goes_to_checker(sheet: Sheet, by: User | None, *, vouches: bool) -> bool:
    """Whoever is asked to check her own answers has checked them."""
    own = by is not None and sheet.checker_id == by.pk
    return sheet.round.needs_check and not vouches and not own


@transaction.atomic
def approve_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """The body's own check says yes: the sheet is handed over."""
    locked = locked_sheet(sheet)
    admit(may_check(by, locked))
    if locked.state in RETURNED_TO_TEAM:
        return locked
    refuse_if(takes_answers(locked.round, timezone.localdate(at)))
    refuse_if([] if locked.state == SheetState.CHECKING else ["Cette fiche n’attend pas de relecture."])
    step_on(locked, Step.APPROVED, by=by, at=at)
    return _move(locked, SheetState.SUBMITTED, Step.SUBMITTED, "sheet.approved", by=by, at=at)


@transaction.atomic
def return_sheet(sheet: Sheet, *, reason: str, by: User | None, at: datetime) -> Sheet:
    """The checker, or the team, sends a sheet back with a reason; who answers gets a fresh link."""
    locked = locked_sheet(sheet)
    admit(may_check(by, locked) if locked.state == SheetState.CHECKING else may_steer(by, locked.round))
    reason = clean(reason).strip()
    refuse_if(
        obstacles_to_returning(locked, locked.round, on=timezone.localdate(at)) + missing_reason(reason)
    )
    _move(locked, SheetState.RETURNED, Step.RETURNED, "sheet.returned", reason=reason, by=by, at=at)
    if locked.recipient is not None and locked.recipient.is_active:
        tell_returned(locked.recipient, locked, by=by, at=at)
    return locked


@transaction.atomic
def accept_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """Whoever asked takes it as it is. What was accepted is read by all who read the contract."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if(moving(locked, SheetState.ACCEPTED))
    return _move(locked, SheetState.ACCEPTED, Step.ACCEPTED, "sheet.accepted", by=by, at=at)


@transaction.atomic
def reopen_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """What was accepted is only handed over again: it can be amended or returned."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if([] if locked.state == SheetState.ACCEPTED else ["Seule une fiche validée se rouvre."])
    return _move(locked, SheetState.SUBMITTED, Step.REOPENED, "sheet.reopened", by=by, at=at)


@transaction.atomic
def refuse_sheet(sheet: Sheet, *, reason: str, by: User | None, at: datetime) -> Sheet:
    """Whoever was asked does not answer, and says why; the team may note what it was told."""
    locked = locked_sheet(sheet)
    admit(may_hand_over(by, locked) or may_answer(by, locked))
    reason = clean(reason).strip()
    refuse_if(takes_answers(locked.round, timezone.localdate(at)))
    refuse_if(moving(locked, SheetState.REFUSED) + missing_reason(reason))
    return _move(locked, SheetState.REFUSED, Step.REFUSED, "sheet.refused", reason=reason, by=by, at=at)


@transaction.atomic
def excuse_sheet(sheet: Sheet, *, reason: str = "", by: User | None, at: datetime) -> Sheet:
    """The team asks for it no more."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if(moving(locked, SheetState.EXCUSED))
    reason = clean(reason).strip()
    return _move(locked, SheetState.EXCUSED, Step.EXCUSED, "sheet.excused", reason=reason, by=by, at=at)


@transaction.atomic
def ask_again(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """What was refused or excused is asked once more of the same person, with a fresh link."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if(takes_answers(locked.round, timezone.localdate(at)) + _again(locked))
    target = SheetState.SENT
    locked.sent_at = locked.sent_at or at
    _move(locked, target, Step.RESUMED, "sheet.asked_again", reason="", by=by, at=at)
    if locked.recipient is not None:
        tell_passed_on(locked.recipient, [locked], helps=False, by=by, at=at)
    return locked


def _again(sheet: Sheet) -> list[str]:
    if sheet.recipient is None or not sheet.recipient.is_active:
        return ["Cette fiche n’a personne : indiquez d’abord qui répond."]
    return [] if sheet.state in (SheetState.REFUSED, SheetState.EXCUSED) else moving(sheet, SheetState.SENT)


def _move(
    sheet: Sheet, target: str, step: str, act: str, *, by: User | None, at: datetime, **more: Any
) -> Sheet:
    before = sheet.state
    sheet.state, sheet.reason = target, more.get("reason", "")
    if target == SheetState.SUBMITTED and before != SheetState.ACCEPTED:
        sheet.submitted_at = at
    sheet.accepted_at = at if target == SheetState.ACCEPTED else None
    sheet.version += 1
    sheet.save(update_fields=["state", "reason", "submitted_at", "accepted_at", "sent_at", "version"])
    note = more.get("note") or sheet.reason
    step_on(sheet, step, person=more.get("person"), note=note, by=by, at=at)
    details: dict[str, Any] = {"reason": sheet.reason} if sheet.reason else {}
    record(act, sheet, by=by, at=at, contract=sheet.round.contract_id, **details)
    return sheet


@transaction.atomic
def pause_reminders(sheet: Sheet, *, until: date | None, by: User | None, at: datetime) -> Sheet:
    """No reminder of this sheet up to that day, the day included; None: reminders go on."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    on = timezone.localdate(at)
    refuse_if(["Cette date est passée."] if until is not None and until < on else [])
    locked.paused_until = until
    locked.version += 1
    locked.save(update_fields=["paused_until", "version"])
    note = f"jusqu’au {until:%d/%m/%Y}" if until else ""
    step_on(locked, Step.PAUSED if until else Step.UNPAUSED, note=note, by=by, at=at)
    act = "sheet.reminders_paused" if until else "sheet.reminders_resumed"
    record(act, locked, by=by, at=at, contract=locked.round.contract_id)
    return locked


@transaction.atomic
def extend_sheet(sheet: Sheet, *, due_on: date | None, by: User | None, at: datetime) -> Sheet:
    """A day of its own for a sheet; None: that of its round again."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if(obstacles_to_due(due_on, locked.round, on=timezone.localdate(at)))
    refuse_if([] if locked.state in AWAITED_OR_READY else ["Cette fiche n’est plus attendue."])
    before, locked.due_on = locked.due_on, due_on
    locked.version += 1
    locked.save(update_fields=["due_on", "version"])
    note = f"au {due_on:%d/%m/%Y}" if due_on else "de nouveau celle de l’enquête"
    step_on(locked, Step.EXTENDED, note=note, by=by, at=at)
    changes = {"due_on": [before and before.isoformat(), due_on and due_on.isoformat()]}
    record("sheet.extended", locked, by=by, at=at, contract=locked.round.contract_id, changes=changes)
    return locked


AWAITED_OR_READY = [SheetState.READY, *FILLABLE, SheetState.CHECKING]


@transaction.atomic
def note_opened(sheet: Sheet, *, by: User, at: datetime) -> None:
    """A person has the sheet before her: told by her page, for a link that is followed says nothing (mail scanners)."""
    locked = locked_sheet(sheet, related=["round"])
    admit(bool(parts_on(by, locked)))
    if not locked.steps.filter(step=Step.OPENED, by=by).exists():
        step_on(locked, Step.OPENED, by=by, at=at)
