"""Who may bring documents and review what was read. A reading belongs to who brought it and to the contract's team."""

from django.db.models import Q, QuerySet

from reciproque.accounts.access import is_administrator, steers_contract
from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_steered_by, may_create_contract
from reciproque.contracts.models import Contract
from reciproque.intake.models import Item, Reading


def may_bring_documents(user: User) -> bool:
    return may_create_contract(user)


def may_bring_into(user: User, contract: Contract | None) -> bool:
    """Into an existing contract: its team. Into a new one: who may create contracts."""
    return may_create_contract(user) if contract is None else steers_contract(user, contract.pk)


def readings_visible_to(user: User) -> QuerySet[Reading]:
    if is_administrator(user):
        return Reading.objects.all()
    return Reading.objects.filter(
        Q(contract__in=contracts_steered_by(user)) | Q(contract=None, asked_by=user)
    )


def items_visible_to(user: User) -> QuerySet[Item]:
    return Item.objects.filter(reading__in=readings_visible_to(user))


def may_review(user: User, reading: Reading) -> bool:
    if reading.contract_id is not None:
        return steers_contract(user, reading.contract_id)
    return is_administrator(user) or reading.asked_by_id == user.pk
