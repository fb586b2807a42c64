"""The pages of engagements."""

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
from reciproque.core.text import key_in
from reciproque.framework.access import node_seen_by, nodes_visible_to
from reciproque.journal.queries import entries_about, for_history
from reciproque.partners import access, actions, exports, queries
from reciproque.partners.forms import CommitmentForm
from reciproque.partners.tables import COMMITMENTS

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def commitment_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    rows = queries.commitments_of(thing)
    context = {
        "contract": thing,
        "may_edit": steers_contract(request.user, thing.pk),
        **exports.about_commitments(thing, on=timezone.localdate()),
    }
    return table_page(request, COMMITMENTS, rows, "partners/commitment_list.html", context)


@require_safe
@allowed(is_signed_in)
def commitment_detail(request: SignedInRequest, commitment: int) -> HttpResponse:
    thing = access.commitment_seen_by(request.user, commitment)
    reads = reads_contract(request.user, thing.contract_id)
    context = {
        "commitment": thing,
        "contract": thing.contract if reads else None,
        "facts": exports.facts_about(thing, on=timezone.localdate(), whole=reads),
        "may_edit": access.may_edit_commitment(request.user, thing),
        "may_restore": steers_contract(request.user, thing.contract_id),
        "entries": for_history(entries_about("partners.commitment", thing.pk)),
    }
    return render(request, "partners/commitment_detail.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_commitment(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    on = nodes_visible_to(request.user).filter(
        contract=thing, pk=key_in(request.GET.get("objectif", "")) or 0
    )
    form = CommitmentForm(request.POST or None, contract=thing, initial={"node": on.first()})

    def deed() -> Any:
        return actions.add_commitment(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid():
        made = form.done(deed)
        if made:
            return redirect("partners:commitment_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Ajouter un engagement"}
    return render(request, "partners/commitment_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_commitment(request: SignedInRequest, commitment: int) -> HttpResponse:
    thing = access.commitment_steered_by(request.user, commitment)
    form = CommitmentForm(request.POST or None, instance=thing, contract=thing.contract)

    def deed() -> Any:
        return actions.edit_commitment(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("partners:commitment_detail", thing.pk)
    context = {
        "form": form,
        "contract": thing.contract,
        "commitment": thing,
        "heading": "Modifier l’engagement",
    }
    return render(request, "partners/commitment_form.html", context)


@require_POST
@allowed(is_signed_in)
def archive_commitment(request: SignedInRequest, commitment: int) -> HttpResponse:
    thing = access.commitment_steered_by(request.user, commitment)
    return act(
        request,
        lambda: actions.archive_commitment(thing, by=request.user, at=timezone.now()),
        done="L’engagement est archivé.",
        then=reverse("partners:commitment_list", args=[thing.contract_id]),
    )


@require_POST
@allowed(is_signed_in)
def restore_commitment(request: SignedInRequest, commitment: int) -> HttpResponse:
    thing = access.commitment_steered_by(request.user, commitment)
    return act(
        request,
        lambda: actions.restore_commitment(thing, by=request.user, at=timezone.now()),
        done="L’engagement est de nouveau là.",
        then=reverse("partners:commitment_detail", args=[thing.pk]),
    )


@require_safe
@allowed(is_signed_in)
def archived_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    context = {"contract": thing, "rows": queries.archived_commitments(thing)}
    return render(request, "partners/archived_list.html", context)


@require_safe
@allowed(is_signed_in)
def commitments_on_node(request: SignedInRequest, node: int) -> HttpResponse:
    """The tab of an objective."""
    thing = node_seen_by(request.user, node)
    reads = reads_contract(request.user, thing.contract_id)
    context = {
        "node": thing,
        "contract": thing.contract if reads else None,
        "rows": queries.commitments_on(thing),
        "may_edit": steers_contract(request.user, thing.contract_id),
    }
    return render(request, "partners/commitments_on_node.html", context)
