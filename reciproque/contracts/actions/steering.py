"""Acts on the contract itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.access import is_administrator, steers_contract
from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.choices import Role
from reciproque.accounts.models import User
from reciproque.accounts.rules.memberships import Grant
from reciproque.contracts.access import may_create_contract, may_edit_contract
from reciproque.contracts.models import Contract
from reciproque.contracts.rules import obstacles_to_archiving_contract, obstacles_to_parent
from reciproque.core.edits import apply_changes, check_seen, plain
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.core.text import fold, sort_key
from reciproque.journal.actions import record
from reciproque.territories.models import Commune, Neighbourhood


@transaction.atomic
def create_contract(*, name: str, generation: str, by: User | None, at: datetime, **values: Any) -> Contract:
    """Open a contract. `values`: epci, parent, listed_code, starts_on, ends_on; lists `communes`, `neighbourhoods`."""
    admit(by is None or may_create_contract(by))
    many = {key: list(values.pop(key, ())) for key in ("communes", "neighbourhoods")}
    contract = Contract(
        name=name, generation=generation, search_key=fold(name), sort_key=sort_key(name), **values
    )
    refuse_if(obstacles_to_parent(contract, contract.parent))
    contract.save()
    contract.communes.set(many["communes"])
    contract.neighbourhoods.set(many["neighbourhoods"])
    record("contract.created", contract, by=by, at=at, contract=contract, name=name)
    if by is not None and not is_administrator(by):
        # Who opens a contract steers it; the house gives the role, because nobody else can yet.
        grant_role(by, Grant.in_contract(Role.TEAM, contract.pk), by=None, at=at)
    return contract


@transaction.atomic
def edit_contract(
    contract: Contract, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> Contract:
    """Change fields and the lists `communes` and `neighbourhoods`."""
    admit(by is None or may_edit_contract(by, contract))
    contract = lock_one(contract)
    check_seen(contract, seen)
    if "parent" in values:
        refuse_if(obstacles_to_parent(contract, values["parent"]))
    if "name" in values:
        values |= {"search_key": fold(values["name"]), "sort_key": sort_key(values["name"])}
    many: dict[str, Iterable[Any]] = {
        key: values.pop(key) for key in ("communes", "neighbourhoods") if key in values
    }
    changes = apply_changes(contract, values) | _set_lists(contract, many)
    if changes:
        if not set(changes) - set(many):
            contract.version += 1
        contract.save()
        shown = {k: v for k, v in changes.items() if k not in {"search_key", "sort_key"}}
        record("contract.edited", contract, by=by, at=at, contract=contract, changes=shown)
    return contract


def _set_lists(contract: Contract, many: dict[str, Iterable[Any]]) -> dict[str, list[Any]]:
    changes = {}
    for name, wanted in many.items():
        manager = getattr(contract, name)
        before, after = sorted(manager.values_list("pk", flat=True)), sorted({one.pk for one in wanted})
        if before != after:
            manager.set(after)
            changes[name] = [plain(before), plain(after)]
    return changes


@transaction.atomic
def add_places(
    contract: Contract,
    *,
    communes: Iterable[Commune] = (),
    neighbourhoods: Iterable[Neighbourhood] = (),
    by: User | None,
    at: datetime,
) -> Contract:
    """Add communes and neighbourhoods to those that the contract has."""
    lock_one(contract)  # what it has is read after whoever else adds some
    return edit_contract(
        contract,
        seen=None,
        by=by,
        at=at,
        communes={*contract.communes.all(), *communes},
        neighbourhoods={*contract.neighbourhoods.all(), *neighbourhoods},
    )


@transaction.atomic
def archive_contract(contract: Contract, *, by: User, at: datetime) -> Contract:
    admit(may_edit_contract(by, contract))
    contract = lock_one(contract)
    children = contract.children.filter(archived_at=None).count()
    refuse_if(
        obstacles_to_archiving_contract(contract, children=children)
        + reasons_from_above("contracts.archive_contract", contract)
    )
    changes = apply_changes(contract, {"archived_at": at})
    contract.save(update_fields=["archived_at", "version"])
    record("contract.archived", contract, by=by, at=at, contract=contract, changes=changes)
    return contract


@transaction.atomic
def restore_contract(contract: Contract, *, by: User, at: datetime) -> Contract:
    contract = lock_one(contract)
    admit(steers_contract(by, contract.pk))
    if contract.archived_at is None:
        return contract
    changes = apply_changes(contract, {"archived_at": None})
    contract.save(update_fields=["archived_at", "version"])
    record("contract.restored", contract, by=by, at=at, contract=contract, changes=changes)
    return contract
