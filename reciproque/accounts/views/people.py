"""The persons of the platform, for administrators."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts import access, actions, queries
from reciproque.accounts.access import SignedInRequest, allowed
from reciproque.accounts.forms import PlatformInviteForm
from reciproque.accounts.tables import PEOPLE, STATES, state_of
from reciproque.accounts.views.signing_in import both
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.journal.queries import for_history


def _person(request: SignedInRequest, user: int) -> Any:
    return get_object_or_404(access.people_visible_to(request.user), pk=user)


@require_safe
@allowed(access.is_administrator)
def people(request: SignedInRequest) -> HttpResponse:
    rows = queries.people_with_roles(access.people_visible_to(request.user))
    return table_page(request, PEOPLE, rows, "accounts/people.html", {})


@require_safe
@allowed(access.is_administrator)
def person(request: SignedInRequest, user: int) -> HttpResponse:
    found = _person(request, user)
    context = {
        "person": found,
        "state": STATES[state_of(found)],
        "roles": queries.roles_by_place(found),
        "platform_roles": queries.platform_roles(found),
        "entries": for_history(queries.history_of(found)),
        "is_me": found == request.user,
    }
    return render(request, "accounts/person.html", context)


@both
@allowed(access.is_administrator)
def invite_to_platform(request: SignedInRequest) -> HttpResponse:
    """Another administrator, or an observer. The team of a contract is invited from its own page."""
    form = PlatformInviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, name, now = form.cleaned_data["email"], form.cleaned_data["name"], timezone.now()
        if attempt(form, lambda: actions.invite(email, name, form.grant(), by=request.user, at=now)):
            return redirect("accounts:people")
    return render(request, "accounts/invite_to_platform.html", {"form": form})


@require_POST
@allowed(access.is_administrator)
def withdraw_from_platform(request: SignedInRequest, user: int, membership: int) -> HttpResponse:
    found = _person(request, user)
    held = get_object_or_404(queries.platform_roles(found), pk=membership)
    return _done(
        request, found, lambda now: actions.withdraw(held, by=request.user, at=now), "Le rôle est retiré."
    )


@require_POST
@allowed(access.is_administrator)
def close_account(request: SignedInRequest, user: int) -> HttpResponse:
    found = _person(request, user)
    return _done(
        request,
        found,
        lambda now: actions.close_account(found, by=request.user, at=now),
        "Le compte est fermé.",
    )


@require_POST
@allowed(access.is_administrator)
def reopen_account(request: SignedInRequest, user: int) -> HttpResponse:
    found = _person(request, user)
    return _done(
        request,
        found,
        lambda now: actions.reopen_account(found, by=request.user, at=now),
        "Le compte est rouvert.",
    )


@require_POST
@allowed(access.is_administrator)
def drop_second_factor(request: SignedInRequest, user: int) -> HttpResponse:
    """For who lost both telephone and recovery codes, and was recognised otherwise."""
    found = _person(request, user)
    return _done(
        request,
        found,
        lambda now: actions.remove_second_factor(found, by=request.user, at=now),
        "Le second facteur est retiré ; la personne en est avertie.",
    )


@both
@allowed(access.is_administrator)
def forget_person(request: SignedInRequest, user: int) -> HttpResponse:
    """Says first what goes and what stays: it cannot be taken back."""
    found = _person(request, user)
    if request.method != "POST":
        return render(request, "accounts/forget_person.html", {"person": found})
    return _done(
        request,
        found,
        lambda now: actions.forget_person(found, by=request.user, at=now),
        "La personne est oubliée : son nom et son adresse sont effacés partout.",
    )


def _done(request: SignedInRequest, found: Any, deed: Any, done: str) -> HttpResponse:
    then = reverse("accounts:person", args=[found.pk])
    return act(request, lambda: deed(timezone.now()), done=done, then=then)
