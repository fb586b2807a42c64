"""What can be asked about trees and nodes. One query for a tree, put together in Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Finding, Node, NodeLink, Result, Track, Tree
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


def trees_of(contract: Contract) -> QuerySet[Tree]:
    return contract.trees.filter(archived_at=None).select_related("text")


def with_counts(nodes: QuerySet[Node]) -> QuerySet[Node]:
    """Load what a tree shows of each node."""
    live = Q(results__archived_at=None)
    return nodes.select_related("lead_organisation").annotate(
        n_results=Count("results", filter=live, distinct=True),
        n_tracks=Count("tracks", filter=Q(tracks__archived_at=None), distinct=True),
    )


def branches(nodes: Iterable[Node]) -> list[Branch]:
    """Put nodes together into trees. A node whose parent is not among them becomes a root of its own."""
    by_key = {node.pk: Branch(node) for node in nodes}
    roots = []
    for branch in by_key.values():
        above = by_key.get(branch.node.parent_id or 0)
        (above.branches if above is not None else roots).append(branch)
    waiting = [(root, 0) for root in roots]
    while waiting:
        branch, depth = waiting.pop()
        branch.depth = depth
        branch.branches.sort(key=lambda one: (one.node.position, one.node.pk))
        waiting.extend((one, depth + 1) for one in branch.branches)
    return sorted(roots, key=lambda one: (one.node.tree_id, one.node.position, one.node.pk))


def live_nodes(contract: Contract) -> QuerySet[Node]:
    return Node.objects.filter(contract=contract, archived_at=None, tree__archived_at=None)


def kept_with_ancestors(roots: list[Branch], wanted: set[int]) -> list[Branch]:
    """The same trees with only the wanted nodes and those above them."""
    kept = []
    for root in roots:
        under = kept_with_ancestors(root.branches, wanted)
        if under or root.node.pk in wanted:
            kept.append(Branch(root.node, root.depth, under))
    return kept


def path_of(node: Node) -> list[Node]:
    """From the root down to the parent. One query per tree, whatever the depth."""
    by_key = {
        one.pk: one
        for one in Node.objects.filter(tree_id=node.tree_id).only(
            "pk", "parent_id", "code", "title", "label", "tree_id"
        )
    }
    line: list[Node] = []
    above = by_key.get(node.parent_id or 0)
    while above is not None and above not in line:
        line.insert(0, above)
        above = by_key.get(above.parent_id or 0)
    return line


def children_of(node: Node) -> QuerySet[Node]:
    return with_counts(node.children.filter(archived_at=None)).order_by("position", "pk")


def results_of(node: Node) -> QuerySet[Result]:
    return node.results.filter(archived_at=None).select_related("passage")


def tracks_of(node: Node) -> QuerySet[Track]:
    return node.tracks.filter(archived_at=None).select_related("passage")


def findings_of(node: Node) -> QuerySet[Finding]:
    return node.findings.filter(archived_at=None).select_related("passage")


def findings_of_contract(contract: Contract) -> QuerySet[Finding]:
    return Finding.objects.filter(contract=contract, archived_at=None).select_related("passage", "node")


def links_of(node: Node) -> QuerySet[NodeLink]:
    return NodeLink.objects.filter(Q(source=node) | Q(target=node)).select_related(
        "source__tree", "target__tree", "source__contract", "target__contract"
    )
