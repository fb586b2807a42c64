"""Installing and removing the second factor."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reciproque.accounts import access, actions, exports
from reciproque.accounts.access import SignedInRequest, allowed
from reciproque.accounts.forms import ConfirmForm, FirstCodeForm
from reciproque.accounts.rules.codes import enrolment_address, spaced
from reciproque.accounts.views.passwords import knows_password
from reciproque.accounts.views.signing_in import both
from reciproque.core.pages import act
from reciproque.core.refusals import Refused


@require_POST
@allowed(access.is_signed_in)
def prepare_second_factor(request: SignedInRequest) -> HttpResponse:
    return act(
        request,
        lambda: actions.prepare_second_factor(request.user, at=timezone.now()),
        done="Photographiez le QR code avec votre application.",
        then="accounts:install_second_factor",
    )


@never_cache
@both
@allowed(access.is_signed_in)
def install_second_factor(request: SignedInRequest) -> HttpResponse:
    """The picture and a first code; then, this once, the recovery codes."""
    me = request.user
    if me.has_second_factor or not me.totp_secret:
        return redirect("accounts:my_account")
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.confirm_second_factor(me, form.cleaned_data["code"], at=timezone.now())
        except Refused as refused:
            form.add_error("code", refused.reasons)
        else:
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "is_first": True})
    address = enrolment_address(me.totp_secret, me.email, settings.INSTANCE_NAME)
    context = {"form": form, "picture": exports.qr_picture(address), "secret": spaced(me.totp_secret)}
    return render(request, "accounts/install_second_factor.html", context)


@never_cache
@both
@allowed(access.is_signed_in)
def renew_recovery_codes(request: SignedInRequest) -> HttpResponse:
    if not request.user.has_second_factor:
        return redirect("accounts:my_account")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and knows_password(request, form):
        codes = actions.renew_recovery_codes(request.user, at=timezone.now())
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
    return render(request, "accounts/renew_recovery_codes.html", {"form": form})


@never_cache
@both
@allowed(access.is_signed_in)
def remove_second_factor(request: SignedInRequest) -> HttpResponse:
    if not request.user.has_second_factor:
        return redirect("accounts:my_account")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and knows_password(request, form):
        actions.remove_second_factor(request.user, by=request.user, at=timezone.now())
        messages.success(request, "Le second facteur est retiré.")
        return redirect("accounts:my_account")
    return render(request, "accounts/remove_second_factor.html", {"form": form})
