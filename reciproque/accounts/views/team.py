"""The team of a contract: who holds which role, invitations, changes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts import access, actions, queries
from reciproque.accounts.access import SignedInRequest, allowed
from reciproque.accounts.forms import InviteForm, RoleForm
from reciproque.accounts.tables import state_of, team_table
from reciproque.accounts.views.signing_in import both
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.core.tables import table_page
from reciproque.journal.queries import for_history


def _contract(request: SignedInRequest, contract: int) -> Any:
    """The contract for the head of the page; a stranger gets 404."""
    found = queries.contract_seen_by(request.user, contract)
    if found is None:
        raise Http404
    return found


def _member(request: SignedInRequest, contract: int, membership: int) -> tuple[Any, Any]:
    """A role that this person may change: 404 for strangers, 403 for who only reads the contract."""
    place = _contract(request, contract)
    rows = queries.team_of(access.memberships_visible_to(request.user, contract))
    found = get_object_or_404(rows, pk=membership)
    admit(access.may_manage(request.user, found))
    return place, found


@require_safe
@allowed(access.is_signed_in)
def team(request: SignedInRequest, contract: int) -> HttpResponse:
    place = _contract(request, contract)
    rows = queries.team_of(access.memberships_visible_to(request.user, contract))
    steers = access.steers_contract(request.user, contract)
    titles = queries.scope_titles(list(rows))
    table = team_table(titles, contract=contract, steers=steers)
    context = {"contract": place, "steers": steers, "entries": []}
    if steers:
        context["entries"] = for_history(queries.history_of_team(contract))
    return table_page(request, table, rows, "accounts/team.html", context)


@both
@allowed(access.is_signed_in)
def invite(request: SignedInRequest, contract: int) -> HttpResponse:
    place = _contract(request, contract)
    admit(access.steers_contract(request.user, contract))
    form = InviteForm(request.POST or None, contract=contract)
    if request.method == "POST" and form.is_valid():
        email, name, now = form.cleaned_data["email"], form.cleaned_data["name"], timezone.now()
        if attempt(form, lambda: actions.invite(email, name, form.grant(), by=request.user, at=now)):
            return redirect("accounts:team", contract)
    return render(request, "accounts/invite.html", {"form": form, "contract": place})


@both
@allowed(access.is_signed_in)
def team_member(request: SignedInRequest, contract: int, membership: int) -> HttpResponse:
    """One role: change it, take it away, send the invitation again."""
    place, found = _member(request, contract, membership)
    form = RoleForm(request.POST or None, contract=contract, initial=RoleForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if attempt(form, lambda: actions.change_role(found, form.grant(), by=request.user, at=now)):
            return redirect("accounts:team", contract)
    context = {
        "form": form,
        "contract": place,
        "membership": found,
        "state": state_of(found.user, is_invited=found.is_invited),
        "entries": for_history(queries.history_of_member(found)),
    }
    return render(request, "accounts/team_member.html", context)


@require_POST
@allowed(access.is_signed_in)
def withdraw(request: SignedInRequest, contract: int, membership: int) -> HttpResponse:
    _place, found = _member(request, contract, membership)
    return act(
        request,
        lambda: actions.withdraw(found, by=request.user, at=timezone.now()),
        done=f"{found.user} n’a plus ce rôle.",
        then=reverse("accounts:team", args=[contract]),
    )


@require_POST
@allowed(access.is_signed_in)
def resend_invitation(request: SignedInRequest, contract: int, membership: int) -> HttpResponse:
    _place, found = _member(request, contract, membership)
    return act(
        request,
        lambda: actions.resend_invitation(found, by=request.user, at=timezone.now()),
        done=f"Une nouvelle invitation part vers {found.user.email} ; la précédente ne vaut plus.",
        then=reverse("accounts:team", args=[contract]),
    )
