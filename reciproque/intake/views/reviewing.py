"""The page of a reading, whatever its state, and the buttons of its review."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.core.refusals import Refused
from reciproque.intake import access, queries
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.tables.proposals import draw_proposal, draw_proposals
from reciproque.intake.tables.source import document_around, draw_source
from reciproque.journal.queries import entries_about, for_history
from reciproque.office.keeping import document_from_json

PER_PAGE = 300
SHOWINGS = [("", "Tous"), ("a-voir", "Pas encore vus"), ("douteux", "Douteux"), ("ecartes", "Écartés")]


@require_safe
@allowed(is_signed_in)
def reading_detail(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    running = queries.is_being_read(thing)
    followed = "HX-Request" in request.headers
    if followed and not running:  # what was followed has ended, well or badly: show the whole page
        return HttpResponse(headers={"HX-Refresh": "true"})
    if thing.state in {ReadingState.READY, ReadingState.ACCEPTED}:
        return _review(request, thing)
    context = {
        "reading": thing,
        "contract": thing.contract,
        "job": queries.job_of(thing),
        "job_url": request.path,
        "running": running,
        "entries": for_history(entries_about("intake.reading", thing.pk)),
    }
    return render(request, "jobs/_job.html" if followed else "intake/reading_progress.html", context)


def _review(request: SignedInRequest, reading: Any) -> HttpResponse:
    """Source and proposal side by side, one list at a time."""
    lists = queries.lists_of(reading)
    asked = request.GET.get("liste", "")
    kind = asked if asked in ItemKind.values else next((one.kind for one in lists), ItemKind.FRAMEWORK)
    context = {
        "reading": reading,
        "contract": reading.contract,
        "lists": lists,
        "current": next((one for one in lists if one.kind == kind), None),
        "kind": kind,
        "kind_label": ItemKind(kind).label,
        "summary": queries.summary_of(reading),
        "progress": queries.review_progress(lists),
        "open_for_review": reading.state == ReadingState.READY,
        "entries": for_history(entries_about("intake.reading", reading.pk)),
        **_sides(request, reading, kind),
    }
    return render(request, "intake/review.html", context)


def _sides(request: SignedInRequest, reading: Any, kind: str) -> dict[str, Any]:
    """What stands right and left: a page of the list, and the document with the passages of that page."""
    only, first = request.GET.get("montrer", ""), request.GET.get("ordre") == "douteux"
    rows = queries.review_rows(reading, kind, only=only, doubtful_first=first)
    page = Paginator(rows, PER_PAGE).get_page(_page_of(rows, request.GET))
    shown = list(page.object_list)
    open_for_review = reading.state == ReadingState.READY
    targets = {} if open_for_review else queries.targets_of(reading, kind, request.user)
    whole = document_from_json(reading.document_json)
    lines = [item.line for item in shown if item.line]
    document, cut = document_around(whole, lines)
    return {
        "showings": [(key, label, key == only) for key, label in SHOWINGS],
        "only": only,
        "first": first,
        "page": page,
        "proposals": draw_proposals(shown, acts=open_for_review, targets=targets),
        "source": draw_source(document, _marks(reading, shown)),
        "cut": cut,
    }


def _page_of(rows: list[Any], query: QueryDict) -> str | int:
    """The page that is asked for, or the one on which the item `element` stands."""
    wanted = query.get("element", "")
    if not wanted:
        return query.get("page", "1")
    place = next((place for place, item in enumerate(rows) if str(item.pk) == wanted), 0)
    return place // PER_PAGE + 1


def _marks(reading: Any, rows: list[Any]) -> dict[str, list[tuple[str, str]]]:
    """The passages of the items shown, and those that were not understood, with where they lead."""
    marks: dict[str, list[tuple[str, str]]] = {}
    for anchor, item in queries.marks_in(rows):
        marks.setdefault(anchor, []).append((f"#item-{item.pk}", "passage"))
    for anchor, key in queries.lost_passages(reading):
        marks.setdefault(anchor, [(_place(ItemKind.LEFTOVER, key), "passage-lost")])
    return marks


def _place(kind: str, key: int) -> str:
    return f"?{urlencode({'liste': kind, 'element': str(key)})}#item-{key}"


def _back(item: Any) -> str:
    """The list of an item, at the item."""
    return reverse("intake:reading_detail", args=[item.reading_id]) + _place(item.kind, item.pk)


def _do(
    request: SignedInRequest, item: Any, deed: Callable[[], Any], *, moves_others: bool = False
) -> HttpResponse:
    """Do what a button of an item asks: htmx gets the item as it stands, others the list at that item."""
    if "HX-Request" not in request.headers:
        return act(request, deed, done="C’est noté.", then=_back(item))
    try:
        deed()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        moves_others = True
    if moves_others:
        return HttpResponse(headers={"HX-Refresh": "true"})
    row = queries.review_row(item)
    context = {
        "reading": item.reading,
        "proposal": draw_proposal(row),
        "progress": queries.review_progress(queries.lists_of(item.reading)),
    }
    return render(request, "intake/_item.html", context)


@require_POST
@allowed(is_signed_in)
def check_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    return _do(request, thing, lambda: reviewing.check_item(thing, by=request.user, at=timezone.now()))


@require_POST
@allowed(is_signed_in)
def discard_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    return _do(
        request,
        thing,
        lambda: reviewing.discard_item(thing, by=request.user, at=timezone.now()),
        moves_others=queries.has_children(thing),
    )


@require_POST
@allowed(is_signed_in)
def check_list(request: SignedInRequest, reading: int) -> HttpResponse:
    """Check all items of a list that nobody has touched."""
    thing = access.reading_seen_by(request.user, reading)
    kind = request.POST.get("liste", "")
    url = reverse("intake:reading_detail", args=[thing.pk])
    if kind not in ItemKind.values:
        return redirect(url)
    return act(
        request,
        lambda: reviewing.check_all(thing, kind, by=request.user, at=timezone.now()),
        done=f"Tout est vérifié dans la liste « {ItemKind(kind).label} ».",
        then=f"{url}?{urlencode({'liste': kind})}",
    )
