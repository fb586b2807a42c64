"""The register of recommendations: kept, answered, followed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.contracts.actions.belonging import add_to_contract, archive_in_contract, restore_in_contract
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen, plain
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import fold
from reciproque.framework.access import may_edit_recommendation
from reciproque.framework.choices import RecommendationState
from reciproque.framework.models import Node, Recommendation
from reciproque.framework.rules.recommendations import obstacles_to_recommendation
from reciproque.journal.actions import record


@transaction.atomic
def add_recommendation(
    contract: Contract, *, nodes: Iterable[Node] = (), by: User | None, at: datetime, **values: Any
) -> Recommendation:
    """Keep a recommendation (its fields as `values`) with the objectives that answer it."""
    chosen = list(nodes)
    refuse_if(
        obstacles_to_recommendation(values, contracts={one.contract_id for one in chosen} | {contract.pk})
    )
    made = add_to_contract(Recommendation, contract, named="wording", by=by, at=at, **_dated(values, at))
    made.nodes.set(chosen)
    return made


@transaction.atomic
def edit_recommendation(
    one: Recommendation, *, seen: int | None, by: User, at: datetime, **values: Any
) -> Recommendation:
    """Change what it says, who answers it, and what became of it."""
    one = lock_one(one)
    admit(may_edit_recommendation(by, one))
    check_seen(one, seen)
    nodes = values.pop("nodes", None)
    said = {name: getattr(one, name) for name in ("origin", "wording", "state", "reason")} | values
    contracts = {node.contract_id for node in nodes or ()} | {one.contract_id}
    refuse_if(obstacles_to_recommendation(said, contracts=contracts))
    if values.get("state", one.state) != one.state:
        values = _dated(values, at)
    changes = apply_changes(one, values)
    tied = {} if nodes is None else _set_nodes(one, list(nodes))
    if tied and not changes:
        one.version += 1
    if changes or tied:
        one.search_key = fold(one.wording)
        one.save()
        record("recommendation.edited", one, by=by, at=at, contract=one.contract_id, changes=changes | tied)
    return one


def _set_nodes(one: Recommendation, nodes: list[Node]) -> dict[str, Any]:
    before = sorted(one.nodes.values_list("pk", flat=True))
    after = sorted({node.pk for node in nodes})
    if before == after:
        return {}
    one.nodes.set(after)
    return {"nodes": [plain(before), plain(after)]}


def _dated(values: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The day on which a follow-up was decided; none for what is still to be examined."""
    if values.get("settled_on"):
        return values
    examined = values.get("state", RecommendationState.TO_EXAMINE) != RecommendationState.TO_EXAMINE
    return values | {"settled_on": timezone.localdate(at) if examined else None}


def archive_recommendation(one: Recommendation, *, by: User, at: datetime) -> Recommendation:
    return archive_in_contract(one, by=by, at=at)


def restore_recommendation(one: Recommendation, *, by: User, at: datetime) -> Recommendation:
    return restore_in_contract(one, by=by, at=at)
