"""Signing in and out: password, second factor, link by mail, the doors of the demo."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts import access, actions, queries
from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link, public
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.forms import AddressForm, CodeForm, SignInForm
from reciproque.accounts.views.entering import (
    enter,
    note_failure,
    pass_on,
    safe_address,
    shut_out,
    waiting_person,
)
from reciproque.core.refusals import Refused
from reciproque.core.text import fold

WRONG = "L’adresse ou le mot de passe ne sont pas les bons."
WRONG_CODE = "Ce code n’est pas le bon, ou il a déjà servi."
both = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@both
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(safe_address(request, request.GET.get("next", "")))
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        user = authenticate(request, username=fold(asked["email"]), password=asked["password"])
        if user is not None:
            return pass_on(request, user, then=asked["next"], how="mot de passe")
        form.add_error(None, WRONG)
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    if settings.DEMO:
        context |= {"doors": queries.demo_doors(access.demo_people()), "password": settings.DEMO_PASSWORD}
    return render(request, "accounts/sign_in.html", context)


@never_cache
@both
@public
def second_factor(request: HttpRequest) -> HttpResponse:
    found = waiting_person(request)
    if found is None:
        messages.info(request, "Recommencez la connexion : le temps pour donner le code est passé.")
        return redirect("accounts:sign_in")
    user, waiting = found
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not shut_out(request, user):
        if actions.check_second_factor(user, form.cleaned_data["code"], at=timezone.now()):
            return enter(request, user, then=waiting["then"], how=f"{waiting['how']} et code")
        note_failure(request, user)
        form.add_error("code", WRONG_CODE)
    return render(request, "accounts/second_factor.html", {"form": form})


@never_cache
@both
@public
def ask_sign_in_link(request: HttpRequest) -> HttpResponse:
    """The same answer whether somebody has that address or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_sign_in_link(form.cleaned_data["email"], at=timezone.now())
        return render(request, "accounts/link_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "accounts/ask_sign_in_link.html", {"form": form})


@both
@by_link(LinkPurpose.SIGN_IN)
def sign_in_by_link(request: LinkRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/sign_in_by_link.html", {"person": request.user})
    person = request.user
    try:
        actions.use_link(request.link, at=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("accounts:sign_in")
    return pass_on(request, person, then="", how="lien par courriel")


@require_POST
@allowed(access.is_signed_in)
def sign_out(request: SignedInRequest) -> HttpResponse:
    actions.leave_visit(request.user, request.session.session_key or "", at=timezone.now())
    logout(request)
    messages.success(request, "Vous êtes déconnecté ou déconnectée.")
    return redirect("accounts:sign_in")


@require_POST
@public
def demo_sign_in(request: HttpRequest, user: int) -> HttpResponse:
    """One button for each account of the demo; the page does not exist elsewhere."""
    person = get_object_or_404(access.demo_people(), pk=user)
    return enter(request, person, then=settings.LOGIN_REDIRECT_URL, how="démonstration")


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """What is said after too many failed attempts, in the place of the page that was asked for."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    answer = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its proof of origin: mostly a page that stayed open while one signed in again."""
    return render(request, "accounts/stale_form.html", status=403)
