"""Reminders that leave: in the morning, one a person and day, of all that waits for her."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.actions import issue_link
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import User
from reciproque.core.engine import insert_many, lock
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.templatetags.reciproque import day
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.actions.ending import end_of_links
from reciproque.enquiries.actions.mails import path_of
from reciproque.enquiries.choices import SheetState, Step
from reciproque.enquiries.models import Reminder, Round, Sheet, SheetStep
from reciproque.enquiries.queries.boards import (
    REMINDER_KIND,
    awaited_of,
    pending_sheets,
    reminded_days,
    reminders_of,
    who_waits,
)
from reciproque.enquiries.rules.board import person_of
from reciproque.enquiries.rules.reminding import plan
from reciproque.enquiries.rules.rounds import takes_answers
from reciproque.enquiries.rules.sheets import due_of
from reciproque.journal.actions import record
from reciproque.notices.actions import post

MORNING = 8  # o’clock, in Paris: nobody is reminded at night


def send_reminders(at: datetime) -> int:
    """Send those of the day. Each in a transaction of its own: one that fails holds nobody else up."""
    local = timezone.localtime(at)
    if local.hour < MORNING:
        return 0
    due = [one.person for one in reminders_of(None, local.date()).values() if one.on == local.date()]
    return sum(_remind(person, at=at) for person in sorted(due))


@transaction.atomic
def _remind(person: int, *, at: datetime) -> bool:
    """Remind a person of what is due, as it stands now; False when nothing is, or somebody was quicker."""
    on = timezone.localdate(at)
    sheets = lock(awaited_of({person}))
    planned = plan(pending_sheets(sheets, on), reminded_days({person}, on), on).get(person)
    if planned is None or planned.on != on:
        return False
    return _send([one for one in sheets if one.pk in planned.sheets], on=on, by=None, at=at)


@transaction.atomic
def remind_now(sheets: Collection[Sheet], *, by: User | None, at: datetime) -> tuple[int, int]:
    """The team reminds at once those for whom these sheets wait: (persons reminded, persons left alone).

    Whoever was reminded today already is left alone, and so is who asked for no more reminders; paused sheets are
    not named.
    """
    on = timezone.localdate(at)
    rows = [one for one in lock(awaited_of(who_waits(sheets))) if one.pk in {sheet.pk for sheet in sheets}]
    rounds = {one.round_id: one.round for one in rows}
    admit(all(may_steer(by, round_) for round_ in rounds.values()))
    refuse_if([reason for round_ in rounds.values() for reason in takes_answers(round_, on)])
    refuse_if([] if rows else ["Aucune de ces fiches n’attend quelqu’un."])
    wanted = {one.sheet for one in pending_sheets(rows, on) if one.person is not None}
    own: dict[int, list[Sheet]] = {}
    for one in rows:
        if one.pk in wanted and not (one.paused_until and one.paused_until >= on):
            own.setdefault(person_of(one).pk, []).append(one)
    done = sum(_send(its, on=on, by=by, at=at) for _person, its in sorted(own.items()))
    return done, len(who_waits(rows)) - done


def _send(sheets: Sequence[Sheet], *, on: date, by: User | None, at: datetime) -> bool:
    """Write to one person; False when she had a reminder that day: the database counts them."""
    person: User = person_of(sheets[0])
    _row, new = Reminder.objects.get_or_create(user=person, on=on, defaults={"at": at, "sheets": len(sheets)})
    if not new:
        return False
    insert_many(SheetStep(sheet=one, step=Step.REMINDED, at=at, by=by, person=person) for one in sheets)
    rounds = list({one.round_id: one.round for one in sheets}.values())
    for round_ in rounds:
        count = sum(one.round_id == round_.pk for one in sheets)
        record("round.person_reminded", round_, by=by, at=at, whom=str(person), count=count)
    alone = rounds[0] if len(rounds) == 1 else None
    end = max(end_of_links(one) for one in rounds)
    link = issue_link(person, LinkPurpose.SHEETS, at=at, subject=alone, expires_at=end)
    contract = alone.contract_id if alone else None
    subject, body = reminder_letter(sheets, on=on)
    post(REMINDER_KIND, subject, body, to=person, at=at, url=path_of(link), contract=contract)
    return True


def reminder_letter(sheets: Sequence[Sheet], *, on: date) -> tuple[str, str]:
    """What a reminder says: subject and body, also for its preview."""
    what = "une fiche attend" if len(sheets) == 1 else f"{len(sheets)} fiches attendent"
    soonest = min(due_of(one, one.round) for one in sheets)
    when = f"avant le {day(soonest)}" if soonest >= on else f"attendue depuis le {day(soonest)}"
    if len(sheets) > 1 and soonest < on:
        when = f"la première depuis le {day(soonest)}"
    parts = ["Un rappel, au cas où notre premier message vous aurait échappé."]
    for round_ in {one.round_id: one.round for one in sheets}.values():
        own = [one for one in sheets if one.round_id == round_.pk]
        parts.append(
            f"{round_.title} ({round_.contract}) :\n" + "\n".join(_line(one, round_, on) for one in own)
        )
    parts.append(
        "Le lien ci-dessous est personnel et ouvre ces fiches. Si ce n’est pas à vous de répondre, dites-le sur la "
        "page : un clic suffit, et nous ne vous relancerons plus."
    )
    return f"Rappel : {what} votre réponse, {when}", "\n\n".join(parts)


def _line(sheet: Sheet, round_: Round, on: date) -> str:
    due_on = due_of(sheet, round_)
    what = "à relire" if sheet.state == SheetState.CHECKING else "à rendre"
    return f"- {sheet.title}, {what} {'le' if due_on >= on else 'depuis le'} {day(due_on)}"
