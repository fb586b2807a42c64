"""What can be asked about instances."""

from django.db.models import QuerySet

from reciproque.contracts.models import Contract
from reciproque.governance.models import Body


def bodies_of(contract: Contract) -> QuerySet[Body]:
    return Body.objects.filter(contract=contract, archived_at=None).select_related("contract")


def archived_bodies(contract: Contract) -> QuerySet[Body]:
    return Body.objects.filter(contract=contract, archived_at__isnull=False)


def body_name(key: int) -> str:
    return Body.objects.filter(pk=key).values_list("name", flat=True).first() or "instance"


def contract_of_body(key: int) -> int | None:
    return Body.objects.filter(pk=key).values_list("contract_id", flat=True).first()


def choices_in(contract_id: int) -> list[tuple[int, str]]:
    return list(Body.objects.filter(contract_id=contract_id, archived_at=None).values_list("pk", "name"))
