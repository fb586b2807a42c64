"""From rows of a tree up to its roots, in one question."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=models.Model)


def with_all_above(rows: QuerySet[Row], keys: Collection[int], parent: str = "parent_id") -> QuerySet[Row]:
    """Those of the rows that have one of these keys, or stand above one that has, however high.

    Each row is met once, so that a ring would come to an end.
    """
    if not keys:
        return rows.none()
    meta: Any = rows.model._meta
    quote = connection.ops.quote_name
    table, key, above = quote(meta.db_table), quote(meta.pk.column), quote(parent)
    places = ", ".join(["%s"] * len(keys))
    sql = (
        f"WITH RECURSIVE line(id, above) AS (SELECT {key}, {above} FROM {table} WHERE {key} IN ({places})"  # noqa: S608 -- names are those of our own models, values are parameters
        f" UNION SELECT up.{key}, up.{above} FROM {table} up JOIN line ON up.{key} = line.above)"
        " SELECT id FROM line"
    )
    return rows.filter(pk__in=RawSQL(sql, list(keys)))  # noqa: S611 -- values are parameters
