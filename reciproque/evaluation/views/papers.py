"""« Ce qui sort de la campagne » : papers prepared, downloaded, released."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.evaluation import access
from reciproque.evaluation.actions import papers as actions
from reciproque.evaluation.exports.kept import as_kept
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.exports.products import digest_of, templates_url
from reciproque.evaluation.forms.papers import PaperForm
from reciproque.evaluation.queries.papers import job_of, jobs_under_way
from reciproque.jobs.actions import cancel
from reciproque.office.paths import download_response

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def campaign_papers(request: SignedInRequest, campaign: int) -> HttpResponse:
    """What came out, what is missing; for the team, the form that has more made."""
    thing = access.campaign_seen_by(request.user, campaign)
    may_steer = access.may_steer_campaigns(request.user, thing.contract_id)
    admit(may_steer or request.method != "POST")
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        paper = attempt(form, lambda: _made(request, thing, form))
        if paper:
            return redirect("evaluation:campaign_paper", paper.pk) if paper.job_id else redirect(request.path)
    papers = access.papers_visible_to(request.user).filter(campaign=thing).select_related("file", "asked_by")
    picture = picture_of(thing, on=timezone.localdate())
    context = {
        "campaign": as_kept(thing, picture),
        "contract": thing.contract,
        "may_steer": may_steer,
        "form": form,
        "rows": list(papers),
        "under_way": jobs_under_way(papers),
        "missing": picture["missing"],
        "digest": digest_of(thing),
        "templates_url": templates_url(thing.contract),
    }
    return render(request, "evaluation/campaign_papers.html", context)


def _made(request: SignedInRequest, campaign: Any, form: PaperForm) -> Any:
    what, kind = form.wanted
    annex = form.cleaned_data["with_annex"]
    return actions.have_paper_made(
        campaign, what=what, form=kind, with_annex=annex, by=request.user, at=timezone.now()
    )


@require_safe
@allowed(is_signed_in)
def campaign_paper(request: SignedInRequest, product: int) -> HttpResponse:
    """How far a large paper is, and the way to it."""
    thing = access.paper_seen_by(request.user, product)
    context = {
        "paper": thing,
        "campaign": thing.campaign,
        "contract": thing.campaign.contract,
        "job": job_of(thing),
        "job_url": reverse("evaluation:campaign_paper", args=[thing.pk]),
        "cancel_url": reverse("evaluation:cancel_paper", args=[thing.pk]),
        "result_url": reverse("evaluation:campaign_paper_file", args=[thing.pk]) if thing.file else "",
        "result_label": "Télécharger le document",
    }
    part = "HX-Request" in request.headers and context["job"]
    return render(request, "jobs/_job.html" if part else "evaluation/campaign_paper.html", context)


@require_safe
@allowed(is_signed_in)
def campaign_paper_file(request: SignedInRequest, product: int) -> Any:
    thing = access.paper_seen_by(request.user, product)
    if thing.file is None:
        raise Http404
    return download_response(thing.file, name=thing.name)


@require_POST
@allowed(is_signed_in)
def cancel_paper(request: SignedInRequest, product: int) -> HttpResponse:
    thing = access.paper_steered_by(request.user, product)
    job = job_of(thing)
    if job is None:
        raise Http404
    then = reverse("evaluation:campaign_paper", args=[thing.pk])
    return act(request, lambda: cancel(job), done="La préparation est annulée.", then=then)


@require_POST
@allowed(is_signed_in)
def release_paper(request: SignedInRequest, product: int) -> HttpResponse:
    thing = access.paper_steered_by(request.user, product)
    return act(
        request,
        lambda: actions.release_paper(thing, by=request.user, at=timezone.now()),
        done="Le document est diffusé : qui lit le contrat peut le télécharger.",
        then=reverse("evaluation:campaign_papers", args=[thing.campaign_id]),
    )


@require_POST
@allowed(is_signed_in)
def take_back_paper(request: SignedInRequest, product: int) -> HttpResponse:
    thing = access.paper_steered_by(request.user, product)
    return act(
        request,
        lambda: actions.take_back_paper(thing, by=request.user, at=timezone.now()),
        done="Le document n’est plus lu que par l’équipe.",
        then=reverse("evaluation:campaign_papers", args=[thing.campaign_id]),
    )


@require_POST
@allowed(is_signed_in)
def discard_paper(request: SignedInRequest, product: int) -> HttpResponse:
    thing = access.paper_steered_by(request.user, product)
    return act(
        request,
        lambda: actions.discard_paper(thing, by=request.user, at=timezone.now()),
        done="Le document est supprimé.",
        then=reverse("evaluation:campaign_papers", args=[thing.campaign_id]),
    )
