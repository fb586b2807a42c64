"""What falls due in a contract, month by month."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core.registers import Event, what_falls_due
from reciproque.office.calendars import MEDIA_TYPE, Invitation, write_calendars

AHEAD, BEHIND = timedelta(days=400), timedelta(days=400)


@require_safe
@allowed(is_signed_in)
def calendar(request: SignedInRequest, contract: int) -> HttpResponse:
    """From today on; « passe » shows the last thirteen months instead."""
    thing = contract_seen_by(request.user, contract)
    today, past = timezone.localdate(), "passe" in request.GET
    first, last = (today - BEHIND, today - timedelta(days=1)) if past else (today, today + AHEAD)
    told = what_falls_due(request.user, thing, first, last)
    if past:
        told.reverse()
    months = [
        (date_format(day, "F Y"), list(own)) for day, own in groupby(told, lambda one: one.on.replace(day=1))
    ]
    context = {"contract": thing, "months": months, "past": past, "today": today}
    return render(request, "overview/calendar.html", context)


@require_safe
@allowed(is_signed_in)
def calendar_file(request: SignedInRequest, contract: int) -> HttpResponse:
    """What is ahead, for one's own calendar."""
    thing = contract_seen_by(request.user, contract)
    today = timezone.localdate()
    told = what_falls_due(request.user, thing, today, today + AHEAD)
    text = write_calendars((_invitation(one) for one in told), at=timezone.now())
    name = f"calendrier-{slugify(thing.name)[:60]}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=MEDIA_TYPE, headers=headers)


def _invitation(one: Event) -> Invitation:
    return Invitation(
        key=f"{slugify(one.what)}-{one.on:%Y%m%d}{one.url.replace('/', '-')}@reciproque",
        title=f"{one.title} : {one.what}",
        starts_at=one.at or _midnight(one.on),
        ends_at=one.ends_at,
        place=one.place,
        url=f"{settings.INSTANCE_ADDRESS}{one.url}",
        whole_day=one.at is None,
    )


def _midnight(day: date) -> Any:
    return timezone.make_aware(datetime.combine(day, time()))
