"""The pages of campaigns: those of a contract, and where one stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.evaluation import access, queries


@require_safe
@allowed(is_signed_in)
def campaign_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    context = {
        "contract": thing,
        "campaigns": queries.campaigns_of(thing),
        "may_steer": access.may_steer_campaigns(request.user, thing.pk),
    }
    return render(request, "evaluation/campaign_list.html", context)


@require_safe
@allowed(is_signed_in)
def campaign_detail(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_seen_by(request.user, campaign)
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "may_steer": access.may_steer_campaigns(request.user, thing.contract_id),
    }
    return render(request, "evaluation/campaign_detail.html", context)
