"""What the page of a review holds, whole or in the parts that changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from reciproque.accounts.access import SignedInRequest
from reciproque.core.text import key_in
from reciproque.intake import queries
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.tables.gestures import gestures_for
from reciproque.intake.tables.proposals import draw_items
from reciproque.intake.tables.source import draw_source, excerpt_around
from reciproque.office.keeping import KeptDocument

PER_PAGE = 300
SHOWINGS = [("", "Tous"), ("a-voir", "Pas encore vus"), ("douteux", "Douteux"), ("ecartes", "Écartés")]


def kind_asked(query: QueryDict, lists: Iterable[queries.ListCount]) -> str:
    asked = query.get("liste", "")
    return asked if asked in ItemKind.values else next((one.kind for one in lists), ItemKind.FRAMEWORK)


def place(kind: str, key: int) -> str:
    return f"?{urlencode({'liste': kind, 'element': str(key)})}#item-{key}"


def back_to(item: Any) -> str:
    """The list of an item, at the item."""
    return reverse("intake:reading_detail", args=[item.reading_id]) + place(item.kind, item.pk)


def list_page(query: QueryDict, reading: Any, kind: str) -> Any:
    """The page of the list that is asked for, or the one on which the item `element` stands."""
    only, first = query.get("montrer", ""), query.get("ordre") == "douteux"
    keys = queries.review_order(reading, kind, only=only, doubtful_first=first)
    wanted = query.get("element", "")
    number: str | int = query.get("page", "1")
    if wanted:
        at = next((rank for rank, key in enumerate(keys) if str(key) == wanted), 0)
        number = at // PER_PAGE + 1
    page: Any = Paginator(keys, PER_PAGE).get_page(number)
    page.object_list = queries.review_rows_of(reading, kind, page.object_list)
    return page


def sides(request: SignedInRequest, reading: Any, kind: str) -> dict[str, Any]:
    """What stands right and left: a page of the list, and the document with the passages of that page."""
    page = list_page(request.GET, reading, kind)
    shown = list(page.object_list)
    open_for_review = reading.state == ReadingState.READY
    targets = {} if open_for_review else queries.targets_of(reading, kind, request.user)
    kept = KeptDocument(reading.document_json)
    excerpt = excerpt_around(kept, (item.line for item in shown if item.line))
    take = reverse("intake:add_item", args=[reading.pk]) if open_for_review else ""
    only, first = request.GET.get("montrer", ""), request.GET.get("ordre") == "douteux"
    return {
        "showings": [(key, label, key == only) for key, label in SHOWINGS],
        "only": only,
        "first": first,
        "page": page,
        "partial": bool(only) or page.has_other_pages(),
        "proposals": draw_items(
            shown, me=request.user.pk, acts=open_for_review, targets=targets, places=kept.places()
        ),
        "source": draw_source(excerpt, _marks(reading, shown), take=take),
        "cut": excerpt.cut,
    }


def _marks(reading: Any, rows: list[Any]) -> dict[str, list[tuple[str, str]]]:
    """The passages of the items shown, and those that were not understood, with where they lead."""
    marks: dict[str, list[tuple[str, str]]] = {}
    for anchor, item in queries.marks_in(rows):
        marks.setdefault(anchor, []).append((f"#item-{item.pk}", "passage"))
    for anchor, key in queries.lost_passages(reading):
        marks.setdefault(anchor, [(place(ItemKind.LEFTOVER, key), "passage-lost")])
    return marks


def around(request: SignedInRequest, reading: Any, kind: str, *, at: datetime) -> dict[str, Any]:
    """What every answer of a review tells anew: counts, who is here, what can be taken back."""
    lists = queries.lists_of(reading)
    return {
        "reading": reading,
        "lists": lists,
        "kind": kind,
        "kind_label": ItemKind(kind).label,
        "current": next((one for one in lists if one.kind == kind), None),
        "progress": queries.review_progress(lists),
        "open_for_review": reading.state == ReadingState.READY,
        **(_at_work(request, reading, kind, at=at) if reading.state == ReadingState.READY else {}),
    }


def _at_work(request: SignedInRequest, reading: Any, kind: str, *, at: datetime) -> dict[str, Any]:
    return {
        "here": queries.others_here(reading, request.user, at=at),
        "undoable": queries.may_undo(reading, request.user),
        "last_step": queries.last_step(reading),
        "gestures": gestures_for(kind),
    }


def answer(
    request: SignedInRequest,
    reading: Any,
    kind: str,
    *,
    said: str = "",
    refused: Iterable[str] = (),
    focus: int | None = None,
    redraw: Iterable[int] = (),
) -> HttpResponse:
    """The parts of the page that changed since the page was drawn, by whomever, for htmx to put in their places."""
    since = key_in(request.POST.get("depuis", "")) or 0
    steps = list(reading.steps.filter(pk__gt=since).select_related("by").order_by("pk")[:500])
    whole = queries.changes_the_list(steps) or request.POST.get("tout") == "1"
    keys = queries.touched_by(steps) | set(redraw)
    context = around(request, reading, kind, at=timezone.now())
    context |= {"said": said, "refused": list(refused), "focus": focus, "swapped": True, "whole": whole}
    context["news"] = sorted({str(step.by) for step in steps if step.by_id != request.user.pk})
    if whole:
        rows, oob = list(list_page(request.GET, reading, kind).object_list), False
    else:
        rows, oob = _shown(request, reading, kind, keys), True
    context["proposals"] = draw_items(rows, me=request.user.pk, swapped=oob, places={})
    return render(request, "intake/_answer.html", context)


def _shown(request: SignedInRequest, reading: Any, kind: str, keys: set[int]) -> list[Any]:
    """Those of the items that stand on the page; a page that shows a part of its list says which."""
    if "montres" in request.POST:
        keys = keys & {key_in(one) for one in request.POST["montres"].split(",")}
    return queries.review_rows_of(reading, kind, keys)
