"""What a session makes of each sheet: accepted, amended, returned, postponed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.text import clean, shorten
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.choices import AnswerStatus, SheetState
from reciproque.enquiries.models import Question, Sheet
from reciproque.enquiries.queries import questions_for
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.actions.taking_up import accept_and_take_up
from reciproque.evaluation.choices import Outcome
from reciproque.evaluation.models import Campaign, SessionSheet
from reciproque.evaluation.rules.sessions import obstacles_to_settling
from reciproque.journal.actions import record

Said = tuple[str, str, str]
"""What is to stand in a field: its value as typed, its status, its reasons."""


def _locked(row: SessionSheet, *, by: User | None) -> SessionSheet:
    """The line of the agenda, locked and fresh with all that the rules look at."""
    campaign = lock_one(row.session.campaign)
    session = lock_one(row.session)
    locked = lock_one(row)
    session.campaign, locked.session = campaign, session
    locked.sheet = Sheet.objects.select_related("round__contract", "recipient").get(pk=locked.sheet_id)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    return locked


@transaction.atomic
def settle_sheet(
    row: SessionSheet,
    *,
    outcome: str,
    note: str = "",
    seen: int | None = None,
    by: User | None,
    at: datetime,
) -> SessionSheet:
    """Accept, return or postpone a sheet. What says the same once more (a double click) does nothing."""
    row, note = _locked(row, by=by), clean(note).strip()
    if (row.outcome, row.note) == (outcome, note) and row.outcome:
        return row
    check_seen(row, seen)
    refuse_if(obstacles_to_settling(row, outcome, note))
    _move_sheet(row.session.campaign, row.sheet, outcome, note, by=by, at=at)
    return _keep(row, outcome, note, by=by, at=at)


def _accept(campaign: Campaign, sheet: Sheet, *, by: User | None, at: datetime) -> None:
    """What a person accepts becomes what the contract says; what the house accepts is only accepted."""
    if by is None:
        enquiries.accept_sheet(sheet, by=by, at=at)
    else:
        accept_and_take_up(campaign, sheet, by=by, at=at)


def _move_sheet(
    campaign: Campaign, sheet: Sheet, outcome: str, note: str, *, by: User | None, at: datetime
) -> None:
    """The sheet itself follows: what was accepted is first reopened before it can be returned."""
    accepted = sheet.state == SheetState.ACCEPTED
    if outcome in (Outcome.ACCEPTED, Outcome.AMENDED) and not accepted:
        _accept(campaign, sheet, by=by, at=at)
    elif outcome == Outcome.RETURNED:
        if accepted:
            enquiries.reopen_sheet(sheet, by=by, at=at)
        enquiries.return_sheet(sheet, reason=note, by=by, at=at)


def _keep(row: SessionSheet, outcome: str, note: str, *, by: User | None, at: datetime) -> SessionSheet:
    changes = apply_changes(row, {"outcome": outcome, "note": note, "settled_at": at})
    row.save(update_fields=[*changes, "version"])
    contract = row.session.campaign.contract_id
    told: dict[str, Any] = {"title": shorten(row.sheet.title), "outcome": Outcome(outcome).label}
    record("session.sheet_settled", row.session, by=by, at=at, contract=contract, **told)
    return row


@transaction.atomic
def amend_sheet(
    row: SessionSheet,
    answers: Mapping[tuple[str, str], Said],
    *,
    note: str = "",
    seen: int | None = None,
    by: User | None,
    at: datetime,
) -> SessionSheet:
    """Correct answers in session, each with its trace, and accept the sheet as it then stands.

    `answers`: (key of the question, key of the item or "") → what is to stand there. All or nothing: a refusal names
    the question.
    """
    row, note = _locked(row, by=by), clean(note).strip()
    check_seen(row, seen)
    refuse_if(obstacles_to_settling(row, Outcome.AMENDED, note))
    if row.sheet.state == SheetState.ACCEPTED:
        enquiries.reopen_sheet(row.sheet, by=by, at=at)
    questions = {one.key: one for one in questions_for(row.sheet)}
    reasons: list[str] = []
    for (key, item), said in answers.items():
        question = questions.get(key)
        if question is None:
            reasons.append("Une question corrigée n’est plus posée : rechargez la page.")
        else:
            reasons += _amend(row.sheet, question, item, said, by=by, at=at)
    refuse_if(reasons)
    _accept(row.session.campaign, row.sheet, by=by, at=at)
    return _keep(row, Outcome.AMENDED, note, by=by, at=at)


def _amend(
    sheet: Sheet, question: Question, item: str, said: Said, *, by: User | None, at: datetime
) -> list[str]:
    value, status, comment = said
    try:
        enquiries.amend_answer(
            sheet,
            question,
            item=item,
            value=value,
            comment=comment,
            status=status or AnswerStatus.GIVEN,
            by=by,
            at=at,
        )
    except Refused as refused:
        return [f"{shorten(question.wording, 60)} — {reason}" for reason in refused.reasons]
    return []
