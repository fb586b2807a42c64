"""Contradictions side by side, absent annexes: what a person says of them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.core.templatetags.reciproque import day
from reciproque.core.text import key_in, shorten
from reciproque.intake import access, queries
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import PointKind, PointState, ReadingState
from reciproque.intake.rules import full_date
from reciproque.office.document import Block
from reciproque.office.keeping import document_from_json

BADGES = {
    PointState.OPEN: "care",
    PointState.SETTLED: "done",
    PointState.LATER: "waiting",
    PointState.ASKED: "waiting",
    PointState.NEEDLESS: "plain",
}


@require_safe
@allowed(is_signed_in)
def review_points(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    bring = reverse("intake:bring_into", args=[thing.contract_id]) if thing.contract_id else ""
    blocks = {block.anchor: block for block in document_from_json(thing.document_json).blocks()}
    context = {
        "reading": thing,
        "contract": thing.contract,
        "contradictions": [
            (point, BADGES[PointState(point.state)], _sides(point, blocks))
            for point in queries.points_of(thing, PointKind.CONTRADICTION)
        ],
        "annexes": [
            (point, BADGES[PointState(point.state)], _where(point, blocks))
            for point in queries.points_of(thing, PointKind.ANNEX)
        ],
        "bring_url": bring or reverse("intake:bring_document"),
        "open_for_review": thing.state == ReadingState.READY,
        "back": reverse("intake:reading_detail", args=[thing.pk]),
    }
    return render(request, "intake/review_points.html", context)


def _where(point: Any, blocks: Mapping[str, Block]) -> str:
    block = blocks.get(point.anchor)
    return block.place.said if block else f"ligne {point.line}"


def _marked(text: str, says: str) -> SafeString:
    """The passage, with the words that are at stake marked."""
    on = full_date(says)
    needle = (day(on) if on else says).casefold()
    at = text.casefold().find(needle) if needle else -1
    if at < 0:
        return format_html("{}", shorten(text, 700))
    end = at + len(needle)
    return format_html("{}<mark>{}</mark>{}", text[:at], text[at:end], text[end:])


def _sides(point: Any, blocks: Mapping[str, Block]) -> list[dict[str, Any]]:
    """Each side with its places: the whole passage, its line and its page."""
    told = []
    for side in point.sides:
        found = [blocks[anchor] for anchor in side.get("anchors") or [side["anchor"]] if anchor in blocks]
        places = [(block, _marked(block.text, side["says"])) for block in found[:3]]
        told.append({**side, "on": full_date(side["says"]), "places": places, "more": len(found[3:])})
    return told


@require_POST
@allowed(is_signed_in)
def settle_point(request: SignedInRequest, point: int) -> HttpResponse:
    """`reponse` is a state, or « settled:2 » for the side that holds."""
    thing = access.point_seen_by(request.user, point)
    state, _, choice = request.POST.get("reponse", "").partition(":")
    seen = key_in(request.POST.get("version", ""))
    return act(
        request,
        lambda: reviewing.settle_point(
            thing, state, choice=key_in(choice), seen=seen, by=request.user, at=timezone.now()
        ),
        done="C’est noté.",
        then=reverse("intake:review_points", args=[thing.reading_id]) + f"#point-{thing.pk}",
    )
