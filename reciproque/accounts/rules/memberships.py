"""What a role may be limited to, and when it may be given, changed or taken away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from reciproque.accounts.choices import SCOPES_OF_ROLE, Role, ScopeKind
from reciproque.accounts.models import Membership, User
from reciproque.core import registers
from reciproque.organisations.models import Organisation


@dataclass(frozen=True)
class Grant:
    """A role to be given: which, on what, in which contract, on behalf of whom."""

    role: str
    scope_kind: str = ScopeKind.PLATFORM
    scope_id: int = 0
    contract_id: int | None = None
    organisation: Organisation | None = None

    @classmethod
    def everywhere(cls, role: str) -> Self:
        """A role on the whole platform: administrator, observer."""
        return cls(role)

    @classmethod
    def in_contract(cls, role: str, contract: int, organisation: Organisation | None = None) -> Self:
        return cls(role, ScopeKind.CONTRACT, contract, contract, organisation)

    @classmethod
    def lead_of(cls, objective: int, organisation: Organisation | None = None) -> Self:
        """The lead of an objective; its contract is asked from the app that owns objectives."""
        return cls(
            Role.LEAD,
            ScopeKind.OBJECTIVE,
            objective,
            contract_of(ScopeKind.OBJECTIVE, objective),
            organisation,
        )


def contract_of(kind: str, key: int) -> int | None:
    """The contract in which a thing lies, as the app that owns the kind says."""
    known = registers.scope_kinds.named(kind)
    return known.contract_of(key) if known else None


def scope_choices(contract: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a role in this contract can be limited to: [(kind's word, [("objective:12", title)])]."""
    groups = [("", [(f"{ScopeKind.CONTRACT}:{contract}", "tout le contrat")])]
    for kind in registers.scope_kinds:
        if kind.key in {ScopeKind.CONTRACT, ScopeKind.PLATFORM}:
            continue
        things = [(f"{kind.key}:{key}", title) for key, title in kind.choices(contract)]
        if things:
            groups.append((kind.word, things))
    return groups


def lies_in_contract(kind: str, key: int, contract: int) -> bool:
    """Whether that thing may limit a role in that contract."""
    if kind == ScopeKind.CONTRACT:
        return key == contract
    known = registers.scope_kinds.named(kind)
    if known is None:
        return False
    return known.contract_of(key) == contract or key in {one for one, _title in known.choices(contract)}


def obstacles_to_granting(grant: Grant) -> list[str]:
    """Why this role cannot be held on this thing."""
    if grant.role not in Role.values:
        return ["Choisissez un rôle dans la liste."]
    role = Role(grant.role)
    if grant.scope_kind not in SCOPES_OF_ROLE[role]:
        expected = " ou ".join(sorted(kind.label for kind in SCOPES_OF_ROLE[role]))
        return [f"Le rôle « {role.label} » se limite à : {expected}."]
    if grant.scope_kind == ScopeKind.PLATFORM:
        return []
    if grant.contract_id is None or not lies_in_contract(grant.scope_kind, grant.scope_id, grant.contract_id):
        return ["Choisissez dans la liste ce à quoi le rôle se limite."]
    return []


def obstacles_to_losing(membership: Membership, others: Iterable[Membership]) -> list[str]:
    """Why this role cannot be taken away. `others`: the other holders of the same role at the same place."""
    guarded = {
        Role.TEAM: "C’est la dernière personne de l’équipe projet : invitez d’abord quelqu’un d’autre, "
        "sinon plus personne ne pourrait piloter le contrat.",
        Role.ADMINISTRATOR: "C’est la dernière personne qui administre la plateforme : "
        "nommez d’abord quelqu’un d’autre.",
    }
    reason = guarded.get(Role(membership.role))
    if reason is None or not membership.user.has_account:
        return []
    return [] if any(other.user.has_account for other in others) else [reason]


def obstacles_to_inviting(email: str, existing: User | None) -> list[str]:
    """Why this address cannot be invited."""
    if "@" not in email:
        return ["Indiquez une adresse électronique."]
    if existing is not None and not existing.is_active:
        return ["Ce compte est fermé : demandez à l’administration de la plateforme de le rouvrir."]
    return []


def said_grant(grant: Grant) -> str:
    """The role as the journal and the mails say it."""
    return str(Role(grant.role).label) if grant.role in Role.values else grant.role
