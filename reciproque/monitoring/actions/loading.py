"""Very many values of a contract, judged beforehand, written in slices: nobody waits long for the pen.

A slice holds values of one indicator. Each is a transaction of its own, and the same file loaded again writes only
what is not there yet: what was broken off is taken up by loading it once more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import give_way, insert_lines, insist, lock
from reciproque.core.refusals import admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.access import may_validate
from reciproque.monitoring.actions.recording import keys_of_cells, open_follow_up, rewrite_headlines
from reciproque.monitoring.choices import PENDING, Standing
from reciproque.monitoring.models import Batch, Indicator, Value, ValueChange, ValueNote
from reciproque.monitoring.rules.cells import WHOLE, Cell, obstacles_to_recording
from reciproque.monitoring.rules.figures import Figure, write_figure

SLICE = 2_000
PAUSE, SHORTEST = 0.4, 0.005
"""How long the pen of SQLite lies free after a slice: this part of the time that it took, and so many seconds at least.

Whoever waits looks for it now and then only: a gap that is short beside the slices would be missed many times.
"""
COLUMNS = ["indicator", "shape", "period", "breakdown", "standing", "status", "number", "batch"]

Line = tuple[int, int, int, float | None]
"""What is said of one cell: period, breakdown (its place in a list of cells), status, number."""
Placed = tuple[int, int]
"""A breakdown as values keep it: shape and key."""


@dataclass
class Loaded:
    """How many values are new, changed, and the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


def load_values(
    contract: Contract,
    lines: Mapping[int, Sequence[Line]],
    cells: Sequence[Cell],
    *,
    source: str,
    by: User | None,
    at: datetime,
    progress: Callable[[Loaded], None] | None = None,
) -> Loaded:
    """Make official what is said of each indicator (by key), no cell twice. `progress` is told after each slice.

    For figures only: what is told in words, submitted or commented comes in by the usual import.
    """
    admit(by is None or may_validate(by, contract.pk))
    batch = Batch.objects.create(contract=contract, way="import", by=by, at=at, source=source)
    keys = keys_of_cells(set(cells))
    placed = [(cell.shape, keys[cell]) for cell in cells]
    told = Loaded()
    try:
        for key, those in lines.items():
            for first in range(0, len(those), SLICE):
                began = monotonic()
                insist(lambda k=key, some=those[first : first + SLICE]: _slice(k, some, placed, batch, told))  # type: ignore[misc]  # a default that carries the value of the loop has no type
                if progress is not None:
                    progress(told)
                give_way(max(SHORTEST, PAUSE * (monotonic() - began)))
    finally:
        _finish(contract, batch, told, by=by, at=at)
    return told


@transaction.atomic
def _finish(contract: Contract, batch: Batch, told: Loaded, *, by: User | None, at: datetime) -> None:
    """One entry tells it all, also of what was broken off; nothing is kept of a file that changed nothing."""
    if told.new + told.changed:
        count = told.new + told.changed
        record("values.recorded", contract, by=by, at=at, contract=contract, count=count)
    else:
        batch.delete()


def _slice(key: int, lines: Sequence[Line], placed: Sequence[Placed], batch: Batch, told: Loaded) -> None:
    with transaction.atomic():
        new, changed, same = _write(key, lines, placed, batch)
    told.new, told.changed, told.same = told.new + new, told.changed + changed, told.same + same


def _write(key: int, lines: Sequence[Line], placed: Sequence[Placed], batch: Batch) -> tuple[int, int, int]:
    follow_up = open_follow_up(batch.contract_id)
    [indicator] = lock(Indicator.objects.filter(pk=key, contract=batch.contract_id))
    periods = {line[0] for line in lines}
    for period in periods:
        refuse_if(obstacles_to_recording(indicator, period, WHOLE, follow_up=follow_up))
    there = _standing(indicator, periods)
    official, batch_key = int(Standing.OFFICIAL), batch.pk
    written: list[tuple[Any, ...]] = []
    gone: list[Value] = []
    changes: list[ValueChange] = []
    for period, place, status, number in lines:
        shape, breakdown = placed[place]
        if there and (before := there.get((period, breakdown))):
            former = next((one for one in before if one.standing == Standing.OFFICIAL), None)
            if former is not None:
                if len(before) == 1 and (former.status, former.number) == (status, number):
                    continue
                changes.append(_change(former, indicator, Figure(status, number), batch))
            gone += before
        written.append((key, shape, period, breakdown, official, int(status), number, batch_key))
    if written:
        _remove(indicator, gone)
        ValueChange.objects.bulk_create(changes)
        insert_lines(Value, COLUMNS, written)
        rewrite_headlines([key])
    return len(written) - len(changes), len(changes), len(lines) - len(written)


def _standing(indicator: Indicator, periods: set[int]) -> dict[tuple[int, int], list[Value]]:
    """The official and the waiting values of these periods, by cell."""
    rows = Value.objects.filter(
        indicator=indicator, period__in=list(periods), standing__in=[Standing.OFFICIAL, *PENDING]
    )
    there: dict[tuple[int, int], list[Value]] = {}
    for row in rows:
        there.setdefault((row.period, row.breakdown_id), []).append(row)
    return there


def _remove(indicator: Indicator, gone: Sequence[Value]) -> None:
    """Remove what is replaced, and what was said in words of it."""
    noted = set(
        ValueNote.objects.filter(indicator=indicator).values_list("period", "breakdown_id", "standing")
        if gone
        else ()
    )
    for one in gone:
        if (one.period, one.breakdown_id, one.standing) in noted:
            ValueNote.objects.filter(
                indicator=indicator, period=one.period, breakdown=one.breakdown_id, standing=one.standing
            ).delete()
    Value.objects.filter(pk__in=[one.pk for one in gone]).delete()


def _change(before: Value, indicator: Indicator, after: Figure, batch: Batch) -> ValueChange:
    return ValueChange(
        indicator=indicator,
        period=before.period,
        breakdown_id=before.breakdown_id,
        act="official",
        before=write_figure(Figure(before.status, before.number), indicator.kind),
        after=write_figure(after, indicator.kind),
        by=batch.by,
        at=batch.at,
    )
