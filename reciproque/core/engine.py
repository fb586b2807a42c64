"""The only place that knows that there are two engines, SQLite and PostgreSQL."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from random import uniform
from time import monotonic, sleep
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import IntegrityError, OperationalError, connection, connections, models, transaction
from django.db.models import CheckConstraint, F, QuerySet, UniqueConstraint
from django.db.models.expressions import RawSQL
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row", bound=models.Model)
Done = TypeVar("Done")
SLICE = 5_000
TRIES, PATIENCE = 5, 10.0  # of an act that the database gives up; seconds


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


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
    if _is_postgresql():
        ordered = ordered.select_for_update(of=("self",), no_key=True)
    return list(ordered)


def lock_one(row: Row) -> Row:
    """The same row, locked and fresh. Raises DoesNotExist if it was deleted in between.

    The model is asked of the row itself: `request.user` is of the type of a lazy wrapper.
    """
    model: type[Row] = row._meta.model  # type: ignore[assignment]
    found = lock(model._default_manager.filter(pk=row.pk))
    if not found:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return found[0]


def claim(waiting: QuerySet[Row], **taken: Any) -> Row | None:
    """Take the first waiting row for oneself by writing `taken` on it; None when nothing waits.

    A short transaction of its own: two workers never get the same row. `taken` must move the row out of
    `waiting`.
    """
    with transaction.atomic():
        if _is_postgresql():
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
        if _is_postgresql():
            key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        yield


def draw(rows: QuerySet[Row], *, drawn: str, limit: str, amount: Any) -> bool:
    """Add `amount` (an expression: `euros(x)`) to the column `drawn` of one row unless it passes column `limit`.

    One conditional UPDATE: exact at the same instant on both engines. Says whether it was done.
    """
    return rows.filter(**{f"{drawn}__lte": F(limit) - amount}).update(**{drawn: F(drawn) + amount}) == 1


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
    names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    values = ([f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields] for row in batch)
    with connection.cursor() as cursor:
        if _is_postgresql():
            # COPY goes past Django's cursor: its errors are made Django's here
            copying = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as copy:
                for line in values:
                    copy.write_row(line)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values))  # noqa: S608


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
    sql = f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {quote(key.column)} = %s"  # noqa: S608
    values = [
        [f.get_db_prep_save(getattr(row, f.attname), connection) for f in (*fields, key)] for row in rows
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, values)


def broken_constraint(error: IntegrityError, model: type[models.Model]) -> str | None:
    """The French sentence of the constraint that the error speaks of, or None if it is none of this model's.

    PostgreSQL names the constraint; SQLite names checks, but for a uniqueness only its columns.
    """
    said = str(error)
    for constraint in model._meta.constraints:
        if re.search(rf"(?<!\w){re.escape(constraint.name)}(?!\w)", said):
            return _sentence(constraint)
    columns = re.search(r"UNIQUE constraint failed: (.+)", said)
    if columns is not None:
        return _sentence_of_columns(set(re.findall(r"\w+\.(\w+)", columns.group(1))), model)
    return _sentence_of_unique_field(error, model)


def _sentence_of_columns(columns: set[str], model: type[models.Model]) -> str | None:
    for constraint in model._meta.constraints:
        fields = constraint.fields if isinstance(constraint, UniqueConstraint) else ()
        if fields and {model._meta.get_field(name).column for name in fields} == columns:  # type: ignore[union-attr]
            return _sentence(constraint)
    for field in model._meta.concrete_fields:
        if field.unique and {field.column} == columns:
            return _exists_already(field)
    return None


def _sentence_of_unique_field(error: IntegrityError, model: type[models.Model]) -> str | None:
    """PostgreSQL names the index of a unique field itself: `table_column_key` or `table_column_hash_uniq`."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    for field in model._meta.concrete_fields:
        begins = f"{model._meta.db_table}_{field.column}_"
        if field.unique and re.fullmatch(re.escape(begins) + r"(key|[0-9a-f]{8}_uniq)", name):
            return _exists_already(field)
    return None


def _exists_already(field: "models.Field[Any, Any]") -> str:
    word = str(field.verbose_name)
    return f"{word[:1].upper()}{word[1:]} : cette valeur existe déjà."


def _sentence(constraint: Any) -> str:
    if isinstance(constraint, CheckConstraint | UniqueConstraint) and constraint.violation_error_message:
        return str(constraint.violation_error_message)
    return f"La règle « {constraint.name} » n’est pas respectée."


def is_race(error: BaseException) -> bool:
    """Whether the database gave up because of somebody else (deadlock, lock timeout): asking again may succeed."""
    said = str(error).lower()
    return any(
        word in said for word in ("deadlock", "could not serialize", "database is locked", "lock timeout")
    )


def insist(deed: Callable[[], Done]) -> Done:
    """Do an act, and once more when the database gave it up because of somebody else: it lost nothing, nor gained.

    Not inside a transaction, where all that came before would be lost as well; and not for longer than a person
    waits: after that the error rises.
    """
    until = monotonic() + PATIENCE
    for attempt in count(1):
        try:
            return deed()
        except OperationalError as error:
            if connection.in_atomic_block or not is_race(error) or attempt == TRIES or monotonic() > until:
                raise
            sleep(uniform(0.02, 0.1) * attempt)  # noqa: S311 -- so that two do not meet again
    raise AssertionError  # never reached: the count has no end


def engine_name() -> str:
    return connection.vendor


def close_connections() -> None:
    """Before a process forks or a thread ends: connections belong to one thread."""
    connections.close_all()


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it stands at one moment, while others go on writing. For reading only.

    On SQLite a transaction of ours takes the pen at once (IMMEDIATE): this one does not, or a long backup would
    shut everybody out.
    """
    sqlite: Any = connection
    with transaction.atomic() if _is_postgresql() else _without_the_pen(sqlite):
        if _is_postgresql():
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


@dataclass(frozen=True)
class Terms:
    """What a text of stems must hold: one of `scopes` (if any), one of `ways`, none of `without`.

    A way is some stems, all of which must be there; True: the last of them is only a beginning.
    """

    scopes: tuple[str, ...]
    ways: tuple[tuple[tuple[str, ...], bool], ...]
    without: tuple[str, ...] = ()

    def written(self, *, both: str, either: str, no: str, begins: str, quote: str) -> str:
        """The condition in the words of an engine. Stems are letters and digits: nothing breaks out of quotes."""

        def word(stem: str, *, begun: bool = False) -> str:
            return f"{quote}{stem}{quote}{begins if begun else ''}"

        def way(stems: tuple[str, ...], begun: bool) -> str:
            last = len(stems) - 1
            return f"({both.join(word(stem, begun=begun and i == last) for i, stem in enumerate(stems))})"

        parts = [f"({either.join(word(one) for one in self.scopes)})"] if self.scopes else []
        parts.append(f"({either.join(way(stems, begun) for stems, begun in self.ways)})")
        return both.join(parts) + "".join(f"{no}{word(one)}" for one in self.without)


def holding(rows: QuerySet[Row], column: str, terms: Terms) -> QuerySet[Row]:
    """Those of the rows whose full-text column (see `create_full_text`) holds what the terms say."""
    table = rows.model._meta.db_table
    if _is_postgresql():
        wanted = terms.written(both=" & ", either=" | ", no=" & !", begins=":*", quote="'")
        sql = f"to_tsvector('simple', {connection.ops.quote_name(table)}.{connection.ops.quote_name(column)})"
        return rows.filter(RawSQL(f"{sql} @@ to_tsquery('simple', %s)", [wanted], models.BooleanField()))  # noqa: S611
    wanted = terms.written(both=" AND ", either=" OR ", no=" NOT ", begins="*", quote='"')
    name = _full_text_name(table, column)
    found = f"SELECT rowid FROM {name} WHERE {name} MATCH %s"  # noqa: S608
    return rows.filter(pk__in=RawSQL(found, [wanted]))  # noqa: S611


def create_full_text(editor: Any, table: str, column: str) -> None:
    """Index a column of stems for `holding`; from then on the engine keeps the index right by itself.

    SQLite: an FTS5 table beside it, fed by triggers; PostgreSQL: a GIN index. Words come in already folded and
    stemmed, so that neither needs a language.
    """
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE INDEX {table}_{column}_fts ON {table} USING gin (to_tsvector('simple', {column}))"
        )
        return
    name = _full_text_name(table, column)
    gone = f"INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
    here = f"INSERT INTO {name}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608
    editor.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    editor.execute(f"CREATE TRIGGER {name}_in AFTER INSERT ON {table} BEGIN {here} END")
    editor.execute(f"CREATE TRIGGER {name}_out AFTER DELETE ON {table} BEGIN {gone} END")
    editor.execute(f"CREATE TRIGGER {name}_new AFTER UPDATE OF {column} ON {table} BEGIN {gone} {here} END")


def drop_full_text(editor: Any, table: str, column: str) -> None:
    name = _full_text_name(table, column)
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {name}")
        return
    for trigger in ("in", "out", "new"):
        editor.execute(f"DROP TRIGGER {name}_{trigger}")
    editor.execute(f"DROP TABLE {name}")


def _full_text_name(table: str, column: str) -> str:
    return f"{table}_{column}_fts"
