"""What hangs on a node in words: results, tracks, findings, actions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.framework import access, queries
from reciproque.framework.actions import describing
from reciproque.framework.forms import PART_FORMS
from reciproque.framework.tables import PART_TABLES, part_url

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
    form = PART_FORMS[kind](request.POST or None, contract=thing.contract)

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
    form = PART_FORMS[kind](request.POST or None, instance=thing, contract=thing.contract)

    def deed() -> Any:
        return describing.edit_part(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(part_url(thing, kind))
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
        then=part_url(thing, kind),
    )


@require_POST
@allowed(is_signed_in)
def restore_part(request: SignedInRequest, kind: str, part: int) -> HttpResponse:
    thing: Any = access.part_steered_by(request.user, kind, part)
    return act(
        request,
        lambda: describing.restore_part(thing, by=request.user, at=timezone.now()),
        done="C’est de nouveau là.",
        then=part_url(thing, kind),
    )


@require_safe
@allowed(is_signed_in)
def part_list(request: SignedInRequest, contract: int, kind: str) -> HttpResponse:
    """Results, tracks, findings or actions of the whole contract, as a table."""
    thing = contract_seen_by(request.user, contract)
    context = {
        "contract": thing,
        "kind": kind,
        "words": PART_TABLES[kind].caption,
        "may_edit": access.may_edit_framework(request.user, thing.pk),
    }
    rows = queries.parts_of_contract(thing, kind)
    return table_page(request, PART_TABLES[kind], rows, "framework/part_list.html", context)


@require_safe
@allowed(is_signed_in)
def archived_parts(request: SignedInRequest, contract: int, kind: str) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    context = {
        "contract": thing,
        "kind": kind,
        "words": PART_TABLES[kind].caption,
        "parts": queries.archived_parts(thing, kind),
    }
    return render(request, "framework/archived_parts.html", context)
