"""The pages on which a campaign is prepared, changed, brought up to date and moved from step to step."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.evaluation import access, actions, queries
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.forms.campaigns import CampaignForm, PresentForm, SentCampaignForm

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def prepare_campaign(request: SignedInRequest, contract: int) -> HttpResponse:
    """One page, few decisions, each with its usual answer. Nothing is sent."""
    thing = contract_steered_by(request.user, contract)
    usual = queries.settings_for(thing, timezone.localdate())
    form = CampaignForm(request.POST or None, contract=thing, offered=usual.offered, initial=usual.initial)

    def deed() -> Any:
        return actions.prepare_campaign(thing, by=request.user, at=timezone.now(), **form.new)

    if request.method == "POST" and form.is_valid() and (made := form.done(deed)):
        return redirect("evaluation:campaign_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Préparer une campagne"}
    return render(request, "evaluation/campaign_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_campaign(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_steered_by(request.user, campaign)
    form = _form_of(request, thing)

    def deed() -> Any:
        values = getattr(form, "changed", form.values)
        return actions.edit_campaign(thing, seen=form.seen, by=request.user, at=timezone.now(), **values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("evaluation:campaign_detail", thing.pk)
    context = {"form": form, "contract": thing.contract, "campaign": thing, "heading": "Modifier la campagne"}
    return render(request, "evaluation/campaign_form.html", context)


def _form_of(request: SignedInRequest, campaign: Any) -> Any:
    """All settings before the sheets leave, what still changes afterwards."""
    if campaign.state != CampaignState.PREPARING:
        return SentCampaignForm(request.POST or None, instance=campaign)
    offered = queries.settings_for(campaign.contract, timezone.localdate()).offered
    return CampaignForm(request.POST or None, instance=campaign, contract=campaign.contract, offered=offered)


@require_POST
@allowed(is_signed_in)
def repeat_campaign(request: SignedInRequest, campaign: int) -> HttpResponse:
    """From last year, in one click."""
    thing = access.campaign_steered_by(request.user, campaign)
    made: list[Any] = []
    page = act(
        request,
        lambda: made.append(actions.repeat_campaign(thing, by=request.user, at=timezone.now())),
        done="La campagne suivante est prête à être relue. Rien n’est envoyé.",
        then=reverse("evaluation:campaign_detail", args=[thing.pk]),
    )
    return redirect("evaluation:campaign_detail", made[0].pk) if made else page


@require_POST
@allowed(is_signed_in)
def update_sheets(request: SignedInRequest, campaign: int) -> HttpResponse:
    return _move(
        request, campaign, actions.update_sheets, "Les fiches suivent de nouveau le cadre du contrat."
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def remove_campaign(request: SignedInRequest, campaign: int) -> HttpResponse:
    """What would go with a campaign that is only prepared, what stands in the way, and the button."""
    thing = access.campaign_steered_by(request.user, campaign)
    if request.method == "POST":
        page = act(
            request,
            lambda: actions.remove_campaign(thing, by=request.user, at=timezone.now()),
            done=f"« {thing.title} » est retirée. Rien n’en était parti.",
            then=reverse("evaluation:campaign_list", args=[thing.contract_id]),
        )
        stays = queries.campaigns_of(thing.contract).filter(pk=thing.pk).exists()
        return redirect("evaluation:remove_campaign", thing.pk) if stays else page
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "sheets": thing.round.sheets.count(),
        "obstacles": queries.obstacles_to_removal(thing),
    }
    return render(request, "evaluation/remove_campaign.html", context)


@require_POST
@allowed(is_signed_in)
def send_campaign(request: SignedInRequest, campaign: int) -> HttpResponse:
    return _move(request, campaign, actions.send_campaign, "Les fiches sont parties.")


@require_POST
@allowed(is_signed_in)
def begin_validation(request: SignedInRequest, campaign: int) -> HttpResponse:
    return _move(request, campaign, actions.begin_validation, "La validation est ouverte.")


@require_POST
@allowed(is_signed_in)
def resume_collection(request: SignedInRequest, campaign: int) -> HttpResponse:
    return _move(request, campaign, actions.resume_collection, "La collecte des fiches est rouverte.")


@require_POST
@allowed(is_signed_in)
def take_up_all(request: SignedInRequest, campaign: int) -> HttpResponse:
    said = "Les niveaux d’engagement et les verdicts des fiches validées sont reportés sur le contrat."
    return _move(request, campaign, actions.take_up_all, said)


def _move(request: SignedInRequest, key: int, deed: Callable[..., Any], done: str) -> HttpResponse:
    campaign = access.campaign_steered_by(request.user, key)
    return act(
        request,
        lambda: deed(campaign, by=request.user, at=timezone.now()),
        done=done,
        then=reverse("evaluation:campaign_detail", args=[campaign.pk]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def present_campaign(request: SignedInRequest, campaign: int) -> HttpResponse:
    """The day of the steering committee."""
    thing = access.campaign_steered_by(request.user, campaign)
    form = PresentForm(request.POST or None, initial={"on": thing.presented_on})

    def deed() -> Any:
        return actions.present_campaign(thing, on=form.cleaned_data["on"], by=request.user, at=timezone.now())

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("evaluation:campaign_detail", thing.pk)
    context = {"form": form, "contract": thing.contract, "campaign": thing, "heading": "Comité de pilotage"}
    return render(request, "evaluation/campaign_form.html", context)
