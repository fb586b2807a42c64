"""A document brought again: saying that it corrects another, seeing what differs, applying it to what stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.intake import access, queries
from reciproque.intake.actions import applying, correcting
from reciproque.intake.choices import ReadingState
from reciproque.intake.queries import versions
from reciproque.intake.tables.corrections import draw_corrections, draw_passages

MOST_PASSAGES = 500


@require_POST
@allowed(is_signed_in)
def say_correction(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    meant = queries.summary_of(thing).get("looks_like")
    if not meant:
        raise Http404
    first = access.reading_seen_by(request.user, meant["reading"])
    return act(
        request,
        lambda: correcting.say_correction(thing, first, by=request.user, at=timezone.now()),
        done="C’est noté : ce qui avait déjà été relu n’est plus à relire.",
        then=reverse("intake:correction_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def say_no_correction(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    return act(
        request,
        lambda: correcting.say_no_correction(thing, by=request.user, at=timezone.now()),
        done="C’est noté : ce document sera relu pour lui-même.",
        then=reverse("intake:reading_detail", args=[thing.pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def correction_detail(request: SignedInRequest, reading: int) -> HttpResponse:
    """What differs from the first file: passages, then items; for an accepted text, changes to choose."""
    thing = access.reading_seen_by(request.user, reading)
    first = thing.corrects
    if first is None or thing.state not in {ReadingState.READY, ReadingState.ACCEPTED}:
        raise Http404
    if request.method == "POST":
        return _apply(request, thing)
    open_to_apply = thing.state == ReadingState.READY and first.state == ReadingState.ACCEPTED
    passages, _moved = versions.passages_that_differ(first, thing)
    comparison = versions.items_that_differ(first, thing)
    corrections = versions.corrections_of(comparison)
    context = {
        "reading": thing,
        "contract": thing.contract,
        "first": first,
        "open_to_apply": open_to_apply,
        "passages": draw_passages(passages[:MOST_PASSAGES]),
        "more_passages": max(0, len(passages) - MOST_PASSAGES),
        "n_passages": len(passages),
        "rows": draw_corrections(
            corrections, choose=open_to_apply, made=queries.summary_of(thing).get("applied")
        ),
        "n_corrections": len(corrections),
        "progress": queries.review_progress(queries.lists_of(thing)),
    }
    return render(request, "intake/correction_detail.html", context)


def _apply(request: SignedInRequest, reading: Any) -> HttpResponse:
    chosen = request.POST.getlist("changement")
    then = reverse("intake:correction_detail", args=[reading.pk])
    return act(
        request,
        lambda: applying.apply_correction(reading, chosen=chosen, by=request.user, at=timezone.now()),
        done="La version corrigée est appliquée au texte : les changements choisis sont faits.",
        then=then,
    )
