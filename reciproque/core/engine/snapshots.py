"""Reading everything as it stands at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from reciproque.core.engine.vendor import is_postgresql


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it stands at one moment, while others go on writing. For reading only.

    On SQLite a transaction of ours takes the pen at once (IMMEDIATE): this one does not, or a long backup would
    shut everybody out.
    """
    sqlite: Any = connection
    with transaction.atomic() if is_postgresql() else _without_the_pen(sqlite):
        if is_postgresql():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _without_the_pen(sqlite: Any) -> Iterator[None]:
    sqlite.ensure_connection()  # which reads the mode from the settings
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = mode
