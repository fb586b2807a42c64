"""Acts on the shape of a tree: adding, moving, splitting, merging, archiving. Each locks the tree first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract, Passage
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.merging import repoint
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.core.text import fold
from reciproque.framework.access import may_edit_framework
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Node, NodeLink, Tree
from reciproque.framework.queries import shape_of
from reciproque.framework.rules import (
    below,
    obstacles_to_adding,
    obstacles_to_merging,
    obstacles_to_moving,
    obstacles_to_splitting,
)
from reciproque.journal.actions import record


@dataclass
class Sprout:
    """A node to be: as a reading brings it. `parent` is the index of another sprout, or None."""

    title: str
    label: str
    code: str = ""
    parent: int | None = None
    passage: Passage | None = None
    values: dict[str, Any] = field(default_factory=dict)


def _key_of(title: str, code: str) -> str:
    return fold(f"{code} {title}")


@transaction.atomic
def create_tree(contract: Contract, *, title: str, by: User | None, at: datetime, **values: Any) -> Tree:
    """Open a framework in a contract. `values`: text."""
    admit(by is None or may_edit_framework(by, contract.pk))
    last = contract.trees.aggregate(last=Max("position"))["last"]
    tree = Tree.objects.create(contract=contract, title=title, position=(last or 0) + 1, **values)
    record("tree.created", tree, by=by, at=at, contract=contract, title=title)
    return tree


@transaction.atomic
def edit_tree(tree: Tree, *, seen: int | None, by: User, at: datetime, **values: Any) -> Tree:
    admit(may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    check_seen(tree, seen)
    changes = apply_changes(tree, values)
    if changes:
        tree.save(update_fields=[*changes, "version"])
        record("tree.edited", tree, by=by, at=at, contract=tree.contract_id, changes=changes)
    return tree


@transaction.atomic
def archive_tree(tree: Tree, *, by: User, at: datetime) -> Tree:
    admit(may_edit_framework(by, tree.contract_id))
    refuse_if(reasons_from_above("framework.archive_tree", tree))
    return edit_tree(tree, seen=None, by=by, at=at, archived_at=at)


@transaction.atomic
def grow_tree(tree: Tree, sprouts: Sequence[Sprout], *, by: User | None, at: datetime) -> list[Node]:
    """Plant many nodes at once, in order, after those that are there: one act, one entry. Level by level."""
    admit(by is None or may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    planted: dict[int, Node] = {}
    position = Node.objects.filter(tree=tree).aggregate(last=Max("position"))["last"] or 0
    waiting = dict(enumerate(sprouts))
    while waiting:
        level = [i for i, sprout in waiting.items() if sprout.parent is None or sprout.parent in planted]
        if not level:
            break  # a ring: what is left has no root and is not planted
        rows = [_to_node(tree, waiting[i], planted, position + i + 1) for i in level]
        for index, node in zip(level, Node.objects.bulk_create(rows), strict=True):
            planted[index] = node
            del waiting[index]
    record("tree.grown", tree, by=by, at=at, contract=tree.contract_id, nodes=len(planted))
    return [planted[i] for i in sorted(planted)]


def _to_node(tree: Tree, sprout: Sprout, planted: dict[int, Node], position: int) -> Node:
    return Node(
        contract_id=tree.contract_id,
        tree=tree,
        parent=None if sprout.parent is None else planted[sprout.parent],
        position=position,
        label=sprout.label,
        code=sprout.code,
        title=sprout.title,
        passage=sprout.passage,
        search_key=_key_of(sprout.title, sprout.code),
        **sprout.values,
    )


@transaction.atomic
def add_node(
    tree: Tree, *, parent: Node | None, title: str, by: User | None, at: datetime, **values: Any
) -> Node:
    """Add a node at the end of its siblings. `values`: label, code, notes, engagement, lead_organisation, passage."""
    admit(by is None or may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    refuse_if(obstacles_to_adding(tree, parent, title=title, shape=shape_of(tree)))
    last = Node.objects.filter(tree=tree, parent=parent).aggregate(last=Max("position"))["last"]
    node = Node.objects.create(
        contract_id=tree.contract_id,
        tree=tree,
        parent=parent,
        title=title,
        position=(last or 0) + 1,
        search_key=_key_of(title, values.get("code", "")),
        **values,
    )
    record("node.added", node, by=by, at=at, contract=tree.contract_id, title=title)
    return node


@transaction.atomic
def move_node(
    node: Node,
    *,
    parent: Node | None,
    before: Node | None = None,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Node:
    """Hang a node (and all under it) elsewhere in its tree, before a sibling or at the end."""
    admit(may_edit_framework(by, node.contract_id))
    tree = lock_one(node.tree)
    node = lock_one(node)
    check_seen(node, seen)
    refuse_if(obstacles_to_moving(node, parent, tree, shape=shape_of(tree)))
    siblings = list(
        Node.objects.filter(tree=tree, parent=parent).exclude(pk=node.pk).order_by("position", "pk")
    )
    place = next(
        (i for i, one in enumerate(siblings) if before is not None and one.pk == before.pk), len(siblings)
    )
    siblings.insert(place, node)
    changes = apply_changes(node, {"parent": parent, "position": place + 1})
    for number, one in enumerate(siblings, 1):
        one.position = number
    Node.objects.bulk_update([one for one in siblings if one.pk != node.pk], ["position"])
    node.save(update_fields=["parent", "position", "version"])
    record("node.moved", node, by=by, at=at, contract=node.contract_id, changes=changes)
    return node


@transaction.atomic
def split_node(
    node: Node, *, titles: Sequence[str], seen: int | None = None, by: User, at: datetime
) -> list[Node]:
    """Make several nodes of one: the first keeps its place and what hangs on it, the others follow it."""
    admit(may_edit_framework(by, node.contract_id))
    titles = [title.strip() for title in titles if title.strip()]
    refuse_if(obstacles_to_splitting(titles))
    tree = lock_one(node.tree)
    node = lock_one(node)
    check_seen(node, seen)
    changes = apply_changes(node, {"title": titles[0], "search_key": _key_of(titles[0], node.code)})
    node.save(update_fields=[*changes, "version"])
    followers = list(
        Node.objects.filter(tree=tree, parent_id=node.parent_id, position__gt=node.position).order_by(
            "position", "pk"
        )
    )
    made = [
        Node.objects.create(
            contract_id=node.contract_id,
            tree=tree,
            parent_id=node.parent_id,
            position=node.position + number,
            label=node.label,
            title=title,
            engagement=node.engagement,
            lead_organisation_id=node.lead_organisation_id,
            passage_id=node.passage_id,
            search_key=_key_of(title, ""),
        )
        for number, title in enumerate(titles[1:], 1)
    ]
    for one in followers:
        one.position += len(made)
    Node.objects.bulk_update(followers, ["position"])
    changes = {
        "title": changes.get("title", [node.title, node.title]),
        "into": [None, [one.pk for one in made]],
    }
    record("node.split", node, by=by, at=at, contract=node.contract_id, changes=changes)
    return [node, *made]


@transaction.atomic
def merge_nodes(keep: Node, others: Sequence[Node], *, title: str = "", by: User, at: datetime) -> Node:
    """Make one node of several: what hung on the others hangs on the one kept; they are archived and linked to it."""
    admit(may_edit_framework(by, keep.contract_id))
    tree = lock_one(keep.tree)
    rows = {one.pk: one for one in lock(Node.objects.filter(pk__in=[keep.pk, *(one.pk for one in others)]))}
    keep, others = rows[keep.pk], [rows[one.pk] for one in others if one.pk in rows and one.pk != keep.pk]
    refuse_if(obstacles_to_merging(keep, others, shape=shape_of(tree)))
    before = {"title": [keep.title, title or keep.title], "from": [None, [one.pk for one in others]]}
    for other in others:
        repoint(other, keep)
        NodeLink.objects.filter(source=keep, target=keep).delete()
        other.refresh_from_db()
        apply_changes(other, {"archived_at": at})
        other.save(update_fields=["archived_at", "version"])
        NodeLink.objects.get_or_create(source=keep, target=other, kind=LinkKind.REPLACES)
    keep = lock_one(keep)
    apply_changes(keep, {"title": title or keep.title, "search_key": _key_of(title or keep.title, keep.code)})
    keep.save()
    record("node.merged", keep, by=by, at=at, contract=keep.contract_id, changes=before)
    return keep


@transaction.atomic
def archive_node(node: Node, *, by: User, at: datetime) -> Node:
    """Take a node and all under it out of sight. Nothing is deleted; what upper apps hang on it may forbid it."""
    return _set_archived(node, at, "node.archived", by=by, at=at)


@transaction.atomic
def restore_node(node: Node, *, by: User, at: datetime) -> Node:
    """Bring back a node, all under it, and those above it that are archived."""
    return _set_archived(node, None, "node.restored", by=by, at=at)


def _set_archived(node: Node, value: datetime | None, act: str, *, by: User, at: datetime) -> Node:
    admit(may_edit_framework(by, node.contract_id))
    tree = lock_one(node.tree)
    shape = shape_of(tree)
    keys = below(node.pk, shape)
    rows = lock(Node.objects.filter(pk__in=keys))
    if value is not None:
        refuse_if([reason for row in rows for reason in reasons_from_above("framework.archive_node", row)])
    else:
        refuse_if(["Restaurez d’abord l’objectif dont il dépend."] if _parent_is_archived(node) else [])
    for row in rows:
        if (row.archived_at is None) == (value is not None):
            row.archived_at = value
            row.version += 1
    Node.objects.bulk_update(rows, ["archived_at", "version"])
    node = next(row for row in rows if row.pk == node.pk)
    record(act, node, by=by, at=at, contract=node.contract_id, nodes=len(rows))
    return node


def _parent_is_archived(node: Node) -> bool:
    return node.parent is not None and node.parent.archived_at is not None


@transaction.atomic
def shift_node(node: Node, *, up: bool, by: User, at: datetime) -> Node:
    """One place up or down among its live siblings; refused at the end of the row."""
    admit(may_edit_framework(by, node.contract_id))
    lock_one(node.tree)
    siblings = list(
        Node.objects.filter(tree_id=node.tree_id, parent_id=node.parent_id, archived_at=None).order_by(
            "position", "pk"
        )
    )
    place = next((number for number, one in enumerate(siblings) if one.pk == node.pk), 0)
    if up:
        refuse_if([] if place > 0 else ["L’objectif est déjà le premier."])
        before: Node | None = siblings[place - 1]
    else:
        refuse_if([] if place < len(siblings) - 1 else ["L’objectif est déjà le dernier."])
        before = siblings[place + 2] if place + 2 < len(siblings) else None
    return move_node(node, parent=node.parent, before=before, by=by, at=at)
