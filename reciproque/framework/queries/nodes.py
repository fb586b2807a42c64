"""What the page of a node shows, and what its forms offer."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership
from reciproque.contracts.models import Contract, Signature
from reciproque.core.text import shorten
from reciproque.framework.models import PART_KINDS, Node, NodeLink, Tree
from reciproque.framework.queries.trees import branches, with_counts
from reciproque.organisations.models import Organisation
from reciproque.territories.models import Commune, Neighbourhood


def path_of(node: Node, visible: QuerySet[Node]) -> list[Node]:
    """From the root down to the parent, as far as the person may open them. One query, whatever the depth."""
    rows = visible.filter(tree_id=node.tree_id).only("pk", "parent_id", "code", "title", "label", "tree_id")
    by_key = {one.pk: one for one in rows}
    line: list[Node] = []
    above = by_key.get(node.parent_id or 0)
    while above is not None and above not in line:
        line.insert(0, above)
        above = by_key.get(above.parent_id or 0)
    return line


def children_of(node: Node) -> QuerySet[Node]:
    return with_counts(node.children.filter(archived_at=None)).order_by("position", "pk")


def links_of(node: Node, visible: QuerySet[Node]) -> QuerySet[NodeLink]:
    """The ties of a node to others that the person may open."""
    return NodeLink.objects.filter(
        Q(source=node, target__in=visible) | Q(target=node, source__in=visible)
    ).select_related("source__contract", "target__contract")


def parts_of_contract(contract: Contract, kind: str) -> QuerySet[Any]:
    """Live results, tracks, findings or actions of a contract (`kind`: word of the address)."""
    model: Any = PART_KINDS[kind]
    return model.objects.filter(contract=contract, archived_at=None).select_related("node", "passage")


def archived_parts(contract: Contract, kind: str) -> QuerySet[Any]:
    model: Any = PART_KINDS[kind]
    rows = model.objects.filter(contract=contract, archived_at__isnull=False)
    return rows.select_related("node").order_by("-archived_at", "pk")


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
    offered: list[tuple[int, str]] = []
    waiting = branches(Node.objects.filter(tree_id=node.tree_id, archived_at=None))[::-1]
    while waiting:
        branch = waiting.pop()
        if branch.node.pk != node.pk:  # nor anything under it
            offered.append((branch.node.pk, f"{'– ' * branch.depth}{shorten(str(branch.node), 90)}"))
            waiting.extend(branch.branches[::-1])
    return offered


def siblings_of(node: Node, parent_id: int | None) -> list[tuple[int, str]]:
    rows = Node.objects.filter(tree_id=node.tree_id, parent_id=parent_id, archived_at=None).exclude(
        pk=node.pk
    )
    return [(one.pk, shorten(str(one), 90)) for one in rows.order_by("position", "pk")]


def possible_targets(node: Node, visible: QuerySet[Node]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The nodes to which this one may be linked, by tree: its contract's, and those of the contract above."""
    contracts = [key for key in (node.contract_id, node.contract.parent_id) if key]
    rows = visible.filter(contract_id__in=contracts, archived_at=None, tree__archived_at=None)
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in (
        rows.exclude(pk=node.pk)
        .select_related("tree", "contract")
        .order_by("contract", "tree__position", "tree", "position", "pk")
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
    return (
        Membership.objects.filter(role=Role.LEAD, scope_kind=ScopeKind.OBJECTIVE, scope_id=node.pk)
        .select_related("user", "organisation")
        .order_by("pk")
    )


def node_title(key: int) -> str:
    node = Node.objects.filter(pk=key).only("code", "title").first()
    return str(node) if node else "objectif"


def contract_of_node(key: int) -> int | None:
    return Node.objects.filter(pk=key).values_list("contract_id", flat=True).first()


def choices_in(contract_id: int) -> list[tuple[int, str]]:
    rows = Node.objects.filter(contract_id=contract_id, archived_at=None, tree__archived_at=None)
    return [(one.pk, shorten(str(one), 90)) for one in rows.order_by("tree__position", "position", "pk")]


def likely_label(tree: Tree, parent: Node | None) -> str:
    """The word of a level that a new node most likely has: that of its siblings, else nothing."""
    return (
        Node.objects.filter(tree=tree, parent=parent, archived_at=None)
        .order_by("-position")
        .values_list("label", flat=True)
        .first()
        or ""
    )


def bodies_of(contract: Contract, current: Q) -> QuerySet[Organisation]:
    """The bodies that can be chosen for a node: signatories, those that lead something here, and the current ones."""
    # Each way in is a query of its own inside: joined together, all the bodies of the country would be walked.
    signing = Signature.objects.filter(text__contract=contract).values("organisation")
    leading = Node.objects.filter(contract=contract).values("lead_organisation")
    known = Q(pk__in=signing) | Q(pk__in=leading)
    chosen = Organisation.objects.filter(current).values("pk")
    return Organisation.objects.filter(Q(archived_at=None) & known | Q(pk__in=chosen))


def neighbourhoods_for(node: Node) -> QuerySet[Neighbourhood]:
    """Those of the contract, and those that the node already names."""
    return Neighbourhood.objects.filter(Q(contracts=node.contract_id) | Q(nodes=node)).distinct()


def communes_for(node: Node) -> QuerySet[Commune]:
    return Commune.objects.filter(Q(contracts=node.contract_id) | Q(nodes=node)).distinct()
