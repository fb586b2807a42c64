"""What can be done with commitments."""

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
from reciproque.partners.models import Commitment


def add_commitment(contract: Contract, *, by: User | None, at: datetime, **values: Any) -> Commitment:
    return add_to_contract(Commitment, contract, named="wording", by=by, at=at, **values)


def bring_commitments(
    rows: Sequence[Commitment], *, contract: Contract, by: User | None, at: datetime
) -> list[Commitment]:
    """Keep many at once, as a reading brings them. Their `search_key` is set by whoever makes them."""
    return add_many_to_contract(rows, contract, by=by, at=at)


def edit_commitment(
    commitment: Commitment, *, seen: int | None, by: User, at: datetime, **values: Any
) -> Commitment:
    return edit_in_contract(commitment, named="wording", seen=seen, by=by, at=at, values=values)


def archive_commitment(commitment: Commitment, *, by: User, at: datetime) -> Commitment:
    return archive_in_contract(commitment, by=by, at=at)


def restore_commitment(commitment: Commitment, *, by: User, at: datetime) -> Commitment:
    return restore_in_contract(commitment, by=by, at=at)
