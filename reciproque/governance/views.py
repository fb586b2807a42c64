"""The pages of instances."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, reads_contract, steers_contract
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.governance import access, actions, exports, queries
from reciproque.governance.forms import BodyForm
from reciproque.governance.tables import BODIES
from reciproque.journal.queries import entries_about, for_history

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def body_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    rows = queries.bodies_of(thing)
    context = {
        "contract": thing,
        "may_edit": steers_contract(request.user, thing.pk),
        **exports.about_bodies(thing),
    }
    return table_page(request, BODIES, rows, "governance/body_list.html", context)


@require_safe
@allowed(is_signed_in)
def body_detail(request: SignedInRequest, body: int) -> HttpResponse:
    thing = access.body_seen_by(request.user, body)
    reads = reads_contract(request.user, thing.contract_id)
    context = {
        "body": thing,
        "contract": thing.contract if reads else None,
        "facts": exports.facts_about(thing),
        "may_edit": access.may_edit_body(request.user, thing),
        "may_restore": steers_contract(request.user, thing.contract_id),
        "entries": for_history(entries_about("governance.body", thing.pk)),
    }
    return render(request, "governance/body_detail.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_body(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    form = BodyForm(request.POST or None, contract=thing)

    def deed() -> Any:
        return actions.add_body(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid():
        made = form.done(deed)
        if made:
            return redirect("governance:body_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Ajouter une instance"}
    return render(request, "governance/body_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_body(request: SignedInRequest, body: int) -> HttpResponse:
    thing = access.body_steered_by(request.user, body)
    form = BodyForm(request.POST or None, instance=thing, contract=thing.contract)

    def deed() -> Any:
        return actions.edit_body(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("governance:body_detail", thing.pk)
    context = {"form": form, "contract": thing.contract, "body": thing, "heading": "Modifier l’instance"}
    return render(request, "governance/body_form.html", context)


@require_POST
@allowed(is_signed_in)
def archive_body(request: SignedInRequest, body: int) -> HttpResponse:
    thing = access.body_steered_by(request.user, body)
    return act(
        request,
        lambda: actions.archive_body(thing, by=request.user, at=timezone.now()),
        done="L’instance est archivée.",
        then=reverse("governance:body_list", args=[thing.contract_id]),
    )


@require_POST
@allowed(is_signed_in)
def restore_body(request: SignedInRequest, body: int) -> HttpResponse:
    thing = access.body_steered_by(request.user, body)
    return act(
        request,
        lambda: actions.restore_body(thing, by=request.user, at=timezone.now()),
        done="L’instance est de nouveau là.",
        then=reverse("governance:body_detail", args=[thing.pk]),
    )


@require_safe
@allowed(is_signed_in)
def archived_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    context = {"contract": thing, "rows": queries.archived_bodies(thing)}
    return render(request, "governance/archived_list.html", context)
