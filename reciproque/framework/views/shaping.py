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
from reciproque.core.text import key_in
from reciproque.framework import access, queries
from reciproque.framework.actions import describing, merging, moving, shaping
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
    siblings = queries.siblings_of(thing, key_in(asked))
    form = MoveForm(
        request.POST or None,
        parents=queries.possible_parents(thing),
        siblings=siblings,
        initial={"parent": asked, "version": thing.version},
    )

    def deed() -> Any:
        wanted = form.cleaned_data
        return moving.move_node(
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
        lambda: moving.shift_node(thing, up=way == "monter", by=request.user, at=timezone.now()),
        done="L’objectif a changé de place.",
        then=reverse("framework:node_detail", args=[thing.pk]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def split_node(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    form = SplitForm(request.POST or None, initial={"titles": thing.title, "version": thing.version})

    def deed() -> Any:
        told = form.cleaned_data
        return shaping.split_node(
            thing, titles=told["titles"], seen=told["version"], by=request.user, at=timezone.now()
        )

    return _shape(request, form, deed, thing, "Scinder l’objectif")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def merge_nodes(request: SignedInRequest, node: int) -> HttpResponse:
    thing = access.node_steered_by(request.user, node)
    siblings = queries.siblings_of(thing, thing.parent_id)
    initial = {"title": thing.title, "version": thing.version}
    form = MergeForm(request.POST or None, siblings=siblings, initial=initial)

    def deed() -> Any:
        told = form.cleaned_data
        others = queries.nodes_named(told["others"], thing.tree)
        return merging.merge_nodes(
            thing, others, title=told["title"], seen=told["version"], by=request.user, at=timezone.now()
        )

    return _shape(request, form, deed, thing, "Fusionner des objectifs")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def link_nodes(request: SignedInRequest, node: int) -> HttpResponse:
    """Tie the node to another of the contract, or upward to one of the contract that it declines."""
    thing = access.node_steered_by(request.user, node)
    visible = access.nodes_visible_to(request.user)
    form = LinkForm(request.POST or None, targets=queries.possible_targets(thing, visible))

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
