"""What the sessions decided: before and after, applied in one act or given up with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.evaluation import access
from reciproque.evaluation.actions import proposals as actions
from reciproque.evaluation.exports.decisions import decisions_of
from reciproque.evaluation.exports.picture import around_sheets
from reciproque.evaluation.forms.sessions import keys_in
from reciproque.evaluation.queries import deciding


@require_safe
@allowed(is_signed_in)
def proposal_list(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_seen_by(request.user, campaign)
    told = around_sheets(thing, on=timezone.localdate())["proposals"]
    live = [] if thing.is_frozen else list(deciding.proposals_in(thing))
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "may_steer": access.may_steer_campaigns(request.user, thing.contract_id) and not thing.is_frozen,
        **decisions_of(told, live, deciding.targets_of(live)),
    }
    return render(request, "evaluation/proposal_list.html", context)


@require_POST
@allowed(is_signed_in)
def apply_proposals(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_steered_by(request.user, campaign)
    chosen = deciding.proposals_named(thing, keys_in(request.POST.getlist("proposal")))
    deed: Any = lambda: actions.apply_proposals(thing, chosen, by=request.user, at=timezone.now())  # noqa: E731 -- short, and named for what it is handed to
    then = reverse("evaluation:proposal_list", args=[thing.pk])
    return act(request, deed, done="Le contrat dit maintenant ce que les séances ont décidé.", then=then)


@require_POST
@allowed(is_signed_in)
def drop_proposals(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_steered_by(request.user, campaign)
    chosen = deciding.proposals_named(thing, keys_in(request.POST.getlist("proposal")))
    reason = request.POST.get("reason", "")
    return act(
        request,
        lambda: actions.drop_proposals(thing, chosen, reason=reason, by=request.user, at=timezone.now()),
        done="Les décisions sont abandonnées ; la raison reste à côté.",
        then=reverse("evaluation:proposal_list", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def take_up_proposal(request: SignedInRequest, proposal: int) -> HttpResponse:
    thing = access.proposal_steered_by(request.user, proposal)
    return act(
        request,
        lambda: actions.take_up_proposal(thing, by=request.user, at=timezone.now()),
        done="La décision est de nouveau à appliquer.",
        then=reverse("evaluation:proposal_list", args=[thing.campaign_id]),
    )
