"""The pages of the trees of a contract."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.pages import act, render_page
from reciproque.core.tables import export, show, table_page
from reciproque.framework import access, queries
from reciproque.framework.actions import shaping
from reciproque.framework.forms import TreeForm
from reciproque.framework.tables import FILTERS, NODES, PART_TABLES, tree_rows

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def tree_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """All the trees of a contract; a filter or a search keeps what it met and what stands above it."""
    thing = contract_seen_by(request.user, contract)
    nodes = queries.with_counts(queries.live_nodes(thing)).select_related(
        "tree", "parent", "lead_organisation"
    )
    shown = show(NODES, nodes, request.GET)
    if "format" in request.GET:
        return export(shown, request.GET["format"])
    chosen = request.GET.get("filtre") in FILTERS or bool(shown.searched)
    found = set(shown.rows.values_list("pk", flat=True)) if chosen else None
    groves = queries.groves(thing, nodes, found)
    context = {
        "contract": thing,
        "shown": shown,
        "groves": [(tree, tree_rows(branches, found=found)) for tree, branches in groves],
        "links": queries.links_between(thing),
        "may_edit": access.may_edit_framework(request.user, thing.pk),
    }
    return render_page(request, "framework/tree_list.html", context, part="framework/_trees.html")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def create_tree(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    form = TreeForm(request.POST or None)

    def deed() -> Any:
        return shaping.create_tree(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:tree_list", thing.pk)
    context = {"form": form, "contract": thing, "heading": "Ouvrir un cadre stratégique"}
    return render(request, "framework/edit.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_tree(request: SignedInRequest, tree: int) -> HttpResponse:
    thing = access.tree_steered_by(request.user, tree)
    form = TreeForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return shaping.edit_tree(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:tree_list", thing.contract_id)
    context = {"form": form, "contract": thing.contract, "heading": "Renommer le cadre", "tree": thing}
    return render(request, "framework/edit.html", context)


@require_POST
@allowed(is_signed_in)
def archive_tree(request: SignedInRequest, tree: int) -> HttpResponse:
    thing = access.tree_steered_by(request.user, tree)
    return act(
        request,
        lambda: shaping.archive_tree(thing, by=request.user, at=timezone.now()),
        done=f"Le cadre « {thing.title} » est archivé.",
        then=reverse("framework:tree_list", args=[thing.contract_id]),
    )


@require_safe
@allowed(is_signed_in)
def archived_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    context = {"contract": thing, "nodes": queries.archived_nodes(thing)}
    return render(request, "framework/archived_list.html", context)


@require_safe
@allowed(is_signed_in)
def part_list(request: SignedInRequest, contract: int, kind: str) -> HttpResponse:
    """Results, tracks, findings or actions of the whole contract, as a table."""
    thing = contract_seen_by(request.user, contract)
    parts = queries.parts_of_contract(thing, kind)
    context = {"contract": thing, "kind": kind, "words": PART_TABLES[kind].caption}
    return table_page(request, PART_TABLES[kind], parts, "framework/part_list.html", context)
