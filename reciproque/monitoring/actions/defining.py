"""What can be done with the definitions of indicators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reciproque.accounts.models import User
from reciproque.contracts.actions.belonging import (
    add_many_to_contract,
    add_to_contract,
    archive_in_contract,
    edit_in_contract,
    restore_in_contract,
)
from reciproque.contracts.models import Contract
from reciproque.monitoring.models import Indicator


def add_indicator(contract: Contract, *, by: User | None, at: datetime, **values: Any) -> Indicator:
    return add_to_contract(Indicator, contract, named="wording", by=by, at=at, **values)


def bring_indicators(
    rows: Sequence[Indicator], *, contract: Contract, by: User | None, at: datetime
) -> list[Indicator]:
    """Keep many at once, as a reading brings them. Their `search_key` is set by whoever makes them."""
    return add_many_to_contract(rows, contract, by=by, at=at)


def edit_indicator(
    indicator: Indicator, *, seen: int | None, by: User, at: datetime, **values: Any
) -> Indicator:
    return edit_in_contract(indicator, named="wording", seen=seen, by=by, at=at, values=values)


def archive_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    return archive_in_contract(indicator, by=by, at=at)


def restore_indicator(indicator: Indicator, *, by: User, at: datetime) -> Indicator:
    return restore_in_contract(indicator, by=by, at=at)
