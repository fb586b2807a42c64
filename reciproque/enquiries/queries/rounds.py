"""Rounds with their questions and sheets."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Answer, Attachment, Question, Round, Sheet
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.rounds import obstacles_to_opening


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


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Each with how many sheets it asks for and how many came back."""
    back = Q(sheets__state__in=[SheetState.SUBMITTED, SheetState.ACCEPTED])
    return rounds.annotate(
        asked_count=Count("sheets", filter=~Q(sheets__state=SheetState.EXCUSED)),
        returned_count=Count("sheets", filter=back),
    )


def opening_obstacles(round_: Round, *, on: date) -> list[str]:
    """What stands in the way of opening it: for the page, before the button."""
    count = Sheet.objects.filter(round=round_).count()
    return obstacles_to_opening(round_, questions=len(live_questions(round_)), sheets=count, on=on)


def handed_over(rounds: QuerySet[Round]) -> list[tuple[Round, int]]:
    """The rounds in which sheets wait for who asked, with how many."""
    waiting = Count("sheets", filter=Q(sheets__state=SheetState.SUBMITTED))
    rows = rounds.annotate(waiting_count=waiting).filter(waiting_count__gt=0)
    return [(one, one.waiting_count) for one in rows]


def answered_by_hand(round_: Round) -> int:
    """How many sheets somebody typed on or filed something with; what was brought over from last year apart."""
    typed = Q(pk__in=Answer.objects.filter(sheet__round=round_, brought_over=False).values("sheet"))
    filed = Q(pk__in=Attachment.objects.filter(sheet__round=round_, removed_at=None).values("sheet"))
    return Sheet.objects.filter(typed | filed).count()
