"""Acts that are the same for everything that belongs to a contract, has a version and is archived, never deleted.

Upper apps call them from actions that bear their own names and rules.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max

from reciproque.accounts.access import steers_contract
from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.core.text import fold
from reciproque.journal.actions import record

R = TypeVar("R", bound=models.Model)


def _word(kind: Any) -> str:
    return str(kind._meta.model_name)


def _field_word(kind: Any, name: str) -> str:
    return str(kind._meta.get_field(name).verbose_name)


def _with_key(kind: Any, values: dict[str, Any], text: str) -> dict[str, Any]:
    names = {field.name for field in kind._meta.fields}
    return values | ({"search_key": fold(text)} if "search_key" in names else {})


@transaction.atomic
def add_to_contract(
    kind: type[R], contract: Contract, /, *, named: str, by: User | None, at: datetime, **values: Any
) -> R:
    """Add a row at the end of its list. `named` is the field that says what it is ("wording", "name")."""
    admit(by is None or steers_contract(by, contract.pk))
    said = str(values.get(named, "")).strip()
    refuse_if([] if said else [f"{_field_word(kind, named).capitalize()} : à remplir."])
    last = kind._default_manager.filter(contract=contract).aggregate(last=Max("position"))["last"]
    row = kind._default_manager.create(
        contract=contract, position=(last or 0) + 1, **_with_key(kind, values, said)
    )
    record(f"{_word(kind)}.added", row, by=by, at=at, contract=contract, said=said)
    return row


@transaction.atomic
def add_many_to_contract(rows: Sequence[R], contract: Contract, *, by: User | None, at: datetime) -> list[R]:
    """Keep many unsaved rows of one kind: one act, one entry (an import). Their search keys must be set."""
    admit(by is None or steers_contract(by, contract.pk))
    if not rows:
        return []
    kind = type(rows[0])
    kept = kind._default_manager.bulk_create(rows)
    record(f"{_word(kind)}.brought", contract, by=by, at=at, contract=contract, count=len(kept))
    return kept


@transaction.atomic
def edit_in_contract(
    row: R, *, named: str, seen: int | None, by: User | None, at: datetime, values: dict[str, Any]
) -> R:
    """Lock, compare with what was seen, change, remember."""
    locked: Any = lock_one(row)
    admit(by is None or (locked.archived_at is None and steers_contract(by, locked.contract_id)))
    check_seen(locked, seen)
    if named in values:
        refuse_if([] if str(values[named]).strip() else ["Ce texte ne peut pas rester vide."])
    shown = apply_changes(locked, values)
    if shown:
        for name, value in _with_key(type(row), {}, str(getattr(locked, named))).items():
            setattr(locked, name, value)
        locked.save()
        record(f"{_word(row)}.edited", locked, by=by, at=at, contract=locked.contract_id, changes=shown)
    return locked


@transaction.atomic
def archive_in_contract(row: R, *, by: User, at: datetime) -> R:
    locked: Any = lock_one(row)
    admit(locked.archived_at is None and steers_contract(by, locked.contract_id))
    refuse_if(reasons_from_above(f"archive_{_word(row)}", locked))
    changes = apply_changes(locked, {"archived_at": at})
    locked.save(update_fields=["archived_at", "version"])
    record(f"{_word(row)}.archived", locked, by=by, at=at, contract=locked.contract_id, changes=changes)
    return locked


@transaction.atomic
def restore_in_contract(row: R, *, by: User, at: datetime) -> R:
    locked: Any = lock_one(row)
    admit(steers_contract(by, locked.contract_id))
    changes = apply_changes(locked, {"archived_at": None})
    locked.save(update_fields=["archived_at", "version"])
    record(f"{_word(row)}.restored", locked, by=by, at=at, contract=locked.contract_id, changes=changes)
    return locked
