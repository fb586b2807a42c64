"""What can be asked about trees and nodes. One query for a tree, put together in Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership
from reciproque.contracts.models import Contract
from reciproque.core.text import shorten
from reciproque.framework.models import PART_KINDS, Finding, Node, NodeLink, Result, Tree
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
    roots: list[Branch] = []
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


def findings_of_contract(contract: Contract) -> QuerySet[Finding]:
    return Finding.objects.filter(contract=contract, archived_at=None).select_related("passage", "node")


def links_of(node: Node) -> QuerySet[NodeLink]:
    return NodeLink.objects.filter(Q(source=node) | Q(target=node)).select_related(
        "source__tree", "target__tree", "source__contract", "target__contract"
    )


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


def links_between(contract: Contract) -> QuerySet[NodeLink]:
    return NodeLink.objects.filter(
        Q(source__contract=contract) | Q(target__contract=contract),
        source__archived_at=None,
        target__archived_at=None,
    ).select_related("source", "target")


def archived_nodes(contract: Contract) -> QuerySet[Node]:
    """Archived nodes whose parent is not: those that can be restored at once."""
    return Node.objects.filter(contract=contract, archived_at__isnull=False).filter(
        Q(parent=None) | Q(parent__archived_at=None)
    )


def parts_of_contract(contract: Contract, kind: str) -> QuerySet[Any]:
    """Live results, tracks, findings or actions of a contract (`kind`: word of the address)."""
    model: Any = PART_KINDS[kind]
    return model.objects.filter(contract=contract, archived_at=None).select_related("node", "passage")


def parts_on(node: Node) -> list[tuple[str, str, str, list[Any]]]:
    """What hangs on a node: (address word, heading, singular, rows) for each kind."""
    return [
        (
            kind,
            str(model._meta.verbose_name_plural),
            str(model._meta.verbose_name),
            list(model._default_manager.filter(node=node, archived_at=None).select_related("passage__text")),
        )
        for kind, model in PART_KINDS.items()
    ]


def possible_parents(node: Node) -> list[tuple[int, str]]:
    """The live nodes of the tree under which this one may hang, indented, in the order of the tree."""
    rows = Node.objects.filter(tree_id=node.tree_id, archived_at=None)
    roots = branches(rows)
    barred = {
        one.node.pk for root in roots for one in root.walk() if one.node.pk == node.pk for one in one.walk()
    }
    return [
        (one.node.pk, f"{'– ' * one.depth}{shorten(str(one.node), 90)}")
        for root in roots
        for one in root.walk()
        if one.node.pk not in barred
    ]


def siblings_of(node: Node, parent_id: int | None) -> list[tuple[int, str]]:
    rows = Node.objects.filter(tree_id=node.tree_id, parent_id=parent_id, archived_at=None).exclude(
        pk=node.pk
    )
    return [(one.pk, shorten(str(one), 90)) for one in rows.order_by("position", "pk")]


def possible_targets(node: Node) -> list[tuple[str, list[tuple[int, str]]]]:
    """The nodes to which this one may be linked, by tree: its contract's, and those of the contract above."""
    contracts = [node.contract_id, *([node.contract.parent_id] if node.contract.parent_id else [])]
    rows = Node.objects.filter(contract_id__in=contracts, archived_at=None, tree__archived_at=None)
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in (
        rows.exclude(pk=node.pk)
        .select_related("tree", "contract")
        .order_by("contract", "tree__position", "position")
    ):
        name = one.tree.title if one.contract_id == node.contract_id else f"{one.contract} : {one.tree.title}"
        groups.setdefault(name, []).append((one.pk, shorten(str(one), 90)))
    return list(groups.items())


def node_named(key: int | None, tree: Tree) -> Node | None:
    return Node.objects.filter(pk=key, tree=tree).first() if key else None


def nodes_named(keys: Iterable[int], tree: Tree) -> list[Node]:
    return list(Node.objects.filter(pk__in=list(keys), tree=tree))


def any_node(key: int) -> Node | None:
    return Node.objects.filter(pk=key).select_related("contract").first()


def link_named(node: Node, key: int) -> NodeLink | None:
    return NodeLink.objects.filter(Q(source=node) | Q(target=node), pk=key).select_related("source").first()


def leads_of(node: Node) -> QuerySet[Membership]:
    """The people who lead this objective."""
    return Membership.objects.filter(
        role=Role.LEAD, scope_kind=ScopeKind.OBJECTIVE, scope_id=node.pk
    ).select_related("user", "organisation")


def node_title(key: int) -> str:
    node = Node.objects.filter(pk=key).only("code", "title").first()
    return str(node) if node else "objectif"


def contract_of_node(key: int) -> int | None:
    return Node.objects.filter(pk=key).values_list("contract_id", flat=True).first()


def choices_in(contract_id: int) -> list[tuple[int, str]]:
    rows = Node.objects.filter(contract_id=contract_id, archived_at=None, tree__archived_at=None)
    return [(one.pk, shorten(str(one), 90)) for one in rows.order_by("tree__position", "position", "pk")]


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


def likely_label(tree: Tree, parent: Node | None) -> str:
    """The word of a level that a new node most likely has: that of its siblings, else nothing."""
    return (
        Node.objects.filter(tree=tree, parent=parent, archived_at=None)
        .order_by("-position")
        .values_list("label", flat=True)
        .first()
        or ""
    )
