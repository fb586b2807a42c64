"""Answers, field by field: each saves itself, and nobody is overwritten in silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.edits import check_seen
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.text import clean
from reciproque.enquiries.access import may_answer, may_steer
from reciproque.enquiries.actions.locking import locked_sheet, step_on
from reciproque.enquiries.choices import AnswerStatus, QuestionKind, SheetState, Step
from reciproque.enquiries.models import Answer, Question, Sheet
from reciproque.enquiries.rules.reading import LONGEST_TEXT, read_answer
from reciproque.enquiries.rules.sheets import items_of, obstacles_to_answering
from reciproque.enquiries.rules.wording import said
from reciproque.journal.actions import record


@dataclass(frozen=True)
class Said:
    """What was said in one place: a value as typed or canonical, reasons, why there is none, and the version seen."""

    question: Question
    item: str = ""
    value: Any = ""
    comment: str = ""
    status: str = AnswerStatus.GIVEN
    seen: int | None = None


def save_answer(  # noqa: PLR0913 -- a field has that many parts, all named
    sheet: Sheet,
    question: Question,
    *,
    item: str = "",
    value: Any = "",
    comment: str = "",
    status: str = AnswerStatus.GIVEN,
    seen: int | None = None,
    by: User | None,
    at: datetime,
) -> Answer | None:
    """Keep what was typed in one field; None when it was emptied: nothing is said any more.

    `value` is as typed or canonical. `seen` is the version of the answer that was on the page, 0 when there was
    none; somebody else's later answer raises `Overtaken`, whose `current` is the answer as it stands (unsaved and
    empty when it was emptied). The team may type as well, also before the sheet was sent. No entry in the journal.
    """
    [told] = save_answers(sheet, [Said(question, item, value, comment, status, seen)], by=by, at=at)
    if isinstance(told, Refused):
        raise told
    return told


@transaction.atomic
def save_answers(
    sheet: Sheet, told: Sequence[Said], *, by: User | None, at: datetime
) -> list[Answer | Refused | None]:
    """Many fields of one sheet, each kept or refused by itself; one look at the sheet and at what stands on it."""
    locked = _open_for_answers(sheet, by=by, at=at)
    standing = {(one.question_id, one.item): one for one in Answer.objects.filter(sheet=locked)}
    came: list[Answer | Refused | None] = []
    changed = False
    for one in told:
        there = standing.pop((one.question.pk, one.item), None)
        try:
            kept, anew = _keep(locked, one, there, by=by, at=at)
        except Refused as refused:
            came.append(refused)
            kept, anew = there, False
        else:
            came.append(kept)
        if kept is not None:
            standing[one.question.pk, one.item] = kept
        changed = changed or anew
    if changed:
        _begin(locked, by=by, at=at)
    return came


def _open_for_answers(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """The sheet, locked, if that person may write on it now."""
    locked = locked_sheet(sheet, related=["round"])
    answers = may_answer(by, locked)
    admit(answers or may_steer(by, locked.round))
    typed = by is None or not answers
    refuse_if(obstacles_to_answering(locked, locked.round, on=timezone.localdate(at), typed=typed))
    return locked


@transaction.atomic
def begin_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """Note that somebody has begun to answer, on a page of another app that takes the place of the questions."""
    locked = _open_for_answers(sheet, by=by, at=at)
    _begin(locked, by=by, at=at)
    return locked


def _begin(locked: Sheet, *, by: User | None, at: datetime) -> None:
    if locked.state in (SheetState.READY, SheetState.SENT):
        locked.state, locked.begun_at = SheetState.BEGUN, locked.begun_at or at
        locked.version += 1
        locked.save(update_fields=["state", "begun_at", "version"])
        step_on(locked, Step.BEGUN, by=by, at=at)


@transaction.atomic
def amend_answer(  # noqa: PLR0913 -- as `save_answer`
    sheet: Sheet,
    question: Question,
    *,
    item: str = "",
    value: Any = "",
    comment: str = "",
    status: str = AnswerStatus.GIVEN,
    seen: int | None = None,
    by: User | None,
    at: datetime,
) -> Answer | None:
    """The team corrects what was handed over (in session, on the phone): with an entry in the journal."""
    locked = locked_sheet(sheet)
    admit(may_steer(by, locked.round))
    refuse_if(
        []
        if locked.state in (SheetState.SUBMITTED, SheetState.CHECKING)
        else ["Une réponse se corrige tant que la fiche est rendue et pas encore validée."]
    )
    before = Answer.objects.filter(sheet=locked, question=question, item=item).first()
    told = said(question, before) if before else ""
    told_now = Said(question, item, value, comment, status, seen)
    kept, changed = _keep(locked, told_now, before, by=by, at=at)
    if changed:
        after = said(question, kept) if kept else ""
        changes = {question.key: [told, after]}
        record(
            "sheet.answer_amended", locked, by=by, at=at, contract=locked.round.contract_id, changes=changes
        )
    return kept


def _keep(
    sheet: Sheet, told: Said, there: Answer | None, *, by: User | None, at: datetime
) -> tuple[Answer | None, bool]:
    """Write it, or take it away; also whether anything changed. Refuses before it writes anything."""
    value, comment, status = _read(sheet, told)
    if _says(there, value, comment, status):
        return there, False
    place = {"sheet": sheet, "question": told.question, "item": told.item}
    check_seen(there or Answer(**place, version=0), told.seen)
    if not value and not comment and status == AnswerStatus.GIVEN:
        _take_away(sheet, there)
        return None, True
    answer = there or Answer(**place, version=sheet.version - 1)
    answer.value, answer.comment, answer.status = value, comment, status
    answer.by, answer.at, answer.brought_over = by, at, False
    answer.version += 1
    answer.save()
    return answer, True


def _read(sheet: Sheet, told: Said) -> tuple[str, str, str]:
    """What is kept of what was given, or a refusal that says what to write."""
    refuse_if(_misplaced(sheet, told.question, told.item))
    refuse_if([] if told.status in AnswerStatus.values else ["Cet état de réponse n’existe pas."])
    comment = clean(told.comment).strip()
    refuse_if([] if len(comment) <= LONGEST_TEXT else ["Ce texte est trop long : raccourcissez-le."])
    if told.status != AnswerStatus.GIVEN:
        return "", comment, told.status
    try:
        return read_answer(told.question, told.value), comment, told.status
    except ValueError as error:
        raise Refused([str(error)]) from None


def _misplaced(sheet: Sheet, question: Question, item: str) -> list[str]:
    """Why this field is none of the sheet's."""
    if question.round_id != sheet.round_id or question.only_on not in ("", sheet.subject_label):
        return ["Cette question n’est pas de cette fiche."]
    if question.archived_at is not None:
        return ["Cette question n’est plus posée."]
    known = {str(one["key"]) for one in items_of(sheet)} if question.kind == QuestionKind.EACH else {""}
    return [] if item in known else ["Cet élément n’est plus sur la fiche."]


def _says(there: Answer | None, value: str, comment: str, status: str) -> bool:
    if there is None:
        return not value and not comment and status == AnswerStatus.GIVEN
    same = (there.value, there.comment, there.status) == (value, comment, status)
    return same and not there.brought_over


def _take_away(sheet: Sheet, there: Answer | None) -> None:
    """Nothing is said any more. The sheet's version passes that of what is gone, and the next answer begins above it:
    whoever still sees the one that is gone is told, also when something else stands there by then."""
    if there is not None:
        sheet.version = max(sheet.version, there.version) + 1
        sheet.save(update_fields=["version"])
        there.delete()
