"""The way in, whatever the door: the same rotation of the session, the same second factor, the same visit."""

from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from reciproque.accounts import actions
from reciproque.accounts.access import address_of, lockout_address
from reciproque.accounts.rules.visits import Arrival
from reciproque.accounts.views.presence import SEEN

BACKEND = "django.contrib.auth.backends.ModelBackend"
WAITING = "second_factor"  # in the session: who has shown a password or a link, and not yet the code
PATIENCE = timedelta(minutes=10)


def safe_address(request: HttpRequest, wanted: str) -> str:
    """Where to go after signing in: a page of this house, never another site."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else settings.LOGIN_REDIRECT_URL


def pass_on(request: HttpRequest, user: Any, *, then: str, how: str) -> HttpResponse:
    """Who has a second factor is asked for it; everybody else is in."""
    then = safe_address(request, then)
    if not user.has_second_factor:
        return enter(request, user, then=then, how=how)
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": user.pk,
        "proof": user.get_session_auth_hash(),
        "until": (timezone.now() + PATIENCE).timestamp(),
        "then": then,
        "how": how,
    }
    return redirect("accounts:second_factor")


def waiting_person(request: HttpRequest) -> tuple[Any, dict[str, Any]] | None:
    """Who stands between the two factors, for ten minutes and as long as the password stays the same."""
    waiting = request.session.get(WAITING)
    if not waiting or timezone.now().timestamp() > waiting["until"]:
        return None
    user = get_user_model().objects.filter(pk=waiting["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), waiting["proof"]):
        return None
    return user, waiting


def enter(request: HttpRequest, user: Any, *, then: str, how: str) -> HttpResponse:
    """Open a session under a new key, note the visit, and forget the failed attempts from here."""
    before = request.session.session_key or ""
    login(request, user, backend=BACKEND)
    request.session.pop(WAITING, None)
    if request.session.session_key in {None, before}:
        request.session.cycle_key()
    now = timezone.now()
    request.session[SEEN] = int(now.timestamp())
    browser = request.META.get("HTTP_USER_AGENT", "")
    key = request.session.session_key or ""
    actions.open_visit(user, Arrival(key, before, how, browser, address_of(request)), at=now)
    here = lockout_address(request)
    if here:
        AxesProxyHandler.reset_attempts(username=user.email_key, ip_address=here)
    return redirect(then)


def shut_out(request: HttpRequest, user: Any) -> bool:
    """Whether too many attempts failed; the answer is then that of `locked_out`."""
    shut = not AxesProxyHandler.is_allowed(request, {"username": user.email_key})
    if shut:
        request.axes_locked_out = True  # type: ignore[attr-defined]  # remembered for this request
    return shut


def note_failure(request: HttpRequest, user: Any) -> None:
    """A wrong code counts like a wrong password."""
    AxesProxyHandler.user_login_failed(
        sender="second factor", credentials={"username": user.email_key}, request=request
    )
