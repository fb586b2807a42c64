"""The campaigns of a contract."""

from django.db.models import QuerySet

from reciproque.contracts.models import Contract
from reciproque.evaluation.models import Campaign


def campaigns_of(contract: Contract) -> QuerySet[Campaign]:
    return Campaign.objects.filter(contract=contract).select_related("round")
