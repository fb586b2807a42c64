"""The pages of campaigns: those of a contract, and where one stands."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core.tables import table_page
from reciproque.enquiries.choices import SheetState
from reciproque.evaluation import access, queries
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.exports import boards
from reciproque.evaluation.tables.sheets import sheets_table
from reciproque.journal.queries import entries_about, for_history


@require_safe
@allowed(is_signed_in)
def campaign_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    may_steer = access.may_steer_campaigns(request.user, thing.pk)
    campaigns = queries.with_figures(access.campaigns_visible_to(request.user).filter(contract=thing))
    context = {"contract": thing, "campaigns": boards.listed(campaigns), "may_steer": may_steer}
    return render(request, "evaluation/campaign_list.html", context)


@require_safe
@allowed(is_signed_in)
def campaign_detail(request: SignedInRequest, campaign: int) -> HttpResponse:
    """The path of the five steps, what calls for a decision, the sheets by pillar and one by one."""
    thing = access.campaign_seen_by(request.user, campaign)
    steers = access.may_steer_campaigns(request.user, thing.contract_id)
    standing = queries.standing_of(thing, on=timezone.localdate(), whole=steers)
    preparing = thing.state == CampaignState.PREPARING
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "standing": standing,
        "badge": boards.BADGES[CampaignState(thing.state)],
        "bars": boards.bars_of(thing, standing, request.GET.get("par", "")),
        "decide": boards.to_decide(thing, standing) if steers and not preparing else [],
        "before": boards.before_sending(thing, standing) if preparing else None,
        "may_steer": steers,
        "entries": for_history(entries_about("evaluation.campaign", thing.pk)),
    }

    def may_open(sheet: Any) -> bool:
        return steers or sheet.state == SheetState.ACCEPTED

    table = sheets_table(standing.board, request.GET, may_open=may_open)
    return table_page(request, table, queries.sheets_shown(thing), "evaluation/campaign_detail.html", context)
