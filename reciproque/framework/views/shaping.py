"""Pages that change the shape of a tree: moving, splitting, merging, linking."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.framework import access, queries
from reciproque.framework.actions import describing, shaping
from reciproque.framework.forms import LinkForm, MergeForm, MoveForm, SplitForm

EDITING = ["GET", "HEAD", "POST"]


def _shape(request: SignedInRequest, form: Any, deed: Any, node: Any, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("framework:node_detail", node.pk)
    context = {"form": form, "node": node, "contract": node.contract, "heading": heading}
    return render(request, "framework/edit.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def move_node(request: SignedInRequest, node: int) -> HttpResponse:
    """Choose what the node hangs on; then, among its new siblings, its place."""
    thing = access.node_steered_by(request.user, node)
    asked = request.POST.get("parent", request.GET.get("parent", str(thing.parent_id or "")))
    siblings = queries.siblings_of(thing, int(asked) if asked.isdecimal() else None)
    form = MoveForm(
        request.POST or None,
        parents=queries.possible_parents(thing),
        siblings=siblings,
        initial={"parent": asked, "version": thing.version},
    )

    def deed() -> Any:
        wanted = form.cleaned_data
        return shaping.move_node(
            thing,
            parent=queries.node_named(wanted["parent"], thing.tree),
            before=queries.node_named(wanted["before"], thing.tree),
            seen=wanted["version"],
            by=request.user,
            at=timezone.now(),
        )

    return _shape(request, form, deed, thing, "Déplacer l’objectif")


@require_POST
@allowed(is_signed_in)
def shift_node(request: SignedInRequest, node: int, way: str) -> HttpResponse:
    """One place up or down among its siblings."""
    thing = access.node_steered_by(request.user, node)
    return act(
        request,
        lambda: shaping.shift_node(thing, up=way == "monter", by=request.user, at=timezone.now()),
        done="L’objectif a changé de place.",
        then=reverse("framework:node_detail", args=[thing.pk]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def split_node(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    form = SplitForm(request.POST or None, initial={"titles": thing.title})

    def deed() -> Any:
        titles = form.cleaned_data["titles"]
        return shaping.split_node(thing, titles=titles, by=request.user, at=timezone.now())

    return _shape(request, form, deed, thing, "Scinder l’objectif")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def merge_nodes(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    siblings = queries.siblings_of(thing, thing.parent_id)
    form = MergeForm(request.POST or None, siblings=siblings, initial={"title": thing.title})

    def deed() -> Any:
        others = queries.nodes_named(form.cleaned_data["others"], thing.tree)
        title = form.cleaned_data["title"]
        return shaping.merge_nodes(thing, others, title=title, by=request.user, at=timezone.now())

    return _shape(request, form, deed, thing, "Fusionner des objectifs")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def link_nodes(request: SignedInRequest, node: int) -> HttpResponse:
    """Tie the node to another of the contract, or upward to one of the contract that it declines."""
    thing = access.node_steered_by(request.user, node)
    form = LinkForm(request.POST or None, targets=queries.possible_targets(thing))

    def deed() -> Any:
        target = queries.any_node(form.cleaned_data["target"])
        if target is None:
            raise Http404
        kind = form.cleaned_data["kind"]
        return describing.link_nodes(thing, target, kind=kind, by=request.user, at=timezone.now())

    return _shape(request, form, deed, thing, "Lier à un autre objectif")


@require_POST
@allowed(is_signed_in)
def unlink_nodes(request: SignedInRequest, node: int, link: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    found = queries.link_named(thing, link)
    if found is None:
        raise Http404
    return act(
        request,
        lambda: describing.unlink_nodes(found, by=request.user, at=timezone.now()),
        done="Le lien est retiré.",
        then=reverse("framework:node_detail", args=[thing.pk]),
    )
