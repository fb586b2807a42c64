"""What was answered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from reciproque.enquiries.models import Answer, Attachment, Question, Round, Sheet
from reciproque.enquiries.queries.rounds import questions_for
from reciproque.enquiries.rules.sheets import (
    Place,
    items_of,
    obstacles_to_handing_over,
    places_of,
    progress_of,
)

Key = tuple[str, str]


def answers_of(sheet: Sheet) -> dict[Key, Answer]:
    """The answers of a sheet by (key of the question, key of the item or "")."""
    rows = Answer.objects.filter(sheet=sheet).select_related("question", "by")
    return {(one.question.key, one.item): one for one in rows}


def answers_to(sheet: Sheet, questions: Iterable[Question]) -> dict[Key, Answer]:
    """Its answers to these questions, which are known already: as `answers_of`, without who answered."""
    known = {one.pk: one for one in questions}
    found: dict[Key, Answer] = {}
    for one in Answer.objects.filter(sheet=sheet).order_by("pk"):
        if one.question_id in known:
            one.question = known[one.question_id]
            found[one.question.key, one.item] = one
    return found


def answers_in(round_: Round, sheets: Collection[Sheet] | None = None) -> dict[int, dict[Key, Answer]]:
    """The answers of each sheet of a round (of these sheets) that has any: {key of the sheet: as `answers_of`}.

    Two questions in all.
    """
    questions = {one.pk: one for one in Question.objects.filter(round=round_)}
    found: dict[int, dict[Key, Answer]] = {}
    rows = Answer.objects.filter(sheet__round=round_)
    for one in rows if sheets is None else rows.filter(sheet__in=list(sheets)):
        one.question = questions[one.question_id]
        found.setdefault(one.sheet_id, {})[one.question.key, one.item] = one
    return found


def filed_of(sheet: Sheet) -> dict[str, list[Attachment]]:
    """The files of a sheet by the key of their question ("" for those joined to the whole)."""
    rows = Attachment.objects.filter(sheet=sheet, removed_at=None).select_related("file", "question")
    found: dict[str, list[Attachment]] = {}
    for one in rows:
        found.setdefault(one.question.key if one.question else "", []).append(one)
    return found


def places_on(sheet: Sheet) -> list[Place]:
    """All that can be answered on a sheet, in its order."""
    return places_of(questions_for(sheet), items_of(sheet))


@dataclass(frozen=True)
class Standing:
    """How far a sheet is: how many places are answered, of how many, and what is missing to hand it over."""

    done: int
    total: int
    obstacles: list[str]


def standing_of(sheet: Sheet, places: Sequence[Place]) -> Standing:
    """Two questions, whatever the sheet holds."""
    answered = set(Answer.objects.filter(sheet=sheet).values_list("question__key", "item"))
    files = Attachment.objects.filter(sheet=sheet, removed_at=None, question__isnull=False)
    filed = set(files.values_list("question__key", flat=True))
    done, total = progress_of(places, answered, filed)
    return Standing(done, total, obstacles_to_handing_over(places, answered, filed))


def said_to(question: Question) -> set[str]:
    """What was answered to a question so far, each value once."""
    return set(Answer.objects.filter(question=question).values_list("value", flat=True))


def carried_over(sheets: Iterable[Sheet]) -> dict[int, list[Answer]]:
    """The answers of each previous sheet: {key of the sheet: answers}."""
    found: dict[int, list[Answer]] = {}
    for one in Answer.objects.filter(sheet__in=list(sheets)).select_related("question"):
        found.setdefault(one.sheet_id, []).append(one)
    return found
