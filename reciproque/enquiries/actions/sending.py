"""Sheets that leave: one mail a person, whatever the number of her sheets."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.engine import insert_many
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.actions.locking import locked_sheets
from reciproque.enquiries.actions.mails import tell_sent
from reciproque.enquiries.choices import SheetState, Step
from reciproque.enquiries.models import Round, Sheet, SheetStep
from reciproque.enquiries.rules.rounds import takes_answers
from reciproque.journal.actions import record


@transaction.atomic
def send_sheets(sheets: Sequence[Sheet], *, by: User | None, at: datetime) -> list[Sheet]:
    """Send those that are ready and have somebody to go to, of an open round. Returns those that left.

    Others are left as they are: what has nobody to go to stays on the board as such.
    """
    rows = locked_sheets(sheets)
    rounds = {one.round_id: one.round for one in rows}
    admit(all(may_steer(by, round_) for round_ in rounds.values()))
    refuse_if(
        [reason for round_ in rounds.values() for reason in takes_answers(round_, timezone.localdate(at))]
    )
    leaving = [
        one
        for one in rows
        if one.state == SheetState.READY and one.recipient is not None and one.recipient.is_active
    ]
    for one in leaving:
        one.state, one.sent_at = SheetState.SENT, at
        one.version += 1
    Sheet.objects.bulk_update(leaving, ["state", "sent_at", "version"], batch_size=500)
    insert_many(SheetStep(sheet=one, step=Step.SENT, at=at, by=by, person=one.recipient) for one in leaving)
    for round_ in rounds.values():
        _tell(round_, [one for one in leaving if one.round_id == round_.pk], by=by, at=at)
    return leaving


def _tell(round_: Round, sheets: Sequence[Sheet], *, by: User | None, at: datetime) -> None:
    people: dict[int, list[Sheet]] = {}
    for one in sheets:
        people.setdefault(one.recipient_id or 0, []).append(one)
    for own in people.values():
        assert own[0].recipient is not None  # noqa: S101 -- only those that have one leave
        tell_sent(own[0].recipient, round_, own, at=at)
    if sheets:
        record("round.sheets_sent", round_, by=by, at=at, count=len(sheets), people=len(people))
