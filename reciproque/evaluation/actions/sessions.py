"""Validation sessions: planned, convened, opened, held sheet by sheet, closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean
from reciproque.enquiries.models import Sheet
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.models import Attendance, Campaign, SessionSheet, ValidationSession
from reciproque.evaluation.queries.sessions import agenda_of, attended
from reciproque.evaluation.rules import sessions as rules
from reciproque.evaluation.rules.sessions import Attended
from reciproque.journal.actions import record
from reciproque.notices.actions import post
from reciproque.office.calendars import Invitation, write_calendar


def _locked(session: ValidationSession, *, seen: int | None, by: User | None) -> ValidationSession:
    """The session, locked and fresh with its campaign, for whoever steers it."""
    campaign = lock_one(session.campaign)
    locked = lock_one(session)
    locked.campaign = campaign
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    check_seen(locked, seen)
    return locked


def _grown(session: ValidationSession, *fields: str) -> None:
    session.version += 1
    session.save(update_fields=[*fields, "version"])


@transaction.atomic
def plan_session(
    campaign: Campaign, *, sheets: Sequence[Sheet] = (), by: User | None, at: datetime, **values: Any
) -> ValidationSession:
    """Plan a session. `values`: title, starts_at, ends_at, place; `sheets`: its agenda, in that order."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if(rules.obstacles_to_planning(campaign, values))
    session = ValidationSession(campaign=campaign, **values)
    refuse_if(rules.obstacles_to_agenda(session, sheets))
    session.save()
    SessionSheet.objects.bulk_create(
        SessionSheet(session=session, sheet=one, position=number)
        for number, one in enumerate(sheets, start=1)
    )
    record("session.planned", session, by=by, at=at, contract=campaign.contract_id, sheets=len(sheets))
    return session


@transaction.atomic
def edit_session(
    session: ValidationSession, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> ValidationSession:
    """Change title, starts_at, ends_at, place."""
    session = _locked(session, seen=seen, by=by)
    standing = {name: getattr(session, name) for name in ("title", "starts_at", "ends_at")}
    refuse_if(rules.obstacles_of_closed(session))
    refuse_if(rules.obstacles_to_planning(session.campaign, standing | values))
    changes = apply_changes(session, values)
    if changes:
        session.save(update_fields=[*changes, "version"])
        record("session.edited", session, by=by, at=at, contract=_contract(session), changes=changes)
    return session


def _contract(session: ValidationSession) -> int:
    return session.campaign.contract_id


@transaction.atomic
def set_agenda(
    session: ValidationSession, sheets: Sequence[Sheet], *, seen: int | None, by: User | None, at: datetime
) -> ValidationSession:
    """The sheets of the agenda, in their order. What the session has settled stays on it."""
    session = _locked(session, seen=seen, by=by)
    before = agenda_of(session)
    wanted = list(dict.fromkeys(one.pk for one in sheets))
    refuse_if(rules.obstacles_to_agenda(session, sheets))
    refuse_if(rules.obstacles_to_dropping(wanted, before))
    if wanted == [one.sheet_id for one in before]:
        return session
    known = {one.sheet_id: one for one in before}
    SessionSheet.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    for number, key in enumerate(wanted, start=1):
        row = known.get(key) or SessionSheet(session=session, sheet_id=key)
        row.position = number
        row.save()
    _grown(session)
    record("session.agenda_set", session, by=by, at=at, contract=_contract(session), sheets=len(wanted))
    return session


@transaction.atomic
def open_session(session: ValidationSession, *, by: User | None, at: datetime) -> ValidationSession:
    session = _locked(session, seen=None, by=by)
    if session.opened_at is not None and session.closed_at is None:
        return session  # a second click
    refuse_if(rules.obstacles_to_opening(session))
    session.opened_at = at
    _grown(session, "opened_at")
    record("session.opened", session, by=by, at=at, contract=_contract(session))
    return session


@transaction.atomic
def close_session(session: ValidationSession, *, by: User | None, at: datetime) -> ValidationSession:
    session = _locked(session, seen=None, by=by)
    refuse_if(rules.obstacles_to_closing(session, agenda_of(session)))
    session.closed_at = at
    _grown(session, "closed_at")
    record("session.closed", session, by=by, at=at, contract=_contract(session))
    return session


@transaction.atomic
def reopen_session(session: ValidationSession, *, by: User | None, at: datetime) -> ValidationSession:
    session = _locked(session, seen=None, by=by)
    refuse_if(rules.obstacles_to_sitting(session.campaign))
    refuse_if([] if session.closed_at else ["Cette séance n’est pas close."])
    session.closed_at = None
    _grown(session, "closed_at")
    record("session.reopened", session, by=by, at=at, contract=_contract(session))
    return session


@transaction.atomic
def write_notes(
    session: ValidationSession, *, notes: str, seen: int | None, by: User | None, at: datetime
) -> ValidationSession:
    """What was said beside the sheets."""
    session = _locked(session, seen=seen, by=by)
    refuse_if(rules.obstacles_to_sitting(session.campaign) + rules.obstacles_of_closed(session))
    changes = apply_changes(session, {"notes": clean(notes).strip()})
    if changes:
        session.save(update_fields=["notes", "version"])
        record("session.noted", session, by=by, at=at, contract=_contract(session), changes=changes)
    return session


@transaction.atomic
def set_attendance(
    session: ValidationSession,
    rows: Sequence[Attended],
    *,
    seen: int | None,
    by: User | None,
    at: datetime,
) -> ValidationSession:
    """Who was there, excused, absent: the whole list, in its order."""
    session = _locked(session, seen=seen, by=by)
    refuse_if(rules.obstacles_to_sitting(session.campaign) + rules.obstacles_of_closed(session))
    refuse_if(rules.obstacles_to_attending(rows))
    Attendance.objects.filter(pk__in=[one.pk for one in attended(session)]).delete()
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            organisation=one.organisation,
            person=one.person,
            name=clean(one.name).strip(),
            presence=one.presence,
        )
        for one in rows
    )
    _grown(session)
    record("session.attendance_set", session, by=by, at=at, contract=_contract(session), people=len(rows))
    return session


@transaction.atomic
def convene(
    session: ValidationSession, people: Sequence[User], *, message: str = "", by: User | None, at: datetime
) -> ValidationSession:
    """Send everybody the agenda with an invitation for her calendar. Convened again, calendars move the event."""
    session = _locked(session, seen=None, by=by)
    refuse_if(rules.obstacles_to_convening(session, people, at=at))
    _grown(session)
    text = _convening(session, clean(message).strip())
    for person in people:
        post(
            "evaluation.convening",
            f"Convocation : {session.title}, {_day(session.starts_at)}",
            text,
            to=person,
            at=at,
            contract=_contract(session),
            calendar=calendar_of(session, at=at),
        )
    record("session.convened", session, by=by, at=at, contract=_contract(session), people=len(people))
    return session


def _day(at: datetime) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y à %H h %M}"


def _convening(session: ValidationSession, message: str) -> str:
    place = f"\nLieu : {session.place}" if session.place else ""
    sheets = "\n".join(f"- {one.sheet.title}" for one in agenda_of(session))
    agenda = f"\n\nÀ l’ordre du jour :\n{sheets}" if sheets else ""
    told = f"\n\n{message}" if message else ""
    return (
        f"Vous êtes attendu à la séance de validation « {session.title} », le {_day(session.starts_at)}.{place}"
        f"{told}{agenda}\n\nL’invitation jointe s’ouvre dans votre agenda."
    )


def calendar_of(session: ValidationSession, *, at: datetime) -> str:
    """The session as an iCalendar file. Its key is that of the row: a new date moves the event of calendars."""
    address = settings.INSTANCE_ADDRESS.rstrip("/")
    host = address.partition("//")[2] or "reciproque"
    sheets = "\n".join(f"- {one.sheet.title}" for one in agenda_of(session))
    return write_calendar(
        Invitation(
            f"seance-{session.pk}@{host}",
            session.title,
            session.starts_at,
            session.ends_at,
            session.place,
            f"À l’ordre du jour :\n{sheets}" if sheets else "",
            address + reverse("evaluation:session_detail", args=[session.pk]),
            session.version,
        ),
        at=at,
    )
