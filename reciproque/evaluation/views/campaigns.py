"""The pages of campaigns: those of a contract, and where one stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core.pages import render_page
from reciproque.core.tables import export, table_page
from reciproque.enquiries.choices import SheetState
from reciproque.evaluation import access, queries
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.exports import boards, kept
from reciproque.evaluation.exports.picture import kept_of
from reciproque.evaluation.exports.synthesis_page import sheet_told
from reciproque.evaluation.queries.boards import WAYS
from reciproque.evaluation.tables.kept import kept_table, shown_kept
from reciproque.evaluation.tables.sheets import BADGES, sheets_table
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
    told = kept_of(thing)
    if told is not None:
        return _frozen(request, thing, told, steers)
    standing = queries.standing_of(thing, on=timezone.localdate(), whole=steers)
    preparing, early = thing.state == CampaignState.PREPARING, boards.too_early(thing, standing)
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "previous": _title_of(thing.previous),
        "standing": standing,
        "badge": boards.BADGES[CampaignState(thing.state)],
        "bars": boards.bars_of(thing, standing, request.GET.get("par", "")),
        "decide": boards.to_decide(thing, standing) if steers and not preparing else [],
        "early": early if steers else [],
        "before": boards.before_sending(thing, standing) if preparing else None,
        "may_steer": steers,
        "entries": for_history(entries_about("evaluation.campaign", thing.pk)),
    }

    def may_open(sheet: Any) -> bool:
        return steers or sheet.state == SheetState.ACCEPTED

    table = sheets_table(standing.board, request.GET, may_open=may_open)
    return table_page(request, table, queries.sheets_shown(thing), "evaluation/campaign_detail.html", context)


def _title_of(before: Any) -> dict[str, Any] | None:
    return {"key": before.pk, "title": before.title} if before is not None else None


def _frozen(request: SignedInRequest, campaign: Any, told: Any, steers: bool) -> HttpResponse:
    """The same page of a frozen campaign, from what was kept of it; its history stands beside its seal."""
    standing, people = kept.standing_kept(told), kept.knows_people(told)
    shown = shown_kept(kept_table(campaign.pk, standing.board, people=people), standing.board, request.GET)
    if "format" in request.GET:
        return export(shown, request.GET["format"])
    ways = WAYS if people else [one for one in WAYS if one != "personne"]
    context = {
        "campaign": kept.as_kept(campaign, told),
        "contract": campaign.contract,
        "previous": kept.previous_kept(told),
        "standing": standing,
        "badge": boards.BADGES[CampaignState.FROZEN],
        "bars": boards.bars_of(campaign, standing, request.GET.get("par", ""), ways),
        "may_steer": steers,
        "shown": shown,
    }
    return render_page(request, "evaluation/campaign_detail.html", context, part="core/_table.html")


@require_safe
@allowed(is_signed_in)
def kept_sheet(request: SignedInRequest, campaign: int, sheet: int) -> HttpResponse:
    """A sheet of a frozen campaign, with what was known when it was answered; one that still moves has its own page."""
    thing = access.campaign_seen_by(request.user, campaign)
    told = kept_of(thing)
    if told is None:
        return redirect("enquiries:sheet_detail", get_object_or_404(thing.round.sheets, pk=sheet).pk)
    found = next((one for _pillar, one, _row in kept.sheets_kept(told) if one["key"] == sheet), None)
    if found is None:
        raise Http404
    context = {
        "campaign": kept.as_kept(thing, told),
        "contract": thing.contract,
        "sheet": sheet_told(told, found),
        "badge": BADGES[SheetState(found["state"])],
    }
    return render(request, "evaluation/kept_sheet.html", context)
