"""Common indicators brought as a spreadsheet: a template, what the file would change, then the file kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core import registers
from reciproque.core.pages import act
from reciproque.core.tables import file_of
from reciproque.monitoring import access, actions, queries
from reciproque.monitoring.forms import StandardsFileForm
from reciproque.monitoring.imports.standards import read_standards, sealed, unsealed
from reciproque.monitoring.imports.values import CHANGED, NEW, SAME
from reciproque.monitoring.tables import template_of_standards

STALE = "Ce fichier a été vérifié il y a trop longtemps : déposez-le de nouveau."


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def import_standards(request: SignedInRequest, library: int) -> HttpResponse:
    """Judge a file and show what it would change; the second button keeps it."""
    thing = access.library_kept_by(request.user, library)
    if "keep" in request.POST:
        return _keep(request, thing)
    form = StandardsFileForm(request.POST or None, request.FILES or None)
    read, carried, name = None, "", ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        name = upload.name
        read = read_standards(upload, name=name, library=thing)
        ready = read.said and not read.problems
        carried = sealed(read.said, by=request.user, library=thing) if ready else ""
    counts = {"new": NEW, "changed": CHANGED, "same": SAME}
    context = {
        "form": form,
        "library": thing,
        "read": read,
        "carried": carried,
        "name": name,
        "writers": list(registers.writers),
        **({word: read.count(kind) for word, kind in counts.items()} if read is not None else {}),
    }
    return render(request, "monitoring/import_standards.html", context)


def _keep(request: SignedInRequest, library: Any) -> HttpResponse:
    said = unsealed(request.POST["keep"], by=request.user, library=library)
    if said is None:
        messages.error(request, STALE)
        return redirect("monitoring:import_standards", library.pk)
    rows = [(one.code, one.values, one.seen) for one in said]
    return act(
        request,
        lambda: actions.bring_standards(library, rows, by=request.user, at=timezone.now()),
        done="Les indicateurs du fichier sont dans la base.",
        then=reverse("monitoring:library_detail", args=[library.pk]),
    )


@require_safe
@allowed(is_signed_in)
def standards_template(request: SignedInRequest, library: int) -> HttpResponse:
    """The file to fill in, with what the list holds."""
    thing = access.library_kept_by(request.user, library)
    form = request.GET.get("format", "xlsx")
    if registers.writers.named(form) is None:
        raise Http404
    return file_of(form, "indicateurs-communs", template_of_standards(), queries.standards_of(thing))
