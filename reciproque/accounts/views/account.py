"""My account: who I am, how I come in, where I am signed in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts import access, actions, exports, queries
from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.forms import AddressForm, PersonForm
from reciproque.accounts.views.signing_in import both
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.notices.queries import stoppable_kinds


@never_cache
@require_safe
@allowed(access.is_signed_in)
def my_account(request: SignedInRequest) -> HttpResponse:
    visits = list(queries.visits_for_listing(access.visits_of(request.user)))
    context = {
        "person": request.user,
        "roles": queries.roles_by_place(request.user),
        "visits": visits,
        "here": request.session.session_key,
        "others": [visit for visit in visits if visit.session_key != request.session.session_key],
        "codes_left": queries.recovery_codes_left(request.user),
        "kinds": stoppable_kinds(request.user.pk),
    }
    return render(request, "accounts/my_account.html", context)


@both
@allowed(access.is_signed_in)
def edit_me(request: SignedInRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        me, now = request.user, timezone.now()
        if form.done(lambda: actions.edit_person(me, form.values, seen=form.seen, by=me, at=now)):
            return redirect("accounts:my_account")
    return render(request, "accounts/edit_me.html", {"form": form})


@both
@allowed(access.is_signed_in)
def change_address(request: SignedInRequest) -> HttpResponse:
    """The same answer whether the new address is somebody else's or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if attempt(form, lambda: actions.ask_address_change(request.user, email, at=timezone.now())):
            return render(request, "accounts/address_asked.html", {"email": email})
    return render(request, "accounts/change_address.html", {"form": form})


@both
@by_link(LinkPurpose.ADDRESS)
def confirm_address(request: LinkRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/confirm_address.html", {"link": request.link})
    return act(
        request,
        lambda: actions.confirm_address(request.link, at=timezone.now()),
        done=f"Votre adresse est maintenant {request.link.address}.",
        then="accounts:sign_in",
    )


@require_POST
@allowed(access.is_signed_in)
def close_visit(request: SignedInRequest, visit: int) -> HttpResponse:
    found = get_object_or_404(access.visits_of(request.user), pk=visit)
    return act(
        request,
        lambda: actions.close_visit(found, by=request.user, at=timezone.now()),
        done=f"La session « {found.browser} » est fermée.",
        then="accounts:my_account",
    )


@require_POST
@allowed(access.is_signed_in)
def close_other_visits(request: SignedInRequest) -> HttpResponse:
    key = request.session.session_key or ""
    return act(
        request,
        lambda: actions.close_other_visits(request.user, keep=key, by=request.user, at=timezone.now()),
        done="Toutes vos autres sessions sont fermées.",
        then="accounts:my_account",
    )


@never_cache
@require_safe
@allowed(access.is_signed_in)
def my_data(request: SignedInRequest) -> HttpResponse:
    """All that is known of me, as a file."""
    response = HttpResponse(exports.personal_file(request.user), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response
