"""The account itself: who one is, at which address, open or closed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.access import forget_roles, is_administrator
from reciproque.accounts.actions.links import issue_link, revoke_links, use_link
from reciproque.accounts.actions.mails import tell_address_asked
from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.actions.visits import close_other_visits, may_send_another
from reciproque.accounts.choices import LinkPurpose, Role
from reciproque.accounts.models import Link, Membership, User
from reciproque.accounts.rules.memberships import Grant, obstacles_to_losing
from reciproque.accounts.rules.passwords import obstacles_to_password
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.text import clean, fold, one_line, sort_key
from reciproque.journal.actions import record
from reciproque.organisations.models import Organisation


@transaction.atomic
def create_person(
    email: str,
    name: str = "",
    *,
    at: datetime,
    password: str | None = None,
    organisation: Organisation | None = None,
    is_demo: bool = False,
) -> User:
    """A person, without an account unless a password is given (the demo, commands)."""
    email = clean(email).strip()
    user = User(
        email=email,
        email_key=fold(email),
        name=one_line(name),
        organisation=organisation,
        created_at=at,
        is_demo=is_demo,
    )
    if User.objects.filter(email_key=user.email_key).exists():
        raise Refused([f"Une personne a déjà l’adresse {email}."])
    user.set_password(password)
    fill_keys(user)
    user.save()
    record("accounts.person_created", user, by=None, at=at)
    return user


def fill_keys(user: User) -> None:
    """The folded columns that lists search in and sort by."""
    user.search_key = fold(f"{user.name} {user.email}")
    user.sort_key = sort_key(user.name or user.email)


@transaction.atomic
def create_administrator(email: str, name: str, password: str | None, *, at: datetime) -> User:
    """The first administrator of an instance, or one more: makes the person if need be, and gives the role."""
    user = User.objects.filter(email_key=fold(email)).first() or create_person(email, name, at=at)
    if password is not None:
        refuse_if(obstacles_to_password(password, user))
        user.set_password(password)
        user.save(update_fields=["password"])
    if not Membership.objects.filter(user=user, role=Role.ADMINISTRATOR).exists():
        grant_role(user, Grant.everywhere(Role.ADMINISTRATOR), by=None, at=at)
    return user


@transaction.atomic
def edit_person(user: User, values: dict[str, Any], *, seen: int | None, by: User, at: datetime) -> User:
    """One's own name and organisation."""
    admit(by == user or is_administrator(by))
    user = lock_one(user)
    check_seen(user, seen)
    changes = apply_changes(user, values)
    if changes:
        fill_keys(user)
        user.save(update_fields=[*changes, "version", "search_key", "sort_key"])
        record("accounts.person_edited", user, by=by, at=at, changes=changes)
    return user


@transaction.atomic
def ask_address_change(user: User, email: str, *, at: datetime) -> Link | None:
    """Write to the new address; it replaces the old one when it is confirmed.

    When somebody else has it, nothing is sent and nothing is said: the form must not tell who has an account.
    """
    record("accounts.address_asked", user, by=user, at=at)
    if User.objects.filter(email_key=fold(email)).exists():
        return None
    if not may_send_another(user, LinkPurpose.ADDRESS, at=at):
        raise Refused(["Trop de demandes aujourd’hui : cherchez le message déjà envoyé, ou attendez demain."])
    revoke_links(user, at=at, purpose=LinkPurpose.ADDRESS)
    link = issue_link(user, LinkPurpose.ADDRESS, at=at, address=email)
    tell_address_asked(link)
    return link


@transaction.atomic
def confirm_address(link: Link, *, at: datetime) -> User:
    """The new address becomes that of the account; links sent to the old one die."""
    user = lock_one(link.user)
    use_link(link, at=at)
    if User.objects.filter(email_key=fold(link.address)).exclude(pk=user.pk).exists():
        raise Refused(["Cette adresse ne peut plus servir. Choisissez-en une autre."])
    changes = apply_changes(user, {"email": link.address})
    user.email_key = fold(link.address)
    fill_keys(user)
    user.save(update_fields=["email", "email_key", "search_key", "sort_key", "version"])
    revoke_links(user, at=at)
    record("accounts.address_changed", user, by=user, at=at, changes=changes)
    return user


@transaction.atomic
def close_account(user: User, *, by: User | None, at: datetime) -> User:
    """Nobody comes in with it any more; what the person did stays. Sessions and links end at once."""
    admit(by is None or is_administrator(by))
    refuse_if(reasons_to_keep(user))
    user = lock_one(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    revoke_links(user, at=at)
    close_other_visits(user, keep="", by=by, at=at)
    forget_roles(user)
    record("accounts.account_closed", user, by=by, at=at)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: User | None, at: datetime) -> User:
    admit(by is None or is_administrator(by))
    user = lock_one(user)
    if user.forgotten_at:
        raise Refused(["Cette personne a été oubliée : invitez-la de nouveau."])
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.account_reopened", user, by=by, at=at)
    return user


def reasons_to_keep(user: User) -> list[str]:
    """Why the account cannot go: it is the last that steers a contract or the platform. Locks what it reads."""
    held = Membership.objects.filter(user=user, role__in=[Role.TEAM, Role.ADMINISTRATOR])
    reasons = []
    for membership in held:
        alike = lock(
            Membership.objects.filter(
                role=membership.role, scope_kind=membership.scope_kind, scope_id=membership.scope_id
            )
        )
        reasons += obstacles_to_losing(membership, [one for one in alike if one.user_id != user.pk])
    return sorted(set(reasons))
