"""The templates and the letterhead of a contract."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.office.choices import Format
from reciproque.office.papers.fields import FIELDS
from reciproque.office.papers.making import Dress
from reciproque.office.paths import download_response, open_stored
from reciproque.overview import access, actions
from reciproque.overview.choices import EXPORTED, What
from reciproque.overview.exports.dressing import dress_of, lacks_of
from reciproque.overview.exports.making import make, starting_template
from reciproque.overview.exports.samples import sample_of
from reciproque.overview.forms import LetterheadForm, TemplateForm
from reciproque.overview.queries.dressing import letterhead_of, templates_of
from reciproque.overview.queries.leaving import leaving
from reciproque.overview.views.papers import EDITING, download


@require_http_methods(EDITING)
@allowed(is_signed_in)
def template_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """The templates with all their versions, and the form that brings one."""
    thing = contract_steered_by(request.user, contract)
    form = TemplateForm(request.POST or None, request.FILES or None)

    def deed() -> Any:
        said = form.cleaned_data
        return actions.add_template(
            thing,
            what=said["what"],
            form=said["form"],
            upload=said["file"],
            by=request.user,
            at=timezone.now(),
        )

    if request.method == "POST" and form.is_valid() and (template := attempt(form, deed)):
        for lack in lacks_of(template):
            messages.warning(request, lack)
        return redirect("overview:template_list", thing.pk)
    context = {
        "form": form,
        "contract": thing,
        "rows": templates_of(thing),
        "fields": FIELDS.items(),
        "letterhead": letterhead_of(thing),
        "may_dress": access.may_dress(request.user, thing),
    }
    return render(request, "overview/template_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_letterhead(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    letterhead = letterhead_of(thing)
    form = LetterheadForm(request.POST or None, request.FILES or None, letterhead=letterhead)

    def deed() -> Any:
        seen = form.cleaned_data["version"]
        return actions.set_letterhead(thing, seen=seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("overview:template_list", thing.pk)
    context = {"form": form, "contract": thing, "letterhead": letterhead}
    return render(request, "overview/edit_letterhead.html", context)


@require_safe
@allowed(is_signed_in)
def template_file(request: SignedInRequest, template: int) -> Any:
    thing = access.template_steered_by(request.user, template)
    return download_response(thing.file, name=thing.name)


@require_safe
@allowed(is_signed_in)
def preview_template(request: SignedInRequest, template: int) -> HttpResponse:
    """What the paper looks like with this version of the template."""
    thing = access.template_steered_by(request.user, template)
    with open_stored(thing.file) as file:
        dress = Dress(template=file.read())
    if thing.what in EXPORTED:
        told = leaving(thing.contract, user=request.user)
        data = make(thing.what, thing.form, told, on=timezone.localdate(), dress=dress)
    else:
        data = sample_of(thing.form, str(thing.contract), dress=dress, on=timezone.localdate())
    return download(data, thing.form, f"apercu-{thing.what}.{thing.form}")


@require_safe
@allowed(is_signed_in)
def preview_letterhead(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    told = leaving(thing, user=request.user)
    dress = dress_of(thing, What.FRAMEWORK, Format.PDF)
    data = make(What.FRAMEWORK, Format.PDF, told, on=timezone.localdate(), dress=dress)
    return download(data, Format.PDF, "apercu.pdf")


@require_safe
@allowed(is_signed_in)
def starting_point(request: SignedInRequest, contract: int, form: str) -> HttpResponse:
    """A document to start a template from, with every field in it."""
    contract_steered_by(request.user, contract)
    return download(starting_template(form), form, f"modele.{form}")


@require_POST
@allowed(is_signed_in)
def withdraw_template(request: SignedInRequest, template: int) -> HttpResponse:
    thing = access.template_steered_by(request.user, template)
    return act(
        request,
        lambda: actions.withdraw_template(thing, by=request.user, at=timezone.now()),
        done="Le modèle ne sert plus : les documents reprennent la présentation de la maison.",
        then=reverse("overview:template_list", args=[thing.contract_id]),
    )
