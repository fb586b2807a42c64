"""Writing what was judged: what is new, what changed, nothing else; in slices so short that nobody waits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import sleep
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from reciproque.core.engine import insert_many

Row = TypeVar("Row")
SLICE = 1_000
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
        said = [_counted(self.added, "ajout")] if self.added else []
        said += [_counted(self.changed, "modification")] if self.changed else []
        said += [f"{self.same} sans changement"] if self.same else []
        some = (
            f" ({', '.join(self.named)}{'…' if self.changed > len(self.named) else ''})" if self.named else ""
        )
        return f"{self.what} : {', '.join(said) or 'rien'}{some}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


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
    changed: dict[int, Mapping[str, Any]] = {}
    for code, values in wanted.items():
        if code in known:
            pk, *before = known[code]
            differs = {
                c for c, value in zip(columns, before, strict=True) if c in values and values[c] != value
            }
            if differs:
                changed[pk] = values
                kept.named += [str(code)] if len(kept.named) < NAMED else []
    for batch in slices(new):
        insert_many(batch)
    _rewrite(known_rows, changed, columns, on_change)
    kept.added, kept.changed = len(new), len(changed)
    kept.same = len(wanted) - len(new) - len(changed)
    kept.gone = sorted(str(code) for code in set(known) - set(wanted))
    return kept


def _rewrite(
    rows: QuerySet[Any],
    changed: Mapping[int, Mapping[str, Any]],
    columns: Sequence[str],
    on_change: Callable[[Any], None] | None,
) -> None:
    for batch in slices(changed, 500):
        with transaction.atomic():
            found = list(rows.filter(pk__in=batch).order_by("pk"))
            for row in found:
                for column, value in changed[row.pk].items():
                    setattr(row, column, value)
                if on_change:
                    on_change(row)
            touched = [*columns, "version"] if on_change else columns
            rows.model._base_manager.bulk_update(found, touched, batch_size=100)


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
