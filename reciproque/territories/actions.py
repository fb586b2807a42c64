"""What can be done with neighbourhoods. Who may is asked by the upper app: roles live above this floor."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction

from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import broken_constraint, lock, lock_one, one_at_a_time
from reciproque.core.refusals import Refused, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.core.text import clean, fold, one_line, sort_key
from reciproque.journal.actions import record
from reciproque.territories.choices import NeighbourhoodKind, SuccessionKind
from reciproque.territories.geometry import inner_point, read_text
from reciproque.territories.models import Commune, Neighbourhood, Population, Succession
from reciproque.territories.queries import leads_to
from reciproque.territories.rules import (
    obstacles_to_headcount,
    obstacles_to_keeping,
    obstacles_to_renaming,
    obstacles_to_succession,
)

Person = AbstractBaseUser | None


@transaction.atomic
def create_neighbourhood(*, name: str, kind: str, by: Person, at: datetime, **more: Any) -> Neighbourhood:
    """`more`: contract_id, code, renewal, perimeter (GeoJSON), communes."""
    communes = list(more.pop("communes", []))
    kept = _cleaned({**more, "name": name, "kind": kind})
    refuse_if(obstacles_to_keeping(kept["kind"], kept))
    place = Neighbourhood(**kept)
    _fill(place)
    _save(lambda: place.save(force_insert=True))
    place.communes.set(communes)
    record("territories.neighbourhood_created", place, by=by, at=at, kind=place.kind, code=place.code)
    return place


@transaction.atomic
def edit_neighbourhood(
    neighbourhood: Neighbourhood, *, by: Person, at: datetime, seen: int | None, **values: Any
) -> Neighbourhood:
    """Change name, code, kind, renewal, perimeter or communes, from the version that was `seen`."""
    place = lock_one(neighbourhood)
    check_seen(place, seen)
    communes: Iterable[Commune] | None = values.pop("communes", None)
    kept = _cleaned(values)
    refuse_if(obstacles_to_keeping(kept.get("kind", place.kind), {"code": place.code, **kept}))
    refuse_if(obstacles_to_renaming(place, kept))
    changes = apply_changes(place, kept)
    if communes is not None:
        changes |= _move_to(place, list(communes), counted=bool(changes))
    if not changes:
        return place
    _fill(place)
    _save(place.save)
    record("territories.neighbourhood_edited", place, by=by, at=at, changes=_short(changes))
    return place


@transaction.atomic
def set_population(
    neighbourhood: Neighbourhood,
    count: int | None,
    *,
    by: Person,
    at: datetime,
    commune: Commune | None = None,
    **said: str,
) -> Population | None:
    """Keep how many people live there, in the whole or in the part of one commune. `said`: as_of, source.

    The figure of the same date, source and part is replaced; `count=None` removes it.
    """
    as_of, source = one_line(said.get("as_of", "")), one_line(said.get("source", ""))[:200]
    place = lock_one(neighbourhood)
    refuse_if(obstacles_to_headcount(count or 0, as_of))
    if commune is not None and not place.communes.filter(pk=commune.pk).exists():
        raise Refused([f"« {place.name} » ne s’étend pas sur {commune.name}."])
    known = place.populations.filter(commune=commune, as_of=as_of, source=source).first()
    before = known.count if known else None
    if before == count:
        return known
    if count is None:
        place.populations.filter(commune=commune, as_of=as_of, source=source).delete()
    else:
        row = known or Population(neighbourhood=place, commune=commune, as_of=as_of, source=source)
        row.count = count
        row.save()
        known = row
    record(
        "territories.population_removed" if count is None else "territories.population_set",
        place,
        by=by,
        at=at,
        changes={"populations": [before, count]},
        count=count,
        as_of=as_of or "sans date",
        source=source,
        commune=commune.name if commune else "",
    )
    return None if count is None else known


def record_succession(
    before: Neighbourhood, after: Neighbourhood, *, kind: str, by: Person, at: datetime
) -> Succession:
    """Note that `after` is what became of `before`: identical, modified, merged or split."""
    with one_at_a_time("territories.succession"):
        lock(Neighbourhood.objects.filter(pk__in=[before.pk, after.pk]))
        back = before.pk != after.pk and leads_to(after, before)
        refuse_if(obstacles_to_succession(before, after, back=back))
        link = Succession(before=before, after=after, kind=SuccessionKind(kind))
        _save(lambda: link.save(force_insert=True), Succession)
        record(
            "territories.neighbourhood_succeeded",
            before,
            by=by,
            at=at,
            after=after.pk,
            after_name=after.name,
            kind=SuccessionKind(kind).label,
        )
        return link


@transaction.atomic
def archive_neighbourhood(neighbourhood: Neighbourhood, *, by: Person, at: datetime) -> Neighbourhood:
    """Set it aside: what was aimed at there stays, and it is no longer offered."""
    place = lock_one(neighbourhood)
    if place.archived_at is not None:
        return place
    refuse_if(reasons_from_above("territories.archive_neighbourhood", place))
    return _move_archive(place, at, "territories.neighbourhood_archived", by=by, at=at)


@transaction.atomic
def restore_neighbourhood(neighbourhood: Neighbourhood, *, by: Person, at: datetime) -> Neighbourhood:
    place = lock_one(neighbourhood)
    if place.archived_at is None:
        return place
    return _move_archive(place, None, "territories.neighbourhood_restored", by=by, at=at)


def _move_archive(
    place: Neighbourhood, archived_at: datetime | None, act: str, *, by: Person, at: datetime
) -> Neighbourhood:
    changes = apply_changes(place, {"archived_at": archived_at})
    place.save(update_fields=["archived_at", "version"])
    record(act, place, by=by, at=at, changes=changes)
    return place


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    kept = dict(values)
    for name in kept.keys() & {"name", "code"}:
        kept[name] = one_line(kept[name])
    if "code" in kept:
        kept["code"] = kept["code"].replace(" ", "").upper()
    if "perimeter" in kept:
        kept["perimeter"] = clean(kept["perimeter"]).strip()
    if "kind" in kept:
        kept["kind"] = NeighbourhoodKind(kept["kind"]).value
    return kept


def _fill(place: Neighbourhood) -> None:
    """The keys that follow from the name, the inner point that follows from the perimeter."""
    place.search_key = fold(f"{place.name} {place.code}")
    place.sort_key = sort_key(place.name)
    if place.perimeter:
        perimeter = read_text(place.perimeter)
        longitude, latitude = inner_point(perimeter)
        place.perimeter = perimeter.as_text()
        place.longitude, place.latitude = round(longitude, 6), round(latitude, 6)


def _move_to(place: Neighbourhood, communes: list[Commune], *, counted: bool) -> dict[str, list[Any]]:
    before = list(place.communes.order_by("pk").values_list("pk", flat=True))
    after = sorted(commune.pk for commune in communes)
    if before == after:
        return {}
    place.communes.set(communes)
    place.version += 0 if counted else 1
    return {"communes": [before, after]}


def _short(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The journal says that a perimeter changed, not its thousand points."""
    return {
        name: ["un périmètre" if one else "" for one in pair] if name == "perimeter" else pair
        for name, pair in changes.items()
    }


def _save(deed: Callable[[], None], model: type[models.Model] = Neighbourhood) -> None:
    """Write; a uniqueness that somebody else took meanwhile becomes a sentence."""
    try:
        with transaction.atomic():
            deed()
    except IntegrityError as error:
        sentence = broken_constraint(error, model)
        if sentence is None:
            raise
        raise Refused([sentence]) from error
