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
from reciproque.core.tables import export, show
from reciproque.framework import access, queries
from reciproque.framework.actions import shaping
from reciproque.framework.forms import TreeForm
from reciproque.framework.tables import FILTERS, NODES, tree_rows

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def tree_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """All the trees of a contract; a filter or a search keeps what it met and what stands above it."""
    thing = contract_seen_by(request.user, contract)
    nodes = queries.with_counts(queries.live_nodes(thing))
    if "format" in request.GET:
        wide: Any = show(NODES, nodes.select_related("tree", "parent"), request.GET)
        wide.rows = queries.listed(thing, wide.rows)
        return export(wide, request.GET["format"])
    shown = show(NODES, nodes, request.GET)
    chosen = request.GET.get("filtre") in FILTERS or bool(shown.searched)
    found = set(shown.rows.values_list("pk", flat=True)) if chosen else None
    groves = queries.groves(thing, nodes, found)
    may_edit = access.may_edit_framework(request.user, thing.pk)
    keys = [tree.pk for tree, _branches in groves]
    stacks = queries.stacks_of(request.user, keys, timezone.now()) if may_edit else {}
    context = {
        "contract": thing,
        "shown": shown,
        "groves": [
            (tree, tree_rows(branches, found=found), stacks.get(tree.pk)) for tree, branches in groves
        ],
        "links": queries.links_between(thing, access.nodes_visible_to(request.user)),
        "has_children": queries.is_declined(thing),
        "may_edit": may_edit,
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


@require_POST
@allowed(is_signed_in)
def restore_tree(request: SignedInRequest, tree: int) -> HttpResponse:
    thing = access.tree_steered_by(request.user, tree)
    return act(
        request,
        lambda: shaping.restore_tree(thing, by=request.user, at=timezone.now()),
        done=f"Le cadre « {thing.title} » est de nouveau là.",
        then=reverse("framework:tree_list", args=[thing.contract_id]),
    )


@require_safe
@allowed(is_signed_in)
def archived_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """Frameworks and objectives that were archived, each with the button that brings it back."""
    thing = contract_steered_by(request.user, contract)
    context = {
        "contract": thing,
        "trees": queries.archived_trees(thing),
        "nodes": queries.archived_nodes(thing),
    }
    return render(request, "framework/archived_list.html", context)
