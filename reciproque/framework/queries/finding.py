"""What the framework offers to be searched."""

from collections.abc import Iterator
from typing import Any

from reciproque.core.registers import Findable
from reciproque.framework.models import PART_KINDS, Node
from reciproque.framework.queries.trees import Branch, branches

KINDS = {"resultats": "result", "pistes": "track", "constats": "finding", "chantiers": "action"}


def findable_nodes(contract: int) -> Iterator[Findable]:
    """The live objectives of a contract in the order of its trees, with what stands above each."""
    rows = Node.objects.filter(contract_id=contract, archived_at=None, tree__archived_at=None)
    order = 0
    for root in branches(rows.select_related("passage").order_by("tree__position", "tree", "position", "pk")):
        for branch, above in _walk(root, ""):
            order += 1
            yield _node(branch.node, above, order)


def _walk(branch: Branch, above: str) -> Iterator[tuple[Branch, str]]:
    waiting = [(branch, above)]
    while waiting:
        one, over = waiting.pop()
        yield one, over
        waiting.extend((each, f"{over} {one.node.title}") for each in reversed(one.branches))


def _node(node: Node, above: str, order: int) -> Findable:
    passage = node.passage
    return Findable(
        label="framework.node",
        key=node.pk,
        kind="objective",
        text="\n".join(filter(None, [str(node), node.notes])),
        above=above,
        position=order,
        node_id=node.pk,
        text_id=passage.text_id if passage else None,
        place=passage.anchor if passage else "",
    )


def titles_above(contract: int) -> dict[int, str]:
    """For each live objective of a contract: its title after those above it. For what hangs on it."""
    rows = Node.objects.filter(contract_id=contract, archived_at=None, tree__archived_at=None)
    told = {}
    for root in branches(rows.only("pk", "parent_id", "tree_id", "position", "title")):
        for branch, above in _walk(root, ""):
            told[branch.node.pk] = f"{above} {branch.node.title}"
    return told


def findable_parts(contract: int) -> Iterator[Findable]:
    """Results, tracks, findings, actions; those of archived objectives are not given."""
    above = titles_above(contract)
    for word, model in PART_KINDS.items():
        rows: Any = model._default_manager.filter(contract_id=contract, archived_at=None)
        for row in rows.select_related("passage"):
            if row.node_id is None or row.node_id in above:
                yield findable_part(row, KINDS[word], above)


def findable_part(row: Any, kind: str, above: dict[int, str]) -> Findable:
    """Anything with a wording that hangs on an objective and has a passage."""
    passage = row.passage
    target = getattr(row, "target", "")
    return Findable(
        label=row._meta.label_lower,
        key=row.pk,
        kind=kind,
        text=f"{row.wording} ({target})" if isinstance(target, str) and target else row.wording,
        above=above.get(row.node_id, ""),
        position=row.position,
        node_id=row.node_id,
        text_id=passage.text_id if passage else None,
        place=passage.anchor if passage else "",
    )
