"""A form of answers, field by field: what cannot be kept says why, and holds up nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from reciproque.accounts.models import User
from reciproque.core.edits import Overtaken
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.enquiries.actions.answering import Said, save_answers
from reciproque.enquiries.choices import AnswerStatus
from reciproque.enquiries.models import Answer, Sheet
from reciproque.enquiries.rules.fields import Outcome, Typed, digest_of, field_name, seen_in
from reciproque.enquiries.rules.reading import read_answer


def type_answers(
    sheet: Sheet, typed: Iterable[Typed], *, by: User | None, at: datetime
) -> dict[str, Outcome]:
    """Keep each field that was touched: {name of the field: what became of it}.

    A field that says what the page was drawn from was not touched: another person's later answer stays.
    """
    touched = [one for one in map(_settled, typed) if not _is_untouched(one)]
    return insist(lambda: _type_all(sheet, touched, by=by, at=at)) if touched else {}


def _type_all(sheet: Sheet, touched: Sequence[Typed], *, by: User | None, at: datetime) -> dict[str, Outcome]:
    """One transaction for the form, in which each field is kept or refused by itself."""
    told = [
        Said(one.place.question, one.place.item, one.value, one.comment, one.status, seen_in(one.mark)[0])
        for one in touched
    ]
    try:
        came = save_answers(sheet, told, by=by, at=at)
    except Refused as refused:
        came = [refused] * len(touched)
    return {field_name(one.place): _outcome(one, its) for one, its in zip(touched, came, strict=True)}


def _is_untouched(typed: Typed) -> bool:
    _version, digest = seen_in(typed.mark)
    if not digest:
        return False
    try:
        value = read_answer(typed.place.question, typed.value) if typed.status == AnswerStatus.GIVEN else ""
    except ValueError:
        return False
    return digest == digest_of(value, typed.comment.strip().replace("\r\n", "\n"), typed.status)


def _settled(typed: Typed) -> Typed:
    """A value and the reason why there is none do not go together: the one that is new to the page holds."""
    if typed.status == AnswerStatus.GIVEN or not typed.value.strip():
        return typed
    if _is_untouched(replace(typed, status=AnswerStatus.GIVEN)):
        return replace(typed, value="")
    return replace(typed, status=AnswerStatus.GIVEN)


def _outcome(typed: Typed, came: Answer | Refused | None) -> Outcome:
    if isinstance(came, Overtaken):
        return Outcome(answer=came.current, elsewhere=came.current, error=ELSEWHERE, typed=typed)
    if isinstance(came, Refused):
        return Outcome(error=" ".join(came.reasons), typed=typed)
    return Outcome(answer=came, typed=typed)


ELSEWHERE = "Quelqu’un d’autre vient de répondre à cette question : gardez la bonne réponse."
