"""Acts on the place of a node in its tree. Each locks the tree first: two people never shape it at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one, update_many
from reciproque.core.refusals import admit, refuse_if
from reciproque.framework.access import may_edit_framework
from reciproque.framework.actions.remembering import undoable
from reciproque.framework.models import Node
from reciproque.framework.queries import fresh, in_order, shape_of
from reciproque.framework.rules import obstacles_to_changing, obstacles_to_moving
from reciproque.journal.actions import record


def number(siblings: Sequence[Node]) -> None:
    """Give siblings the places 1, 2, 3 … in this order; only those that change are written."""
    moved = []
    for place, one in enumerate(siblings, 1):
        if one.position != place:
            one.position = place
            moved.append(one)
    update_many(moved, ["position"])


@undoable("node.moved")
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
    node, parent = lock_one(node), fresh(parent)
    check_seen(node, seen)
    refuse_if(obstacles_to_moving(node, parent, tree, shape=shape_of(tree)))
    siblings = [one for one in in_order(tree, parent) if one.pk != node.pk]
    place = len(siblings)
    if before is not None:
        keys = [one.pk for one in siblings]
        refuse_if(
            [] if before.pk in keys else ["L’objectif choisi pour la place n’est plus au même endroit."]
        )
        place = keys.index(before.pk)
    siblings.insert(place, node)
    changes = apply_changes(node, {"parent": parent, "position": place + 1})
    node.save(update_fields=["parent", "position", "version"])
    number(siblings)
    record("node.moved", node, by=by, at=at, contract=node.contract_id, changes=changes)
    return node


@transaction.atomic
def shift_node(node: Node, *, up: bool, by: User, at: datetime) -> Node:
    """One place up or down among its live siblings; refused at the end of the row."""
    admit(may_edit_framework(by, node.contract_id))
    tree = lock_one(node.tree)
    node = lock_one(node)
    refuse_if(obstacles_to_changing(node, tree))
    siblings = [one for one in in_order(tree, node.parent) if one.archived_at is None]
    place = [one.pk for one in siblings].index(node.pk)
    before: Node | None = None
    if up:
        refuse_if([] if place > 0 else ["L’objectif est déjà le premier."])
        before = siblings[place - 1]
    else:
        refuse_if([] if place < len(siblings) - 1 else ["L’objectif est déjà le dernier."])
        before = siblings[place + 2] if place + 2 < len(siblings) else None
    return move_node(node, parent=node.parent, before=before, by=by, at=at)
