"""Councils are reminded no more: another version replaced theirs, or their opinion came otherwise."""

from collections.abc import Iterable
from datetime import datetime

from reciproque.accounts.models import User
from reciproque.enquiries.actions import close_round, excuse_sheet
from reciproque.enquiries.choices import FILLABLE, RoundState
from reciproque.evaluation.models import Consultation


def end_asking(consultations: Iterable[Consultation], *, by: User | None, at: datetime) -> None:
    """Nobody is reminded of a version that another replaced: its rounds are closed."""
    rounds = {one.sheet.round_id: one.sheet.round for one in consultations if one.sheet is not None}
    for round_ in rounds.values():
        if round_.state == RoundState.OPEN:
            close_round(round_, by=by, at=at)


def excuse_from_asking(consultation: Consultation, *, by: User | None, at: datetime) -> None:
    """The opinion came on paper: the council is reminded no more."""
    if consultation.sheet is not None and consultation.sheet.state in FILLABLE:
        excuse_sheet(consultation.sheet, reason="L’avis est arrivé autrement.", by=by, at=at)
