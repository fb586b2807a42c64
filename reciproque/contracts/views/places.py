"""The neighbourhoods of a contract: map and list, one by one, adding and taking out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts import access, queries
from reciproque.contracts.actions import placing
from reciproque.contracts.forms import (
    OfficialPlaceForm,
    OfficialPlacesForm,
    PlaceForm,
    PlaceSuccessorForm,
    PopulationForm,
)
from reciproque.contracts.tables import place_table, place_url
from reciproque.contracts.views.texts import EDITING
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.journal.queries import entries_about, for_history
from reciproque.territories.queries import map_of, neighbourhood_facts


@require_safe
@allowed(is_signed_in)
def place_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    rows = queries.neighbourhoods_of(thing)
    urls = {place.pk: place_url(thing, place) for place in rows}
    drawn = map_of(rows, link=lambda place: urls[place.pk])
    numbers = {row.url: row.number for row in drawn.rows}
    context = {
        "contract": thing,
        "map": drawn,
        "places": queries.counted(rows),
        "may_edit": access.may_edit_contract(request.user, thing),
    }
    table = place_table(urls, {key: numbers[url] for key, url in urls.items()})
    return table_page(request, table, rows.defer("perimeter"), "contracts/place_list.html", context)


@require_safe
@allowed(is_signed_in)
def place(request: SignedInRequest, neighbourhood: int) -> HttpResponse:
    """One address for a neighbourhood, whatever the contract: leads to its page in one that I read."""
    contract = access.contract_shown_at(request.user, neighbourhood)
    return redirect("contracts:place_detail", contract.pk, neighbourhood)


@require_safe
@allowed(is_signed_in)
def place_detail(request: SignedInRequest, contract: int, neighbourhood: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    here = access.place_seen_in(thing, neighbourhood)
    context = {
        "contract": thing,
        "place": here,
        "facts": neighbourhood_facts(here),
        "populations": queries.populations_of(here),
        "map": map_of([here], current=here.pk),
        "may_edit": access.may_edit_place(request.user, thing, here),
        "may_detach": access.may_edit_contract(request.user, thing),
        "entries": for_history(entries_about("territories.neighbourhood", here.pk)),
    }
    return render(request, "contracts/place_detail.html", context)


def _form_page(
    request: SignedInRequest, contract: Any, form: Any, heading: str, **context: Any
) -> HttpResponse:
    page = {"contract": contract, "form": form, "heading": heading, **context}
    return render(request, "contracts/place_form.html", page)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_places(request: SignedInRequest, contract: int) -> HttpResponse:
    """Tick the priority neighbourhoods that the State lists in the communes of the contract."""
    thing = access.contract_steered_by(request.user, contract)
    offered = queries.neighbourhoods_to_add(thing)
    form = OfficialPlacesForm(request.POST or None, offered=offered)

    def deed() -> Any:
        chosen = form.cleaned_data["places"]
        return placing.add_neighbourhoods(thing, chosen, by=request.user, at=timezone.now())

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("contracts:place_list", thing.pk)
    context = {
        "contract": thing,
        "form": form,
        "map": map_of(offered),
        "communes": thing.communes.all(),
    }
    return render(request, "contracts/add_places.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def create_place(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    form = PlaceForm(request.POST or None, contract=thing)
    if request.method == "POST" and form.is_valid():
        made = form.done(
            lambda: placing.create_place(thing, by=request.user, at=timezone.now(), **form.values)
        )
        if made:
            return redirect(place_url(thing, made))
    return _form_page(request, thing, form, "Ajouter un quartier retenu localement")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_place(request: SignedInRequest, contract: int, neighbourhood: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    here = access.place_edited_in(thing, request.user, neighbourhood)
    data = request.POST or None
    listed = here.is_official and here.contract_id is None
    form: Any = (
        OfficialPlaceForm(data, instance=here) if listed else PlaceForm(data, instance=here, contract=thing)
    )

    def deed() -> Any:
        return placing.edit_place(
            thing, here, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(place_url(thing, here))
    return _form_page(request, thing, form, "Modifier le quartier", place=here, listed=listed)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def count_people(request: SignedInRequest, contract: int, neighbourhood: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    here = access.place_edited_in(thing, request.user, neighbourhood)
    form = PopulationForm(request.POST or None, place=here)

    def deed() -> Any:
        return placing.count_people(thing, here, by=request.user, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(place_url(thing, here))
    return _form_page(request, thing, form, "Noter la population", place=here)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def succeed_place(request: SignedInRequest, contract: int, neighbourhood: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    here = access.place_edited_in(thing, request.user, neighbourhood)
    form = PlaceSuccessorForm(request.POST or None, offered=queries.other_places(thing, here))

    def deed() -> Any:
        before, kind = form.cleaned_data["before"], form.cleaned_data["kind"]
        return placing.succeed_place(thing, before, here, kind=kind, by=request.user, at=timezone.now())

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(place_url(thing, here))
    return _form_page(request, thing, form, "Dire d’où vient ce quartier", place=here)


@require_POST
@allowed(is_signed_in)
def detach_place(request: SignedInRequest, contract: int, neighbourhood: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    here = access.place_seen_in(thing, neighbourhood)
    return act(
        request,
        lambda: placing.detach_place(thing, here, by=request.user, at=timezone.now()),
        done=f"« {here.name} » ne fait plus partie du contrat.",
        then=reverse("contracts:place_list", args=[thing.pk]),
    )
