"""A refusal that no view caught still speaks French, with the way back; so does a database that is too busy."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reciproque.core.engine import is_race
from reciproque.core.refusals import Refused

BUSY = "Beaucoup de personnes écrivent au même moment. Attendez quelques secondes, puis recommencez."


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return render(request, "core/refused.html", {"reasons": error.reasons}, status=409)
        if isinstance(error, OperationalError) and is_race(error):
            return render(request, "core/refused.html", {"reasons": [BUSY]}, status=503)
        return None
