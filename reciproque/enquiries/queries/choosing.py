"""Whom a round can be asked of: the persons who have something to do with its contract."""

from django.db.models import Q, QuerySet

from reciproque.accounts.models import Membership, User
from reciproque.contracts.models import Contract
from reciproque.enquiries.choices import TYPABLE, SheetState
from reciproque.enquiries.models import Participation, Round, Sheet
from reciproque.organisations.models import Organisation


def people_around(contract: Contract, *, role: str = "", body: int | None = None) -> QuerySet[User]:
    """Those who hold a role in it, or answered a sheet of it before; by name. `role`, `body`: only of that one."""
    people = _around(contract, role)
    return people if body is None else people.filter(organisation_id=body)


def bodies_of(people: QuerySet[User]) -> list[Organisation]:
    """The bodies of these persons, by name."""
    keys = people.order_by().values("organisation_id")
    return list(Organisation.objects.filter(pk__in=keys).order_by("sort_key", "pk"))


def who_still_has_sheets(round_: Round) -> QuerySet[User]:
    """Those who still have sheets of the round to hand over or to check, by name; closed accounts among them."""
    left = Sheet.objects.filter(round=round_, state__in=[*TYPABLE, SheetState.CHECKING])
    mine = Q(pk__in=left.values("recipient_id")) | Q(pk__in=left.values("checker_id"))
    return User.objects.filter(mine).select_related("organisation").order_by("sort_key", "pk")


def _around(contract: Contract, role: str) -> QuerySet[User]:
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
