"""The pages of a contract itself: home, list, at a glance, writing it down, its journal."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, steers_contract
from reciproque.contracts import access, queries
from reciproque.contracts.actions import steering
from reciproque.contracts.forms import ContractForm
from reciproque.contracts.rules import in_short
from reciproque.contracts.tables import CONTRACTS, journal_table, place_url
from reciproque.core.pages import act
from reciproque.core.registers import what_waits
from reciproque.core.tables import table_page
from reciproque.journal.queries import entries_about, entries_of_contract, for_history
from reciproque.territories.queries import map_of

EDITING = ["GET", "HEAD", "POST"]
ON_HOME = 12


@require_safe
@allowed(is_signed_in)
def home(request: SignedInRequest) -> HttpResponse:
    """What I can open: my contracts, and what upper apps hang here (the objectives that I lead)."""
    mine = queries.open_contracts(access.contracts_visible_to(request.user))
    contracts = list(queries.for_listing(mine)[: ON_HOME + 1])
    today = timezone.localdate()
    newest = queries.newest_texts(contracts[:ON_HOME], today)
    context = {
        "today": today,
        "waiting": what_waits(request.user, today),
        "cards": [(one, newest.get(one.pk)) for one in contracts[:ON_HOME]],
        "more": len(contracts) > ON_HOME,
        "may_create": access.may_create_contract(request.user),
    }
    return render(request, "contracts/home.html", context)


@require_safe
@allowed(is_signed_in)
def contract_list(request: SignedInRequest) -> HttpResponse:
    mine = access.contracts_visible_to(request.user)
    rows = queries.for_listing(queries.open_contracts(mine))
    context = {
        "may_create": access.may_create_contract(request.user),
        "may_read_directory": access.may_read_directory(request.user),
        "archived": queries.archived_contracts(mine).count(),
    }
    return table_page(request, CONTRACTS, rows, "contracts/contract_list.html", context)


@require_safe
@allowed(is_signed_in)
def archived_contracts(request: SignedInRequest) -> HttpResponse:
    rows = queries.for_listing(queries.archived_contracts(access.contracts_visible_to(request.user)))
    return table_page(request, CONTRACTS, rows, "contracts/archived_contracts.html", {})


@require_safe
@allowed(is_signed_in)
def contract_detail(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    visible = access.contracts_visible_to(request.user)
    texts = queries.texts_with_adoption(thing, timezone.localdate())
    newest = texts[-1] if texts else None
    context = {
        "contract": thing,
        "texts": texts,
        "newest": newest,
        "lacking": in_short(newest[1].missing) if newest and newest[1].state != "échu" else [],
        "children": queries.children_of(thing).filter(pk__in=visible),
        "parent_opens": thing.parent_id is not None and visible.filter(pk=thing.parent_id).exists(),
        "places": queries.places_of(thing),
        "map": map_of(queries.neighbourhoods_of(thing), link=lambda place: place_url(thing, place)),
        "may_edit": access.may_edit_contract(request.user, thing),
        "may_restore": thing.archived_at is not None and steers_contract(request.user, thing.pk),
        "entries": for_history(entries_about("contracts.contract", thing.pk), limit=10),
        "more_url": reverse("contracts:journal", args=[thing.pk]),
    }
    return render(request, "contracts/contract_detail.html", context)


@require_http_methods(EDITING)
@allowed(access.may_create_contract)
def create_contract(request: SignedInRequest) -> HttpResponse:
    parents = queries.possible_parents(access.contracts_visible_to(request.user))
    form = ContractForm(request.POST or None, parents=parents)
    if request.method == "POST" and form.is_valid():
        made = form.done(lambda: steering.create_contract(by=request.user, at=timezone.now(), **form.values))
        if made:
            return redirect("contracts:contract_detail", made.pk)
    return render(request, "contracts/contract_form.html", {"form": form})


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_contract(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    parents = queries.possible_parents(access.contracts_visible_to(request.user), of=thing)
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
        then=reverse("contracts:contract_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def restore_contract(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    return act(
        request,
        lambda: steering.restore_contract(thing, by=request.user, at=timezone.now()),
        done=f"« {thing.name} » est de nouveau en cours.",
        then=reverse("contracts:contract_detail", args=[thing.pk]),
    )


@require_safe
@allowed(is_signed_in)
def journal(request: SignedInRequest, contract: int) -> HttpResponse:
    """All that was done in the contract: who, what, when."""
    thing = access.contract_seen_by(request.user, contract)
    rows = entries_of_contract(thing.pk)
    labels, people = queries.acts_in(rows)
    table = journal_table(labels, people, timezone.localdate())
    return table_page(request, table, rows, "contracts/journal.html", {"contract": thing})
