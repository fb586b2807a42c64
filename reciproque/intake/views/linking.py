"""The page of proposed links: a person goes through them and confirms, changes or refuses."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by, text_seen_by
from reciproque.core.pages import act
from reciproque.core.text import key_in
from reciproque.framework.access import nodes_visible_to
from reciproque.framework.choices import LinkKind
from reciproque.intake.actions import linking
from reciproque.intake.queries import linking as queries
from reciproque.intake.tables.links import draw_links

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def link_proposals(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    text = _text(request, thing)
    if request.method == "POST":
        return _decide(request, thing)
    found = queries.proposed_links(thing, nodes_visible_to(request.user), text=text)
    context = {
        "contract": thing,
        "text": text,
        "texts": queries.texts_with_trees(thing),
        "total": len(found),
        "shown": min(len(found), SHOWN),
        "rows": draw_links(found[:SHOWN]),
        "refused": list(queries.refused_links(thing, nodes_visible_to(request.user))[:SHOWN]),
    }
    return render(request, "intake/link_proposals.html", context)


def _text(request: SignedInRequest, contract: Any) -> Any:
    """The text from which the links start, if the address names one of this contract."""
    key = key_in(request.GET.get("texte", ""))
    if key is None:
        return None
    text = text_seen_by(request.user, key)
    if text.contract_id != contract.pk:
        raise Http404
    return text


def _decide(request: SignedInRequest, contract: Any) -> HttpResponse:
    pairs = _chosen(request, contract)
    now, by = timezone.now(), request.user
    if request.POST.get("acte") == "refuser":
        return act(
            request,
            lambda: linking.refuse_links(contract, [pair[:2] for pair in pairs], by=by, at=now),
            done=_told(len(pairs), "lien refusé", "liens refusés"),
            then=request.get_full_path(),
        )
    return act(
        request,
        lambda: linking.confirm_links(contract, pairs, by=by, at=now),
        done=_told(len(pairs), "lien confirmé", "liens confirmés"),
        then=request.get_full_path(),
    )


def _told(count: int, one: str, many: str) -> str:
    return f"{count} {one if count < 2 else many}."


def _chosen(request: SignedInRequest, contract: Any) -> list[tuple[Any, Any, str]]:
    """The ticked lines, with the kind that each says. What names another contract's objectives is left out."""
    ends = [tuple(map(key_in, one.split("-", 1))) for one in request.POST.getlist("lien") if "-" in one]
    keys = [key for pair in ends for key in pair if key is not None]
    nodes = queries.nodes_by_key(contract, keys, nodes_visible_to(request.user))
    chosen = []
    for source, target in ends:
        if source in nodes and target in nodes:
            said = request.POST.get(f"nature-{source}-{target}", "")
            kind = said if said in LinkKind.values else LinkKind.SPECIFIES
            chosen.append((nodes[source], nodes[target], kind))
    return chosen


@require_POST
@allowed(is_signed_in)
def offer_again(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    refusal = queries.refusal_in(thing, key_in(request.POST.get("refus", "")), nodes_visible_to(request.user))
    if refusal is None:
        raise Http404
    return act(
        request,
        lambda: linking.offer_link_again(refusal, by=request.user, at=timezone.now()),
        done="Ce lien sera de nouveau proposé.",
        then=reverse("intake:link_proposals", args=[thing.pk]),
    )
