"""What can be asked about engagements."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from reciproque.partners.models import Commitment


def commitments_of(contract: Contract) -> QuerySet[Commitment]:
    return Commitment.objects.filter(contract=contract, archived_at=None).select_related(
        "organisation", "node", "text"
    )


def archived_commitments(contract: Contract) -> QuerySet[Commitment]:
    return Commitment.objects.filter(contract=contract, archived_at__isnull=False)


def commitments_on(node: Node) -> QuerySet[Commitment]:
    return Commitment.objects.filter(node=node, archived_at=None)


def counted_on(nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """Those of the nodes that carry live commitments, and how many. One query."""
    rows = Commitment.objects.filter(node__in=nodes, archived_at=None).order_by()
    counts = dict(rows.values_list("node_id").annotate(n=Count("pk")))
    return [(node, counts[node.pk]) for node in nodes if node.pk in counts]
