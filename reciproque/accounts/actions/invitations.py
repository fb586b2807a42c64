"""Inviting somebody: the person and the role exist at once, the account when the invitation is accepted."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from reciproque.accounts.access import may_grant, may_manage
from reciproque.accounts.actions.links import issue_link, revoke_links, use_link
from reciproque.accounts.actions.mails import tell_invitation, tell_new_role
from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.actions.people import create_person, fill_keys
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, Membership, User
from reciproque.accounts.queries import title_of_contract
from reciproque.accounts.rules.memberships import (
    Grant,
    obstacles_to_granting,
    obstacles_to_inviting,
    said_grant,
)
from reciproque.accounts.rules.passwords import obstacles_to_password
from reciproque.core.engine import lock_one, one_at_a_time
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.text import fold, one_line
from reciproque.journal.actions import record


class Invited(NamedTuple):
    """`link` (with its secret in `link.token`) is None for who already has an account: the role holds at once."""

    user: User
    membership: Membership
    link: Link | None


@transaction.atomic
def invite(email: str, name: str, grant: Grant, *, by: User | None, at: datetime) -> Invited:
    """Give a role to the person at that address and write to her; who has no account gets a link to open one."""
    admit(may_grant(by, grant))
    refuse_if(obstacles_to_granting(grant))
    with one_at_a_time("accounts.invite"):
        user = User.objects.filter(email_key=fold(email)).first()
        refuse_if(obstacles_to_inviting(email, user))
        if user is None:
            user = create_person(email, name, at=at, organisation=grant.organisation)
        membership = grant_role(user, grant, by=by, at=at)
    return Invited(user, membership, _write(membership, by=by, at=at))


@transaction.atomic
def resend_invitation(membership: Membership, *, by: User | None, at: datetime) -> Link:
    """A new link for who has not answered; the former one is worth nothing any more."""
    admit(may_manage(by, membership))
    if membership.user.has_account:
        raise Refused(["Cette personne a déjà ouvert son compte."])
    revoke_links(membership.user, at=at, purpose=LinkPurpose.INVITATION, subject=membership)
    link = _write(membership, by=by, at=at)
    assert link is not None  # noqa: S101 -- without an account there is a link
    return link


def _write(membership: Membership, *, by: User | None, at: datetime) -> Link | None:
    user = membership.user
    role = said_grant(Grant(membership.role))
    where = f" pour « {title_of_contract(membership.contract_id)} »" if membership.contract_id else ""
    link = None
    if user.has_account:
        tell_new_role(user, role=role, where=where, contract=membership.contract_id, by=by)
    else:
        link = issue_link(user, LinkPurpose.INVITATION, at=at, subject=membership)
        tell_invitation(link, role=role, where=where, contract=membership.contract_id, by=by)
    record("accounts.invited", user, by=by, at=at, contract=membership.contract_id, role=role)
    return link


@transaction.atomic
def accept_invitation(link: Link, *, name: str, password: str, at: datetime) -> User:
    """Open the account: name, password. Never replaces the password of an account that is already open."""
    user = lock_one(link.user)
    if user.has_usable_password():
        raise Refused(["Votre compte est déjà ouvert : connectez-vous avec votre mot de passe."])
    user.name = one_line(name)
    refuse_if([] if user.name else ["Indiquez votre nom."])
    refuse_if(obstacles_to_password(password, user))
    use_link(link, at=at)
    user.set_password(password)
    user.version += 1
    fill_keys(user)
    user.save(update_fields=["name", "password", "version", "search_key", "sort_key"])
    revoke_links(user, at=at, purpose=LinkPurpose.INVITATION)
    record("accounts.invitation_accepted", user, by=user, at=at)
    return user
