"""Acts on lists and their lines, and on the measures that a contract localises."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one, one_at_a_time, update_many
from reciproque.core.refusals import admit, refuse_if
from reciproque.framework.access import may_edit_framework, may_edit_list, may_keep_national_lists
from reciproque.framework.models import Localisation
from reciproque.framework.rules import obstacles_to_localising
from reciproque.journal.actions import record
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import code_is_taken
from reciproque.references.rules import ReadLine, obstacles_to_hanging, obstacles_to_keeping

ARCHIVED = "Ce référentiel est archivé : restaurez-le d’abord."


def _free_code(name: str, contract: Contract | None) -> str:
    """A code that no list has yet: people never read it."""
    front = f"c{contract.pk}-" if contract is not None else ""
    base = f"{front}{slugify(name) or 'liste'}"[:50].strip("-")
    number, code = 1, base
    while code_is_taken(code):
        number += 1
        code = f"{base}-{number}"
    return code


@transaction.atomic
def create_list(
    contract: Contract | None, *, name: str, by: User, at: datetime, **values: Any
) -> Nomenclature:
    """Open a list of a contract, or a national one (None: administrators). `values`: source, measures."""
    admit(may_keep_national_lists(by) if contract is None else may_edit_framework(by, contract.pk))
    refuse_if([] if name.strip() else ["Donnez un nom au référentiel."])
    with one_at_a_time("references.create_list"):
        key = contract.pk if contract is not None else None
        code = _free_code(name, contract)
        made = Nomenclature.objects.create(code=code, contract_id=key, name=name.strip(), **values)
    record("list.created", made, by=by, at=at, contract=contract, name=name)
    return made


@transaction.atomic
def edit_list(one: Nomenclature, *, seen: int | None, by: User, at: datetime, **values: Any) -> Nomenclature:
    """Change name, source, measures."""
    one = lock_one(one)
    admit(may_edit_list(by, one))
    check_seen(one, seen)
    refuse_if([ARCHIVED] if one.archived_at is not None else [])
    refuse_if([] if values.get("name", one.name).strip() else ["Donnez un nom au référentiel."])
    changes = apply_changes(one, values)
    if changes:
        one.save(update_fields=[*changes, "version"])
        record("list.edited", one, by=by, at=at, contract=one.contract_id, changes=changes)
    return one


def archive_list(one: Nomenclature, *, by: User, at: datetime) -> Nomenclature:
    """Take a list out of sight, with its lines and their ties as they are."""
    return _set_archived(one, at, "list.archived", by=by, at=at)


def restore_list(one: Nomenclature, *, by: User, at: datetime) -> Nomenclature:
    return _set_archived(one, None, "list.restored", by=by, at=at)


def archive_line(line: Reference, *, by: User, at: datetime) -> Reference:
    """Take a line out of use; ties that name it stay, and are shown as such."""
    return _set_archived(line, at, "line.archived", by=by, at=at)


def restore_line(line: Reference, *, by: User, at: datetime) -> Reference:
    return _set_archived(line, None, "line.restored", by=by, at=at)


@transaction.atomic
def _set_archived(thing: Any, value: datetime | None, act: str, *, by: User, at: datetime) -> Any:
    thing = lock_one(thing)
    one = thing if isinstance(thing, Nomenclature) else thing.nomenclature
    admit(may_edit_list(by, one))
    was = "déjà" if value is not None else "pas"
    refuse_if([] if (thing.archived_at is None) == (value is not None) else [f"C’est {was} archivé."])
    changes = apply_changes(thing, {"archived_at": value})
    thing.save(update_fields=["archived_at", "version"])
    record(act, thing, by=by, at=at, contract=one.contract_id, changes=changes)
    return thing


@transaction.atomic
def add_line(one: Nomenclature, *, by: User, at: datetime, **values: Any) -> Reference:
    """Add a line at the end of a list. `values`: code (the next number if empty), title, detail, parent."""
    one = lock_one(one)
    admit(may_edit_list(by, one))
    refuse_if([ARCHIVED] if one.archived_at is not None else [])
    lines = list(one.references.all())
    values["code"] = values.get("code", "").strip() or _next_number(lines)
    line = Reference(nomenclature=one, **values)
    refuse_if(obstacles_to_keeping(line, lines))
    line.position = max((known.position for known in lines), default=0) + 1
    line.save()
    record("line.added", line, by=by, at=at, contract=one.contract_id, list=str(one))
    return line


def _next_number(lines: Sequence[Reference]) -> str:
    return str(
        max((int(line.code) for line in lines if line.code.isascii() and line.code.isdigit()), default=0) + 1
    )


@transaction.atomic
def edit_line(line: Reference, *, seen: int | None, by: User, at: datetime, **values: Any) -> Reference:
    one = lock_one(line.nomenclature)
    line = lock_one(line)
    admit(may_edit_list(by, one))
    check_seen(line, seen)
    refuse_if(["Cette ligne est archivée : restaurez-la d’abord."] if line.archived_at is not None else [])
    changes = apply_changes(line, values)
    others = [known for known in one.references.all() if known.pk != line.pk]
    refuse_if(obstacles_to_keeping(line, others) or obstacles_to_hanging(line, others))
    if changes:
        line.save(update_fields=[*changes, "version"])
        record("line.edited", line, by=by, at=at, contract=one.contract_id, changes=changes)
    return line


@transaction.atomic
def keep_lines(one: Nomenclature, lines: Sequence[ReadLine], *, by: User, at: datetime) -> Mapping[str, int]:
    """Make a list say what a file says, line by line, by code. Lines that vanished are archived, none is deleted.

    The second time nothing changes. Returns how many lines were added, changed, archived.
    """
    one = lock_one(one)
    admit(may_edit_list(by, one))
    refuse_if([ARCHIVED] if one.archived_at is not None else [])
    refuse_if([] if lines else ["Le fichier ne contient aucune ligne."])
    known = {line.code: line for line in lock(Reference.objects.filter(nomenclature=one))}
    new = [read for read in lines if read.code not in known]
    made = Reference.objects.bulk_create(
        [Reference(nomenclature=one, code=read.code, title=read.title) for read in new]
    )
    known |= {line.code: line for line in made}
    touched = {line.code for line in made} | {
        read.code
        for position, read in enumerate(lines, start=1)
        if _make_say(known[read.code], read, position, known)
    }
    gone = [line for line in known.values() if line.code not in {read.code for read in lines}]
    gone = [line for line in gone if apply_changes(line, {"archived_at": line.archived_at or at})]
    changed = [known[code] for code in touched] + gone
    update_many(changed, ["title", "detail", "position", "parent", "archived_at", "version"])
    told: dict[str, Any] = {"added": len(made), "changed": len(touched) - len(made), "archived": len(gone)}
    if any(told.values()):
        record("list.imported", one, by=by, at=at, contract=one.contract_id, **told)
    return told


def _make_say(line: Reference, read: ReadLine, position: int, known: Mapping[str, Reference]) -> bool:
    """Let a line say what was read; whether anything changed."""
    values = {
        "title": read.title,
        "detail": read.detail,
        "position": position,
        "parent_id": known[read.parent].pk if read.parent else None,
        "archived_at": None,
    }
    return bool(apply_changes(line, values))


@transaction.atomic
def import_list(
    contract: Contract | None,
    lines: Sequence[ReadLine],
    *,
    into: Nomenclature | None,
    by: User,
    at: datetime,
    **values: Any,
) -> Nomenclature:
    """Keep the lines of a file in a list that is there, or in a new one (`values`: name, source, measures)."""
    one = into if into is not None else create_list(contract, by=by, at=at, **values)
    keep_lines(one, lines, by=by, at=at)
    return one


@transaction.atomic
def localise(
    contract: Contract, line: Reference, *, seen: int | None, by: User, at: datetime, **values: Any
) -> Localisation:
    """Say what becomes of a measure in a contract. `values`: state, target, engagement, comment, neighbourhoods."""
    admit(may_edit_framework(by, contract.pk))
    line = lock_one(line)  # two people may look at a measure first at the same time
    found = lock(Localisation.objects.filter(contract=contract, reference=line))
    one = found[0] if found else Localisation(contract=contract, reference=line, version=0)
    check_seen(one, seen)
    places = values.pop("neighbourhoods", None)
    changes = apply_changes(one, values)
    refuse_if(obstacles_to_localising(one, line.nomenclature))
    before = sorted(place.pk for place in one.neighbourhoods.all()) if one.pk else []
    after = before if places is None else sorted(place.pk for place in places)
    if changes or before != after:
        one.version += not changes
        one.save()
        one.neighbourhoods.set(after)
        changes |= {"neighbourhoods": [before, after]} if before != after else {}
        record("measure.localised", one, by=by, at=at, contract=contract, changes=changes)
    return one
