"""Answers that came otherwise than by the page: typed from paper, or in a spreadsheet that came back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.refusals import admit
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.actions.locking import step_on
from reciproque.enquiries.actions.typing import type_answers
from reciproque.enquiries.choices import Step
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.rules.fields import Outcome, Typed
from reciproque.journal.actions import record


@transaction.atomic
def bring_answers(
    round_: Round,
    said: Iterable[tuple[Sheet, Typed]],
    *,
    way: str = Step.IMPORTED,
    by: User | None,
    at: datetime,
) -> tuple[int, list[str]]:
    """Write many answers of a round: (how many were kept, why others were not). Each sheet bears the trace `way`."""
    admit(may_steer(by, round_))
    return _bring(round_, said, way=way, by=by, at=at)


@transaction.atomic
def bring_own_answers(
    round_: Round, said: Iterable[tuple[Sheet, Typed]], *, by: User, at: datetime
) -> tuple[int, list[str]]:
    """The same by who was asked, or helps: on her own sheets, as long as she may write there."""
    return _bring(round_, said, way=Step.IMPORTED, by=by, at=at)


def _bring(
    round_: Round, said: Iterable[tuple[Sheet, Typed]], *, way: str, by: User | None, at: datetime
) -> tuple[int, list[str]]:
    by_sheet: dict[int, tuple[Sheet, list[Typed]]] = {}
    for sheet, typed in said:
        by_sheet.setdefault(sheet.pk, (sheet, []))[1].append(typed)
    kept, wrong = 0, []
    for _key, (sheet, own) in sorted(by_sheet.items()):
        outcomes = type_answers(sheet, own, by=by, at=at)
        wrong += [f"{sheet.title} : {one.error}" for one in outcomes.values() if one.error]
        good = sum(not one.error for one in outcomes.values())
        if good:
            note_way(sheet, way, by=by, at=at)
        kept += good
    if kept:
        record("round.answers_brought", round_, by=by, at=at, count=kept)
    return kept, wrong


@transaction.atomic
def type_from_paper(
    sheet: Sheet, typed: Iterable[Typed], *, by: User | None, at: datetime
) -> dict[str, Outcome]:
    """Cells of the team's grid, each by itself; the sheet bears once a day the trace that it was typed."""
    outcomes = type_answers(sheet, typed, by=by, at=at)
    if any(not one.error for one in outcomes.values()):
        note_way(sheet, Step.TYPED, by=by, at=at)
    return outcomes


def note_way(sheet: Sheet, way: str, *, by: User | None, at: datetime) -> None:
    if not sheet.steps.filter(step=way, by=by, at__date=at.date()).exists():
        step_on(sheet, way, by=by, at=at)
