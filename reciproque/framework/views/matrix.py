"""Objectives × lines of a list: the matrix, its cells, its suggestions."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core import registers
from reciproque.core.engine import insist
from reciproque.core.pages import act
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.tables import address_of, file_of
from reciproque.core.text import key_in, shorten
from reciproque.framework import access, queries
from reciproque.framework.actions import tying
from reciproque.framework.choices import CellState
from reciproque.framework.forms.ties import pairs_in, ties_in
from reciproque.framework.views import cells
from reciproque.references.choices import LEGAL_OBJECTIVES

FIELDS = 900  # of one form: the server takes a thousand
AT_ONCE = 100  # suggestions of a page
WANTED = {CellState.CONFIRMED.value, "refused", ""}


@require_safe
@allowed(is_signed_in)
def legal_matrix(request: SignedInRequest, contract: int) -> HttpResponse:
    """The way in: the legal objectives first, else the first list there is."""
    thing = contract_seen_by(request.user, contract)
    lists = list(queries.nomenclatures_for_ties(thing))
    if not lists:
        return render(request, "framework/matrix.html", {"contract": thing, "lists": []})
    chosen = next((one for one in lists if one.code == LEGAL_OBJECTIVES), lists[0])
    return redirect("framework:matrix", thing.pk, chosen.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def matrix(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    """Which objective serves which line of a list; what serves none, and what is served by none."""
    thing = contract_seen_by(request.user, contract)
    lists = queries.nomenclatures_for_ties(thing)
    chosen = get_object_or_404(lists, pk=nomenclature)
    if request.method == "POST":
        return _save_boxes(request, thing, chosen)
    wish = cells.wish_in(request.GET)
    whole = queries.matrix_of(thing, chosen, wish)
    shown = queries.shown_of(whole, wish)
    if "format" in request.GET:
        return file_of(
            request.GET["format"], f"reperes-{chosen.code}", cells.columns_of(shown.lines), shown.rows
        )
    may_edit = access.may_edit_framework(request.user, thing.pk)
    context = _context(request, thing, whole, shown) | {"lists": lists, "may_edit": may_edit}
    if may_edit and "saisie" in request.GET:
        return render(request, "framework/matrix_boxes.html", context | _boxes(request, shown))
    return render(request, "framework/matrix.html", context)


def _save_boxes(request: SignedInRequest, thing: Any, chosen: Any) -> HttpResponse:
    """What the form without JavaScript brings: all boxes of a page at once."""
    admit(access.may_edit_framework(request.user, thing.pk))
    ties = ties_in(request.POST)
    return act(
        request,
        lambda: tying.tie_to_references(ties, contract=thing, by=request.user, at=timezone.now()),
        done="Les rattachements sont enregistrés.",
        then=f"{reverse('framework:matrix', args=[thing.pk, chosen.pk])}?{request.GET.urlencode()}",
    )


def _boxes(request: HttpRequest, shown: queries.Matrix) -> dict[str, Any]:
    """The rows of one page of boxes, so many that one form can carry them."""
    pages = Paginator(shown.rows, max(5, FIELDS // (len(shown.lines) + 1)))
    page = pages.get_page(request.GET.get("page"))
    rows = [
        {
            "row": row,
            "seen": " ".join(map(str, sorted(row.own))),
            "boxes": [_box(row, line) for line in shown.lines],
        }
        for row in page
    ]
    return {"page": page, "rows": rows}


def _box(row: queries.Row, line: Any) -> tuple[Any, bool, str]:
    state = row.state_of(line.pk)
    return (
        line,
        state == CellState.CONFIRMED,
        "" if state == CellState.CONFIRMED else cells.said(row, line.pk),
    )


def _context(
    request: HttpRequest, thing: Any, whole: queries.Matrix, shown: queries.Matrix
) -> dict[str, Any]:
    wish = cells.wish_in(request.GET)
    node = reverse("framework:node_detail", args=[0])
    served = whole.served()
    address = lambda **wanted: address_of(request.GET, **wanted)  # noqa: E731 -- one address for all chips
    depth = max((row.place.depth for row in whole.rows), default=0) - min(
        (row.place.depth for row in whole.rows), default=0
    )
    return {
        "contract": thing,
        "chosen": whole.nomenclature,
        "whole": whole,
        "shown": shown,
        "heads": [(line, served.get(line.pk, 0)) for line in shown.lines],
        "body": cells.drawn(shown, lambda key: node.replace("/0/", f"/{key}/"), folds=not wish.rows),
        "missing": whole.missing,
        "chip_lines": {"chips": cells.chips_of(whole, wish, address)},
        "levels": [
            (n, address(niveaux=None if wish.levels == n else n), wish.levels == n)
            for n in range(1, min(depth, 5) + 1)
        ],
        "wish": wish,
        "suggestions": sum(len(row.suggested) for row in whole.rows),
        "ties": sum(served.values()),
        "tied": sum(1 for row in whole.rows if row.own),
        "exports": [(writer.title, address(format=writer.key)) for writer in registers.writers],
    }


@require_POST
@allowed(is_signed_in)
def set_tie(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    """One cell: it saves itself, and gets back the cells of its column that follow from it."""
    thing = contract_steered_by(request.user, contract)
    chosen = get_object_or_404(queries.nomenclatures_for_ties(thing), pk=nomenclature)
    named = {"node", "line"} <= set(request.POST)
    refuse_if([] if named else ["Cette demande ne dit pas de quelle case il s’agit."])
    node = get_object_or_404(queries.live_nodes(thing), pk=key_in(request.POST.get("node", "")))
    line = get_object_or_404(chosen.references, pk=key_in(request.POST.get("line", "")))
    wanted, seen = request.POST.get("wanted", ""), request.POST.get("seen")
    refuse_if([] if seen is not None else ["Cette demande ne dit pas ce que la case montrait."])
    refused: list[str] = []
    try:
        refused = [] if wanted in WANTED else ["Cette case ne connaît pas cet état."]
        if not refused:
            insist(
                lambda: tying.set_tie(
                    node, line, wanted=wanted, seen=seen, by=request.user, at=timezone.now()
                )
            )
    except Refused as said:
        refused = said.reasons
    whole = queries.matrix_of(thing, chosen, cells.wish_in(request.GET))
    context = _context(request, thing, whole, queries.shown_of(whole, cells.wish_in(request.GET)))
    context |= {"column": _column(whole, node.pk, line.pk), "line": line, "refused": refused, "node": node}
    return render(request, "framework/_cell.html", context)


def _column(whole: queries.Matrix, node: int, line: int) -> list[tuple[int, Any]]:
    """The cells of a line for an objective, for what stands above it and for what hangs on it."""
    rows = {row.place.key: row for row in whole.rows}
    near: dict[int, Any] = {}
    up: int | None = node
    while up in rows:
        near[up] = rows[up]
        up = rows[up].place.parent
    inside = {node}
    for row in whole.rows:
        if row.place.parent in inside:
            inside.add(row.place.key)
            near[row.place.key] = row
    return [(key, cells.cell(row, line)) for key, row in near.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def suggestion_list(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    """All that the words suggest, with these words: many are confirmed or set aside by one act."""
    thing = contract_seen_by(request.user, contract)
    chosen = get_object_or_404(queries.nomenclatures_for_ties(thing), pk=nomenclature)
    if request.method == "POST":
        return _judge(request, thing, chosen)
    whole = queries.matrix_of(thing, chosen, cells.wish_in(request.GET))
    lines = {line.pk: line for line in whole.lines}
    page = Paginator(whole.suggestions(), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "contract": thing,
        "chosen": chosen,
        "page": page,
        "rows": [(row, one, lines[one.line]) for row, one in page],
        "may_edit": access.may_edit_framework(request.user, thing.pk),
    }
    return render(request, "framework/suggestion_list.html", context)


def _judge(request: SignedInRequest, thing: Any, chosen: Any) -> HttpResponse:
    admit(access.may_edit_framework(request.user, thing.pk))
    pairs, confirm = pairs_in(request.POST), request.POST.get("acte") != "ecarter"
    words = "confirmées" if confirm else "écartées"
    return act(
        request,
        lambda: tying.judge_suggestions(
            pairs, contract=thing, nomenclature=chosen, confirm=confirm, by=request.user, at=timezone.now()
        ),
        done=f"Les suggestions cochées sont {words}.",
        then=f"{reverse('framework:suggestion_list', args=[thing.pk, chosen.pk])}?{request.GET.urlencode()}",
    )


@require_safe
@allowed(is_signed_in)
def reference_detail(request: SignedInRequest, contract: int, reference: int) -> HttpResponse:
    """A line of a list: all the objectives of the contract that serve it, with their passages."""
    thing = contract_seen_by(request.user, contract)
    line = access.line_seen_in(thing.pk, reference)
    serving = queries.of_reference(thing, line)
    context = {
        "contract": thing,
        "line": line,
        "title": shorten(line.title, 120),
        "confirmed": [one for one in serving if one.state == CellState.CONFIRMED],
        "inherited": [one for one in serving if one.state == CellState.INHERITED],
        "suggested": [one for one in serving if one.state == CellState.SUGGESTED],
        "children": line.children.filter(archived_at=None).order_by("position", "pk"),
        "local": queries.localisation_of(thing, line) if line.nomenclature.measures else None,
        "may_edit": access.may_edit_list(request.user, line.nomenclature),
        "may_tie": access.may_edit_framework(request.user, thing.pk),
    }
    return render(request, "framework/reference_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def node_ties(request: SignedInRequest, node: int) -> HttpResponse:
    """An objective and all the lists of its contract side by side; one form says what it serves."""
    thing = access.node_seen_by(request.user, node)
    here = reverse("framework:node_ties", args=[thing.pk])
    if request.method == "POST":
        admit(access.may_edit_node(request.user, thing))
        return act(
            request,
            lambda: tying.tie_to_references(
                ties_in(request.POST), contract=thing.contract, by=request.user, at=timezone.now()
            ),
            done="Les rattachements sont enregistrés.",
            then=here,
        )
    reads = access.may_read_framework(request.user, thing.contract_id)
    context = {
        "node": thing,
        "contract": thing.contract if reads else None,
        "lists": queries.node_ties(thing),
        "may_edit": access.may_edit_node(request.user, thing),
    }
    return render(request, "framework/node_ties.html", context)
