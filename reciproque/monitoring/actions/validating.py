"""The life of values after they were written: validated, sent back, contested, closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.access import may_contest, may_validate
from reciproque.monitoring.actions.recording import keys_of_cells, open_follow_up, rewrite_headlines, text_of
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import Batch, FollowUp, Indicator, Value, ValueChange, ValueNote
from reciproque.monitoring.rules.cells import Cell, cell_at, obstacles_to_recording
from reciproque.monitoring.rules.figures import Figure, write_figure


@transaction.atomic
def validate_values(contract: Contract, values: Sequence[Value], *, by: User, at: datetime) -> int:
    """What was submitted becomes official, in the place of what was. Returns how many."""
    admit(may_validate(by, contract.pk))
    follow_up = open_follow_up(contract.pk)
    rows = _locked(contract, values, standing=Standing.SUBMITTED)
    _refuse_closed(rows, follow_up)
    for row in rows:
        former = Value.objects.filter(
            indicator=row.indicator, period=row.period, breakdown=row.breakdown, standing=Standing.OFFICIAL
        ).first()
        before = _text(former)
        if former is not None:
            former.delete()
        _move_note(row, Standing.OFFICIAL)
        row.standing = Standing.OFFICIAL
        row.save(update_fields=["standing"])
        _remember(row, "validated", before, _text(row), by=by, at=at)
    return _done("values.validated", contract, rows, by=by, at=at)


@transaction.atomic
def return_values(contract: Contract, values: Sequence[Value], *, reason: str, by: User, at: datetime) -> int:
    """Send submitted values back to whoever brought them, as drafts, with the reason."""
    admit(may_validate(by, contract.pk))
    refuse_if([] if reason.strip() else ["Dites ce qui est à revoir."])
    rows = _locked(contract, values, standing=Standing.SUBMITTED)
    for row in rows:
        said = _text(row)
        _move_note(row, Standing.DRAFT)
        row.standing = Standing.DRAFT
        row.save(update_fields=["standing"])
        _remember(row, "returned", said, said, by=by, at=at, reason=reason)
    return _done("values.returned", contract, rows, by=by, at=at, reason=reason)


@transaction.atomic
def move_values(
    contract: Contract,
    values: Sequence[Value],
    standing: int,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> int:
    """Drafts handed over, or submitted values that are drafts again: by an act that has admitted its author."""
    follow_up = open_follow_up(contract.pk)
    before = Standing.DRAFT if standing == Standing.SUBMITTED else Standing.SUBMITTED
    rows = _locked(contract, values, standing=before)
    _refuse_closed(rows, follow_up)
    for row in rows:
        said = _text(row)
        _move_note(row, standing)
        row.standing = standing
        row.save(update_fields=["standing"])
        act = "submitted" if standing == Standing.SUBMITTED else "returned"
        _remember(row, act, said, said, by=by, at=at, reason=reason)
    act = "values.submitted" if standing == Standing.SUBMITTED else "values.returned"
    more = {"reason": reason} if reason else {}
    return _done(act, contract, rows, by=by, at=at, **more)


@transaction.atomic
def contest_value(
    indicator: Indicator, period: int, figure: Figure, *, cell: Cell, reason: str, by: User, at: datetime
) -> Value:
    """Put another value, with its reason, beside the official one, which stays."""
    indicator = lock_one(indicator)
    admit(may_contest(by, indicator))
    breakdown = keys_of_cells({cell})[cell]
    place = {"indicator": indicator, "period": period, "breakdown_id": breakdown}
    official = Value.objects.filter(**place, standing=Standing.OFFICIAL).first()
    reasons = [] if reason.strip() else ["Dites pourquoi cette valeur n’est pas la bonne."]
    if official is None:
        reasons.append("Cette case n’a pas encore de valeur validée : proposez la vôtre.")
    refuse_if(reasons)
    batch = Batch.objects.create(
        contract_id=indicator.contract_id, way="contest", by=by, at=at, comment=reason
    )
    row = Value.objects.create(
        **place,
        shape=cell.shape,
        standing=Standing.CONTESTED,
        status=figure.status,
        number=figure.number,
        numerator=figure.numerator,
        denominator=figure.denominator,
        batch=batch,
    )
    if figure.words:
        _notes_of(row).delete()
        ValueNote.objects.create(**place, standing=Standing.CONTESTED, words=figure.words)
    said = write_figure(figure, indicator.kind)
    _remember(row, "contested", _text(official), said, by=by, at=at, reason=reason)
    rewrite_headlines([indicator.pk])
    record(
        "value.contested", indicator, by=by, at=at, contract=indicator.contract_id, said=said, reason=reason
    )
    return row


@transaction.atomic
def settle_contest(value: Value, *, accept: bool, reason: str, by: User, at: datetime) -> None:
    """Say who was right: the contested value takes the place of the official one, or goes."""
    follow_up = open_follow_up(value.indicator.contract_id)
    indicator = lock_one(value.indicator)
    admit(may_validate(by, indicator.contract_id))
    found = Value.objects.filter(pk=value.pk, standing=Standing.CONTESTED).first()
    if found is None:
        raise Refused(["Cette contestation est déjà tranchée."])
    _refuse_closed([found], follow_up)
    refuse_if([] if reason.strip() else ["Dites pourquoi."])
    place = {"indicator": indicator, "period": found.period, "breakdown_id": found.breakdown_id}
    official = Value.objects.filter(**place, standing=Standing.OFFICIAL).first()
    before, said = _text(official), _text(found)
    if accept:
        if official is not None:
            official.delete()
        _move_note(found, Standing.OFFICIAL)
        found.standing = Standing.OFFICIAL
        found.save(update_fields=["standing"])
    else:
        _notes_of(found).delete()
        found.delete()
    act = "contest_accepted" if accept else "contest_refused"
    place_of = found if accept else official or found
    _remember(place_of, act, before, said if accept else before, by=by, at=at, reason=reason)
    rewrite_headlines([indicator.pk])
    record(f"value.{act}", indicator, by=by, at=at, contract=indicator.contract_id, said=said, reason=reason)


@transaction.atomic
def set_follow_up(contract: Contract, *, seen: int | None, by: User, at: datetime, **values: Any) -> FollowUp:
    """Choose how the contract judges its indicators."""
    admit(may_validate(by, contract.pk))
    FollowUp.objects.get_or_create(contract=contract)
    [row] = lock(FollowUp.objects.filter(contract=contract))
    check_seen(row, seen)
    changes = apply_changes(row, values)
    if changes:
        row.save()
        record("follow_up.set", contract, by=by, at=at, contract=contract, changes=changes)
    return row


def close_periods(contract: Contract, *, through: int | None, by: User, at: datetime) -> FollowUp:
    """Close all periods up to `through`: nobody changes their values until they are opened again (None)."""
    return set_follow_up(contract, seen=None, by=by, at=at, closed_through=through)


def _locked(contract: Contract, values: Sequence[Value], *, standing: int) -> list[Value]:
    """Lock the indicators of these values, in key order, and read the values afresh."""
    lock(Indicator.objects.filter(pk__in={one.indicator_id for one in values}, contract=contract))
    rows = Value.objects.filter(
        pk__in=[one.pk for one in values], standing=standing, indicator__contract=contract
    )
    return list(rows.select_related("indicator", "breakdown").order_by("pk"))


def _refuse_closed(rows: Sequence[Value], follow_up: FollowUp | None) -> None:
    for row in rows:
        cell = cell_at(row.breakdown)
        refuse_if(obstacles_to_recording(row.indicator, row.period, cell, follow_up=follow_up))


def _text(row: Value | None) -> str:
    if row is None:
        return ""
    note = _notes_of(row).first() if row.status == ValueStatus.WORDS else None
    return text_of(row, note.words if note is not None else "", row.indicator.kind)


def _notes_of(row: Value) -> Any:
    return ValueNote.objects.filter(
        indicator_id=row.indicator_id, period=row.period, breakdown_id=row.breakdown_id, standing=row.standing
    )


def _move_note(row: Value, standing: int) -> None:
    """What was said of a value goes with it, in the place of what was said of the former one."""
    mine = list(_notes_of(row))
    ValueNote.objects.filter(
        indicator_id=row.indicator_id, period=row.period, breakdown_id=row.breakdown_id, standing=standing
    ).delete()
    for note in mine:
        note.standing = standing
        note.save(update_fields=["standing"])


def _remember(
    row: Value, act: str, before: str, after: str, *, by: User | None, at: datetime, reason: str = ""
) -> None:
    ValueChange.objects.create(
        indicator_id=row.indicator_id,
        period=row.period,
        breakdown_id=row.breakdown_id,
        act=act,
        before=before,
        after=after,
        reason=reason,
        by=by,
        at=at,
    )


def _done(act: str, contract: Contract, rows: Sequence[Value], **said: Any) -> int:
    if rows:
        rewrite_headlines({row.indicator_id for row in rows})
        record(act, contract, contract=contract, count=len(rows), **said)
    return len(rows)
