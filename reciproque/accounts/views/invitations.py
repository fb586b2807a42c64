"""Accepting an invitation: a name, a password, and one is in (who has a second factor already gives it)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reciproque.accounts import actions, queries
from reciproque.accounts.access import LinkRequest, by_link
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.forms import AcceptForm
from reciproque.accounts.views.entering import pass_on
from reciproque.accounts.views.signing_in import both
from reciproque.core.inputs import attempt


@both
@by_link(LinkPurpose.INVITATION)
def invitation(request: LinkRequest) -> HttpResponse:
    """To look at the page leaves the invitation as it was: mail scanners follow links."""
    person = request.user
    form = AcceptForm(request.POST or None, user=person, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        now = timezone.now()
        if attempt(
            form, lambda: actions.accept_invitation(request.link, name=name, password=password, at=now)
        ):
            person.refresh_from_db()
            return pass_on(request, person, then="/", how="invitation")
    context = {
        "form": form,
        "person": person,
        "roles": queries.roles_by_place(person),
        "has_account": person.has_usable_password(),
        "expires_at": request.link.expires_at,
    }
    return render(request, "accounts/invitation.html", context)
