"""The team of a contract and the persons of the platform as tables."""

from collections.abc import Callable, Mapping

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import ROLES_OF_CONTRACT, Role, ScopeKind
from reciproque.accounts.models import Membership, User
from reciproque.core.tables import Choice, Column, Filter, Table

STATES = {
    "open": "compte ouvert",
    "invited": "invitation envoyée",
    "none": "sans compte",
    "closed": "compte fermé",
}
BADGES = {"open": "done", "invited": "waiting", "none": "plain", "closed": "late"}

NO_PASSWORD = Q(("password__startswith", UNUSABLE_PASSWORD_PREFIX))

ROLES = Filter("role", "Rôle", [Choice(role.value, role.label, Q(role=role)) for role in ROLES_OF_CONTRACT])
OF_PEOPLE = Filter(
    "compte",
    "Compte",
    [
        Choice("ouverts", "ouverts", Q(is_active=True) & ~NO_PASSWORD),
        Choice("attente", "sans mot de passe", Q(is_active=True) & NO_PASSWORD),
        Choice("fermes", "fermés", Q(is_active=False, forgotten_at__isnull=True)),
        Choice("sans_role", "sans rôle", Q(memberships__isnull=True, forgotten_at__isnull=True)),
        Choice("oublies", "oubliés", Q(forgotten_at__isnull=False)),
    ],
)


def state_of(user: User, *, is_invited: bool = False) -> str:
    if not user.is_active:
        return "closed"
    if user.has_account:
        return "open"
    return "invited" if is_invited else "none"


def team_table(titles: Mapping[tuple[str, int], str], *, contract: int, steers: bool) -> Table[Membership]:
    """Addresses and the pages where roles change are for who steers the contract."""

    def scope(membership: Membership) -> str:
        if membership.scope_kind == ScopeKind.CONTRACT:
            return "tout le contrat"
        return titles.get((membership.scope_kind, membership.scope_id), "") or "(plus dans le contrat)"

    def page(membership: Membership) -> str:
        return reverse("accounts:team_member", args=[contract, membership.pk])

    def state(membership: Membership) -> str:
        return state_of(membership.user, is_invited=bool(getattr(membership, "is_invited", False)))

    link: Callable[[Membership], str] | None = page if steers else None
    columns: list[Column[Membership]] = [
        Column("Personne", lambda m: str(m.user), sort="user__sort_key", link=link),
        Column("Rôle", lambda m: m.get_role_display(), sort="rank"),
        Column("Limité à", scope),
        Column(
            "Au nom de",
            lambda m: str(m.organisation or m.user.organisation or ""),
            sort="organisation__sort_key",
        ),
    ]
    if steers:
        columns += [
            Column("Adresse", lambda m: m.user.email, sort="user__email_key"),
            Column("Compte", lambda m: STATES[state(m)], badge=lambda m: BADGES[state(m)]),
            Column("Depuis le", lambda m: timezone.localdate(m.since), kind="date", sort="since"),
        ]
    return Table(
        name="equipe",
        caption=("personne", "personnes"),
        columns=columns,
        filters=[ROLES],
        search="user__search_key",
        default_order=("rank", "user__sort_key", "pk"),
        empty="Personne n’a encore de rôle dans ce contrat.",
    )


def _roles(user: User) -> str:
    return ", ".join(sorted({Role(held.role).label for held in user.memberships.all()}))


PEOPLE: Table[User] = Table(
    name="personnes",
    caption=("personne", "personnes"),
    columns=[
        Column("Personne", str, sort="sort_key", link=lambda u: reverse("accounts:person", args=[u.pk])),
        Column("Adresse", lambda user: user.email, sort="email_key"),
        Column("Organisme", lambda user: str(user.organisation or ""), sort="organisation__sort_key"),
        Column("Rôles", _roles),
        Column("Compte", lambda u: STATES[state_of(u)], badge=lambda u: BADGES[state_of(u)]),
        Column("Second facteur", lambda user: user.has_second_factor, kind="yesno", shown=False),
        Column("Dernière connexion", lambda user: user.last_login, kind="date", sort="last_login"),
    ],
    filters=[OF_PEOPLE],
    search="search_key",
    default_order=("sort_key", "pk"),
)
