"""What can be asked about people, roles and visits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Value, When
from django.utils import timezone

from reciproque.accounts.access import reads_contract
from reciproque.accounts.choices import LinkPurpose, Role, ScopeKind
from reciproque.accounts.models import Link, Membership, RecoveryCode, User, Visit
from reciproque.core import registers
from reciproque.core.text import fold
from reciproque.journal.models import Entry
from reciproque.journal.queries import all_entries, entries_about, entries_by, entries_of_contract
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import active_organisations, like

SUGGESTED = 1_000  # bodies proposed while typing


@dataclass(frozen=True)
class Place:
    """A contract as this floor knows it: a key and a title."""

    pk: int
    title: str

    def __str__(self) -> str:
        return self.title


def title_of(kind: str, key: int) -> str:
    """What a role is limited to, in words; "" when nobody knows it (any more)."""
    known = registers.scope_kinds.named(kind)
    try:
        return known.title(key) if known else ""
    except (ObjectDoesNotExist, LookupError):
        return ""


def title_of_contract(contract: int | None) -> str:
    return (title_of(ScopeKind.CONTRACT, contract) or f"contrat n° {contract}") if contract else ""


def contract_seen_by(user: User, contract: int) -> Any | None:
    """The contract for the head of a page, None when it does not exist or is not for this person."""
    if not reads_contract(user, contract):
        return None
    subject = registers.subjects.named("contracts.contract")
    if subject is not None:
        return subject.visible_to(user).filter(pk=contract).first()
    title = title_of(ScopeKind.CONTRACT, contract)
    return Place(contract, title) if title else None


# In the order in which the roles are listed, the team first.
_rank = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Role)), default=Value(99))


def team_of(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Load what the list of a team shows."""
    invitation = Link.objects.filter(
        user=OuterRef("user"), purpose=LinkPurpose.INVITATION, used_at=None, revoked_at=None
    )
    return (
        memberships.select_related("user", "organisation", "user__organisation")
        .annotate(is_invited=Exists(invitation), rank=_rank)
        .order_by("rank", "user__sort_key", "pk")
    )


def scope_titles(memberships: list[Membership]) -> dict[tuple[str, int], str]:
    """The titles of what these roles are limited to: one question a kind where the kind can list its things."""
    wanted: dict[str, dict[int | None, set[int]]] = {}
    for one in memberships:
        if one.scope_kind not in {ScopeKind.PLATFORM, ScopeKind.CONTRACT}:
            wanted.setdefault(one.scope_kind, {}).setdefault(one.contract_id, set()).add(one.scope_id)
    titles: dict[tuple[str, int], str] = {}
    for name, by_contract in wanted.items():
        kind = registers.scope_kinds.named(name)
        for contract, keys in by_contract.items():
            listed = dict(kind.choices(contract)) if kind and contract else {}
            titles.update({(name, key): listed.get(key) or title_of(name, key) for key in keys})
    return titles


def people_with_roles(people: QuerySet[User]) -> QuerySet[User]:
    return people.select_related("organisation").prefetch_related(
        Prefetch("memberships", Membership.objects.order_by("role", "pk"))
    )


def open_invitations(user: User, at: datetime) -> QuerySet[Link]:
    return Link.objects.filter(
        user=user, purpose=LinkPurpose.INVITATION, used_at=None, revoked_at=None, expires_at__gt=at
    )


def visits_for_listing(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.order_by("-seen_at", "pk")


def roles_by_place(user: User) -> list[tuple[str, list[str]]]:
    """What a person may do, by contract: [(title, ["équipe projet", "pilote d’objectif : …"])]."""
    held = list(Membership.objects.filter(user=user).select_related("organisation"))
    titles = scope_titles(held)
    places: dict[int | None, list[str]] = {}
    for one in held:
        limited = titles.get((one.scope_kind, one.scope_id), "")
        said = Role(one.role).label + (f" : {limited}" if limited else "")
        said += f" (au nom de {one.organisation})" if one.organisation else ""
        places.setdefault(one.contract_id, []).append(said)
    named = [
        (title_of_contract(contract) or "Toute la plateforme", sorted(said))
        for contract, said in places.items()
    ]
    return sorted(named)


def demo_doors(people: QuerySet[User]) -> list[tuple[User, str]]:
    """The accounts of the demo with what each shows, in the order of the roles."""
    order = list(Role.values)
    listed = [
        (user, roles[0].get_role_display() if roles else "sans rôle", roles[0].role if roles else "")
        for user in people_with_roles(people)
        for roles in [list(user.memberships.all())]
    ]
    listed.sort(key=lambda one: (order.index(one[2]) if one[2] else len(order), one[0].email_key))
    return [(user, said) for user, said, _role in listed]


def organisation_named(name: str) -> Organisation | None:
    """The one known body that bears this name or short name without doubt."""
    certain = [found for found in like(name) if found.is_certain]
    return certain[0].organisation if certain else None


def organisation_names() -> list[str]:
    return list(active_organisations().order_by("sort_key", "pk").values_list("name", flat=True)[:SUGGESTED])


def history_of(user: User) -> QuerySet[Entry]:
    """All that was done by a person or about her account."""
    label = User._meta.label_lower
    return entries_by(user.pk) | entries_about(label, user.pk)


def personal_data(user: User) -> dict[str, Any]:
    """What this app knows of a person, for her own export."""
    return {
        "nom": user.name,
        "adresse": user.email,
        "organisme": str(user.organisation) if user.organisation else None,
        "compte créé le": user.created_at.isoformat(),
        "dernière connexion": user.last_login.isoformat() if user.last_login else None,
        "second facteur": user.has_second_factor,
        "rôles": [{"contrat": place, "rôles": said} for place, said in roles_by_place(user)],
        "sessions": [
            {"navigateur": v.browser, "adresse IP": v.address, "depuis": v.started_at.isoformat()}
            for v in visits_for_listing(Visit.objects.filter(user=user))
        ],
        "liens personnels": [
            {"usage": link.get_purpose_display(), "créé le": link.created_at.isoformat()}
            for link in Link.objects.filter(user=user)
        ],
    }


def everything_known(user: User) -> dict[str, Any]:
    """What every app knows of a person (`registers.personal`), as plain data."""
    return {known.key: known.export(user) for known in registers.personal}


def recovery_codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count() if user.has_second_factor else 0


def history_of_team(contract: int) -> QuerySet[Entry]:
    """Who came into the team of a contract, changed and left."""
    return entries_of_contract(contract).filter(subject_label=User._meta.label_lower)


def history_of_member(membership: Membership) -> QuerySet[Entry]:
    """What was done with the roles of one person in one contract."""
    about = entries_about(User._meta.label_lower, membership.user_id)
    return about.filter(contract_id=membership.contract_id)


def platform_roles(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user, scope_kind=ScopeKind.PLATFORM)


def entries_wanted(wanted: Mapping[str, Any]) -> QuerySet[Entry]:
    """The entries of the journal by act, by who acted, by day (of Paris); all when nothing is wanted."""
    entries = all_entries()
    if wanted.get("act"):
        entries = entries.filter(act=wanted["act"])
    if wanted.get("person"):
        people = User.objects.all()
        for word in fold(wanted["person"]).split():
            people = people.filter(search_key__contains=word)
        entries = entries.filter(by_id__in=people.values("pk"))
    if wanted.get("since"):
        entries = entries.filter(at__gte=_midnight(wanted["since"]))
    if wanted.get("until"):
        entries = entries.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def person_at(email: str) -> User | None:
    return User.objects.filter(email_key=fold(email)).first()
