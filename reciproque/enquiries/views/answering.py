"""The pages on which a sheet is filled in: by personal link, or signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link, is_signed_in
from reciproque.accounts.choices import LinkPurpose
from reciproque.enquiries import access, queries


@require_safe
@by_link(LinkPurpose.SHEETS)
def sheets_by_link(request: LinkRequest) -> HttpResponse:
    """All that waits for the person of the link in its round."""
    context = {"sheets": access.sheets_of_link(request.link)}
    return render(request, "enquiries/sheets_by_link.html", context)


@require_safe
@allowed(is_signed_in)
def sheet_detail(request: SignedInRequest, sheet: int) -> HttpResponse:
    thing = access.sheet_seen_by(request.user, sheet)
    context = {"sheet": thing, "places": queries.places_on(thing)}
    return render(request, "enquiries/sheet_detail.html", context)
