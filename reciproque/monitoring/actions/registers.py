"""Inventories, which count themselves: an entry written, changed or archived writes the value of its period."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.access import may_edit_indicator
from reciproque.monitoring.actions.recording import Origin, Said, record_values
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import Indicator, RegisterEntry
from reciproque.monitoring.queries import entries_counted
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.periods import period_around
from reciproque.monitoring.rules.registers import obstacles_to_entry


@transaction.atomic
def add_entry(indicator: Indicator, *, by: User, at: datetime, **values: Any) -> RegisterEntry:
    """Put one thing into the inventory."""
    indicator = lock_one(indicator)
    admit(may_edit_indicator(by, indicator))
    refuse_if(obstacles_to_entry(indicator, values, on=timezone.localdate(at)))
    entry = RegisterEntry.objects.create(indicator=indicator, **values)
    record("entry.added", indicator, by=by, at=at, contract=indicator.contract_id, said=entry.title)
    _count(indicator, {entry.on}, by=by, at=at)
    return entry


@transaction.atomic
def edit_entry(
    entry: RegisterEntry, *, seen: int | None, by: User, at: datetime, **values: Any
) -> RegisterEntry:
    entry = lock_one(entry)
    admit(may_edit_indicator(by, entry.indicator))
    check_seen(entry, seen)
    refuse_if(obstacles_to_entry(entry.indicator, values, on=timezone.localdate(at)))
    before = entry.on
    changes = apply_changes(entry, values)
    if changes:
        entry.save()
        record(
            "entry.edited",
            entry.indicator,
            by=by,
            at=at,
            contract=entry.indicator.contract_id,
            changes=changes,
        )
        _count(entry.indicator, {before, entry.on}, by=by, at=at)
    return entry


@transaction.atomic
def archive_entry(entry: RegisterEntry, *, by: User, at: datetime) -> RegisterEntry:
    """Take one thing out of the inventory; its trace stays."""
    entry = lock_one(entry)
    admit(entry.archived_at is None and may_edit_indicator(by, entry.indicator))
    apply_changes(entry, {"archived_at": at})
    entry.save(update_fields=["archived_at", "version"])
    record(
        "entry.archived",
        entry.indicator,
        by=by,
        at=at,
        contract=entry.indicator.contract_id,
        said=entry.title,
    )
    _count(entry.indicator, {entry.on}, by=by, at=at)
    return entry


def _count(indicator: Indicator, days: set[Any], *, by: User, at: datetime) -> None:
    """Write how many entries the periods around these days hold. A closed period refuses the whole act."""
    periods = {period_around(day, indicator.periodicity) for day in days}
    counts = entries_counted(indicator, periods)
    said = [
        Said(indicator, period, Figure(ValueStatus.NUMBER, float(counts.get(period, 0))))
        for period in sorted(periods)
    ]
    origin = Origin("register")
    record_values(indicator.contract, said, origin=origin, standing=Standing.OFFICIAL, by=by, at=at)
