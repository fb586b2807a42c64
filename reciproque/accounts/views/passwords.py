"""Choosing a password: with a link when it is forgotten, from one's account when it is known."""

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from reciproque.accounts import access, actions
from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link, public
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.forms import AddressForm, ChangePasswordForm, ChosenPasswordForm
from reciproque.accounts.views.entering import enter, pass_on
from reciproque.accounts.views.signing_in import both
from reciproque.core.inputs import HouseForm, attempt


@never_cache
@both
@public
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """The same answer whether somebody has that address or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_new_password(form.cleaned_data["email"], at=timezone.now())
        return render(request, "accounts/link_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "accounts/forgotten_password.html", {"form": form})


@both
@by_link(LinkPurpose.PASSWORD)
def new_password(request: LinkRequest) -> HttpResponse:
    person = request.user
    form = ChosenPasswordForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        if attempt(form, lambda: actions.set_new_password(request.link, password, at=timezone.now())):
            person.refresh_from_db()
            return pass_on(request, person, then="", how="nouveau mot de passe")
    return render(request, "accounts/new_password.html", {"form": form, "person": person})


@never_cache
@both
@allowed(access.is_signed_in)
def change_password(request: SignedInRequest) -> HttpResponse:
    """From one's account; who never had a password need not give the present one."""
    person = request.user
    kind = ChangePasswordForm if person.has_usable_password() else ChosenPasswordForm
    form = kind(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid() and knows_password(request, form):
        password, key = form.cleaned_data["password"], request.session.session_key or ""
        if attempt(form, lambda: actions.choose_password(person, password, keep=key, at=timezone.now())):
            person.refresh_from_db()
            messages.success(request, "Votre mot de passe a changé ; vos autres sessions sont fermées.")
            return enter(request, person, then=reverse("accounts:my_account"), how="nouveau mot de passe")
    return render(request, "accounts/change_password.html", {"form": form})


def knows_password(request: SignedInRequest, form: HouseForm) -> bool:
    """Whether the present password is right, when the form asks for it; wrong ones count as failed attempts."""
    if "current" not in form.fields:
        return True
    name, current = request.user.email_key, form.cleaned_data["current"]
    if authenticate(request, username=name, password=current) == request.user:
        return True
    form.add_error("current", "Ce n’est pas votre mot de passe actuel.")
    return False
