"""What can be asked about engagements."""

from django.db.models import QuerySet

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
