"""Which rows hold some words: FTS5 or GIN. Ranking is nobody's here."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from reciproque.core.engine.vendor import is_postgresql

Row = TypeVar("Row", bound=models.Model)


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
    if is_postgresql():
        wanted = terms.written(both=" & ", either=" | ", no=" & !", begins=":*", quote="'")
        sql = f"to_tsvector('simple', {connection.ops.quote_name(table)}.{connection.ops.quote_name(column)})"
        return rows.filter(RawSQL(f"{sql} @@ to_tsquery('simple', %s)", [wanted], models.BooleanField()))  # noqa: S611 -- values are parameters
    wanted = terms.written(both=" AND ", either=" OR ", no=" NOT ", begins="*", quote='"')
    name = _full_text_name(table, column)
    found = f"SELECT rowid FROM {name} WHERE {name} MATCH %s"  # noqa: S608 -- names are those of our own models, values are parameters
    return rows.filter(pk__in=RawSQL(found, [wanted]))  # noqa: S611 -- values are parameters


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
    gone = f"INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608 -- names are those of our own models, values are parameters
    here = f"INSERT INTO {name}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608 -- names are those of our own models, values are parameters
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
