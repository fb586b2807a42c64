"""Her sheets of a round as a spreadsheet, for who answers: taken away, filled in, brought back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link, is_signed_in
from reciproque.accounts.choices import LinkPurpose
from reciproque.core import registers
from reciproque.core.tables import file_of
from reciproque.enquiries import access, actions, exports
from reciproque.enquiries.forms import SheetsFileForm
from reciproque.enquiries.imports.workbooks import read_sheets, sealed, unsealed
from reciproque.enquiries.views.answering import DEAD, EDITING
from reciproque.enquiries.views.papers import STALE


@dataclass(frozen=True)
class Desk:
    """A person before her sheets of a round; `token` is that of her link, "" for who is signed in."""

    sheets: list[Any]
    token: str = ""

    @property
    def round(self) -> Any:
        return self.sheets[0].round

    @property
    def file(self) -> str:
        """Where the spreadsheet is fetched."""
        return self._at("workbook_by_link", "my_workbook")

    @property
    def page(self) -> str:
        return self._at("bring_by_link", "bring_mine")

    @property
    def home(self) -> str:
        if self.token:
            return reverse("enquiries:sheets_by_link", args=[self.token])
        return reverse("enquiries:my_sheets")

    def _at(self, by_link: str, signed_in: str) -> str:
        own = (by_link, [self.token, self.round.pk]) if self.token else (signed_in, [self.round.pk])
        return reverse(f"enquiries:{own[0]}", args=own[1])


@require_safe
@by_link(LinkPurpose.SHEETS, dead=DEAD)
def workbook_by_link(request: LinkRequest, token: str, round: int) -> HttpResponse:
    return _give(request, Desk(access.fillable_by_link(request.link, round), token))


@require_safe
@allowed(is_signed_in)
def my_workbook(request: SignedInRequest, round: int) -> HttpResponse:
    return _give(request, Desk(access.fillable_by(request.user, round)))


@require_http_methods(EDITING)
@by_link(LinkPurpose.SHEETS, dead=DEAD)
def bring_by_link(request: LinkRequest, token: str, round: int) -> HttpResponse:
    return _bring(request, Desk(access.fillable_by_link(request.link, round), token))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def bring_mine(request: SignedInRequest, round: int) -> HttpResponse:
    return _bring(request, Desk(access.fillable_by(request.user, round)))


def _give(request: SignedInRequest, desk: Desk) -> HttpResponse:
    rows = exports.workbook_rows(desk.round, desk.sheets)
    return file_of(request.GET.get("format", "xlsx"), "mes-fiches", exports.SHEET_COLUMNS, rows)


def _bring(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Judge the spreadsheet; the second button keeps what it says."""
    if "keep" in request.POST:
        return _keep(request, desk)
    form = SheetsFileForm(request.POST or None, request.FILES or None)
    read, carried = None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        read = read_sheets(upload, name=upload.name, round_=desk.round, sheets=desk.sheets)
        carried = sealed(read, by=request.user.pk, round_id=desk.round.pk) if read.changes else ""
    context = {
        "form": form,
        "desk": desk,
        "read": read,
        "carried": carried,
        "writers": list(registers.writers),
    }
    return render(request, "enquiries/bring_own.html", context)


def _keep(request: SignedInRequest, desk: Desk) -> HttpResponse:
    said = unsealed(request.POST["keep"], by=request.user.pk, round_=desk.round, sheets=desk.sheets)
    if said is None:
        messages.error(request, STALE)
        return redirect(desk.page)
    kept, wrong = actions.bring_own_answers(desk.round, said, by=request.user, at=timezone.now())
    for reason in wrong[:10]:
        messages.error(request, reason)
    if kept:
        messages.success(request, f"Réponses enregistrées : {kept}. Il reste à rendre vos fiches.")
    return redirect(desk.home)
