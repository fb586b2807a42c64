"""The page before a proposal is accepted, and what waits afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core.inputs import attempt
from reciproque.core.refusals import admit
from reciproque.core.tables import table_page
from reciproque.intake import access, queries
from reciproque.intake.actions import accepting
from reciproque.intake.forms import AcceptForm
from reciproque.intake.tables.lists import WAITING_DATA

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def accept_reading(request: SignedInRequest, reading: int) -> HttpResponse:
    thing = access.reading_seen_by(request.user, reading)
    admit(access.may_review(request.user, thing))
    terms = queries.terms_of(thing)
    form = AcceptForm(request.POST or None, user=request.user, terms=terms, contract=thing.contract)
    if request.method == "POST" and form.is_valid():
        made: Any = attempt(form, lambda: _accept(request, thing, form))
        if made:
            messages.success(request, f"« {thing.name} » est repris dans le contrat.")
            return redirect("contracts:contract_detail", made.pk)
    context = {
        "form": form,
        "reading": thing,
        "contract": thing.contract,
        "obstacles": queries.obstacles_before_accepting(thing),
        "made": queries.made_by_accepting(thing),
        "waiting": queries.kept_by_accepting(thing),
        "progress": queries.review_progress(queries.lists_of(thing)),
    }
    return render(request, "intake/accept_reading.html", context)


def _accept(request: SignedInRequest, reading: Any, form: AcceptForm) -> Any:
    return accepting.accept_reading(
        reading, contract=form.cleaned_data["contract"], terms=form.terms, by=request.user, at=timezone.now()
    )


@require_safe
@allowed(is_signed_in)
def waiting_data(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    rows = queries.waiting_data(thing)
    return table_page(request, WAITING_DATA, rows, "intake/waiting_data.html", {"contract": thing})
