"""The register of recommendations of a contract, and those that an objective answers."""

from django.db.models import Count, Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node, Recommendation


def recommendations_of(contract: Contract) -> QuerySet[Recommendation]:
    """The live ones, with `n_nodes`, how many live objectives answer each."""
    rows = Recommendation.objects.filter(contract=contract, archived_at=None).select_related("owner")
    return rows.annotate(n_nodes=Count("nodes", filter=Q(nodes__archived_at=None), distinct=True))


def archived_recommendations(contract: Contract) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(contract=contract, archived_at__isnull=False)
    return rows.order_by("-archived_at", "pk")


def recommendations_on(node: Node) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(nodes=node, archived_at=None).select_related("owner")


def recommendations_from(label: str, key: int) -> QuerySet[Recommendation]:
    """Those that a thing of the house made (a campaign)."""
    return Recommendation.objects.filter(origin_label=label, origin_key=key, archived_at=None)


def answering_nodes(one: Recommendation) -> QuerySet[Node]:
    return one.nodes.filter(archived_at=None).order_by("tree__position", "position", "pk")


def origins_of(contract: Contract) -> list[str]:
    """The origins already named, for the form to offer them again."""
    rows = Recommendation.objects.filter(contract=contract).order_by("origin")
    return list(rows.values_list("origin", flat=True).distinct())
