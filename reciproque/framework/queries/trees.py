"""Trees of objectives: one query, put together in Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node, NodeLink, NodePart, Result, Track, Tree
from reciproque.framework.rules import Shape


@dataclass
class Branch:
    """A node with its branches, its depth (0 …) and its path of positions."""

    node: Node
    depth: int = 0
    branches: list["Branch"] = field(default_factory=list)

    def walk(self) -> Iterator["Branch"]:
        yield self
        for branch in self.branches:
            yield from branch.walk()

    @property
    def size(self) -> int:
        return sum(1 for _ in self.walk()) - 1


def shape_of(tree: Tree) -> Shape:
    return dict(Node.objects.filter(tree=tree).values_list("pk", "parent_id"))


def fresh(node: Node | None) -> Node | None:
    """The node as it stands now: for an act that has locked its tree."""
    return None if node is None else Node.objects.get(pk=node.pk)


def in_order(tree: Tree, parent: Node | None) -> list[Node]:
    """All the nodes under a parent (None: the roots), archived ones too, in their order."""
    return list(Node.objects.filter(tree=tree, parent=parent).order_by("position", "pk"))


def trees_of(contract: Contract) -> QuerySet[Tree]:
    return contract.trees.filter(archived_at=None).select_related("text")


def _how_many(parts: type[NodePart]) -> Any:
    """How many live parts of that kind a node has, without multiplying the rows of one kind by those of another."""
    rows = parts._default_manager.filter(node=OuterRef("pk"), archived_at=None).order_by()
    counted = rows.values("node").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_counts(nodes: QuerySet[Node]) -> QuerySet[Node]:
    """Load what a tree shows of each node: `n_results`, `n_tracks`, the lead."""
    return nodes.select_related("lead_organisation").annotate(
        n_results=_how_many(Result), n_tracks=_how_many(Track)
    )


def branches(nodes: Iterable[Node]) -> list[Branch]:
    """Put nodes together into trees, in the order in which the trees arrive.

    A node whose parent is not among them becomes a root of its own.
    """
    by_key = {node.pk: Branch(node) for node in nodes}
    trees: dict[int, int] = {}
    roots: list[Branch] = []
    for branch in by_key.values():
        trees.setdefault(branch.node.tree_id, len(trees))
        above = by_key.get(branch.node.parent_id or 0)
        (above.branches if above is not None else roots).append(branch)
    waiting = [(root, 0) for root in roots]
    while waiting:
        branch, depth = waiting.pop()
        branch.depth = depth
        branch.branches.sort(key=lambda one: (one.node.position, one.node.pk))
        waiting.extend((one, depth + 1) for one in branch.branches)
    return sorted(roots, key=lambda one: (trees[one.node.tree_id], one.node.position, one.node.pk))


def live_nodes(contract: Contract) -> QuerySet[Node]:
    return Node.objects.filter(contract=contract, archived_at=None, tree__archived_at=None)


def listed(contract: Contract, nodes: Iterable[Node]) -> list[Node]:
    """Nodes as one reads a tree, from the top, each with its `depth` (1 for a root): for files."""
    everything = live_nodes(contract).only("pk", "parent_id", "tree_id", "position")
    places = {
        one.node.pk: (number, one.depth + 1)
        for number, one in enumerate(one for root in branches(everything) for one in root.walk())
    }
    told = [node for node in nodes if node.pk in places]
    for node in told:
        node.depth = places[node.pk][1]  # type: ignore[attr-defined]  # for the page, no column
    return sorted(told, key=lambda node: places[node.pk][0])


def kept_with_ancestors(roots: list[Branch], wanted: set[int]) -> list[Branch]:
    """The same trees with only the wanted nodes and those above them."""
    kept = []
    for root in roots:
        under = kept_with_ancestors(root.branches, wanted)
        if under or root.node.pk in wanted:
            kept.append(Branch(root.node, root.depth, under))
    return kept


def groves(
    contract: Contract, nodes: QuerySet[Node], found: set[int] | None
) -> list[tuple[Tree, list[Branch]]]:
    """Each live tree with its branches: all, or those that were found with what stands above them."""
    by_tree: dict[int, list[Branch]] = {}
    for branch in branches(nodes):
        by_tree.setdefault(branch.node.tree_id, []).append(branch)
    shown = []
    for tree in trees_of(contract):
        own = by_tree.get(tree.pk, [])
        kept = own if found is None else kept_with_ancestors(own, found)
        if kept or found is None:
            shown.append((tree, kept))
    return shown


def links_between(contract: Contract, visible: QuerySet[Node]) -> QuerySet[NodeLink]:
    """The live ties of the contract's objectives, both ends of which the person may open."""
    return NodeLink.objects.filter(
        Q(source__contract=contract) | Q(target__contract=contract),
        source__in=visible.filter(archived_at=None, tree__archived_at=None),
        target__in=visible.filter(archived_at=None, tree__archived_at=None),
    ).select_related("source__contract", "target__contract")


def archived_nodes(contract: Contract) -> QuerySet[Node]:
    """Archived nodes whose parent and tree are not: those that can be restored at once, the latest first."""
    rows = Node.objects.filter(contract=contract, archived_at__isnull=False, tree__archived_at=None)
    return rows.filter(Q(parent=None) | Q(parent__archived_at=None)).order_by("-archived_at", "pk")


def archived_trees(contract: Contract) -> QuerySet[Tree]:
    return contract.trees.filter(archived_at__isnull=False)


@dataclass(frozen=True)
class Summary:
    """The framework of a contract in figures."""

    nodes: int
    led: int
    results: int
    by_engagement: dict[str, int]


def summary_of(contract: Contract) -> Summary:
    rows = live_nodes(contract).order_by()
    by_level = dict(rows.values_list("engagement").annotate(n=Count("pk")))
    led = rows.exclude(lead_organisation=None).count()
    results = Result.objects.filter(contract=contract, archived_at=None).count()
    return Summary(sum(by_level.values()), led, results, by_level)
