"""Whom a round can be asked of: the persons who have something to do with its contract."""

from django.db.models import QuerySet

from reciproque.accounts.models import Membership, User
from reciproque.contracts.models import Contract
from reciproque.enquiries.models import Participation, Round, Sheet


def people_around(contract: Contract, *, role: str = "") -> QuerySet[User]:
    """Those who hold a role in it, or answered a sheet of it before; by name. `role`: only that one."""
    roles = Membership.objects.filter(contract_id=contract.pk)
    if role:
        return _living(User.objects.filter(pk__in=roles.filter(role=role).values("user_id")))
    answered = Participation.objects.filter(sheet__round__contract=contract)
    return _living(
        User.objects.filter(pk__in=roles.values("user_id"))
        | User.objects.filter(pk__in=answered.values("user_id"))
    )


def _living(people: QuerySet[User]) -> QuerySet[User]:
    return people.filter(is_active=True).select_related("organisation").order_by("sort_key", "pk")


def roles_in(contract: Contract) -> set[str]:
    """The roles that somebody holds in the contract."""
    return set(Membership.objects.filter(contract_id=contract.pk).values_list("role", flat=True))


def earlier_rounds(contract: Contract, *, kind: str) -> QuerySet[Round]:
    """Rounds of that kind whose questions may serve again, the latest first."""
    return Round.objects.filter(contract=contract, kind=kind).order_by("-due_on", "-pk")


def asked_before(round_: Round) -> dict[int, Sheet]:
    """The sheets of the round that this one was made after, by the person of whom they were asked."""
    if round_.copied_from_id is None:
        return {}
    rows = Sheet.objects.filter(round_id=round_.copied_from_id, recipient__isnull=False)
    return {one.recipient_id or 0: one for one in rows.select_related("recipient__organisation")}
