"""Answers, field by field: each saves itself, and nobody is overwritten in silence."""

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


@transaction.atomic
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
    locked = locked_sheet(sheet)
    answers = may_answer(by, locked)
    typed = by is None or not answers
    admit(answers or may_steer(by, locked.round))
    refuse_if(obstacles_to_answering(locked, locked.round, on=timezone.localdate(at), typed=typed))
    kept, changed = _keep(locked, question, item, (value, comment, status), seen=seen, by=by, at=at)
    if changed:
        _begin(locked, by=by, at=at)
    return kept


@transaction.atomic
def begin_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    """Note that somebody has begun to answer, on a page of another app that takes the place of the questions."""
    locked = locked_sheet(sheet)
    answers = may_answer(by, locked)
    admit(answers or may_steer(by, locked.round))
    typed = by is None or not answers
    refuse_if(obstacles_to_answering(locked, locked.round, on=timezone.localdate(at), typed=typed))
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
    before = _standing(locked, question, item)
    told = said(question, before) if before else ""
    kept, changed = _keep(locked, question, item, (value, comment, status), seen=seen, by=by, at=at)
    if changed:
        after = said(question, kept) if kept else ""
        changes = {question.key: [told, after]}
        record(
            "sheet.answer_amended", locked, by=by, at=at, contract=locked.round.contract_id, changes=changes
        )
    return kept


def _standing(sheet: Sheet, question: Question, item: str) -> Answer | None:
    return Answer.objects.filter(sheet=sheet, question=question, item=item).first()


def _keep(
    sheet: Sheet,
    question: Question,
    item: str,
    given: tuple[Any, str, str],
    *,
    seen: int | None,
    by: User | None,
    at: datetime,
) -> tuple[Answer | None, bool]:
    """Write it, or take it away; also whether anything changed."""
    value, comment, status = _read(sheet, question, item, given)
    there = _standing(sheet, question, item)
    if _says(there, value, comment, status):
        return there, False
    check_seen(there or Answer(sheet=sheet, question=question, item=item, version=0), seen)
    if not value and not comment and status == AnswerStatus.GIVEN:
        _take_away(sheet, there)
        return None, True
    answer = there or Answer(sheet=sheet, question=question, item=item, version=sheet.version - 1)
    answer.value, answer.comment, answer.status = value, comment, status
    answer.by, answer.at, answer.brought_over = by, at, False
    answer.version += 1
    answer.save()
    return answer, True


def _read(sheet: Sheet, question: Question, item: str, given: tuple[Any, str, str]) -> tuple[str, str, str]:
    """What is kept of what was given, or a refusal that says what to write."""
    value, comment, status = given
    refuse_if(_misplaced(sheet, question, item))
    refuse_if([] if status in AnswerStatus.values else ["Cet état de réponse n’existe pas."])
    comment = clean(comment).strip()
    refuse_if([] if len(comment) <= LONGEST_TEXT else ["Ce texte est trop long : raccourcissez-le."])
    if status != AnswerStatus.GIVEN:
        return "", comment, status
    try:
        return read_answer(question, value), comment, status
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
