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
from reciproque.journal.actions import record
from reciproque.monitoring.models import Indicator, Milestone
from reciproque.monitoring.rules.progress import Point


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
    **values: Any,
) -> Indicator:
    """Change a definition. `milestones`, if given, replace those that stand."""
    edited = edit_in_contract(indicator, named="wording", seen=seen, by=by, at=at, values=values)
    if milestones is not None:
        _set_milestones(edited, milestones, by=by, at=at)
    return edited


def _set_milestones(indicator: Indicator, steps: Sequence[Point], *, by: User | None, at: datetime) -> None:
    before = [(one.on, one.number) for one in indicator.milestones.all()]
    if before == list(steps):
        return
    indicator.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(indicator=indicator, on=on, number=number) for on, number in steps
    )
    changes = {"milestones": [plain(before), plain(list(steps))]}
    record("indicator.edited", indicator, by=by, at=at, contract=indicator.contract_id, changes=changes)


def archive_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    return archive_in_contract(indicator, by=by, at=at)


def restore_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    return restore_in_contract(indicator, by=by, at=at)
