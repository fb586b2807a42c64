"""What can be done with the bodies of a contract."""

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
from reciproque.governance.models import Body


def add_body(contract: Contract, *, by: User | None, at: datetime, **values: Any) -> Body:
    return add_to_contract(Body, contract, named="name", by=by, at=at, **values)


def bring_bodies(rows: Sequence[Body], *, contract: Contract, by: User | None, at: datetime) -> list[Body]:
    """Keep many at once, as a reading brings them. Their `search_key` is set by whoever makes them."""
    return add_many_to_contract(rows, contract, by=by, at=at)


def edit_body(body: Body, *, seen: int | None, by: User, at: datetime, **values: Any) -> Body:
    return edit_in_contract(body, named="name", seen=seen, by=by, at=at, values=values)


def archive_body(body: Body, *, by: User, at: datetime) -> Body:
    return archive_in_contract(body, by=by, at=at)


def restore_body(body: Body, *, by: User, at: datetime) -> Body:
    return restore_in_contract(body, by=by, at=at)
