"""Who decides what anybody may read, and what anybody may read."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import contract_ids, is_administrator, steers_contract
from reciproque.accounts.choices import Role
from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.publication.models import OpenData


def may_open(user: User, contract: Contract) -> bool:
    """The project team answers for what leaves the contract."""
    return contract.archived_at is None and steers_contract(user, contract.pk)


def open_data_visible_to(user: User) -> QuerySet[OpenData]:
    """The openings of the contracts that the person steers, whether open or not."""
    if is_administrator(user):
        return OpenData.objects.all()
    return OpenData.objects.filter(contract__in=contract_ids(user, [Role.TEAM]))


def open_to_all(contract_id: int) -> OpenData:
    """What anybody may read of a contract; a 404 when it is closed, as if it did not exist."""
    rows = OpenData.objects.filter(opened_at__isnull=False, contract__archived_at=None)
    return get_object_or_404(rows.select_related("contract"), contract=contract_id)
