"""What can be done with the definitions of indicators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.actions.belonging import (
    add_many_to_contract,
    add_to_contract,
    archive_in_contract,
    edit_in_contract,
    restore_in_contract,
)
from reciproque.contracts.models import Contract
from reciproque.core.edits import plain
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.access import may_edit_indicator
from reciproque.monitoring.models import Indicator, Milestone, SeriesBreak
from reciproque.monitoring.rules.progress import Point
from reciproque.monitoring.rules.series import obstacles_to_break


@transaction.atomic
def add_indicator(
    contract: Contract, *, by: User | None, at: datetime, milestones: Sequence[Point] = (), **values: Any
) -> Indicator:
    made = add_to_contract(Indicator, contract, named="wording", by=by, at=at, **values)
    _set_milestones(made, milestones, by=by, at=at)
    return made


def bring_indicators(
    rows: Sequence[Indicator], *, contract: Contract, by: User | None, at: datetime
) -> list[Indicator]:
    """Keep many at once, as a reading brings them. Their `search_key` is set by whoever makes them."""
    return add_many_to_contract(rows, contract, by=by, at=at)


@transaction.atomic
def edit_indicator(
    indicator: Indicator,
    *,
    seen: int | None,
    by: User,
    at: datetime,
    milestones: Sequence[Point] | None = None,
    from_period: int | None = None,
    why_break: str = "",
    **values: Any,
) -> Indicator:
    """Change a definition. `milestones`, if given, replace those that stand.

    With `from_period` the series breaks there: what was counted before keeps its unit and is never joined to what
    comes. Without it another unit is but another name for the same.
    """
    if from_period is not None:
        admit(may_edit_indicator(by, indicator))
        _break_series(indicator, values, from_period, milestones, why_break)
    edited = edit_in_contract(indicator, named="wording", seen=seen, by=by, at=at, values=values)
    moved = milestones is not None and _set_milestones(edited, milestones, by=by, at=at)
    if moved or from_period is not None:
        _age(edited)
    if from_period is not None:
        changes = {"series_break": [None, from_period]}
        record("indicator.broken", edited, by=by, at=at, contract=edited.contract_id, changes=changes)
    return edited


def _break_series(
    indicator: Indicator,
    values: dict[str, Any],
    from_period: int,
    milestones: Sequence[Point] | None,
    why: str,
) -> None:
    stands = lock_one(indicator)
    before = [(one.on, one.number) for one in stands.milestones.all()]
    refuse_if(
        obstacles_to_break(
            stands,
            values,
            from_period=from_period,
            milestones=before if milestones is None else milestones,
            milestones_before=before,
            breaks=list(stands.breaks.all()),
        )
    )
    SeriesBreak.objects.create(
        indicator=stands, from_period=from_period, unit_before=stands.unit, reason=why.strip()
    )


@transaction.atomic
def mend_series(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    """Take back the last break of a series: its unit is again what it was before, and its figures are joined."""
    stands = lock_one(indicator)
    admit(may_edit_indicator(by, stands))
    last = stands.breaks.order_by("-from_period").first()
    refuse_if([] if last is not None else ["Cette série n’a pas de rupture."])
    if last is not None:
        last.delete()
        stands = edit_in_contract(
            stands, named="wording", seen=None, by=by, at=at, values={"unit": last.unit_before}
        )
        _age(stands)
        changes = {"series_break": [last.from_period, None]}
        record("indicator.mended", stands, by=by, at=at, contract=stands.contract_id, changes=changes)
    return stands


def _age(indicator: Indicator) -> None:
    """What hangs on a definition is of it: whoever saw it without has seen another version."""
    indicator.version += 1
    indicator.save(update_fields=["version"])


def _set_milestones(indicator: Indicator, steps: Sequence[Point], *, by: User | None, at: datetime) -> bool:
    """Say whether they changed."""
    before = [(one.on, one.number) for one in indicator.milestones.all()]
    if before == list(steps):
        return False
    indicator.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(indicator=indicator, on=on, number=number) for on, number in steps
    )
    changes = {"milestones": [plain(before), plain(list(steps))]}
    record("indicator.edited", indicator, by=by, at=at, contract=indicator.contract_id, changes=changes)
    return True


def archive_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    return archive_in_contract(indicator, by=by, at=at)


def restore_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    return restore_in_contract(indicator, by=by, at=at)
