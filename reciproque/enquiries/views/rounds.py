"""The pages of a round, for the team that asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.enquiries import access, queries


@require_safe
@allowed(is_signed_in)
def round_detail(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_seen_by(request.user, round)
    context = {"round": thing, "contract": thing.contract, "sheets": queries.sheets_of(thing)}
    return render(request, "enquiries/round_detail.html", context)


@require_safe
@allowed(is_signed_in)
def sheet_detail(request: SignedInRequest, sheet: int) -> HttpResponse:
    """A sheet as who asked reads it."""
    thing = access.sheet_seen_by(request.user, sheet)
    page = queries.sheet_page(thing, request.user, on=timezone.localdate())
    context = {"sheet": thing, "round": thing.round, "contract": thing.round.contract, "page": page}
    return render(request, "enquiries/sheet_detail.html", context)
