"""Which contracts are open, and which of their indicators anybody may read."""

from collections.abc import Collection

from django.db.models import QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from reciproque.monitoring.models import Indicator
from reciproque.publication.models import OpenData, PublishedIndicator


def open_contracts() -> QuerySet[OpenData]:
    """What anybody may read, by the name of the contract."""
    rows = OpenData.objects.filter(opened_at__isnull=False, contract__archived_at=None)
    return rows.select_related("contract").order_by("contract__sort_key", "contract_id")


def open_data_of(contract: Contract) -> OpenData:
    """The opening of a contract, unsaved where it has none yet."""
    return OpenData.objects.filter(contract=contract).first() or OpenData(contract=contract)


def all_published(contract_id: int) -> QuerySet[PublishedIndicator]:
    """The indicators that the team chose, whether the contract is open or not; archived ones leave by themselves."""
    return PublishedIndicator.objects.filter(
        contract=contract_id, withdrawn_at=None, indicator__archived_at=None
    )


def published_of(contract_id: int) -> QuerySet[PublishedIndicator]:
    """The same, for a page: in the order of their numbers' making."""
    return (
        all_published(contract_id)
        .select_related("indicator__node", "leaf")
        .order_by("indicator__position", "pk")
    )


def published_to_lock(contract_id: int, indicators: Collection[int]) -> QuerySet[PublishedIndicator]:
    return PublishedIndicator.objects.filter(contract=contract_id, indicator__in=indicators)


def numbers_taken(contract_id: int) -> set[str]:
    """Every number that was ever given: a withdrawn indicator keeps its own."""
    return set(PublishedIndicator.objects.filter(contract=contract_id).values_list("number", flat=True))


def places_in_trees(contract_id: int) -> list[tuple[int, int | None]]:
    """The live objectives (key, key above) in the order of the contract."""
    rows = Node.objects.filter(contract=contract_id, archived_at=None)
    return list(rows.order_by("tree__position", "tree_id", "position", "pk").values_list("pk", "parent_id"))


def choices_of(contract: Contract) -> QuerySet[Indicator]:
    """The indicators among which the team chooses."""
    rows = Indicator.objects.filter(contract=contract, archived_at=None).exclude(kind="")
    return rows.select_related("node", "published", "headline").order_by("position", "pk")


def root_titles(contract_id: int) -> dict[int, str]:
    """For each objective of a contract the title of the root above it, its own for a root."""
    rows = Node.objects.filter(contract=contract_id).values_list("pk", "parent_id", "title")
    above = {key: (parent, title) for key, parent, title in rows}
    told = {}
    for key in above:
        top = key
        while above[top][0] in above:
            top = above[top][0]
        told[key] = above[top][1]
    return told
