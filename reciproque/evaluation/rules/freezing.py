"""What must be true before a year is frozen, and whether a frozen one still says what it said."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from reciproque.enquiries.choices import SheetState
from reciproque.evaluation.choices import CampaignState, ProposalKind
from reciproque.evaluation.models import Campaign, Proposal, Snapshot, ValidationSession

SETTLED = {SheetState.ACCEPTED, SheetState.REFUSED, SheetState.EXCUSED}
"""States of sheets from which nothing more is awaited."""


def canonical(told: Mapping[str, Any]) -> str:
    """A picture as text: one spelling of it, its order kept."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def name_digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}{name}".encode()).hexdigest()


def open_sheets(sheets: Iterable[Any]) -> list[Any]:
    """The sheets that a freeze would leave as they are, without an end."""
    return [one for one in sheets if one.state not in SETTLED]


def obstacles_to_freezing(
    campaign: Campaign,
    *,
    sheets: Collection[Any],
    sessions: Iterable[ValidationSession],
    proposals: Iterable[Proposal],
    left_open: Collection[int] = (),
) -> list[str]:
    """Reasons against freezing now. `left_open`: keys of sheets that a person said to leave as they are."""
    if campaign.state == CampaignState.FROZEN:
        return ["Cette campagne est déjà figée."]
    reasons = []
    if campaign.state == CampaignState.PREPARING or not sheets:
        reasons.append("Rien n’a encore été demandé : il n’y a rien à figer.")
    still = [one for one in sessions if one.closed_at is None]
    if still:
        reasons.append(f"Closez d’abord les séances : {' ; '.join(one.title for one in still[:5])}.")
    waiting = [one for one in proposals if one.kind != ProposalKind.OTHER]
    if waiting:
        reasons.append(
            f"Appliquez ou abandonnez d’abord les décisions des séances qui restent ({len(waiting)})."
        )
    unsaid = [one for one in open_sheets(sheets) if one.pk not in left_open]
    if unsaid:
        named = " ; ".join(str(one.title) for one in unsaid[:8]) + (" …" if len(unsaid) > 8 else "")
        reasons.append(
            f"Ces fiches ne sont ni validées ni closes, confirmez qu’elles restent ouvertes : {named}."
        )
    return reasons


def troubles_in(snapshot: Snapshot, names: Iterable[tuple[int, str, str]]) -> list[str]:
    """What of a frozen year no longer matches its seal; empty when all does. `names`: (mark, name, salt)."""
    if digest_of(snapshot.body) != snapshot.digest:
        return [
            "Le contenu figé ne correspond plus à son empreinte : il a été modifié en dehors du logiciel."
        ]
    sealed = json.loads(snapshot.body).get("names", {})
    return [
        f"Le nom n° {mark} ne correspond plus à son empreinte."
        for mark, name, salt in names
        if salt and sealed.get(str(mark)) != name_digest(salt, name)
    ]


def obstacles_to_changing(campaign: Campaign | None) -> list[str]:
    """Reasons why nothing on the sheets of a campaign changes any more: what a frozen year said stays said."""
    if campaign is None or not campaign.is_frozen:
        return []
    return [f"« {campaign.title} » est figée : ses fiches ne changent plus."]
