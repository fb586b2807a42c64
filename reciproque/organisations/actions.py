"""What can be done with bodies. Who may is asked by the upper app: roles live above this floor."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction

from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import broken_constraint, lock, lock_one, one_at_a_time
from reciproque.core.refusals import Refused, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.core.text import fold, one_line, sort_key
from reciproque.journal.actions import record
from reciproque.organisations.choices import OrganisationKind, SuccessionReason
from reciproque.organisations.models import Organisation, Succession
from reciproque.organisations.queries import leads_to, organisation_with_siret, standing_for, the_one_meant
from reciproque.organisations.rules import (
    bare_siret,
    kind_from_name,
    match_key,
    obstacles_to_keeping,
    obstacles_to_succession,
)

NAMES = "organisations.names"  # two people who type the same new name at once get one body


@transaction.atomic
def create_organisation(
    *, name: str, by: AbstractBaseUser | None, at: datetime, kind: str | None = None, **more: str
) -> Organisation:
    """`more`: short_name, siret, email. Without `kind` the name is asked."""
    kept = _cleaned({"short_name": "", "siret": "", "email": "", **more, "name": name})
    refuse_if(obstacles_to_keeping(kept))
    body = Organisation(kind=kind or kind_from_name(kept["name"]), **kept)
    _fill_keys(body)
    _save(lambda: body.save(force_insert=True))
    record("organisations.created", body, by=by, at=at, organisation=body, kind=body.kind)
    return body


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, by: AbstractBaseUser | None, at: datetime, seen: int | None, **values: str
) -> Organisation:
    """Change name, short_name, kind, siret or email, from the version that was `seen`."""
    body = lock_one(organisation)
    check_seen(body, seen)
    kept = _cleaned(values)
    refuse_if(obstacles_to_keeping({"name": body.name, **kept}))
    changes = apply_changes(body, kept)
    if not changes:
        return body
    _fill_keys(body)
    _save(lambda: body.save(update_fields=[*changes, "version", "search_key", "match_key", "sort_key"]))
    record("organisations.edited", body, by=by, at=at, organisation=body, changes=changes)
    return body


@transaction.atomic
def archive_organisation(
    organisation: Organisation, *, by: AbstractBaseUser | None, at: datetime
) -> Organisation:
    """Set aside a body that exists no more: it stays where it signed, and is no longer offered."""
    body = lock_one(organisation)
    if body.archived_at is not None:
        return body
    refuse_if(reasons_from_above("organisations.archive_organisation", body))
    return _move_archive(body, at, "organisations.archived", by=by, at=at)


@transaction.atomic
def restore_organisation(
    organisation: Organisation, *, by: AbstractBaseUser | None, at: datetime
) -> Organisation:
    body = lock_one(organisation)
    if body.archived_at is None:
        return body
    if body.successors.exists():
        raise Refused([f"« {body.name} » a un successeur : c’est lui qui agit désormais."])
    return _move_archive(body, None, "organisations.restored", by=by, at=at)


def _move_archive(
    body: Organisation, archived_at: datetime | None, act: str, *, by: AbstractBaseUser | None, at: datetime
) -> Organisation:
    changes = apply_changes(body, {"archived_at": archived_at})
    body.save(update_fields=["archived_at", "version"])
    record(act, body, by=by, at=at, organisation=body, changes=changes)
    return body


def succeed(
    before: Organisation,
    after: Organisation,
    *,
    reason: str,
    by: AbstractBaseUser | None,
    at: datetime,
    on: date | None = None,
) -> Succession:
    """Note that `after` took over from `before`, which is archived and keeps all that it signed.

    After a scission call it once per new body. Nothing is moved here: upper apps read the succession.
    """
    with one_at_a_time("organisations.succession"):
        lock(Organisation.objects.filter(pk__in=[before.pk, after.pk]))
        before.refresh_from_db()
        after.refresh_from_db()
        others = [] if reason == SuccessionReason.SPLIT else _other_successors(before, after)
        back = before.pk != after.pk and leads_to(after, before)
        refuse_if(obstacles_to_succession(before, after, others=others, back=back))
        link = Succession(before=before, after=after, reason=reason, on=on)
        _save(lambda: link.save(force_insert=True), Succession)
        if before.archived_at is None:
            _move_archive(before, at, "organisations.archived", by=by, at=at)
        record(
            "organisations.succeeded",
            before,
            by=by,
            at=at,
            organisation=after,
            after=after.pk,
            after_name=after.name,
            reason=SuccessionReason(reason).label,
        )
        return link


def find_or_create_organisation(
    name: str, *, by: AbstractBaseUser | None, at: datetime, kind: str | None = None, siret: str = ""
) -> Organisation:
    """The body that this printed name means, without any doubt; otherwise a new one.

    The SIRET decides first. A body that has one successor is answered by its successor.
    """
    wanted = kind or kind_from_name(name)
    with one_at_a_time(NAMES):
        known = organisation_with_siret(siret) or the_one_meant(name, wanted)
        if known is None:
            return create_organisation(name=name, kind=wanted, siret=siret, by=by, at=at)
        return standing_for(known)


def _other_successors(before: Organisation, after: Organisation) -> list[Organisation]:
    links = before.successors.exclude(after=after).select_related("after").order_by("pk")
    return [link.after for link in links]


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: one_line(str(value)) for name, value in values.items()}
    if "siret" in kept:
        kept["siret"] = bare_siret(kept["siret"])
    if "kind" in kept:
        kept["kind"] = OrganisationKind(kept["kind"]).value
    return kept


def _fill_keys(body: Organisation) -> None:
    body.search_key = fold(f"{body.name} {body.short_name} {body.siret}")
    body.match_key = match_key(body.name)
    body.sort_key = sort_key(body.name)


def _save(deed: Callable[[], None], model: type[Organisation | Succession] = Organisation) -> None:
    """Write; a uniqueness that somebody else took meanwhile becomes a sentence."""
    try:
        with transaction.atomic():
            deed()
    except IntegrityError as error:
        sentence = broken_constraint(error, model)
        if sentence is None:
            raise
        raise Refused([sentence]) from error
