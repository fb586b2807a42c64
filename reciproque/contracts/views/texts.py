"""The pages of a text: what it says, where it stands on its way, who signs it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts import access, queries
from reciproque.contracts.actions import adopting, signing
from reciproque.contracts.forms import SignatureForm, SignedForm, StepForm, TextForm
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.journal.queries import entries_about, for_history
from reciproque.office.keeping import document_from_json

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def text_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    texts = queries.texts_with_adoption(thing, timezone.localdate())
    context = {"contract": thing, "texts": texts, "may_edit": access.may_edit_contract(request.user, thing)}
    return render(request, "contracts/text_list.html", context)


@require_safe
@allowed(is_signed_in)
def text_detail(request: SignedInRequest, text: int) -> HttpResponse:
    thing = queries.loaded(access.text_seen_by(request.user, text))
    context = {
        "text": thing,
        "contract": thing.contract,
        "adoption": queries.adoption_of(thing, timezone.localdate()),
        "cited": queries.cited_by(thing),
        "terms": thing.terms.all(),
        "may_edit": access.may_edit_text(request.user, thing),
        "entries": for_history(entries_about("contracts.text", thing.pk)),
    }
    return render(request, "contracts/text_detail.html", context)


@require_safe
@allowed(is_signed_in)
def text_source(request: SignedInRequest, text: int) -> HttpResponse:
    """The document as it was read, with an anchor on each passage."""
    thing = access.text_seen_by(request.user, text)
    document = document_from_json(thing.source_json)
    context = {"text": thing, "contract": thing.contract, "document": document}
    return render(request, "contracts/text_source.html", context)


def _edit(request: SignedInRequest, form: Any, deed: Any, **context: Any) -> HttpResponse:
    """Show a form of a text's page, or do what it asks and go back to the text."""
    text = context["text"]
    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("contracts:text_detail", text.pk)
    return render(
        request, "contracts/edit_on_text.html", {"form": form, "contract": text.contract, **context}
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_text(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.done(lambda: adopting.add_text(thing, by=request.user, at=timezone.now(), **form.values))
        if made:
            return redirect("contracts:text_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Ajouter un texte"}
    return render(request, "contracts/edit_on_text.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_text(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = TextForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return adopting.edit_text(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, text=thing, heading="Modifier le texte")


@require_POST
@allowed(is_signed_in)
def archive_text(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    return act(
        request,
        lambda: adopting.archive_text(thing, by=request.user, at=timezone.now()),
        done="Le texte est archivé.",
        then=reverse("contracts:text_list", args=[thing.contract_id]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def plan_step(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = StepForm(request.POST or None, text=thing)

    def deed() -> Any:
        return adopting.plan_step(thing, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, text=thing, heading="Ajouter une étape d’adoption")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_step(request: SignedInRequest, step: int) -> HttpResponse:
    thing = access.step_steered_by(request.user, step)
    form = StepForm(request.POST or None, instance=thing, text=thing.text)

    def deed() -> Any:
        return adopting.edit_step(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, text=thing.text, heading="Modifier l’étape")


@require_POST
@allowed(is_signed_in)
def remove_step(request: SignedInRequest, step: int) -> HttpResponse:
    thing = access.step_steered_by(request.user, step)
    return act(
        request,
        lambda: adopting.remove_step(thing, by=request.user, at=timezone.now()),
        done="L’étape est retirée.",
        then=reverse("contracts:text_detail", args=[thing.text_id]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_signature(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = SignatureForm(request.POST or None)

    def deed() -> Any:
        return signing.name_signatory(thing, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, text=thing, heading="Nommer un signataire")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_signature(request: SignedInRequest, signature: int) -> HttpResponse:
    thing = access.signature_steered_by(request.user, signature)
    form = SignatureForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return signing.rename_signatory(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    return _edit(request, form, deed, text=thing.text, heading="Modifier le signataire", signature=thing)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def record_signature(request: SignedInRequest, signature: int) -> HttpResponse:
    thing = access.signature_steered_by(request.user, signature)
    form = SignedForm(request.POST or None)

    def deed() -> Any:
        return adopting.record_signature(
            thing, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        )

    return _edit(request, form, deed, text=thing.text, heading=f"Enregistrer la signature : {thing}")


@require_POST
@allowed(is_signed_in)
def archive_signature(request: SignedInRequest, signature: int) -> HttpResponse:
    thing = access.signature_steered_by(request.user, signature)
    return act(
        request,
        lambda: adopting.archive_signature(thing, by=request.user, at=timezone.now()),
        done="Le signataire est retiré du texte.",
        then=reverse("contracts:text_detail", args=[thing.text_id]),
    )
