"""What is said when a page cannot be shown: never a code, always a way out."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reciproque.core.uploads import is_without_room


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many files or fields, too much at once, a file whose name is longer than a page."""
    return render(request, "core/not_understood.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Whatever went wrong; a disk without room for what arrives is named, for somebody can mend it."""
    no_room = is_without_room(sys.exc_info()[1])
    return render(request, "core/failed.html", {"no_room": no_room}, status=507 if no_room else 500)


for _handler in (not_understood, forbidden, not_found, failed):
    _handler.guard = "public"  # type: ignore[attr-defined]  # our own mark, read by the tests of all doors
