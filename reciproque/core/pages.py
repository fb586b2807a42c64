"""Pages: one URL, two answers; an act that is refused says why and loses nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from reciproque.core.engine import insist
from reciproque.core.refusals import Refused

View = Callable[..., HttpResponse]


def render_page(request: HttpRequest, page: str, context: dict[str, Any], *, part: str) -> HttpResponse:
    """Answer with the page, or with its part alone when htmx asks. Without JavaScript nothing is lost."""
    response = render(request, part if "HX-Request" in request.headers else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def act(request: HttpRequest, deed: Callable[[], Any], *, done: str, then: str) -> HttpResponse:
    """Do what a button asks and go to `then`; a refusal becomes messages on that page.

    `done` is what is said when it worked ("L’objectif est archivé.").
    """
    try:
        insist(deed)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, done)
    return redirect(then)
