"""What sessions decide about the contract: written down, then applied all in one act, or dropped with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, check_move, refuse_if
from reciproque.core.text import clean, shorten
from reciproque.enquiries.models import Sheet
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.choices import PROPOSAL_MOVES, ProposalKind, ProposalState
from reciproque.evaluation.models import Campaign, Proposal, ValidationSession
from reciproque.evaluation.queries.deciding import target_named, targets_of
from reciproque.evaluation.rules.proposals import (
    ORDER,
    Target,
    obstacles_to_applying,
    obstacles_to_deciding,
    standing_of,
    target_label,
)
from reciproque.evaluation.rules.sessions import FROZEN
from reciproque.framework.actions.describing import edit_node
from reciproque.framework.actions.shaping import archive_node
from reciproque.journal.actions import record
from reciproque.monitoring.actions import add_indicator, archive_indicator, edit_indicator


@transaction.atomic
def decide(  # noqa: PLR0913 -- a decision says what, of what, why, who, by when
    campaign: Campaign,
    *,
    kind: str,
    target_key: int | None = None,
    after: str = "",
    reason: str = "",
    owner: Any = None,
    due_on: date | None = None,
    session: ValidationSession | None = None,
    sheet: Sheet | None = None,
    by: User | None,
    at: datetime,
) -> Proposal:
    """Write a decision down. What it would change is kept as it stands: whether it can be applied depends on that."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    after, reason = clean(after).strip(), clean(reason).strip()
    label = target_label(kind)
    target = target_named(kind, label, target_key) if label else None
    refuse_if(obstacles_to_deciding(campaign, kind, target, after, reason))
    refuse_if(_misplaced(campaign, session, sheet))
    made = Proposal.objects.create(
        campaign=campaign,
        session=session,
        sheet=sheet,
        kind=kind,
        target_label=label,
        target_key=target_key if target else None,
        target_title=target.title if target else "",
        before=standing_of(kind, target),
        after=after,
        reason=reason,
        owner=owner,
        due_on=due_on,
        decided_at=at,
    )
    told: dict[str, Any] = {"what": ProposalKind(kind).label, "title": shorten(made.target_title or after)}
    record("proposal.decided", made, by=by, at=at, contract=campaign.contract_id, **told)
    return made


def _misplaced(campaign: Campaign, session: ValidationSession | None, sheet: Sheet | None) -> list[str]:
    foreign = (session is not None and session.campaign_id != campaign.pk) or (
        sheet is not None and sheet.round_id != campaign.round_id
    )
    return ["Cette décision est d’une autre campagne."] if foreign else []


@transaction.atomic
def apply_proposals(
    campaign: Campaign, proposals: Sequence[Proposal], *, by: User | None, at: datetime
) -> list[Proposal]:
    """Change the contract as these decisions say: all of them, or none with the reason of each that cannot be."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if([FROZEN] if campaign.is_frozen else [])
    rows = lock(Proposal.objects.filter(pk__in=[one.pk for one in proposals], campaign=campaign))
    refuse_if([] if rows else ["Choisissez au moins une décision à appliquer."])
    targets = targets_of(rows)
    refuse_if([reason for one in rows for reason in obstacles_to_applying(one, targets.get(one.pk))])
    reasons: list[str] = []
    for one in sorted(rows, key=lambda row: ORDER.index(ProposalKind(row.kind))):
        reasons += _apply(campaign, one, targets.get(one.pk), by=by, at=at)
    refuse_if(reasons)
    for one in rows:
        _settle(one, ProposalState.APPLIED, at=at)
    titles = [shorten(f"{ProposalKind(one.kind).label} : {one.target_title or one.after}") for one in rows]
    record(
        "proposals.applied",
        campaign,
        by=by,
        at=at,
        contract=campaign.contract_id,
        count=len(rows),
        titles=titles,
    )
    return rows


def _apply(
    campaign: Campaign, one: Proposal, target: Target | None, *, by: User | None, at: datetime
) -> list[str]:
    """Do what one decision says, by the acts of the app whose it is; their refusal is given back with its subject."""
    try:
        _change(campaign, one, target.thing if target else None, by=by, at=at)
    except Refused as refused:
        return [f"« {shorten(one.target_title)} » : {reason}" for reason in refused.reasons]
    return []


def _change(campaign: Campaign, one: Proposal, thing: Any, *, by: Any, at: datetime) -> None:
    kind = one.kind
    if kind == ProposalKind.REWORD_OBJECTIVE:
        edit_node(thing, seen=None, by=by, at=at, title=one.after)
    elif kind == ProposalKind.SET_ENGAGEMENT:
        edit_node(thing, seen=None, by=by, at=at, engagement=one.after)
    elif kind == ProposalKind.DROP_OBJECTIVE:
        archive_node(thing, by=by, at=at)
    elif kind == ProposalKind.ADD_INDICATOR:
        add_indicator(campaign.contract, by=by, at=at, wording=one.after, node=thing)
    elif kind == ProposalKind.REWORD_INDICATOR:
        edit_indicator(thing, seen=None, by=by, at=at, wording=one.after)
    elif kind == ProposalKind.DROP_INDICATOR:
        archive_indicator(thing, by=by, at=at)


def _settle(one: Proposal, state: str, *, outcome: str = "", at: datetime | None) -> None:
    check_move(PROPOSAL_MOVES, one.state, state)
    apply_changes(one, {"state": state, "outcome": outcome, "settled_at": at})
    one.save(update_fields=["state", "outcome", "settled_at", "version"])


@transaction.atomic
def drop_proposals(
    campaign: Campaign, proposals: Sequence[Proposal], *, reason: str, by: User | None, at: datetime
) -> list[Proposal]:
    """Give decisions up, with the reason that will stand beside them."""
    campaign, reason = lock_one(campaign), clean(reason).strip()
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if([FROZEN] if campaign.is_frozen else [])
    rows = lock(Proposal.objects.filter(pk__in=[one.pk for one in proposals], campaign=campaign))
    refuse_if([] if rows else ["Choisissez au moins une décision à abandonner."])
    refuse_if([] if reason else ["Dites pourquoi ces décisions sont abandonnées."])
    for one in rows:
        _settle(one, ProposalState.DROPPED, outcome=reason, at=at)
    told: dict[str, Any] = {"count": len(rows), "reason": reason}
    record("proposals.dropped", campaign, by=by, at=at, contract=campaign.contract_id, **told)
    return rows


@transaction.atomic
def take_up_proposal(proposal: Proposal, *, by: User | None, at: datetime) -> Proposal:
    """A decision that was given up is to be applied after all; what it would change is read afresh."""
    campaign = lock_one(proposal.campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if([FROZEN] if campaign.is_frozen else [])
    one = lock_one(proposal)
    check_move(PROPOSAL_MOVES, one.state, ProposalState.PROPOSED)
    target = targets_of([one]).get(one.pk)
    refuse_if(obstacles_to_deciding(campaign, one.kind, target, one.after, one.reason))
    values = {"state": ProposalState.PROPOSED, "outcome": "", "settled_at": None}
    apply_changes(one, values | {"before": standing_of(one.kind, target)})
    one.save(update_fields=[*values, "before", "version"])
    record("proposal.taken_up", one, by=by, at=at, contract=campaign.contract_id)
    return one
