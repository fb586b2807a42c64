"""The page of a node, and what is done there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.core.text import key_in
from reciproque.framework import access, queries
from reciproque.framework.actions import describing, shaping
from reciproque.framework.forms import NewNodeForm, NodeForm, ReportForm
from reciproque.framework.tables import engagement_badge, tree_rows
from reciproque.journal.queries import entries_about, for_history

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def node_detail(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_seen_by(request.user, node)
    reads = access.may_read_framework(request.user, thing.contract_id)
    visible = access.nodes_visible_to(request.user)
    steers = access.may_edit_framework(request.user, thing.contract_id)
    context = {
        "node": thing,
        "contract": thing.contract if reads else None,
        "path": queries.path_of(thing, visible),
        "badge": engagement_badge(thing),
        "parts": queries.parts_on(thing),
        "children": tree_rows(queries.branches(queries.children_of(thing))),
        "links": queries.links_of(thing, visible),
        "leads": queries.leads_of(thing),
        "lists": [one for one in queries.node_ties(thing) if not one.is_silent],
        "may_edit": access.may_edit_node(request.user, thing),
        "may_restore": steers and thing.archived_at is not None,
        "may_report": access.may_report_on(request.user, thing),
        "stack": _stack(request.user, thing),
        "entries": for_history(entries_about("framework.node", thing.pk)),
    }
    return render(request, "framework/node_detail.html", context)


def _stack(user: Any, node: Any) -> Any:
    """What the person may undo on the tree of the objective; nothing for who only reads it."""
    if not access.may_edit_framework(user, node.contract_id) and not access.may_report_on(user, node):
        return None
    return queries.stacks_of(user, [node.tree_id], timezone.now()).get(node.tree_id)


def _edit(request: SignedInRequest, form: Any, deed: Any, node: Any, heading: str) -> HttpResponse:
    """Show a form about a node, or do what it asks and go to the node."""
    if request.method == "POST" and form.is_valid():
        made = attempt(form, deed)
        if made:
            return redirect("framework:node_detail", getattr(made, "pk", node.pk))
    reads = access.may_read_framework(request.user, node.contract_id)
    context = {"form": form, "node": node, "contract": node.contract if reads else None, "heading": heading}
    return render(request, "framework/edit.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_node(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    form = NodeForm(request.POST or None, instance=thing, contract=thing.contract)

    def deed() -> Any:
        return describing.edit_node(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, thing, "Modifier l’objectif")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def report_on_node(request: SignedInRequest, node: int) -> HttpResponse:
    """The lead of an objective says how far it is."""
    thing = access.node_seen_by(request.user, node)
    admit(access.may_report_on(request.user, thing))
    form = ReportForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return describing.report_on_node(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    return _edit(request, form, deed, thing, "Dire où en est l’objectif")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_node(request: SignedInRequest, tree: int) -> HttpResponse:
    """Add a node to a tree: at its root, or under ?parent=…"""
    thing = access.tree_steered_by(request.user, tree)
    parent = queries.node_named(key_in(request.GET.get("parent", "")), thing)
    form = NewNodeForm(request.POST or None, initial={"label": queries.likely_label(thing, parent)})

    def deed() -> Any:
        return shaping.add_node(thing, parent=parent, by=request.user, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid():
        made = attempt(form, deed)
        if made:
            return redirect("framework:node_detail", made.pk)
    heading = f"Ajouter sous « {parent} »" if parent else f"Ajouter un objectif à « {thing} »"
    context = {"form": form, "contract": thing.contract, "heading": heading, "node": parent, "adding": True}
    return render(request, "framework/edit.html", context)


@require_POST
@allowed(is_signed_in)
def archive_node(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    return act(
        request,
        lambda: shaping.archive_node(thing, by=request.user, at=timezone.now()),
        done="L’objectif et tout ce qui en dépend sont archivés.",
        then=reverse("framework:node_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def restore_node(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    return act(
        request,
        lambda: shaping.restore_node(thing, by=request.user, at=timezone.now()),
        done="L’objectif et tout ce qui en dépend sont de nouveau là.",
        then=reverse("framework:node_detail", args=[thing.pk]),
    )
