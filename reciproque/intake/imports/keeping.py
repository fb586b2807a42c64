"""Writing what was judged: what is new, what changed, nothing else; in slices so short that nobody waits."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from time import sleep
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from reciproque.core.engine import insert_many, lock
from reciproque.intake.imports.files import counted

Row = TypeVar("Row")
SLICE = 1_000
AT_ONCE = 500  # rewriting a row costs more than adding one
PAUSE = 0.005  # seconds between two slices: SQLite has one writer, and others wait for their turn
NAMED = 5


@dataclass
class Kept:
    """What became of one table. `gone` are rows known here that the files no longer hold: they stay."""

    what: str
    added: int = 0
    changed: int = 0
    same: int = 0
    gone: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    @property
    def touched(self) -> int:
        return self.added + self.changed

    @property
    def sentence(self) -> str:
        said = [counted(self.added, "ajout")] if self.added else []
        said += [counted(self.changed, "modification")] if self.changed else []
        said += [f"{self.same} sans changement"] if self.same else []
        some = (
            f" ({', '.join(self.named)}{'…' if self.changed > len(self.named) else ''})" if self.named else ""
        )
        return f"{self.what} : {', '.join(said) or 'rien'}{some}"


def slices(rows: Iterable[Row], size: int = SLICE) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
        sleep(PAUSE)


def keep(
    what: str,
    known_rows: QuerySet[Any],
    key: str,
    wanted: Mapping[Any, Mapping[str, Any]],
    *,
    on_change: Callable[[Any], None] | None = None,
) -> Kept:
    """Make the rows of a table say what `wanted` says ({key: {column: value}}), by their key."""
    model = known_rows.model
    kept = Kept(what)
    columns = sorted({column for values in wanted.values() for column in values})
    known = {row[0]: row[1:] for row in known_rows.values_list(key, "pk", *columns)}
    new = [model(**{key: code}, **values) for code, values in wanted.items() if code not in known]
    changed: dict[int, dict[str, Any]] = {}
    for code, values in wanted.items():
        if code in known:
            pk, *before = known[code]
            differs = {
                column: values[column]
                for column, value in zip(columns, before, strict=True)
                if column in values and values[column] != value
            }
            if differs:
                changed[pk] = differs
                kept.named += [str(code)] if len(kept.named) < NAMED else []
    for batch in slices(new):
        insert_many(batch)
    _rewrite(known_rows, changed, on_change)
    kept.added, kept.changed = len(new), len(changed)
    kept.same = len(wanted) - len(new) - len(changed)
    kept.gone = sorted(str(code) for code in set(known) - set(wanted))
    return kept


def _rewrite(
    rows: QuerySet[Any],
    changed: Mapping[int, Mapping[str, Any]],
    on_change: Callable[[Any], None] | None,
) -> None:
    """Write the columns that differ. By key with INSERT … ON CONFLICT: five times quicker than CASE … WHEN."""
    manager = rows.model._base_manager
    for batch in slices(changed, AT_ONCE):
        with transaction.atomic():
            found = lock(rows.filter(pk__in=batch))
            touched = {column for row in found for column in changed[row.pk]}
            for row in found:
                for column, value in changed[row.pk].items():
                    setattr(row, column, value)
                if on_change:
                    on_change(row)
                    touched.add("version")
            fields = sorted(touched)
            manager.bulk_create(found, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def keep_pairs(
    through: type[models.Model],
    ends: tuple[str, str],
    wanted: Mapping[int, set[int]],
    *,
    may_leave: set[int],
) -> tuple[int, int]:
    """Make a many-to-many table hold these pairs; only the rows in `may_leave` lose what is no longer wanted.

    Returns how many pairs were added and removed.
    """
    left, right = ends
    rows = through._default_manager.all()
    known: dict[int, dict[int, int]] = {}
    for pk, one, other in rows.values_list("pk", left, right):
        if one in wanted:
            known.setdefault(one, {})[other] = pk
    new = [
        through(**{left: one, right: other})
        for one, others in wanted.items()
        for other in sorted(others - set(known.get(one, ())))
    ]
    old = [
        pk
        for one, pairs in known.items()
        if one in may_leave
        for other, pk in pairs.items()
        if other not in wanted[one]
    ]
    for batch in slices(new):
        insert_many(batch)
    for gone in slices(old):
        with transaction.atomic():
            rows.filter(pk__in=gone).delete()
    return len(new), len(old)
