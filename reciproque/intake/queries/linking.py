"""The links that are proposed between the objectives of a contract's texts, and up to the contract it declines."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Q, QuerySet

from reciproque.contracts.choices import TextKind
from reciproque.contracts.models import Contract, Text
from reciproque.framework.models import Node, NodeLink, Tree
from reciproque.framework.queries import live_nodes, trees_of
from reciproque.intake.models import Item, LinkRefusal
from reciproque.intake.rules.kinships import Kinship, Twig, kinships

LONG_AGO = date(1, 1, 1)
REMEMBERED = 3_600  # seconds


@dataclass(frozen=True)
class Proposal:
    """A link proposed, with both of its ends."""

    source: Node
    target: Node
    kinship: Kinship

    @property
    def key(self) -> str:
        return f"{self.source.pk}-{self.target.pk}"


def proposed_links(
    contract: Contract, visible: QuerySet[Node], *, text: Text | None = None
) -> list[Proposal]:
    """From each framework to the older ones of the contract, and to those above. Six queries, whatever there is.

    `visible`: the nodes that the person may open. With `text`, only what starts from the frameworks of that text.
    """
    own = list(_with_trees(live_nodes(contract).filter(pk__in=visible.values("pk"))))
    above = _above(contract, visible)
    nodes = {one.pk: one for one in [*own, *above]}
    served = _served(contract)
    barred = _barred(contract)
    found = []
    older: list[Node] = list(above)
    for tree, mine in _in_time(contract, own):
        if older and (text is None or tree.text_id == text.pk):
            amends = tree.text is not None and tree.text.kind == TextKind.AMENDMENT
            told = _remembered(_twigs(mine, served), _twigs(older, {}), replaces=amends)
            found += [
                Proposal(nodes[one.source], nodes[one.target], one)
                for one in told
                if not {(one.source, one.target), (one.target, one.source)} & barred
            ]
        older = [*older, *mine]
    return found


def _remembered(mine: list[Twig], older: list[Twig], *, replaces: bool) -> list[Kinship]:
    """The kin of these objectives, remembered as long as neither side says anything else."""
    told = hashlib.blake2b(repr((mine, older, replaces)).encode(), digest_size=16)
    key = f"intake.kinships.{told.hexdigest()}"
    found: list[Kinship] | None = cache.get(key)
    if found is None:
        found = kinships(mine, older, replaces=replaces)
        cache.set(key, found, REMEMBERED)
    return found


def _above(contract: Contract, visible: QuerySet[Node]) -> list[Node]:
    if contract.parent_id is None:
        return []
    rows = visible.filter(contract_id=contract.parent_id, archived_at=None, tree__archived_at=None)
    return list(_with_trees(rows))


def _with_trees(nodes: QuerySet[Node]) -> QuerySet[Node]:
    """With what a line shows, but not the whole document beside every objective."""
    return nodes.select_related("tree__text", "contract").defer("tree__text__source_json")


def _in_time(contract: Contract, nodes: Sequence[Node]) -> list[tuple[Tree, list[Node]]]:
    """From the oldest to the newest, undated ones last; of one text the widest first: the narrower specifies it."""
    by_tree: dict[int, list[Node]] = {}
    for node in nodes:
        by_tree.setdefault(node.tree_id, []).append(node)
    trees = [tree for tree in trees_of(contract) if tree.pk in by_tree]

    def when(tree: Tree) -> tuple[date, int, int, int]:
        start = (tree.text.starts_on or date.max) if tree.text else LONG_AGO
        return (start, tree.text_id or 0, -len(by_tree[tree.pk]), tree.pk)

    return [(tree, by_tree[tree.pk]) for tree in sorted(trees, key=when)]


def _twigs(nodes: Sequence[Node], served: dict[int, str]) -> list[Twig]:
    return [
        Twig(one.pk, one.title, one.code, one.parent_id, served.get(one.pk, ""))
        for one in sorted(nodes, key=lambda one: (one.tree_id, one.position, one.pk))
    ]


def _served(contract: Contract) -> dict[int, str]:
    """What documents say that their objectives serve (« Axe en lien : … »), by key of the node."""
    rows = Item.objects.filter(
        reading__contract=contract, target_label="framework.node", data_json__contains='"linked_to"'
    )
    told = {one.target_key: str(one.data.get("linked_to") or "") for one in rows}
    return {key: said for key, said in told.items() if key and len(said) > 2}


def _barred(contract: Contract) -> set[tuple[int, int]]:
    """Pairs that are linked already, or refused."""
    mine = Q(source__contract=contract) | Q(target__contract=contract)
    linked = NodeLink.objects.filter(mine).values_list("source_id", "target_id")
    refused = LinkRefusal.objects.filter(mine).values_list("source_id", "target_id")
    return {*linked, *refused}


def texts_with_trees(contract: Contract) -> list[Text]:
    """The texts from which links may start."""
    rows = Text.objects.filter(trees__contract=contract, trees__archived_at=None, archived_at=None)
    return list(rows.defer("source_json").distinct())


def refused_links(contract: Contract, visible: QuerySet[Node]) -> QuerySet[LinkRefusal]:
    """Those whose two ends the person may open: the contract above may be closed to her by now."""
    seen = visible.values("pk")
    rows = LinkRefusal.objects.filter(source__contract=contract, source__in=seen, target__in=seen)
    return rows.select_related("source", "target", "by").order_by("-at", "pk")


def refusal_in(contract: Contract, key: int | None, visible: QuerySet[Node]) -> LinkRefusal | None:
    return None if key is None else refused_links(contract, visible).filter(pk=key).first()


def nodes_by_key(contract: Contract, keys: Sequence[int], visible: QuerySet[Node]) -> dict[int, Node]:
    """Nodes of the contract or of the one above, for an act on links."""
    rows = visible.filter(pk__in=keys).filter(Q(contract=contract) | Q(contract=contract.parent_id))
    return {one.pk: one for one in rows.select_related("contract", "tree")}
