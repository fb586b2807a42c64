"""The page of a reading, whatever its state: being read, under review, accepted."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.intake import access, queries
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.queries.doubles import count_doubles
from reciproque.intake.tables.gestures import GENERAL
from reciproque.intake.views.sheets import around, kind_asked, place, sides
from reciproque.journal.queries import entries_about, for_history

_ABSENT = "n’est pas dans le document"  # said of annexes, which have their own page


@require_safe
@allowed(is_signed_in)
def reading_detail(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    running = queries.is_being_read(thing)
    followed = "HX-Request" in request.headers
    if followed and not running:  # what was followed has ended, well or badly: show the whole page
        return HttpResponse(headers={"HX-Refresh": "true"})
    if thing.state in {ReadingState.READY, ReadingState.ACCEPTED}:
        return _where_she_left(request, thing) or _review(request, thing)
    context = {
        "reading": thing,
        "contract": thing.contract,
        "job": queries.job_of(thing),
        "job_url": request.path,
        "running": running,
        "entries": for_history(entries_about("intake.reading", thing.pk)),
    }
    return render(request, "jobs/_job.html" if followed else "intake/reading_progress.html", context)


def _where_she_left(request: SignedInRequest, reading: Any) -> HttpResponse | None:
    """A review that is opened without saying where opens where this person left it."""
    left = None if request.GET else queries.place_left(reading, request.user)
    if left is None or left.item is None or left.item.kind != left.kind:
        return None
    return redirect(f"{request.path}{place(left.kind, left.item.pk)}")


def _review(request: SignedInRequest, reading: Any) -> HttpResponse:
    """Source and proposal side by side, one list at a time."""
    kind = kind_asked(request.GET, queries.lists_of(reading))
    summary = queries.summary_of(reading)
    here = QueryDict(mutable=True)
    here.update({**request.GET.dict(), "liste": kind})
    context: dict[str, Any] = {
        **around(request, reading, kind, at=timezone.now()),
        "contract": reading.contract,
        "summary": summary,
        "other_complaints": [one for one in summary.get("complaints") or () if _ABSENT not in one],
        "points": queries.open_points(reading),
        "has_points": reading.points.exists(),
        "acts_url": f"{reverse('intake:act_on_review', args=[reading.pk])}?{here.urlencode()}",
        "presence_url": f"{reverse('intake:review_presence', args=[reading.pk])}?{here.urlencode()}",
        "kinds": [(one.value, one.label) for one in ItemKind if one != ItemKind.LEFTOVER],
        "general": GENERAL,
        "doubles": count_doubles(reading),
        "entries": for_history(entries_about("intake.reading", reading.pk)),
        **sides(request, reading, kind),
    }
    return render(request, "intake/review.html", context)
