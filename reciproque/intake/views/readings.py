"""The pages of documents: the list, the way in, the file."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.core.tables import table_page
from reciproque.intake import access, queries
from reciproque.intake.actions import storing
from reciproque.intake.forms import UploadForm
from reciproque.intake.tables.lists import READINGS, READINGS_OF_ONE
from reciproque.office.actions import keep_file
from reciproque.office.bounds import french_size
from reciproque.office.paths import download_response

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def reading_list(request: SignedInRequest) -> HttpResponse:
    admit(access.may_see_documents(request.user))
    rows = queries.for_listing(access.readings_visible_to(request.user))
    context = {
        "may_bring": access.may_bring_documents(request.user),
        "bring_url": reverse("intake:bring_document"),
    }
    return table_page(request, READINGS, rows, "intake/reading_list.html", context)


@require_safe
@allowed(is_signed_in)
def contract_readings(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    rows = queries.for_listing(access.readings_visible_to(request.user).filter(contract=thing))
    bring_url = reverse("intake:bring_into", args=[thing.pk])
    context = {
        "contract": thing,
        "may_bring": access.may_bring_into(request.user, thing),
        "bring_url": bring_url,
        "waiting": queries.waiting_data(thing).count(),
    }
    return table_page(request, READINGS_OF_ONE, rows, "intake/reading_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def bring_document(request: SignedInRequest, contract: int | None = None) -> HttpResponse:
    """Bring a document for a contract, or for a new one."""
    thing = None if contract is None else contract_steered_by(request.user, contract)
    admit(access.may_bring_into(request.user, thing))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        brought = attempt(form, lambda: _bring(request, form.cleaned_data["file"], thing))
        if brought:
            return redirect("intake:reading_detail", brought.pk)
    context = {"form": form, "contract": thing, "limit": french_size(settings.UPLOAD_LIMIT)}
    return render(request, "intake/bring_document.html", context)


def _bring(request: SignedInRequest, upload: Any, contract: Any) -> Any:
    """Keep the file, outside any transaction; then ask for it to be read."""
    now = timezone.now()
    file = keep_file(upload, name=upload.name, by=request.user, at=now)
    reading, _new = storing.ask_reading(file, name=upload.name, contract=contract, by=request.user, at=now)
    return reading


@require_safe
@allowed(is_signed_in)
def download_document(request: SignedInRequest, reading: int) -> Any:
    thing = access.reading_seen_by(request.user, reading)
    return download_response(thing.file, name=thing.name)


@require_POST
@allowed(is_signed_in)
def read_again(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    return act(
        request,
        lambda: storing.read_again(thing, by=request.user, at=timezone.now()),
        done="La lecture recommence.",
        then=reverse("intake:reading_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def discard_reading(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    return act(
        request,
        lambda: storing.discard_reading(thing, by=request.user, at=timezone.now()),
        done="La lecture est abandonnée. Le contrat n’a pas changé.",
        then=reverse("intake:reading_detail", args=[thing.pk]),
    )
