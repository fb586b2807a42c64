"""Forgetting a person: what names her goes, what was done stays, and the chain of the journal holds."""

from datetime import datetime, timedelta

from django.db import transaction

from reciproque.accounts.access import is_administrator
from reciproque.accounts.actions.people import fill_keys, reasons_to_keep
from reciproque.accounts.actions.visits import end_visits
from reciproque.accounts.models import Link, Membership, RecoveryCode, User
from reciproque.core import registers
from reciproque.core.engine import lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.journal.actions import record

KEPT_WITHOUT_ROLE = timedelta(days=730)


@transaction.atomic
def forget_person(user: User, *, by: User | None, at: datetime) -> User:
    """Erase a person in every app (each hangs how in `registers.personal`). Only the fact remains."""
    admit(by is None or is_administrator(by))
    if user.forgotten_at:
        raise Refused(["Cette personne est déjà oubliée."])
    if by is not None and by == user:
        raise Refused(["Demandez à une autre personne de l’administration d’effacer votre compte."])
    refuse_if(reasons_to_keep(user))
    for known in registers.personal:
        known.forget(user, at)
    user.refresh_from_db()
    record("accounts.person_forgotten", user, by=by, at=at)
    return user


@transaction.atomic
def erase_person(user: User, at: datetime) -> None:
    """What this app knows: address, name, organisation, roles, links, sessions, second factor."""
    user = lock_one(user)
    end_visits(user)
    Membership.objects.filter(user=user).delete()
    Link.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    user.email = user.email_key = f"oubli-{user.pk}@reciproque.invalid"
    user.name, user.organisation, user.is_active, user.forgotten_at = "Personne oubliée", None, False, at
    user.totp_secret, user.totp_confirmed_at, user.last_login = "", None, None
    user.set_unusable_password()
    fill_keys(user)
    user.version += 1
    user.save()


def forget_inactive(at: datetime) -> int:
    """Forget, at their due date, persons without a role who have not come for two years. Returns how many."""
    limit = at - KEPT_WITHOUT_ROLE
    waiting = User.objects.filter(forgotten_at__isnull=True, memberships__isnull=True, is_demo=False).filter(
        created_at__lt=limit
    )
    gone = [user for user in waiting.iterator() if (user.last_login or user.created_at) < limit]
    for user in gone:
        forget_person(user, by=None, at=at)
    return len(gone)
