"""A person leaves: what she feeds goes to another."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.inputs import attempt
from reciproque.core.text import key_in
from reciproque.monitoring import actions, queries
from reciproque.monitoring.forms import HandingForm


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def hand_on(request: SignedInRequest, contract: int) -> HttpResponse:
    """Who leaves (`?de=` her key), who takes over."""
    thing = contract_steered_by(request.user, contract)
    initial = {"giver": key_in(request.GET.get("de", ""))}
    form = HandingForm(request.POST or None, contract=thing, initial=initial)

    def deed() -> Any:
        return actions.hand_on_indicators(thing, by=request.user, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        messages.success(request, f"C’est fait : {form.cleaned_data['taker']} renseigne ces indicateurs.")
        return redirect("monitoring:indicators_by_lead", thing.pk)
    context = {"form": form, "contract": thing, "some": queries.people_named(thing).exists()}
    return render(request, "monitoring/hand_on_indicators.html", context)
