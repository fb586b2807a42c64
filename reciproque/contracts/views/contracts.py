"""The pages of a contract itself: home, list, at a glance, writing it down."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts import access, queries
from reciproque.contracts.actions import steering
from reciproque.contracts.forms import ContractForm
from reciproque.contracts.tables import CONTRACTS
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.journal.queries import entries_about, for_history


@require_safe
@allowed(is_signed_in)
def home(request: SignedInRequest) -> HttpResponse:
    """What I can open: my contracts, and what upper apps hang here (the objectives that I lead)."""
    contracts = list(queries.for_listing(access.contracts_visible_to(request.user))[:13])
    context = {
        "contracts": contracts[:12],
        "more": len(contracts) > 12,
        "may_create": access.may_create_contract(request.user),
    }
    return render(request, "contracts/home.html", context)


@require_safe
@allowed(is_signed_in)
def contract_list(request: SignedInRequest) -> HttpResponse:
    contracts = queries.for_listing(access.contracts_visible_to(request.user))
    context = {"may_create": access.may_create_contract(request.user)}
    return table_page(request, CONTRACTS, contracts, "contracts/contract_list.html", context)


@require_safe
@allowed(is_signed_in)
def contract_detail(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    context = {
        "contract": thing,
        "texts": queries.texts_with_adoption(thing, timezone.localdate()),
        "children": queries.children_of(thing),
        "places": queries.places_of(thing),
        "may_edit": access.may_edit_contract(request.user, thing),
        "entries": for_history(entries_about("contracts.contract", thing.pk), limit=10),
    }
    return render(request, "contracts/contract_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(access.may_create_contract)
def create_contract(request: SignedInRequest) -> HttpResponse:
    parents = access.contracts_visible_to(request.user).filter(parent=None)
    form = ContractForm(request.POST or None, parents=parents)
    if request.method == "POST" and form.is_valid():
        made = form.done(lambda: steering.create_contract(by=request.user, at=timezone.now(), **form.values))
        if made:
            return redirect("contracts:contract_detail", made.pk)
    return render(request, "contracts/contract_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def edit_contract(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    parents = access.contracts_visible_to(request.user).filter(parent=None)
    form = ContractForm(request.POST or None, instance=thing, parents=parents)
    if request.method == "POST" and form.is_valid():
        values = form.values
        if form.done(
            lambda: steering.edit_contract(
                thing, seen=form.seen, by=request.user, at=timezone.now(), **values
            )
        ):
            return redirect("contracts:contract_detail", thing.pk)
    return render(request, "contracts/contract_form.html", {"form": form, "contract": thing})


@require_POST
@allowed(is_signed_in)
def archive_contract(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    return act(
        request,
        lambda: steering.archive_contract(thing, by=request.user, at=timezone.now()),
        done=f"« {thing.name} » est archivé.",
        then=reverse("contracts:contract_list"),
    )
