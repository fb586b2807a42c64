"""The pages of inventories, and of what the software counts itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.monitoring import access, actions
from reciproque.monitoring.forms import EntryForm

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_entry(request: SignedInRequest, indicator: int) -> HttpResponse:
    thing = access.indicator_steered_by(request.user, indicator)
    form = EntryForm(request.POST or None, contract=thing.contract)

    def deed() -> Any:
        return actions.add_entry(thing, by=request.user, at=timezone.now(), **form.values)

    return _entry_form(request, form, deed, thing, "Ajouter à l’inventaire")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_entry(request: SignedInRequest, entry: int) -> HttpResponse:
    one = access.entry_edited_by(request.user, entry)
    form = EntryForm(request.POST or None, instance=one, contract=one.indicator.contract)

    def deed() -> Any:
        return actions.edit_entry(one, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    return _entry_form(request, form, deed, one.indicator, "Modifier l’entrée")


def _entry_form(request: SignedInRequest, form: Any, deed: Any, indicator: Any, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("monitoring:indicator_detail", indicator.pk)
    context = {"form": form, "indicator": indicator, "contract": indicator.contract, "heading": heading}
    return render(request, "monitoring/entry_form.html", context)


@require_POST
@allowed(is_signed_in)
def archive_entry(request: SignedInRequest, entry: int) -> HttpResponse:
    one = access.entry_edited_by(request.user, entry)
    return act(
        request,
        lambda: actions.archive_entry(one, by=request.user, at=timezone.now()),
        done="L’entrée est retirée de l’inventaire.",
        then=reverse("monitoring:indicator_detail", args=[one.indicator_id]),
    )


@require_POST
@allowed(is_signed_in)
def compute_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    """Count now what is counted every night."""
    thing = access.indicator_steered_by(request.user, indicator)
    return act(
        request,
        lambda: actions.compute_indicator(thing, by=request.user, at=timezone.now()),
        done="L’indicateur est recalculé.",
        then=reverse("monitoring:indicator_detail", args=[thing.pk]),
    )
