"""Whom a round is asked of."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.accounts.choices import Role
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import Refused
from reciproque.core.text import key_in
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.forms import PeopleForm, TransferForm
from reciproque.enquiries.rules.pasting import read_people


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def choose_people(request: SignedInRequest, round: int) -> HttpResponse:
    """Persons of the contract, a pasted list, or those of the last time."""
    thing = access.round_steered_by(request.user, round)
    role, body = request.GET.get("role", ""), key_in(request.GET.get("organisme", ""))
    role = role if role in Role.values else ""
    people = queries.people_around(thing.contract, role=role, body=body)
    before = queries.asked_before(thing)
    form = PeopleForm(request.POST or None, people=people, initial={"people": list(before)})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _ask(request, thing, form.cleaned_data))
        if made:
            messages.success(request, f"Fiches prêtes : {len(made)}.")
            return redirect("enquiries:round_detail", thing.pk)
    held = queries.roles_in(thing.contract)
    context = {
        "form": form,
        "round": thing,
        "contract": thing.contract,
        "role": role,
        "roles": [(key, label) for key, label in Role.choices if key in held],
        "bodies": queries.bodies_of(queries.people_around(thing.contract, role=role)),
        "body": body,
        "before": len(before),
    }
    return render(request, "enquiries/choose_people.html", context)


def _ask(request: SignedInRequest, round_: Any, said: dict[str, Any]) -> Any:
    pasted, wrong = read_people(said["pasted"])
    if wrong:
        raise Refused(wrong[:20])
    now = timezone.now()
    return actions.ask_people(round_, said["people"], pasted=pasted, by=request.user, at=now)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def transfer_sheets(request: SignedInRequest, round: int) -> HttpResponse:
    """Somebody leaves: all her sheets go to another in one act. People are narrowed by body."""
    thing = access.round_steered_by(request.user, round)
    body = key_in(request.GET.get("organisme", ""))
    everybody = queries.people_around(thing.contract)
    form = TransferForm(
        request.POST or None,
        whose=queries.who_still_has_sheets(thing),
        people=queries.people_around(thing.contract, body=body),
        initial={"whose": key_in(request.GET.get("personne", ""))},
    )

    def deed() -> Any:
        said = dict(form.cleaned_data)
        person = said.pop("whose")
        return actions.transfer_sheets(
            thing, person, said.pop("to"), **said, by=request.user, at=timezone.now()
        )

    if request.method == "POST" and form.is_valid():
        count = attempt(form, deed)
        if count:
            messages.success(request, f"Fiches transférées : {count}.")
            return redirect("enquiries:round_detail", thing.pk)
    context = {"form": form, "round": thing, "contract": thing.contract, "body": body}
    return render(
        request, "enquiries/transfer_sheets.html", context | {"bodies": queries.bodies_of(everybody)}
    )


@require_POST
@allowed(is_signed_in)
def drop_sheet(request: SignedInRequest, sheet: int) -> HttpResponse:
    thing = access.sheet_steered_by(request.user, sheet)
    return act(
        request,
        lambda: actions.drop_sheet(thing, by=request.user, at=timezone.now()),
        done="La fiche est retirée de l’enquête.",
        then=reverse("enquiries:round_detail", args=[thing.round_id]),
    )
