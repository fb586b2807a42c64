"""Several nodes become one, and nothing that hung on them is lost."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from reciproque.accounts.actions.memberships import change_role, withdraw
from reciproque.accounts.models import User
from reciproque.accounts.rules.memberships import Grant
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.merging import repoint
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import fold
from reciproque.framework.access import may_edit_framework
from reciproque.framework.actions.moving import number
from reciproque.framework.actions.remembering import undoable
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Node, NodeLink
from reciproque.framework.queries import in_order, leads_of, shape_of
from reciproque.framework.rules import TREE_ARCHIVED, obstacles_to_merging
from reciproque.journal.actions import record

FILLED = ("notes", "engagement", "lead_organisation", "passage")
"""What the node that is kept takes over from the others where it says nothing itself."""


@undoable("node.merged")
@transaction.atomic
def merge_nodes(
    keep: Node, others: Sequence[Node], *, title: str = "", seen: int | None = None, by: User, at: datetime
) -> Node:
    """Make one node of several: what hung on the others hangs on the one kept; they are archived and linked to it."""
    admit(may_edit_framework(by, keep.contract_id))
    tree = lock_one(keep.tree)
    rows = {one.pk: one for one in lock(Node.objects.filter(pk__in=[keep.pk, *(one.pk for one in others)]))}
    keep, others = rows[keep.pk], [rows[one.pk] for one in others if one.pk in rows]
    check_seen(keep, seen)
    refuse_if([TREE_ARCHIVED] if tree.archived_at is not None else [])
    refuse_if(obstacles_to_merging(keep, others, shape=shape_of(tree)))
    children = in_order(tree, keep) + [child for one in others for child in in_order(tree, one)]
    gone = {one.pk for one in others}
    for other in others:
        _absorb(other, keep, by=by, at=at)
    number([child for child in children if child.pk not in gone] + [c for c in children if c.pk in gone])
    return _keep(keep, others, title, by=by, at=at)


def _absorb(other: Node, keep: Node, *, by: User, at: datetime) -> None:
    """Let everything that names a node name the other; the people who led it lead the one kept."""
    repoint(other, keep)
    already = {one.user_id for one in leads_of(keep)}
    for lead in leads_of(other):
        if lead.user_id in already:
            withdraw(lead, by=by, at=at)
        else:
            change_role(lead, Grant.lead_of(keep.pk, lead.organisation), by=by, at=at)
    other.refresh_from_db()
    apply_changes(other, {"archived_at": at})
    other.save(update_fields=["archived_at", "version"])
    NodeLink.objects.get_or_create(source=keep, target=other, kind=LinkKind.REPLACES)
    record("node.absorbed", other, by=by, at=at, contract=keep.contract_id, into=str(keep))


def _keep(keep: Node, others: Sequence[Node], title: str, *, by: User, at: datetime) -> Node:
    keep = lock_one(keep)
    values = {"title": title.strip() or keep.title}
    for name in FILLED:
        said = next((value for one in (keep, *others) if (value := getattr(one, name))), None)
        if said:
            values[name] = said
    changes = apply_changes(keep, values)
    if not changes:
        keep.version += 1
    keep.search_key = fold(f"{keep.code} {keep.title}")
    keep.save()
    changes |= {"from": [None, [str(one) for one in others]]}
    record("node.merged", keep, by=by, at=at, contract=keep.contract_id, changes=changes)
    return keep
