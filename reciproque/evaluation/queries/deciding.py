"""Decisions of sessions, and what they are about as it stands now."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from reciproque.enquiries.models import Sheet
from reciproque.evaluation.choices import ProposalKind, ProposalState
from reciproque.evaluation.models import Campaign, Proposal
from reciproque.evaluation.rules.proposals import INDICATOR, NODE, Target
from reciproque.framework.models import Action, Node
from reciproque.monitoring.models import Indicator


def proposals_in(campaign: Campaign) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(campaign=campaign)
    return rows.select_related("owner", "session", "sheet").order_by("decided_at", "pk")


def open_proposals(campaign: Campaign) -> list[Proposal]:
    return list(proposals_in(campaign).filter(state=ProposalState.PROPOSED))


def proposals_named(campaign: Campaign, keys: Collection[int]) -> list[Proposal]:
    return list(proposals_in(campaign).filter(pk__in=keys))


def targets_of(proposals: Iterable[Proposal]) -> dict[int, Target]:
    """What each decision is about, by the key of the decision. Two queries."""
    proposals = list(proposals)
    wanted = {
        label: {one.target_key or 0 for one in proposals if one.target_label == label}
        for label in (NODE, INDICATOR)
    }
    nodes: dict[int, Any] = {}
    for node in Node.objects.filter(pk__in=wanted[NODE]).select_related("tree", "contract"):
        nodes[node.pk] = node
    indicators: dict[int, Any] = {}
    for indicator in Indicator.objects.filter(pk__in=wanted[INDICATOR]).select_related("contract"):
        indicators[indicator.pk] = indicator
    found = {}
    for one in proposals:
        thing = (nodes if one.target_label == NODE else indicators).get(one.target_key or 0)
        if thing is not None and one.target_label:
            found[one.pk] = as_target(one.kind, thing)
    return found


def target_named(kind: str, label: str, key: int | None) -> Target | None:
    """An objective or indicator as a decision of that kind sees it, or None when there is none."""
    thing: Any = None
    if label == NODE:
        thing = Node.objects.filter(pk=key or 0).select_related("tree", "contract").first()
    elif label == INDICATOR:
        thing = Indicator.objects.filter(pk=key or 0).select_related("contract").first()
    return as_target(kind, thing) if thing is not None else None


def as_target(kind: str, thing: Any) -> Target:
    if isinstance(thing, Node):
        standing = thing.engagement if kind == ProposalKind.SET_ENGAGEMENT else thing.title
        archived = thing.archived_at is not None or thing.tree.archived_at is not None
        return Target(thing, str(thing), standing, thing.contract_id, archived)
    return Target(thing, thing.wording, thing.wording, thing.contract_id, thing.archived_at is not None)


def subject_of(sheet: Sheet) -> tuple[Node | None, list[Indicator]]:
    """The objective that a sheet is about (that of its action, for an action) and its live indicators."""
    node = None
    if sheet.subject_label == NODE:
        node = Node.objects.filter(pk=sheet.subject_key).first()
    elif sheet.subject_label == Action._meta.label_lower:
        node = Node.objects.filter(actions__pk=sheet.subject_key).first()
    indicators = Indicator.objects.filter(node=node, archived_at=None) if node else Indicator.objects.none()
    return node, list(indicators.order_by("position", "pk"))
