"""The page of what a document says twice."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.core.text import key_in
from reciproque.intake import access
from reciproque.intake.actions import doubles
from reciproque.intake.choices import ReadingState
from reciproque.intake.queries import doubles as queries
from reciproque.intake.tables.doubles import draw_doubles
from reciproque.office.keeping import KeptDocument


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def double_list(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    if thing.state != ReadingState.READY:
        raise Http404
    if request.method == "POST":
        return _decide(request, thing)
    pairs = queries.doubles_of(thing)
    places = KeptDocument(thing.document_json if pairs else "").places()
    rows = draw_doubles(pairs, places)
    context = {"reading": thing, "contract": thing.contract, "rows": rows, "count": len(pairs)}
    return render(request, "intake/double_list.html", context)


def _decide(request: SignedInRequest, reading: Any) -> HttpResponse:
    """One button of one pair: « lier-12 », « premier-12 », « second-12 », « deux-12 »."""
    word, _bar, said = request.POST.get("choix", "").partition("-")
    key = key_in(said)
    again = reading.items.filter(pk=key).select_related("reading").first() if key else None
    deed = _DEEDS.get(word)
    if again is None or deed is None:
        raise Http404
    return act(
        request,
        lambda: deed(reading, again, by=request.user, at=timezone.now()),
        done="C’est noté.",
        then=reverse("intake:double_list", args=[reading.pk]),
    )


_DEEDS: dict[str, Callable[..., Any]] = {
    "lier": doubles.keep_both,
    "deux": doubles.say_two_things,
    "premier": lambda *args, **more: doubles.keep_one(*args, first=True, **more),
    "second": lambda *args, **more: doubles.keep_one(*args, first=False, **more),
}
