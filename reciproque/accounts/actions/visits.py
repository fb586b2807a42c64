"""Coming in, being seen, going out: the sessions of a person, which she can close from anywhere."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction

from reciproque.accounts.actions.links import issue_link
from reciproque.accounts.actions.mails import tell_sign_in
from reciproque.accounts.choices import LIFETIMES, SECRET_KINDS, LinkPurpose
from reciproque.accounts.models import Link, User, Visit
from reciproque.accounts.rules.visits import Arrival, say_browser
from reciproque.core.text import fold
from reciproque.journal.actions import record
from reciproque.notices.models import Notice

LINKS_AT_ONCE = 3  # open sign-in or password links that a person may have: more are not sent


def may_send_another(user: User, purpose: str, *, at: datetime) -> bool:
    """So that nobody can fill the mailbox of somebody else."""
    since = at - LIFETIMES[LinkPurpose(purpose)]
    return Link.objects.filter(user=user, purpose=purpose, created_at__gt=since).count() < LINKS_AT_ONCE


@transaction.atomic
def ask_sign_in_link(email: str, *, at: datetime) -> Link | None:
    """Send a link to that address if somebody has it. The caller says the same in both cases."""
    user = User.objects.filter(email_key=fold(email), is_active=True).first()
    if user is None or not may_send_another(user, LinkPurpose.SIGN_IN, at=at):
        return None
    link = issue_link(user, LinkPurpose.SIGN_IN, at=at)
    tell_sign_in(link)
    record("accounts.link_asked", user, by=None, at=at)
    return link


@transaction.atomic
def open_visit(user: User, arrival: Arrival, *, at: datetime) -> Visit:
    """Note that a session was opened, in the place of the one that the same browser had before."""
    Visit.objects.filter(session_key__in=[arrival.replaces, arrival.session_key]).delete()
    visit = Visit.objects.create(
        user=user,
        session_key=arrival.session_key,
        browser=say_browser(arrival.browser),
        address=arrival.address[:45],
        started_at=at,
        seen_at=at,
    )
    record("accounts.signed_in", user, by=user, at=at, how=arrival.how)
    return visit


def see_visit(session_key: str, *, at: datetime) -> bool:
    """Note that the session is alive; False when it is no longer listed, and therefore closed."""
    return Visit.objects.filter(session_key=session_key).update(seen_at=at) == 1


@transaction.atomic
def leave_visit(user: User, session_key: str, *, at: datetime) -> None:
    """The person goes out by the door."""
    Visit.objects.filter(session_key=session_key).delete()
    record("accounts.signed_out", user, by=user, at=at)


@transaction.atomic
def close_visit(visit: Visit, *, by: User, at: datetime) -> None:
    """Close a session from elsewhere: its next request is that of a stranger."""
    _kill(visit)
    record("accounts.visit_closed", visit.user, by=by, at=at, browser=visit.browser)


@transaction.atomic
def close_other_visits(user: User, *, keep: str, by: User | None, at: datetime) -> int:
    """Close all sessions of a person but the one whose key is `keep` (none: ""). Returns how many."""
    count = end_visits(user, keep=keep)
    if count:
        record("accounts.other_visits_closed", user, by=by, at=at, count=count)
    return count


def end_visits(user: User, *, keep: str = "") -> int:
    """For other acts, which leave the trace."""
    visits = list(Visit.objects.filter(user=user).exclude(session_key=keep))
    for visit in visits:
        _kill(visit)
    return len(visits)


def _kill(visit: Visit) -> None:
    SessionStore().delete(visit.session_key)
    Visit.objects.filter(pk=visit.pk).delete()


def sweep_visits(at: datetime) -> int:
    """Forget what is over: sessions, links dead for a month, failed attempts. Nobody needs an entry for that."""
    AccessAttempt.objects.filter(attempt_time__lt=at - timedelta(days=30)).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    alive = Session.objects.values("session_key")
    Link.objects.filter(expires_at__lt=at - timedelta(days=30)).delete()
    return Visit.objects.exclude(session_key__in=alive).delete()[0]


def scrub_secrets(at: datetime) -> int:
    """Take personal links out of messages that have left: only the person who got them keeps them.

    The demo keeps them, for its mails are read on the page of messages.
    """
    if settings.DEMO:
        return 0
    sent = Notice.objects.filter(created_at__gt=at - timedelta(days=7), sent_at__isnull=False)
    return sent.filter(kind__in=SECRET_KINDS).exclude(url="").update(url="")
