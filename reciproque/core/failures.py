"""What is said when a page cannot be shown: never a code, always a way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many files or fields, too much at once, a file whose name is longer than a page."""
    return render(request, "core/not_understood.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "core/failed.html", status=500)


for _handler in (not_understood, forbidden, not_found, failed):
    _handler.guard = "public"  # type: ignore[attr-defined]
