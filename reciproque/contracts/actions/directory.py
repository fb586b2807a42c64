"""Acts on the shared directory of bodies. What a body is lives below; who may is asked here."""

from datetime import date, datetime
from typing import Any

from reciproque.accounts.models import User
from reciproque.contracts.access import may_edit_directory
from reciproque.core.refusals import admit
from reciproque.organisations import actions as organisations
from reciproque.organisations.models import Organisation, Succession


def edit_body(
    organisation: Organisation, *, seen: int | None, by: User, at: datetime, **values: Any
) -> Organisation:
    admit(may_edit_directory(by))
    return organisations.edit_organisation(organisation, seen=seen, by=by, at=at, **values)


def succeed_body(
    before: Organisation,
    after: Organisation,
    *,
    reason: str,
    by: User,
    at: datetime,
    on: date | None = None,
) -> Succession:
    """`after` takes over from `before`: merger, new name, scission, or two records of the same body."""
    admit(may_edit_directory(by))
    return organisations.succeed(before, after, reason=reason, on=on, by=by, at=at)


def archive_body(organisation: Organisation, *, by: User, at: datetime) -> Organisation:
    admit(may_edit_directory(by))
    return organisations.archive_organisation(organisation, by=by, at=at)


def restore_body(organisation: Organisation, *, by: User, at: datetime) -> Organisation:
    admit(may_edit_directory(by))
    return organisations.restore_organisation(organisation, by=by, at=at)
