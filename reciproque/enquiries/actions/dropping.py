"""Sheets, and whole rounds, taken away again before anybody was asked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.choices import RoundState
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.queries.rounds import answered_by_hand
from reciproque.enquiries.rules.rounds import obstacles_to_dropping
from reciproque.journal.actions import record


@transaction.atomic
def drop_sheets(round_: Round, sheets: Sequence[Sheet], *, by: User | None, at: datetime) -> int:
    """Take sheets of a round in preparation away; once it is open they are excused instead. Returns how many."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    sent = locked.state != RoundState.DRAFT
    refuse_if(["L’enquête est ouverte : dispensez la fiche plutôt que de la retirer."] if sent else [])
    rows = Sheet.objects.filter(round=locked, pk__in=[one.pk for one in sheets])
    count = rows.count()
    if count:
        rows.delete()
        record("round.sheets_dropped", locked, by=by, at=at, count=count)
    return count


@transaction.atomic
def drop_round(round_: Round, *, by: User | None, at: datetime) -> None:
    """Take a round in preparation away with its sheets and its questions, as long as nothing was answered on it."""
    locked = lock_one(round_)
    admit(may_steer(by, locked))
    refuse_if(obstacles_to_dropping(locked, answered=answered_by_hand(locked), copies=locked.copies.count()))
    record("round.dropped", locked, by=by, at=at, title=locked.title)
    Sheet.objects.filter(round=locked).delete()
    locked.delete()
