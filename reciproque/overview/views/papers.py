"""« Exporter »: choosing what leaves and how; small papers come at once, large ones when they are ready."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.jobs.actions import cancel
from reciproque.office.choices import MEDIA_TYPES, Format
from reciproque.office.paths import download_response
from reciproque.overview import access, actions
from reciproque.overview.choices import What
from reciproque.overview.exports.dressing import dress_of
from reciproque.overview.exports.making import make
from reciproque.overview.forms import WHOLE, ExportForm
from reciproque.overview.queries.dressing import job_of
from reciproque.overview.queries.leaving import Leaving, leaving

AT_ONCE = 2_000  # things told: beyond, the paper is made by the worker
SLOW = {Format.PDF: 600}  # pages are laid out: some seconds for a thousand objectives
EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def export_contract(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    initial = {"what": What.PROTOCOL, "scope": request.GET.get("de", WHOLE), "form": "docx"}
    form = ExportForm(request.POST or None, contract=thing, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = attempt(form, lambda: _answer(request, form, thing))
        if answer:
            return answer
    context = {"form": form, "contract": thing, "may_dress": access.may_dress(request.user, thing)}
    return render(request, "overview/export_contract.html", context)


def _answer(request: SignedInRequest, form: ExportForm, contract: Any) -> HttpResponse:
    """The file, or the page that shows how far it is."""
    text_key, tree_key = form.scope_keys
    text, tree = access.text_in(contract, text_key), access.tree_in(contract, tree_key)
    told = leaving(contract, text=text, tree=tree, user=request.user)
    what, kind = form.cleaned_data["what"], form.cleaned_data["form"]
    name = _name_of(told, what, kind)
    now = timezone.now()
    if told.size > min(AT_ONCE, SLOW.get(Format(kind), AT_ONCE)):
        paper = actions.ask_paper(
            contract, what=what, form=kind, text=text, tree=tree, name=name, by=request.user, at=now
        )
        return redirect("overview:paper_detail", paper.pk)
    data = make(what, kind, told, on=timezone.localdate(), dress=dress_of(contract, what, kind))
    return download(data, kind, name)


def _name_of(told: Leaving, what: str, kind: str) -> str:
    return f"{slugify(told.title)[:80] or 'contrat'}-{what}.{kind}"


def download(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allowed(is_signed_in)
def paper_detail(request: SignedInRequest, paper: int) -> HttpResponse:
    """How far a large paper is, and the way to it."""
    thing = access.paper_seen_by(request.user, paper)
    own = reverse("overview:paper_detail", args=[thing.pk])
    context = {
        "paper": thing,
        "contract": thing.contract,
        "job": job_of(thing),
        "job_url": own,
        "cancel_url": reverse("overview:cancel_paper", args=[thing.pk]),
        "result_url": reverse("overview:paper_file", args=[thing.pk]) if thing.file else "",
        "result_label": "Télécharger le document",
    }
    part = "HX-Request" in request.headers and context["job"]
    return render(request, "jobs/_job.html" if part else "overview/paper_detail.html", context)


@require_safe
@allowed(is_signed_in)
def paper_file(request: SignedInRequest, paper: int) -> Any:
    thing = access.paper_seen_by(request.user, paper)
    if thing.file is None:
        raise Http404
    return download_response(thing.file, name=thing.name)


@require_POST
@allowed(is_signed_in)
def cancel_paper(request: SignedInRequest, paper: int) -> HttpResponse:
    thing = access.paper_seen_by(request.user, paper)
    job = job_of(thing)
    if job is None:
        raise Http404
    return act(
        request,
        lambda: cancel(job),
        done="La préparation est annulée.",
        then=reverse("overview:paper_detail", args=[thing.pk]),
    )
