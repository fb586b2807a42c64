"""What hangs on a node in words: results, tracks, findings, actions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.framework import access
from reciproque.framework.actions import describing
from reciproque.framework.forms import PART_FORMS

EDITING = ["GET", "HEAD", "POST"]
NAMES = {
    "resultats": "un résultat attendu",
    "pistes": "une piste de travail",
    "constats": "un constat",
    "chantiers": "un chantier",
}


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_part(request: SignedInRequest, node: int, kind: str) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    form = PART_FORMS[kind](request.POST or None)

    def deed() -> Any:
        return describing.add_part_of(kind, thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:node_detail", thing.pk)
    context = {"form": form, "node": thing, "contract": thing.contract, "heading": f"Ajouter {NAMES[kind]}"}
    return render(request, "framework/edit.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_part(request: SignedInRequest, kind: str, part: int) -> HttpResponse:
    thing: Any = access.part_steered_by(request.user, kind, part)
    form = PART_FORMS[kind](request.POST or None, instance=thing)

    def deed() -> Any:
        return describing.edit_part(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(_back(thing, kind))
    context = {
        "form": form,
        "node": thing.node,
        "contract": thing.contract,
        "heading": f"Modifier {NAMES[kind]}",
    }
    return render(request, "framework/edit.html", context | {"part": thing, "kind": kind})


@require_POST
@allowed(is_signed_in)
def archive_part(request: SignedInRequest, kind: str, part: int) -> HttpResponse:
    thing: Any = access.part_steered_by(request.user, kind, part)
    return act(
        request,
        lambda: describing.archive_part(thing, by=request.user, at=timezone.now()),
        done="C’est archivé.",
        then=_back(thing, kind),
    )


def _back(part: Any, kind: str) -> str:
    if part.node_id:
        return reverse("framework:node_detail", args=[part.node_id])
    return reverse("framework:part_list", args=[part.contract_id, kind])
