"""Giving, changing and taking away roles."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.access import forget_roles, may_grant, may_manage
from reciproque.accounts.actions.links import revoke_links
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Membership, User
from reciproque.accounts.rules.memberships import (
    Grant,
    obstacles_to_granting,
    obstacles_to_losing,
    said_grant,
)
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.journal.actions import record

ALREADY = "Cette personne a déjà ce rôle ici."


@transaction.atomic
def grant_role(user: User, grant: Grant, *, by: User | None, at: datetime) -> Membership:
    """Give a person a role. `by=None`: the house (commands, the demo)."""
    admit(may_grant(by, grant))
    refuse_if(obstacles_to_granting(grant))
    forget_roles(user)
    user = lock_one(user)
    held = Membership.objects.filter(
        user=user, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id
    )
    if held.exists():
        raise Refused([ALREADY])
    membership = Membership.objects.create(
        user=user,
        role=grant.role,
        scope_kind=grant.scope_kind,
        scope_id=grant.scope_id,
        contract_id=grant.contract_id,
        organisation=grant.organisation,
        since=at,
    )
    forget_roles(user)
    _record("accounts.role_given", membership, by=by, at=at, role=said_grant(grant))
    return membership


@transaction.atomic
def change_role(membership: Membership, grant: Grant, *, by: User | None, at: datetime) -> Membership:
    """Another role or scope for the same person in the same contract."""
    admit(may_manage(by, membership) and may_grant(by, grant))
    refuse_if(obstacles_to_granting(grant))
    membership, others = _locked_with_others(membership)
    before = said_grant(Grant(membership.role))
    if grant.role != membership.role:
        refuse_if(obstacles_to_losing(membership, others))
    twin = Membership.objects.filter(
        user=membership.user, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id
    )
    if twin.exclude(pk=membership.pk).exists():
        raise Refused([ALREADY])
    membership.role, membership.scope_kind, membership.scope_id = grant.role, grant.scope_kind, grant.scope_id
    membership.contract_id, membership.organisation = grant.contract_id, grant.organisation
    membership.save()
    _record("accounts.role_changed", membership, by=by, at=at, before=before, after=said_grant(grant))
    return membership


@transaction.atomic
def withdraw(membership: Membership, *, by: User | None, at: datetime) -> None:
    """Take a role away; an invitation that was still open for it is worth nothing any more."""
    admit(may_manage(by, membership))
    membership, others = _locked_with_others(membership)
    refuse_if(obstacles_to_losing(membership, others))
    revoke_links(membership.user, at=at, purpose=LinkPurpose.INVITATION, subject=membership)
    _record("accounts.role_withdrawn", membership, by=by, at=at, role=said_grant(Grant(membership.role)))
    membership.delete()


def _locked_with_others(membership: Membership) -> tuple[Membership, list[Membership]]:
    """The role and all others of its kind at its place, locked together: two who leave at once see each other."""
    alike = lock(
        Membership.objects.filter(
            role=membership.role, scope_kind=membership.scope_kind, scope_id=membership.scope_id
        )
    )
    own = [one for one in alike if one.pk == membership.pk]
    if not own:
        raise Refused(["Ce rôle a été changé ou retiré entre-temps."])
    return own[0], [one for one in alike if one.pk != membership.pk]


def _record(act: str, membership: Membership, *, by: User | None, at: datetime, **details: Any) -> None:
    record(
        act,
        membership.user,
        by=by,
        at=at,
        contract=membership.contract_id,
        organisation=membership.organisation_id,
        **details,
    )
