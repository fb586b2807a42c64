"""How the objectives of a contract stand to national lists, and to the contracts above and below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node, NodeLink, Tie
from reciproque.framework.queries.trees import Branch, branches, live_nodes
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import references_of


@dataclass
class Row:
    """An objective in the matrix: the keys of the lines that it is tied to, and whether anything covers it."""

    node: Node
    depth: int
    tied: set[int]
    covered: bool


@dataclass
class Matrix:
    """Objectives × lines of a national list, with the gaps on both sides."""

    nomenclature: Nomenclature
    lines: Sequence[Reference]
    rows: list[Row]

    @property
    def missing(self) -> list[Reference]:
        """The lines that no objective of the contract serves."""
        served = {key for row in self.rows for key in row.tied}
        return [line for line in self.lines if line.pk not in served]

    @property
    def uncovered(self) -> list[Row]:
        """The objectives that serve no line: neither themselves, nor one above or below them."""
        return [row for row in self.rows if not row.covered]


def matrix_of(contract: Contract, nomenclature: Nomenclature) -> Matrix:
    """Two queries, whatever the size of the framework."""
    lines = list(references_of(nomenclature.code))
    ties: dict[int, set[int]] = {}
    rows_of_list = Tie.objects.filter(node__contract=contract, reference__nomenclature=nomenclature)
    for node, line in rows_of_list.values_list("node_id", "reference_id"):
        ties.setdefault(node, set()).add(line)
    rows: list[Row] = []
    for root in branches(live_nodes(contract)):
        _add_rows(root, ties, above=False, rows=rows)
    return Matrix(nomenclature, lines, rows)


def _add_rows(branch: Branch, ties: dict[int, set[int]], *, above: bool, rows: list[Row]) -> bool:
    """The rows of a branch, from the top. Returns whether it or anything in it is tied."""
    tied = ties.get(branch.node.pk, set())
    row = Row(branch.node, branch.depth, tied, covered=above or bool(tied))
    rows.append(row)
    below = [_add_rows(one, ties, above=row.covered, rows=rows) for one in branch.branches]
    row.covered = row.covered or any(below)
    return bool(tied) or any(below)


def nomenclatures_for_ties(contract: Contract) -> QuerySet[Nomenclature]:
    """The lists to which objectives of any contract are tied."""
    return Nomenclature.objects.filter(references__isnull=False).distinct()


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
