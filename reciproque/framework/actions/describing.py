"""Acts on what a node says, and on what hangs on it in words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.actions.belonging import (
    add_many_to_contract,
    add_to_contract,
    archive_in_contract,
    edit_in_contract,
    restore_in_contract,
)
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen, plain
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import fold
from reciproque.framework.access import led_by, may_edit_framework, nodes_visible_to
from reciproque.framework.actions.remembering import undoable
from reciproque.framework.models import PART_KINDS, Node, NodeLink, NodePart
from reciproque.framework.rules import obstacles_to_changing, obstacles_to_linking
from reciproque.journal.actions import record

P = TypeVar("P", bound=NodePart)
LISTS = ("partners", "neighbourhoods", "communes", "references")


@undoable("node.edited")
@transaction.atomic
def edit_node(node: Node, *, seen: int | None, by: User | None, at: datetime, **values: Any) -> Node:
    """Change what a node says: label, code, title, notes, engagement, lead_organisation, and the lists of LISTS."""
    node = lock_one(node)
    admit(by is None or may_edit_framework(by, node.contract_id))
    return _edit_node(node, "node.edited", seen=seen, by=by, at=at, values=values)


@undoable("node.reported")
@transaction.atomic
def report_on_node(
    node: Node, *, seen: int | None, engagement: str, notes: str, by: User, at: datetime
) -> Node:
    """Who leads an objective says how far it is."""
    node = lock_one(node)
    admit(may_edit_framework(by, node.contract_id) or node.pk in led_by(by))
    values = {"engagement": engagement, "notes": notes}
    return _edit_node(node, "node.reported", seen=seen, by=by, at=at, values=values)


def _edit_node(
    node: Node, act: str, *, seen: int | None, by: User | None, at: datetime, values: dict[str, Any]
) -> Node:
    check_seen(node, seen)
    refuse_if(obstacles_to_changing(node, node.tree))
    many = {name: values.pop(name) for name in LISTS if name in values}
    if "title" in values:
        refuse_if([] if values["title"].strip() else ["Donnez un intitulé à l’objectif."])
    changes = apply_changes(node, values)
    lists = {
        name: change for name, wanted in many.items() if (change := _set_list(node, name, wanted, by, at))
    }
    if not changes and lists:
        node.version += 1
    if changes or lists:
        node.search_key = fold(f"{node.code} {node.title}")
        node.save()
        record(act, node, by=by, at=at, contract=node.contract_id, changes=changes | lists)
    return node


def _set_list(node: Node, name: str, wanted: Iterable[Any], by: User | None, at: datetime) -> list[Any]:
    manager = getattr(node, name)
    before, after = sorted(manager.values_list("pk", flat=True)), sorted({one.pk for one in wanted})
    if before == after:
        return []
    manager.set(after, **({"through_defaults": {"by": by, "at": at}} if name == "references" else {}))
    return [plain(before), plain(after)]


def add_part(kind: type[P], /, *, contract: Contract, by: User | None, at: datetime, **values: Any) -> P:
    """Add a result, a track, a finding or an action (`kind` is the model). `values`: wording, node, tree, passage, …"""
    return add_to_contract(kind, contract, named="wording", by=by, at=at, **values)


def add_parts(parts: Sequence[P], *, contract: Contract, by: User | None, at: datetime) -> list[P]:
    """Keep many unsaved parts of one kind: one act, one entry (an import)."""
    return add_many_to_contract(parts, contract, by=by, at=at)


@undoable("part.edited")
def edit_part(part: P, *, seen: int | None, by: User, at: datetime, **values: Any) -> P:
    return edit_in_contract(part, named="wording", seen=seen, by=by, at=at, values=values)


@undoable("part.archived")
def archive_part(part: P, *, by: User, at: datetime) -> P:
    return archive_in_contract(part, by=by, at=at)


@undoable("part.restored")
def restore_part(part: P, *, by: User, at: datetime) -> P:
    return restore_in_contract(part, by=by, at=at)


@undoable("node.linked")
@transaction.atomic
def link_nodes(source: Node, target: Node, *, kind: str, by: User | None, at: datetime) -> NodeLink:
    """Say how a node stands to another: of the same contract, or of the contract above if the person reads it."""
    admit(by is None or may_edit_framework(by, source.contract_id))
    admit(by is None or nodes_visible_to(by).filter(pk=target.pk).exists())
    refuse_if(obstacles_to_linking(source, target, parent_contract_id=source.contract.parent_id))
    link, made = NodeLink.objects.get_or_create(source=source, target=target, kind=kind)
    if made:
        record(
            "node.linked", source, by=by, at=at, contract=source.contract_id, kind=kind, target=str(target)
        )
    return link


@undoable("node.unlinked")
@transaction.atomic
def unlink_nodes(link: NodeLink, *, by: User, at: datetime) -> None:
    """Take a tie away: who steers the contract of the node that bears it."""
    admit(may_edit_framework(by, link.source.contract_id))
    target = str(link.target)
    record("node.unlinked", link.source, by=by, at=at, contract=link.source.contract_id, target=target)
    link.delete()


@undoable("part.added")
@transaction.atomic
def add_part_of(kind: str, node: Node, *, by: User, at: datetime, **values: Any) -> NodePart:
    """Add a part to a node by the word of its kind ("resultats", "pistes", …).

    Tree and node are locked, as for a merger: what is added meanwhile would else stay behind on the archived node.
    """
    tree = lock_one(node.tree)
    node = lock_one(node)
    refuse_if(obstacles_to_changing(node, tree))
    model = PART_KINDS[kind]
    return add_part(model, contract=node.contract, node=node, tree=node.tree, by=by, at=at, **values)
