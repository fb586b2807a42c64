"""What can be asked about indicateurs."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from reciproque.accounts.models import Membership, User
from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from reciproque.monitoring.models import Indicator, Value


def indicators_of(contract: Contract) -> QuerySet[Indicator]:
    return Indicator.objects.filter(contract=contract, archived_at=None).select_related("node")


def wordings_by_node(contract_id: int) -> list[tuple[int, str]]:
    """What the indicators of each objective say: for suggestions."""
    rows = Indicator.objects.filter(contract_id=contract_id, archived_at=None, node__isnull=False)
    return list(rows.order_by("pk").values_list("node_id", "wording"))


def has_values(indicator: Indicator) -> bool:
    return Value.objects.filter(indicator=indicator).exists()


def people_feeding(contract: Contract, also: int | None = None) -> QuerySet[User]:
    """Who can be asked for values by name: whoever holds a role in the contract, and whoever already is (`also`)."""
    held = Membership.objects.filter(contract_id=contract.pk).values("user")
    return User.objects.filter(Q(pk__in=held, is_active=True) | Q(pk=also)).order_by("name", "pk")


def archived_indicators(contract: Contract) -> QuerySet[Indicator]:
    return Indicator.objects.filter(contract=contract, archived_at__isnull=False)


def indicators_on(node: Node) -> QuerySet[Indicator]:
    return Indicator.objects.filter(node=node, archived_at=None)


def counted_on(nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """Those of the nodes that carry live indicators, and how many. One query."""
    rows = Indicator.objects.filter(node__in=nodes, archived_at=None).order_by()
    counts = dict(rows.values_list("node_id").annotate(n=Count("pk")))
    return [(node, counts[node.pk]) for node in nodes if node.pk in counts]


def computed_indicators() -> list[Indicator]:
    """The live indicators of live contracts that the software feeds itself."""
    rows = Indicator.objects.exclude(computed_by="").filter(archived_at=None, contract__archived_at=None)
    return list(rows.exclude(kind="").select_related("contract").order_by("pk"))
