"""The campaigns of a contract, and what waits in one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.models.rounds import REMINDERS
from reciproque.enquiries.queries import answered_by_hand
from reciproque.enquiries.rules.rounds import obstacles_to_dropping
from reciproque.evaluation.choices import KIND, CampaignKind, CampaignState
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.scope import ground_of
from reciproque.evaluation.rules.campaigns import (
    Period,
    obstacles_to_removing,
    remarks_on,
    usual_dates,
    usual_title,
)
from reciproque.evaluation.rules.scope import Offer, likeliest, offers

SCOPE_LISTS = ("trees", "pillars", "texts", "neighbourhoods")


def campaigns_of(contract: Contract) -> QuerySet[Campaign]:
    return Campaign.objects.filter(contract=contract).select_related("round")


def campaign_of_sheet(sheet: Sheet) -> Campaign | None:
    return Campaign.objects.filter(round_id=sheet.round_id).select_related("contract", "round").first()


def campaign_of_round(round_: Round) -> Campaign | None:
    """The campaign that a round serves; None for rounds of other kinds, which cost no question."""
    return Campaign.objects.filter(round=round_).first() if round_.kind == KIND else None


def last_campaign(contract: Contract, *, kind: str = "") -> Campaign | None:
    """The one whose period ended last: what a new one begins from."""
    rows = campaigns_of(contract)
    return (rows.filter(kind=kind) if kind else rows).order_by("-ends_on", "-pk").first()


@dataclass(frozen=True)
class Settings:
    """What the form of a new campaign begins from."""

    offered: list[Offer]
    initial: dict[str, Any]


def settings_for(contract: Contract, on: date) -> Settings:
    """The last annual campaign carried on by a year; else what the framework most likely is asked about."""
    ground = ground_of(contract.pk)
    results = {key: len(rows) for key, rows in ground.results.items()}
    offered = offers(ground.forest, results, len(ground.actions))
    previous = last_campaign(contract, kind=CampaignKind.ANNUAL)
    initial: dict[str, Any] = usual_dates(on, period_of(previous) if previous else None)
    kind = CampaignKind.ANNUAL
    initial |= {"kind": kind, "title": usual_title(kind, initial["starts_on"], initial["ends_on"])}
    initial |= {"reminder_days": REMINDERS}
    if previous is not None:
        initial |= carried_on(previous)
    elif (best := likeliest(offered)) is not None:
        initial |= {"sheets_on": best.sheets_on, "level": best.level}
    return Settings(offered, initial)


def carried_on(previous: Campaign) -> dict[str, Any]:
    """What a campaign takes over from the one before: all but its days."""
    lists = {name: list(getattr(previous, name).all()) for name in SCOPE_LISTS}
    return lists | {
        "previous": previous,
        "sheets_on": previous.sheets_on,
        "level": previous.level,
        "introduction": previous.round.introduction,
        "needs_check": previous.round.needs_check,
        "reminder_days": previous.round.reminder_days,
    }


def period_of(campaign: Campaign) -> Period:
    return Period(campaign.kind, campaign.title, campaign.starts_on, campaign.ends_on)


def remarks_about(campaign: Campaign) -> list[str]:
    """What the team should know of a campaign in preparation."""
    others = campaigns_of(campaign.contract).exclude(pk=campaign.pk)
    return remarks_on(campaign.kind, campaign.starts_on, campaign.ends_on, map(period_of, others))


def sheets_to_take_up(campaign: Campaign) -> QuerySet[Sheet]:
    """Accepted sheets whose answers are not yet those of the contract."""
    rows = Sheet.objects.filter(round_id=campaign.round_id, state=SheetState.ACCEPTED)
    return rows.filter(Q(taken_up=None) | Q(taken_up__at__lt=F("accepted_at")))


def annual_ones_in(campaign: Campaign) -> QuerySet[Campaign]:
    """The annual campaigns that a mid-term or final one consolidates: those that end in its period, oldest first."""
    rows = Campaign.objects.filter(contract_id=campaign.contract_id, kind=CampaignKind.ANNUAL)
    inside = rows.filter(ends_on__gt=campaign.starts_on, ends_on__lte=campaign.ends_on)
    told = inside.exclude(pk=campaign.pk).select_related("contract", "round")
    return told.order_by("ends_on", "pk")


def obstacles_to_removal(campaign: Campaign) -> list[str]:
    """Why a campaign cannot be taken away: its own reasons, then those of its round."""
    own = obstacles_to_removing(campaign.state, _hanging_on(campaign))
    if campaign.state != CampaignState.PREPARING:
        return own
    round_ = campaign.round
    return own + obstacles_to_dropping(
        round_, answered=answered_by_hand(round_), copies=round_.copies.count()
    )


def _hanging_on(campaign: Campaign) -> dict[str, int]:
    """What would be lost or left hanging if the campaign were taken away: words, how many."""
    live = campaign.evaluation_questions.filter(archived_at=None)
    found: dict[str, Any] = {
        "séances": campaign.sessions,
        "décisions": campaign.proposals,
        "verdicts": campaign.verdicts,
        "questions évaluatives": live,
        "documents": campaign.papers,
        "rapports annuels": campaign.annual_reports,
        "campagnes préparées à sa suite": campaign.next_ones,
    }
    return {words: rows.count() for words, rows in found.items()}
