"""Who may come. Every view wears one guard, which leaves its name on the view; a test walks every address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership, User

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request behind a guard: `user` is a person."""

    user: User


def public(view: View) -> View:
    """Anybody may come, signed in or not."""
    view.guard = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def allowed(test: Callable[[User], bool]) -> Callable[[View], View]:
    """Only those who pass the test may come. The name of the test is what the door says."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not test(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.guard = test.__name__  # type: ignore[attr-defined]
        return guarded

    return decorate


@dataclass(frozen=True)
class Held:
    """A role as it is held: enough to judge without another query."""

    role: str
    scope_kind: str
    scope_id: int
    contract_id: int | None
    organisation_id: int | None


def roles_of(user: User) -> frozenset[Held]:
    """The roles of a person, read once per user object (that is, once per request)."""
    held = getattr(user, "_held_roles", None)
    if held is None:
        rows = Membership.objects.filter(user=user) if user.is_active else ()
        held = frozenset(
            Held(m.role, m.scope_kind, m.scope_id, m.contract_id, m.organisation_id) for m in rows
        )
        user._held_roles = held  # type: ignore[attr-defined]
    return held


def forget_roles(user: User) -> None:
    """After a change of roles in the same request."""
    user.__dict__.pop("_held_roles", None)


def is_signed_in(user: User) -> bool:
    return user.is_authenticated


def has_role(user: User, *roles: str) -> bool:
    """Whether the person holds one of these roles, wherever."""
    return any(held.role in roles for held in roles_of(user))


def is_administrator(user: User) -> bool:
    return has_role(user, Role.ADMINISTRATOR)


def sees_everything(user: User) -> bool:
    return has_role(user, Role.ADMINISTRATOR, Role.OBSERVER)


def contract_ids(user: User, roles: Iterable[str] | None = None) -> set[int]:
    """The contracts in which the person holds one of these roles (any role: None), whatever the narrower scope."""
    wanted = None if roles is None else set(roles)
    return {
        held.contract_id
        for held in roles_of(user)
        if held.contract_id is not None and (wanted is None or held.role in wanted)
    }


def scope_ids(user: User, role: str, kind: str) -> set[int]:
    """The keys of the things of that kind to which the person's role is limited."""
    return {held.scope_id for held in roles_of(user) if held.role == role and held.scope_kind == kind}


WHOLE_CONTRACT = [
    Role.TEAM,
    Role.STATE,
    Role.FUNDER,
    Role.SIGNATORY,
    Role.ASSOCIATION,
    Role.COUNCILLOR,
    Role.READER,
]


def reads_contract(user: User, contract_id: int) -> bool:
    """Whether the person reads the whole contract: all roles of the contract but that of lead, who sees only hers."""
    return sees_everything(user) or contract_id in contract_ids(user, WHOLE_CONTRACT)


def steers_contract(user: User, contract_id: int) -> bool:
    """Whether the person is of the project team of the contract, or an administrator of the platform."""
    return is_administrator(user) or contract_id in contract_ids(user, [Role.TEAM])


def leads(user: User) -> set[int]:
    """The keys of the objectives that the person leads."""
    return scope_ids(user, Role.LEAD, ScopeKind.OBJECTIVE)
