"""Rows, names and amounts that one transaction at a time may have."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import F, QuerySet
from django.db.transaction import TransactionManagementError

from reciproque.core.engine.vendor import is_postgresql

Row = TypeVar("Row", bound=models.Model)


def must_be_in_transaction(what: str) -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{what} se demande à l’intérieur d’une transaction.")


def lock(rows: QuerySet[Row]) -> list[Row]:
    """Lock rows until the end of the transaction and return them fresh.

    In key order, so that two acts never wait for each other in a ring.
    Raises outside a transaction, on both engines. On SQLite a transaction already holds the whole file
    (IMMEDIATE), so reading afresh is enough. On PostgreSQL whoever only names the row by a foreign key is not
    held up (`no_key`): acts that lock in good order would else wait for each other in a ring through their keys.
    """
    must_be_in_transaction("lock()")
    ordered = rows.order_by("pk")
    if is_postgresql():
        ordered = ordered.select_for_update(of=("self",), no_key=True)
    return list(ordered)


def lock_one(row: Row) -> Row:
    """The same row, locked and fresh. Raises DoesNotExist if it was deleted in between.

    The model is asked of the row itself: `request.user` is of the type of a lazy wrapper.
    """
    model: type[Row] = row._meta.model  # type: ignore[assignment]  # of the row itself
    found = lock(model._default_manager.filter(pk=row.pk))
    if not found:
        raise model.DoesNotExist  # type: ignore[attr-defined]  # every model, every field of ours has it
    return found[0]


def give_way(seconds: float) -> None:
    """Between two transactions of a long work: leave the pen of SQLite to others. PostgreSQL has one for each."""
    if not is_postgresql():
        sleep(seconds)


def claim(waiting: QuerySet[Row], **taken: Any) -> Row | None:
    """Take the first waiting row for oneself by writing `taken` on it; None when nothing waits.

    A short transaction of its own: two workers never get the same row. `taken` must move the row out of
    `waiting`.
    """
    with transaction.atomic():
        if is_postgresql():
            waiting = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)
        row = waiting.first()
        if row is None:
            return None
        for name, value in taken.items():
            setattr(row, name, value)
        row.save(update_fields=list(taken))
        return row


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let only one transaction at a time go past this point for that name, in all processes."""
    with transaction.atomic():
        if is_postgresql():
            key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        yield


def draw(rows: QuerySet[Row], *, drawn: str, limit: str, amount: Any) -> bool:
    """Add `amount` (an expression: `euros(x)`) to the column `drawn` of one row unless it passes column `limit`.

    One conditional UPDATE: exact at the same instant on both engines. Says whether it was done.
    """
    return rows.filter(**{f"{drawn}__lte": F(limit) - amount}).update(**{drawn: F(drawn) + amount}) == 1
