"""The way of a text: its steps, its signatories."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts import access, queries
from reciproque.contracts.actions import adopting, signing
from reciproque.contracts.forms import SignatureForm, SignedForm, StepForm
from reciproque.contracts.tables import signature_table
from reciproque.contracts.views.texts import EDITING, edit_on_text
from reciproque.core.pages import act
from reciproque.core.tables import table_page


@require_http_methods(EDITING)
@allowed(is_signed_in)
def plan_step(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = StepForm(request.POST or None, text=thing)

    def deed() -> Any:
        return adopting.plan_step(thing, by=request.user, at=timezone.now(), **form.values)

    return edit_on_text(request, form, deed, text=thing, heading="Ajouter une étape d’adoption")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_step(request: SignedInRequest, step: int) -> HttpResponse:
    thing = access.step_steered_by(request.user, step)
    form = StepForm(request.POST or None, instance=thing, text=thing.text)

    def deed() -> Any:
        return adopting.edit_step(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    context = {
        "heading": "Modifier l’étape",
        "removal": ("Retirer cette étape", reverse("contracts:remove_step", args=[thing.pk])),
    }
    return edit_on_text(request, form, deed, text=thing.text, **context)


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


@require_safe
@allowed(is_signed_in)
def signature_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """The parties of all the texts of the contract."""
    thing = access.contract_seen_by(request.user, contract)
    rows = queries.signatures_of(thing)
    table = signature_table(queries.kinds_among(rows))
    context = {"contract": thing, "may_edit": access.may_edit_contract(request.user, thing)}
    return table_page(request, table, rows, "contracts/signature_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_signature(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = SignatureForm(request.POST or None)

    def deed() -> Any:
        return signing.name_signatory(thing, by=request.user, at=timezone.now(), **form.values)

    return edit_on_text(request, form, deed, text=thing, heading="Nommer un signataire")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_signature(request: SignedInRequest, signature: int) -> HttpResponse:
    thing = access.signature_steered_by(request.user, signature)
    form = SignatureForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return signing.rename_signatory(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    context = {
        "heading": "Modifier le signataire",
        "removal": (
            "Retirer ce signataire du texte",
            reverse("contracts:archive_signature", args=[thing.pk]),
        ),
    }
    return edit_on_text(request, form, deed, text=thing.text, **context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def record_signature(request: SignedInRequest, signature: int) -> HttpResponse:
    thing = access.signature_steered_by(request.user, signature)
    form = SignedForm(request.POST or None)

    def deed() -> Any:
        return adopting.record_signature(
            thing, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        )

    heading = f"Enregistrer la signature\u00a0: {thing}"
    return edit_on_text(request, form, deed, text=thing.text, heading=heading)


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
