"""What a session decides about the contract: whether it can be decided, and whether it can still be applied."""

from dataclasses import dataclass
from typing import Any

from reciproque.core.text import shorten
from reciproque.evaluation.choices import ProposalKind, ProposalState
from reciproque.evaluation.models import Campaign, Proposal
from reciproque.evaluation.rules.sessions import FROZEN
from reciproque.framework.choices import Engagement

NODE, INDICATOR = "framework.node", "monitoring.indicator"
ON_NODE = {ProposalKind.REWORD_OBJECTIVE, ProposalKind.DROP_OBJECTIVE, ProposalKind.SET_ENGAGEMENT}
ON_INDICATOR = {ProposalKind.REWORD_INDICATOR, ProposalKind.DROP_INDICATOR}
DROPPING = {ProposalKind.DROP_OBJECTIVE, ProposalKind.DROP_INDICATOR}
ORDER = [
    ProposalKind.REWORD_OBJECTIVE,
    ProposalKind.SET_ENGAGEMENT,
    ProposalKind.REWORD_INDICATOR,
    ProposalKind.ADD_INDICATOR,
    ProposalKind.DROP_INDICATOR,
    ProposalKind.DROP_OBJECTIVE,
    ProposalKind.OTHER,
]
"""What is applied first: an objective is dropped after the indicators that hang on it."""


def target_label(kind: str) -> str:
    """What a decision of that kind changes or hangs on; "" for what changes nothing of the contract."""
    if kind in ON_INDICATOR:
        return INDICATOR
    return NODE if kind in ON_NODE or kind == ProposalKind.ADD_INDICATOR else ""


@dataclass(frozen=True)
class Target:
    """An objective or indicator as it stands: how it is called, what a decision would change, whether it lives."""

    thing: Any
    title: str
    standing: str
    contract_id: int
    archived: bool


def said_engagement(value: str) -> str:
    """A level of engagement in words; « aucun » for none."""
    return str(Engagement(value).label) if value in Engagement.values else (value or "aucun")


def standing_of(kind: str, target: Target | None) -> str:
    """What a decision of that kind would change, as it stands."""
    return target.standing if target is not None and kind != ProposalKind.ADD_INDICATOR else ""


def obstacles_to_deciding(
    campaign: Campaign, kind: str, target: Target | None, after: str, reason: str
) -> list[str]:
    """Reasons why this cannot be written down as a decision of the campaign."""
    if campaign.is_frozen:
        return [FROZEN]
    if kind not in ProposalKind.values:
        return ["Dites ce que la séance décide."]
    reasons = []
    if target_label(kind):
        reasons += _of_target(campaign, target)
    if kind not in DROPPING and not after.strip():
        reasons.append("Écrivez ce que la séance décide.")
    if kind in DROPPING and not reason.strip():
        reasons.append("Dites pourquoi la séance retire cela.")
    if kind == ProposalKind.SET_ENGAGEMENT and after not in Engagement.values:
        reasons.append("Choisissez un niveau d’engagement.")
    if target is not None and kind not in DROPPING and after and after == standing_of(kind, target):
        reasons.append("Cela ne change rien : c’est déjà ce que dit le contrat.")
    return reasons


def _of_target(campaign: Campaign, target: Target | None) -> list[str]:
    if target is None:
        return ["Choisissez l’objectif ou l’indicateur dont il s’agit."]
    if target.contract_id != campaign.contract_id:
        return ["Cet objectif ou cet indicateur est celui d’un autre contrat."]
    return [f"« {shorten(target.title)} » est déjà archivé."] if target.archived else []


def obstacles_to_applying(proposal: Proposal, target: Target | None) -> list[str]:
    """Reasons why a decision can no longer be applied, each with what it is about."""
    about = f"« {shorten(proposal.target_title or proposal.after)} »"
    if proposal.state != ProposalState.PROPOSED:
        return [f"{about} : cette décision est déjà {ProposalState(proposal.state).label}."]
    if not target_label(proposal.kind):
        return []
    if target is None:
        return [f"{about} n’existe plus."]
    if target.archived:
        return [f"{about} a été archivé depuis : abandonnez cette décision ou restaurez-le."]
    if proposal.kind != ProposalKind.ADD_INDICATOR and target.standing != proposal.before:
        now = (
            said_engagement(target.standing)
            if proposal.kind == ProposalKind.SET_ENGAGEMENT
            else target.standing
        )
        return [
            f"{about} a changé depuis la séance (aujourd’hui : « {shorten(now)} ») : abandonnez cette décision ou "
            "reprenez-la."
        ]
    return []
