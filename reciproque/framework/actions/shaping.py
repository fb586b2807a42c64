"""Acts on the shape of a tree: opening, growing, splitting, archiving. Each locks the tree first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.models import User
from reciproque.accounts.rules.memberships import Grant
from reciproque.contracts.models import Contract, Passage
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one, update_many
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.core.text import fold
from reciproque.framework.access import may_edit_framework
from reciproque.framework.actions.moving import number
from reciproque.framework.actions.remembering import undoable
from reciproque.framework.models import Node, Tree
from reciproque.framework.queries import fresh, in_order, leads_of, shape_of
from reciproque.framework.rules import (
    TREE_ARCHIVED,
    below,
    fitted,
    obstacles_to_adding,
    obstacles_to_changing,
    obstacles_to_splitting,
)
from reciproque.journal.actions import record

LISTS = ("partners", "neighbourhoods", "communes", "references")
UNTITLED = "Donnez un titre au cadre."


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
    refuse_if([] if title.strip() else [UNTITLED])
    last = contract.trees.aggregate(last=Max("position"))["last"]
    tree = Tree.objects.create(contract=contract, title=title, position=(last or 0) + 1, **values)
    record("tree.created", tree, by=by, at=at, contract=contract, title=title)
    return tree


@undoable("tree.edited")
@transaction.atomic
def edit_tree(tree: Tree, *, seen: int | None, by: User, at: datetime, **values: Any) -> Tree:
    admit(may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    check_seen(tree, seen)
    refuse_if([TREE_ARCHIVED] if tree.archived_at is not None else [])
    refuse_if([] if values.get("title", tree.title).strip() else [UNTITLED])
    changes = apply_changes(tree, values)
    if changes:
        tree.save(update_fields=[*changes, "version"])
        record("tree.edited", tree, by=by, at=at, contract=tree.contract_id, changes=changes)
    return tree


@transaction.atomic
def archive_tree(tree: Tree, *, by: User, at: datetime) -> Tree:
    """Take a whole framework out of sight, its nodes as they are."""
    admit(may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    refuse_if([TREE_ARCHIVED] if tree.archived_at is not None else [])
    refuse_if(reasons_from_above("framework.archive_tree", tree))
    live = list(Node.objects.filter(tree=tree, archived_at=None))
    refuse_if(reasons_from_above("framework.archive_nodes", live))
    return _set_tree_archived(tree, at, "tree.archived", by=by, at=at)


@transaction.atomic
def restore_tree(tree: Tree, *, by: User, at: datetime) -> Tree:
    admit(may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    refuse_if([] if tree.archived_at is not None else ["Ce cadre n’est pas archivé."])
    return _set_tree_archived(tree, None, "tree.restored", by=by, at=at)


def _set_tree_archived(tree: Tree, value: datetime | None, act: str, *, by: User, at: datetime) -> Tree:
    changes = apply_changes(tree, {"archived_at": value})
    tree.save(update_fields=["archived_at", "version"])
    record(act, tree, by=by, at=at, contract=tree.contract_id, changes=changes)
    return tree


@transaction.atomic
def grow_tree(tree: Tree, sprouts: Sequence[Sprout], *, by: User | None, at: datetime) -> list[Node]:
    """Plant many nodes at once, in order, after those that are there: one act, one entry. Level by level.

    Returns one node for each sprout, in the same order. A sprout whose parent is unknown, or in a ring, becomes
    a root; one that lies too deep hangs as low as a tree allows.
    """
    admit(by is None or may_edit_framework(by, tree.contract_id))
    tree = lock_one(tree)
    refuse_if([TREE_ARCHIVED] if tree.archived_at is not None else [])
    parents = fitted([sprout.parent for sprout in sprouts])
    planted: dict[int, Node] = {}
    position = Node.objects.filter(tree=tree).aggregate(last=Max("position"))["last"] or 0
    waiting = dict(enumerate(sprouts))
    while waiting:
        level = [i for i in waiting if parents[i] is None or parents[i] in planted]
        above = [None if (up := parents[i]) is None else planted[up] for i in level]
        rows = [_to_node(tree, waiting[i], up, position + i + 1) for i, up in zip(level, above, strict=True)]
        for index, node in zip(level, Node.objects.bulk_create(rows), strict=True):
            planted[index] = node
            del waiting[index]
    record("tree.grown", tree, by=by, at=at, contract=tree.contract_id, nodes=len(planted))
    return [planted[i] for i in sorted(planted)]


def _to_node(tree: Tree, sprout: Sprout, parent: Node | None, position: int) -> Node:
    return Node(
        contract_id=tree.contract_id,
        tree=tree,
        parent=parent,
        position=position,
        label=sprout.label,
        code=sprout.code,
        title=sprout.title,
        passage=sprout.passage,
        search_key=_key_of(sprout.title, sprout.code),
        **sprout.values,
    )


@undoable("node.added")
@transaction.atomic
def add_node(
    tree: Tree, *, parent: Node | None, title: str, by: User | None, at: datetime, **values: Any
) -> Node:
    """Add a node at the end of its siblings. `values`: label, code, notes, engagement, lead_organisation, passage."""
    admit(by is None or may_edit_framework(by, tree.contract_id))
    tree, parent = lock_one(tree), fresh(parent)
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


@undoable("node.split")
@transaction.atomic
def split_node(
    node: Node, *, titles: Sequence[str], seen: int | None = None, by: User, at: datetime
) -> list[Node]:
    """Make several nodes of one: the first keeps its place and what hangs on it, the others follow it.

    The others begin with the same level, lead, places, partners and references; who led the whole leads them too.
    """
    admit(may_edit_framework(by, node.contract_id))
    titles = [title.strip() for title in titles if title.strip()]
    tree = lock_one(node.tree)
    node = lock_one(node)
    check_seen(node, seen)
    refuse_if(obstacles_to_changing(node, tree) or obstacles_to_splitting(titles))
    before = node.title
    apply_changes(node, {"title": titles[0], "search_key": _key_of(titles[0], node.code)})
    node.save(update_fields=["title", "search_key", "version"])
    made = [_piece(node, title, by=by, at=at) for title in titles[1:]]
    siblings = [one for one in in_order(tree, node.parent) if one not in made]
    place = siblings.index(node) + 1
    number([*siblings[:place], *made, *siblings[place:]])
    changes = {"title": [before, node.title], "into": [None, [str(one) for one in made]]}
    record("node.split", node, by=by, at=at, contract=node.contract_id, changes=changes)
    return [node, *made]


def _piece(node: Node, title: str, *, by: User, at: datetime) -> Node:
    made = Node.objects.create(
        contract_id=node.contract_id,
        tree_id=node.tree_id,
        parent_id=node.parent_id,
        label=node.label,
        title=title,
        engagement=node.engagement,
        lead_organisation_id=node.lead_organisation_id,
        passage_id=node.passage_id,
        search_key=_key_of(title, ""),
    )
    for name in LISTS:
        getattr(made, name).set(getattr(node, name).all())
    for lead in leads_of(node):
        grant_role(lead.user, Grant.lead_of(made.pk, lead.organisation), by=by, at=at)
    return made


@undoable("node.archived")
@transaction.atomic
def archive_node(node: Node, *, by: User, at: datetime) -> Node:
    """Take a node and all under it out of sight. Nothing is deleted; what upper apps hang on it may forbid it."""
    admit(may_edit_framework(by, node.contract_id))
    tree = lock_one(node.tree)
    node = lock_one(node)
    refuse_if(obstacles_to_changing(node, tree))
    rows = lock(Node.objects.filter(pk__in=below(node.pk, shape_of(tree)), archived_at=None))
    refuse_if(reasons_from_above("framework.archive_nodes", rows))
    return _set_archived(node, rows, at, "node.archived", by=by, at=at)


@undoable("node.restored")
@transaction.atomic
def restore_node(node: Node, *, by: User, at: datetime) -> Node:
    """Bring back a node and what was archived with it; what had been archived before stays so."""
    admit(may_edit_framework(by, node.contract_id))
    tree = lock_one(node.tree)
    node = lock_one(node)
    refuse_if([TREE_ARCHIVED] if tree.archived_at is not None else [])
    refuse_if([] if node.archived_at is not None else ["Cet objectif n’est pas archivé."])
    above = node.parent is not None and node.parent.archived_at is not None
    refuse_if(["Restaurez d’abord l’objectif dont il dépend."] if above else [])
    keys = below(node.pk, shape_of(tree))
    rows = lock(Node.objects.filter(pk__in=keys, archived_at=node.archived_at))
    return _set_archived(node, rows, None, "node.restored", by=by, at=at)


def _set_archived(
    node: Node, rows: Sequence[Node], value: datetime | None, act: str, *, by: User, at: datetime
) -> Node:
    for row in rows:
        row.archived_at = value
        row.version += 1
    update_many(rows, ["archived_at", "version"])
    record(act, node, by=by, at=at, contract=node.contract_id, nodes=len(rows))
    return next(row for row in rows if row.pk == node.pk)
