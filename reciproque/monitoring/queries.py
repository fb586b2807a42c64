"""What can be asked about indicateurs."""

from django.db.models import QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from reciproque.monitoring.models import Indicator


def indicators_of(contract: Contract) -> QuerySet[Indicator]:
    return Indicator.objects.filter(contract=contract, archived_at=None).select_related("node")


def archived_indicators(contract: Contract) -> QuerySet[Indicator]:
    return Indicator.objects.filter(contract=contract, archived_at__isnull=False)


def indicators_on(node: Node) -> QuerySet[Indicator]:
    return Indicator.objects.filter(node=node, archived_at=None)
