"""Between the browser and the pages: a visit is noted at most every few minutes, and ends where it was closed."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from reciproque.accounts import actions
from reciproque.accounts.rules.visits import REFRESHED_EVERY

SEEN = "seen"  # in the session: when the visit was last noted, in seconds


class PresenceMiddleware:
    """Sessions opened by our pages bear `seen`; between two notes it costs no query at all.

    A session that was closed from elsewhere is gone from the table of sessions, and therefore dead at once; this
    only catches one whose line was removed while its session stayed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN) if request.COOKIES else None
        now = timezone.now()
        if seen is not None and now.timestamp() - seen > REFRESHED_EVERY.total_seconds():
            if actions.see_visit(request.session.session_key or "", at=now):
                request.session[SEEN] = int(now.timestamp())
            else:
                logout(request)
        return self.get_response(request)
