"""Many rows at once: brought in, written, removed."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from reciproque.core.engine.vendor import is_postgresql

SLICE = 5_000


def insert_many(rows: Iterable[models.Model], *, size: int = SLICE) -> int:
    """Insert many unsaved rows of one model quickly, without reading their keys back, in slices. Returns how many.

    SQLite: executemany; PostgreSQL: COPY. No `save()`, no default that the database would give. Each slice
    is a transaction of its own unless one is already open.
    """
    iterator = iter(rows)
    total = 0
    while batch := list(islice(iterator, size)):
        with transaction.atomic():
            _insert_slice(batch)
        total += len(batch)
    return total


def _insert_slice(batch: Sequence[models.Model]) -> None:
    model = type(batch[0])
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or batch[0].pk is not None]
    lines = ([f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields] for row in batch)
    _insert_lines(model, [str(f.column) for f in fields], lines)


def insert_lines(
    model: type[models.Model], names: Sequence[str], lines: Iterable[Sequence[Any]], *, size: int = SLICE
) -> int:
    """The same for lines of keys, numbers and texts as the database keeps them, in the order of the fields named.

    Half the time of rows of the model, for hundreds of thousands of them. Returns how many.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [str(field.column) for field in fields]
    iterator = iter(lines)
    total = 0
    while batch := list(islice(iterator, size)):
        with transaction.atomic():
            _insert_lines(model, columns, batch)
        total += len(batch)
    return total


def _insert_lines(model: type[models.Model], columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if is_postgresql():
            # COPY goes past Django's cursor: its errors are made Django's here
            copying = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(lines))  # noqa: S608 -- names are those of our own models, values are parameters


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of many saved rows of one model, one short statement each, sent together.

    More than ten times as quick as `bulk_update`, whose one statement holds a CASE for each row.
    """
    if not rows:
        return
    quote, meta = connection.ops.quote_name, type(rows[0])._meta
    fields: list[Any] = [meta.get_field(name) for name in names]
    key: Any = meta.pk
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {quote(key.column)} = %s"  # noqa: S608 -- names are those of our own models, values are parameters
    values = [
        [f.get_db_prep_save(getattr(row, f.attname), connection) for f in (*fields, key)] for row in rows
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, values)


def continue_numbering(kinds: Iterable[type[models.Model]]) -> None:
    """After rows were inserted with their keys: the next row gets the next key. SQLite does so by itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(kinds))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def empty(kinds: Iterable[type[models.Model]]) -> None:
    """Remove every row of these tables at once, whatever their order."""
    tables = [kind._meta.db_table for kind in kinds]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, reset_sequences=True):
            cursor.execute(statement)
