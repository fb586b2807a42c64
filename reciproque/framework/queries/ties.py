"""How the objectives of a contract stand to those of the contracts above and below it."""

from dataclasses import dataclass, field

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node, NodeLink
from reciproque.framework.queries.trees import branches, live_nodes


@dataclass
class Contribution:
    """An objective and those tied to it by « contribue à » in the other contract."""

    node: Node
    tied: list[Node] = field(default_factory=list)


@dataclass
class Declension:
    """Two contracts, one of which declines the other: each objective of each with those it is tied to."""

    above: Contract
    below: Contract
    given: list[Contribution]
    received: list[Contribution]

    @property
    def apart(self) -> list[Node]:
        """Objectives of the lower contract that contribute to nothing above."""
        return [one.node for one in self.given if not one.tied]

    @property
    def unserved(self) -> list[Node]:
        """Objectives of the upper contract to which nothing of the lower one contributes."""
        return [one.node for one in self.received if not one.tied]


def declension_of(below: Contract, above: Contract) -> Declension:
    """Both sides of the ties between a contract and the one that it declines. Three queries."""
    given = {node.pk: Contribution(node) for node in _in_tree_order(below)}
    received = {node.pk: Contribution(node) for node in _in_tree_order(above)}
    links = NodeLink.objects.filter(source__contract=below, target__contract=above).order_by("pk")
    for source, target in dict.fromkeys(links.values_list("source_id", "target_id")):
        if source in given and target in received:
            given[source].tied.append(received[target].node)
            received[target].tied.append(given[source].node)
    return Declension(above, below, list(given.values()), list(received.values()))


def _in_tree_order(contract: Contract) -> list[Node]:
    return [one.node for root in branches(live_nodes(contract)) for one in root.walk()]


def is_declined(contract: Contract) -> bool:
    """Whether another contract declines this one."""
    return contract.children.filter(archived_at=None).exists()
