"""The way to one's sheets: all of a link, all of a person who is signed in, a new link when one is dead."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link, is_signed_in, public
from reciproque.accounts.choices import LinkPurpose
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.choices import Part
from reciproque.enquiries.forms import NewLinkForm
from reciproque.enquiries.views.sheet_page import answer_sheet
from reciproque.enquiries.views.visits import Visit, page_of
from reciproque.office.paths import download_response

EDITING = ["GET", "HEAD", "POST"]
DEAD = "enquiries/link_dead.html"


@require_safe
@by_link(LinkPurpose.SHEETS, dead=DEAD)
def sheets_by_link(request: LinkRequest, token: str) -> HttpResponse:
    """All that waits for the person of the link; straight to the sheet if there is one."""
    sheets = access.sheets_of_link(request.link)
    first = sheets.values_list("pk", flat=True)[:2]
    if len(first) == 1:
        return redirect(page_of(first[0], token))
    return _list(request, list(sheets), token)


@require_safe
@allowed(is_signed_in)
def my_sheets(request: SignedInRequest) -> HttpResponse:
    return _list(request, list(access.own_sheets(request.user)), "")


def _list(request: SignedInRequest, sheets: list, token: str) -> HttpResponse:
    on = timezone.localdate()
    rows = queries.own_list(sheets, request.user, on=on)
    pages = [(row, page_of(row.sheet.pk, token)) for row in rows]
    filled = [Visit(request.user, row.sheet, token) for row in rows if row.waits and row.part != Part.CHECKS]
    context = {
        "waiting": [one for one in pages if one[0].waits],
        "workbooks": {one.workbook: one.sheet.round for one in filled if one.own_page is None},
        "others": [one for one in pages if not one[0].waits],
        "token": token,
    }
    return render(request, "enquiries/sheet_list.html", context)


@require_http_methods(EDITING)
@by_link(LinkPurpose.SHEETS, dead=DEAD)
def sheet_by_link(request: LinkRequest, token: str, sheet: int) -> HttpResponse:
    thing = access.sheet_of_link(request.link, sheet, whole=request.method != "POST")
    return answer_sheet(request, Visit(request.user, thing, token))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def my_sheet(request: SignedInRequest, sheet: int) -> HttpResponse:
    thing = access.own_sheet(request.user, sheet, whole=request.method != "POST")
    return answer_sheet(request, Visit(request.user, thing))


@require_safe
@by_link(LinkPurpose.SHEETS, dead=DEAD)
def file_by_link(request: LinkRequest, token: str, sheet: int, attachment: int) -> Any:
    thing = access.sheet_of_link(request.link, sheet, whole=False)
    return _download(thing, attachment)


@require_safe
@allowed(is_signed_in)
def file_of_sheet(request: SignedInRequest, sheet: int, attachment: int) -> Any:
    return _download(access.sheet_seen_by(request.user, sheet), attachment)


def _download(sheet: Any, attachment: int) -> Any:
    joined = access.file_on(sheet, attachment)
    return download_response(joined.file, name=str(joined))


@require_http_methods(EDITING)
@public
def new_link(request: SignedInRequest) -> HttpResponse:
    """A link that is dead, or lost: a fresh one leaves for the address that had the first, if anything waits there."""
    form = NewLinkForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        actions.send_new_link(**form.cleaned_data, at=timezone.now())
    return render(request, "enquiries/new_link.html", {"form": form, "sent": sent})
