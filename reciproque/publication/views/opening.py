"""The page on which a team opens the figures of its contract."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.pages import act
from reciproque.core.text import key_in
from reciproque.publication import actions, queries
from reciproque.publication.forms import OpenDataForm


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def edit_open_data(request: SignedInRequest, contract: int) -> HttpResponse:
    """Licence and words; below them, the indicators to choose and the button that opens."""
    thing = contract_steered_by(request.user, contract)
    opening = queries.open_data_of(thing)
    form = OpenDataForm(request.POST or None, instance=opening)

    def deed() -> Any:
        return actions.set_open_data(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("publication:edit_open_data", thing.pk)
    chosen = {one.indicator_id: one for one in queries.published_of(thing.pk)}
    context = {
        "contract": thing,
        "opening": opening,
        "form": form,
        "offered": [(one, chosen.get(one.pk)) for one in queries.choices_of(thing)],
        "chosen": len(chosen),
        "threshold": settings.SMALL_COUNTS,
    }
    return render(request, "publication/edit_open_data.html", context)


@require_POST
@allowed(is_signed_in)
def choose_indicators(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    keys = [key for key in map(key_in, request.POST.getlist("indicator")) if key is not None]
    return act(
        request,
        lambda: actions.choose_indicators(thing, keys, by=request.user, at=timezone.now()),
        done="Le choix des indicateurs publiés est enregistré.",
        then=reverse("publication:edit_open_data", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def open_data(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    return act(
        request,
        lambda: actions.open_data(thing, by=request.user, at=timezone.now()),
        done="Les données sont ouvertes : les fichiers seront prêts dans une minute.",
        then=reverse("publication:edit_open_data", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def close_data(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    return act(
        request,
        lambda: actions.close_data(thing, by=request.user, at=timezone.now()),
        done="Les données sont refermées : la page publique n’existe plus.",
        then=reverse("publication:edit_open_data", args=[thing.pk]),
    )
