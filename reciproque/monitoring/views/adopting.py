"""Common indicators in a contract: adopted, tied to one that is already there, brought up to date, left."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.pages import act
from reciproque.core.text import key_in
from reciproque.monitoring import access, actions, queries

DONE = {
    "take_over": "La définition est celle de la base.",
    "keep_ours": "C’est noté : la définition du contrat reste la sienne.",
    "detach": "L’indicateur ne suit plus la base.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def adopt_indicators(request: SignedInRequest, contract: int) -> HttpResponse:
    """Choose among what is published: each becomes an indicator of the contract."""
    thing = contract_steered_by(request.user, contract)
    offered = queries.standards_offered(access.libraries_visible_to(request.user))
    if request.method == "POST":
        return _adopt(request, thing, offered)
    context = {
        "contract": thing,
        "offered": offered,
        "adopted": queries.adopted_by(thing),
        "own": queries.indicators_of(thing).filter(standard=None),
    }
    return render(request, "monitoring/adopt_indicators.html", context)


def _adopt(request: SignedInRequest, contract: Any, offered: Any) -> HttpResponse:
    keys = [key for key in map(key_in, request.POST.getlist("standard")) if key is not None]
    chosen = list(offered.filter(pk__in=keys))
    return act(
        request,
        lambda: actions.adopt_standards(contract, chosen, by=request.user, at=timezone.now()),
        done=f"{len(chosen)} indicateur{'s' * (len(chosen) > 1)} repris."
        if chosen
        else "Rien n’était coché.",
        then=reverse("monitoring:indicator_list", args=[contract.pk]),
    )


@require_POST
@allowed(is_signed_in)
def tie_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    """Say which common indicator this one is."""
    thing = access.indicator_steered_by(request.user, indicator)
    offered = queries.standards_offered(access.libraries_visible_to(request.user))
    chosen = offered.filter(pk=key_in(request.POST.get("standard", "")) or 0).first()
    then = reverse("monitoring:indicator_detail", args=[thing.pk])

    def deed() -> Any:
        return chosen and actions.tie_indicator(thing, chosen, by=request.user, at=timezone.now())

    done = "L’indicateur suit la base." if chosen else "Choisissez un indicateur commun."
    return act(request, deed, done=done, then=then)


@require_POST
@allowed(is_signed_in)
def follow_library(request: SignedInRequest, indicator: int) -> HttpResponse:
    """Take over what the library says today, keep one's own, or leave it: `acte` says which."""
    thing = access.indicator_steered_by(request.user, indicator)
    wish = request.POST.get("acte", "keep_ours")
    seen = key_in(request.POST.get("version", "")) or 0
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    deeds: dict[str, Any] = {
        "take_over": lambda: actions.take_over(thing, seen=seen, **who),
        "detach": lambda: actions.detach_indicator(thing, **who),
        "keep_ours": lambda: actions.keep_ours(thing, **who),
    }
    then = reverse("monitoring:indicator_detail", args=[thing.pk])
    wish = wish if wish in deeds else "keep_ours"
    return act(request, deeds[wish], done=DONE[wish], then=then)
