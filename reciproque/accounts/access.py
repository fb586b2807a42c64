"""Who may come. Every view wears one guard, which leaves its name on the view; a test walks every address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from inspect import signature
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Link, Membership, User, Visit
from reciproque.accounts.rules.memberships import Grant

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request behind a guard: `user` is a person."""

    user: User


class LinkRequest(SignedInRequest):
    """A request behind a personal link: `user` is the person of the link, for this page only."""

    link: Link


def public(view: View) -> View:
    """Anybody may come, signed in or not."""
    view.guard = "public"  # type: ignore[attr-defined]  # our own mark, read by the tests of all doors
    return login_not_required(view)


def allowed(test: Callable[[User], bool]) -> Callable[[View], View]:
    """Only those who pass the test may come. The name of the test is what the door says."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not test(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.guard = test.__name__  # type: ignore[attr-defined]  # our own mark, read by the tests of all doors
        return guarded

    return decorate


def token_hash(token: str) -> str:
    """What is kept of the secret of a link: it has 256 random bits, so a plain hash cannot be turned back."""
    return sha256(token.encode()).hexdigest()


def link_of(token: str, purpose: str) -> Link | None:
    """The link that bears this secret, for this purpose, whatever its state."""
    hashed = token_hash(token)
    link = Link.objects.filter(token_hash=hashed, purpose=purpose).select_related("user").first()
    return link if link is not None and constant_time_compare(link.token_hash, hashed) else None


def by_link(purpose: str, *, dead: str = "accounts/link_dead.html") -> Callable[[View], View]:
    """Only with a personal link of that purpose (`<str:token>` in the address), open and of a living account.

    The person of the link is `request.user` for this page, without a session. Nothing is consumed here: a page
    that is only shown leaves the link as it was, for mail scanners follow links. `dead` is the page of a link that
    is not open: it says what to do. A view that has a `token` among its arguments is given it.
    """

    def decorate(view: View) -> View:
        takes_token = "token" in signature(view).parameters

        @wraps(view)
        def guarded(request: LinkRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
            link = link_of(token, purpose)
            if link is None or not link.is_open(timezone.now()) or not link.user.is_active:
                status = 404 if link is None else 410
                response = render(request, dead, {"purpose": purpose, "token": token}, status=status)
            else:
                request.link, request.user = link, link.user
                named = {"token": token} if takes_token else {}
                response = view(request, *args, **named, **kwargs)
            # The address holds a secret: no page learns it. Not "no-referrer": browsers would then send the
            # form of this page as coming from nowhere, and every link would end at a refused form.
            response["Referrer-Policy"] = "strict-origin"
            response["Cache-Control"] = "no-store"
            return response

        guarded.guard = f"by_link({purpose})"  # type: ignore[attr-defined]  # our own mark, read by the tests of all doors
        return login_not_required(guarded)

    return decorate


def address_of(request: HttpRequest) -> str:
    """The IP address of the browser, "" if unknown; behind our proxies, the one that the outermost of them saw."""
    proxies = settings.TRUSTED_PROXIES
    seen = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    said = seen[-proxies] if proxies and len(seen) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said))
    except ValueError:
        return ""


def lockout_address(request: HttpRequest) -> str | None:
    """The address under which failed attempts are counted: of IPv6 the network, which one household has whole."""
    said = address_of(request)
    if ":" in said:
        return str(ip_network(f"{said}/64", strict=False).network_address)
    return said or None


@dataclass(frozen=True)
class Held:
    """A role as it is held: enough to judge without another query."""

    role: str
    scope_kind: str
    scope_id: int
    contract_id: int | None
    organisation_id: int | None


_HELD = ("role", "scope_kind", "scope_id", "contract_id", "organisation_id")


def roles_of(user: User) -> frozenset[Held]:
    """The roles of a person, read once per user object (that is, once per request)."""
    held = getattr(user, "_held_roles", None)
    if held is None:
        rows = Membership.objects.filter(user=user).order_by().values_list(*_HELD) if user.is_active else ()
        held = frozenset(Held(*row) for row in rows)
        user._held_roles = held  # type: ignore[attr-defined]  # remembered for this request
    return held


def forget_roles(user: User) -> None:
    """After a change of roles in the same request.

    By its attribute, never by `__dict__`: `request.user` is a lazy wrapper, whose dictionary is not the person's.
    """
    if hasattr(user, "_held_roles"):
        del user._held_roles


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


def may_grant(user: User | None, grant: Grant) -> bool:
    """Administrators give any role; the team gives those of its own contract. `None` is the house itself."""
    if user is None or is_administrator(user):
        return True
    if grant.contract_id is None or grant.role in {Role.ADMINISTRATOR, Role.OBSERVER}:
        return False
    return steers_contract(user, grant.contract_id)


def may_manage(user: User | None, membership: Membership) -> bool:
    """Whether the person may change or take away this role."""
    if user is None or is_administrator(user):
        return True
    return membership.contract_id is not None and steers_contract(user, membership.contract_id)


def memberships_visible_to(user: User, contract: int) -> QuerySet[Membership]:
    """The roles of a contract, for who reads it."""
    if not reads_contract(user, contract):
        return Membership.objects.none()
    return Membership.objects.filter(contract_id=contract)


def people_visible_to(user: User) -> QuerySet[User]:
    """The persons of the platform: all for administrators, oneself for others."""
    return User.objects.all() if is_administrator(user) else User.objects.filter(pk=user.pk)


def visits_of(user: User) -> QuerySet[Visit]:
    """The open sessions of the person herself; nobody else sees them."""
    return Visit.objects.filter(user=user)


def demo_people() -> QuerySet[User]:
    """The accounts that the demo offers on its sign-in page: none unless this is the demo."""
    if not settings.DEMO:
        return User.objects.none()
    return User.objects.filter(is_demo=True, is_active=True)


def may_read_messages(user: User) -> bool:
    """The outbox is for administrators; in the demo its mails are for everybody who is signed in."""
    return is_administrator(user) or (settings.DEMO and user.is_authenticated)
