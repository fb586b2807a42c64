"""Lists of indicators: kept and published by some, adopted, followed or left by contracts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from reciproque.accounts.models import User
from reciproque.contracts.actions.belonging import edit_in_contract
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.access import may_add_library, may_edit_indicator, may_keep
from reciproque.monitoring.actions.defining import add_indicator
from reciproque.monitoring.choices import SourceState
from reciproque.monitoring.models import Indicator, Library, Standard
from reciproque.monitoring.queries import has_values, is_adopted
from reciproque.monitoring.rules.standards import (
    obstacles_to_adopting,
    obstacles_to_publishing,
    obstacles_to_standard,
    obstacles_to_taking_over,
    taken_from,
    taken_over,
)

TWICE = ["Un indicateur de cette base porte déjà ce code."]


@transaction.atomic
def add_library(*, by: User, at: datetime, **values: Any) -> Library:
    """Begin a list; nobody else sees it before it is published."""
    library = Library(**values)
    admit(may_add_library(by) and may_keep(by, library))
    refuse_if([] if library.name.strip() else ["Une base d’indicateurs a un nom."])
    library.save()
    record("library.added", library, by=by, at=at)
    return library


@transaction.atomic
def edit_library(library: Library, *, seen: int | None, by: User, at: datetime, **values: Any) -> Library:
    """Change its name, its presentation, or who keeps it: only for the benefit of a contract that one steers."""
    row = _kept(library, by)
    check_seen(row, seen)
    changes = apply_changes(row, values)
    admit(may_keep(by, row))
    refuse_if([] if row.name.strip() else ["Une base d’indicateurs a un nom."])
    if changes:
        row.save()
        record("library.edited", row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def publish_library(library: Library, *, by: User, at: datetime) -> Library:
    row = _kept(library, by)
    refuse_if(obstacles_to_publishing(row, row.standards.filter(archived_at=None).count()))
    return _publish(row, at, "library.published", by=by, at=at)


@transaction.atomic
def withdraw_library(library: Library, *, by: User, at: datetime) -> Library:
    """Take it from sight: contracts keep what they have adopted, and nobody adopts it any more."""
    return _publish(_kept(library, by), None, "library.withdrawn", by=by, at=at)


def _publish(row: Library, published_at: datetime | None, act: str, *, by: User, at: datetime) -> Library:
    if bool(row.published_at) != bool(published_at):
        apply_changes(row, {"published_at": published_at})
        row.save(update_fields=["published_at", "version"])
        record(act, row, by=by, at=at)
    return row


def _kept(library: Library, by: User) -> Library:
    row = lock_one(library)
    admit(row.archived_at is None and may_keep(by, row))
    return row


@transaction.atomic
def add_standard(library: Library, *, by: User, at: datetime, **values: Any) -> Standard:
    row = _kept(library, by)
    refuse_if(obstacles_to_standard(values))
    last = row.standards.aggregate(last=Max("position"))["last"] or 0
    standard = Standard(library=row, position=last + 1, **values)
    _save(standard)
    record("standard.added", row, by=by, at=at, said=standard.code)
    return standard


@transaction.atomic
def edit_standard(standard: Standard, *, seen: int | None, by: User, at: datetime, **values: Any) -> Standard:
    """Change it: its version grows, and the contracts that follow it are told on the page of theirs."""
    _kept(standard.library, by)
    row = lock_one(standard)
    check_seen(row, seen)
    refuse_if(obstacles_to_standard(values))
    changes = apply_changes(row, values)
    if changes:
        _save(row)
        record("standard.edited", row.library, by=by, at=at, said=row.code, changes=changes)
    return row


@transaction.atomic
def bring_standards(
    library: Library, said: Sequence[tuple[str, Mapping[str, Any], int | None]], *, by: User, at: datetime
) -> int:
    """Add and change many at once, as a file says: (code, what it says, the version it was held against; None: new).

    All or none: what somebody else has changed since refuses the whole.
    """
    row = _kept(library, by)
    known = {one.code: one for one in lock(row.standards.all())}
    last = max((one.position for one in known.values()), default=0)
    for code, values, seen in said:
        standard = known.get(code)
        if (standard is None) != (seen is None):
            raise Refused(
                [f"« {code} » a été ajouté ou retiré entre-temps : vérifiez de nouveau le fichier."]
            )
        if standard is None:
            last += 1
            refuse_if(obstacles_to_standard({"code": code, "wording": "", "kind": ""} | dict(values)))
            standard = Standard(library=row, position=last, code=code, **values)
        else:
            check_seen(standard, seen)
            refuse_if(obstacles_to_standard(dict(values)))
            apply_changes(standard, values)
        _save(standard)
    if said:
        record("standards.brought", row, by=by, at=at, count=len(said), codes=[code for code, *_ in said])
    return len(said)


@transaction.atomic
def archive_library(library: Library, *, by: User, at: datetime) -> Library:
    """Put the list away: nobody adopts from it any more, contracts keep what they have."""
    row = _kept(library, by)
    return _set_archived(row, at, "library.archived", by=by, at=at)


@transaction.atomic
def restore_library(library: Library, *, by: User, at: datetime) -> Library:
    """Take it out again, as it was: published if it was."""
    row = lock_one(library)
    admit(may_keep(by, row))
    return _set_archived(row, None, "library.restored", by=by, at=at)


def _set_archived(row: Library, archived_at: datetime | None, act: str, *, by: User, at: datetime) -> Library:
    if bool(row.archived_at) != bool(archived_at):
        apply_changes(row, {"archived_at": archived_at})
        row.save(update_fields=["archived_at", "version"])
        record(act, row, by=by, at=at)
    return row


def _save(standard: Standard) -> None:
    """Two people may give the same code at once: the base of data refuses the second."""
    try:
        with transaction.atomic():
            standard.save()
    except IntegrityError:
        raise Refused(TWICE) from None


@transaction.atomic
def archive_standard(standard: Standard, *, by: User, at: datetime) -> Standard:
    """Take it from the list, or put it back: who adopted it keeps hers."""
    _kept(standard.library, by)
    row = lock_one(standard)
    gone = row.archived_at is None
    apply_changes(row, {"archived_at": at if gone else None})
    row.save(update_fields=["archived_at", "version"])
    act = "standard.archived" if gone else "standard.restored"
    record(act, row.library, by=by, at=at, said=row.code)
    return row


@transaction.atomic
def adopt_standards(
    contract: Contract, standards: Sequence[Standard], *, by: User, at: datetime
) -> list[Indicator]:
    """Make an indicator of the contract from each of these, tied to it."""
    made = []
    for standard in _locked(standards):
        refuse_if(obstacles_to_adopting(standard, is_adopted(standard, contract)))
        values = taken_from(standard) | {"standard": standard, "standard_version": standard.version}
        if standard.source:
            values |= {"source": standard.source, "source_state": SourceState.KNOWN}
        made.append(add_indicator(contract, by=by, at=at, **values))
    return made


def _locked(standards: Sequence[Standard]) -> list[Standard]:
    rows = Standard.objects.filter(pk__in=[one.pk for one in standards]).select_related("library")
    return sorted(lock(rows), key=lambda one: one.position)


@transaction.atomic
def tie_indicator(indicator: Indicator, standard: Standard, *, by: User, at: datetime) -> Indicator:
    """Say that an indicator of the contract is that of a library: it stays as it is, and the differences are shown."""
    [standard] = _locked([standard])
    admit(may_edit_indicator(by, indicator))
    refuse_if(obstacles_to_adopting(standard, is_adopted(standard, indicator.contract)))
    return _follow(indicator, standard, 0, by=by, at=at)


def detach_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    """The indicator stays as it is, and is the contract's own."""
    return _follow(indicator, None, None, by=by, at=at)


@transaction.atomic
def take_over(indicator: Indicator, *, seen: int | None, by: User, at: datetime) -> Indicator:
    """Bring a definition to what the library says today."""
    standard = _followed(indicator)
    refuse_if(obstacles_to_taking_over(indicator, standard, has_values=has_values(indicator)))
    values = taken_over(indicator, standard) | {"standard_version": standard.version}
    return edit_in_contract(indicator, named="wording", seen=seen, by=by, at=at, values=values)


@transaction.atomic
def keep_ours(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    """Say that the changes of the library were seen, and not taken over."""
    standard = _followed(indicator)
    return _follow(indicator, standard, standard.version, by=by, at=at)


def _followed(indicator: Indicator) -> Standard:
    if indicator.standard is None:
        raise Refused(["Cet indicateur ne suit aucune base."])
    return indicator.standard


def _follow(
    indicator: Indicator, standard: Standard | None, version: int | None, *, by: User, at: datetime
) -> Indicator:
    values = {"standard": standard, "standard_version": version}
    return edit_in_contract(indicator, named="wording", seen=None, by=by, at=at, values=values)
