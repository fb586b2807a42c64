"""The pages of a round, for the team that asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.enquiries import access, queries


@require_safe
@allowed(is_signed_in)
def round_detail(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_seen_by(request.user, round)
    context = {"round": thing, "contract": thing.contract, "sheets": queries.sheets_of(thing)}
    return render(request, "enquiries/round_detail.html", context)
