"""Rounds with their questions and sheets."""

from django.db.models import QuerySet

from reciproque.enquiries.models import Question, Round, Sheet
from reciproque.enquiries.rules.questions import asked_on


def live_questions(round_: Round) -> list[Question]:
    """The questions that are asked, in their order."""
    return list(Question.objects.filter(round=round_, archived_at=None).order_by("position", "pk"))


def questions_for(sheet: Sheet) -> list[Question]:
    """The questions that this sheet holds."""
    rows = Question.objects.filter(round_id=sheet.round_id, archived_at=None).order_by("position", "pk")
    return asked_on(rows, sheet.subject_label)


def sheets_of(round_: Round) -> QuerySet[Sheet]:
    """All sheets of a round, with whom they are asked of."""
    return Sheet.objects.filter(round=round_).select_related("organisation", "recipient", "checker")
