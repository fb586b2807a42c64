"""The board of a round, and who is reminded when."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from reciproque.enquiries.choices import AWAITED, RoundState, SheetState, Step
from reciproque.enquiries.models import Answer, Attachment, Reminder, Round, Sheet, SheetStep
from reciproque.enquiries.queries.rounds import live_questions, sheets_of
from reciproque.enquiries.rules.board import Board, Line, person_of
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.reminding import Pending, Planned, plan
from reciproque.enquiries.rules.rounds import reminder_days
from reciproque.enquiries.rules.sheets import due_of, is_late, items_of, places_of, progress_of
from reciproque.notices.models import Stopped

REMINDER_KIND = "enquiries.reminder"
COMING = [Step.SENT, Step.RESUMED, Step.REASSIGNED, Step.ASKED_CHECK, Step.RETURNED]
"""Steps after which a sheet waits for somebody anew."""
COME = [Step.OPENED, Step.BEGUN, Step.FORWARDED, Step.ASKED_CHECK, Step.SUBMITTED, Step.REFUSED]
"""Steps that show that whoever was asked has come."""


def board_of(round_: Round, on: date) -> Board:
    """How every sheet of a round stands on that day. A fixed number of questions."""
    sheets = list(sheets_of(round_))
    planned = reminder_plan(round_, on)
    answered, filed = _answered(round_)
    opened = set(
        SheetStep.objects.filter(sheet__round=round_, step__in=COME).values_list("sheet_id", flat=True)
    )
    questions = live_questions(round_)
    lines = []
    for sheet in sheets:
        places = places_of(asked_on(questions, sheet.subject_label), items_of(sheet))
        done, total = progress_of(places, answered.get(sheet.pk, ()), filed.get(sheet.pk, ()))
        lines.append(
            Line(
                sheet=sheet,
                person=person_of(sheet),
                due_on=due_of(sheet, round_),
                late=is_late(sheet, round_, on),
                opened=sheet.pk in opened,
                done=done,
                total=total,
                next_reminder=planned.get(sheet.pk),
            )
        )
    return Board(lines)


def _answered(round_: Round) -> tuple[dict[int, set[tuple[str, str]]], dict[int, set[str]]]:
    """Of each sheet the keys of its answered places, and of its questions that have files."""
    answered: dict[int, set[tuple[str, str]]] = {}
    rows = Answer.objects.filter(sheet__round=round_).values_list("sheet_id", "question__key", "item")
    for sheet, key, item in rows:
        answered.setdefault(sheet, set()).add((key, item))
    filed: dict[int, set[str]] = {}
    files = Attachment.objects.filter(sheet__round=round_, removed_at=None, question__isnull=False)
    for sheet, key in files.values_list("sheet_id", "question__key"):
        filed.setdefault(sheet, set()).add(key)
    return answered, filed


def reminder_plan(round_: Round, on: date) -> dict[int, date]:
    """The day of the next reminder of each sheet of the round that will have one: {key of the sheet: day}."""
    if round_.state != RoundState.OPEN:
        return {}
    people = {
        person
        for pair in Sheet.objects.filter(round=round_, state__in=AWAITED).values_list(
            "recipient_id", "checker_id"
        )
        for person in pair
        if person is not None
    }
    planned = reminders_of(people, on).values()
    return {sheet: one.on for one in planned for sheet in one.sheets}


def reminders_of(people: Collection[int] | None, on: date) -> dict[int, Planned]:
    """The next reminder of each of these persons (of everybody: None), over all rounds and contracts."""
    pending = list(pending_sheets(awaited_of(people), on))
    sent = reminded_days({one.person for one in pending if one.person is not None}, on)
    return plan(pending, sent, on)


def awaited_of(people: Collection[int] | None) -> QuerySet[Sheet]:
    """Sheets of open rounds that wait for one of these persons."""
    rows = Sheet.objects.filter(state__in=AWAITED, round__state=RoundState.OPEN)
    if people is not None:
        checking = Q(state=SheetState.CHECKING)
        rows = rows.filter(checking & Q(checker_id__in=people) | ~checking & Q(recipient_id__in=people))
    return rows.select_related("round__contract", "recipient", "checker")


def pending_sheets(sheets: Iterable[Sheet], on: date) -> list[Pending]:
    """The sheets as the rule of reminders sees them; whoever stopped reminders is nobody's."""
    sheets = list(sheets)
    since, reminded = _steps(sheets)
    people = {person.pk for one in sheets if (person := person_of(one)) is not None}
    stopped = set(
        Stopped.objects.filter(kind=REMINDER_KIND, person_id__in=people).values_list("person_id", flat=True)
    )
    return [_pending(one, since, reminded, stopped) for one in sheets]


def _pending(
    sheet: Sheet, since: dict[int, datetime], reminded: dict[int, set[date]], stopped: set[int]
) -> Pending:
    person = person_of(sheet)
    came = since.get(sheet.pk) or sheet.sent_at or sheet.round.opened_at
    return Pending(
        sheet=sheet.pk,
        person=person.pk if person is not None and person.pk not in stopped else None,
        due_on=due_of(sheet, sheet.round),
        closes_on=sheet.round.closes_on,
        days=tuple(reminder_days(sheet.round.reminder_days)),
        since=timezone.localdate(came) if came else due_of(sheet, sheet.round),
        paused_until=sheet.paused_until,
        reminded=frozenset(reminded.get(sheet.pk, ())),
    )


def _steps(sheets: list[Sheet]) -> tuple[dict[int, datetime], dict[int, set[date]]]:
    """Since when each sheet waits for who has it, and the days on which it was in a reminder."""
    steps = SheetStep.objects.filter(sheet__in=[one.pk for one in sheets])
    since = dict(
        steps.filter(step__in=COMING)
        .order_by()
        .values("sheet_id")
        .annotate(last=Max("at"))
        .values_list("sheet_id", "last")
    )
    reminded: dict[int, set[date]] = {}
    for sheet, at in steps.filter(step=Step.REMINDED).values_list("sheet_id", "at"):
        reminded.setdefault(sheet, set()).add(timezone.localdate(at))
    return since, reminded


def reminded_days(people: Collection[int], on: date) -> dict[int, set[date]]:
    """The days from `on` on which each of these persons has had a reminder."""
    found: dict[int, set[date]] = {}
    rows = Reminder.objects.filter(user__in=people, on__gte=on).values_list("user_id", "on")
    for person, day in rows:
        found.setdefault(person, set()).add(day)
    return found


def who_waits(sheets: Collection[Any]) -> set[int]:
    """The persons for whom these sheets wait."""
    return {person.pk for one in sheets if (person := person_of(one)) is not None}
