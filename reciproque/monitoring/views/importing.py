"""Values brought as a spreadsheet: a template, what the file would change, then the file kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core import registers
from reciproque.core.pages import act
from reciproque.monitoring import actions, exports, queries
from reciproque.monitoring.actions import Origin
from reciproque.monitoring.choices import Periodicity, Standing
from reciproque.monitoring.forms import ValuesFileForm
from reciproque.monitoring.imports.values import CHANGED, NEW, OLDER, SAME, read_values, sealed, unsealed

KINDS = {"new": NEW, "changed": CHANGED, "same": SAME, "older": OLDER}
STALE = (
    "Ce fichier a été vérifié il y a trop longtemps, ou les indicateurs ont changé : déposez-le de nouveau."
)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def import_values(request: SignedInRequest, contract: int) -> HttpResponse:
    """Judge a file and show what it would change; the second button keeps it."""
    thing = contract_steered_by(request.user, contract)
    if "keep" in request.POST:
        return _keep(request, thing)
    form = ValuesFileForm(request.POST or None, request.FILES or None)
    read, carried = None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        read = read_values(upload, name=upload.name, contract=thing)
        carried = sealed(read.said, by=request.user.pk, contract=thing.pk) if read.said else ""
    context = {
        "form": form,
        "contract": thing,
        "read": read,
        "carried": carried,
        **({word: read.count(kind) for word, kind in KINDS.items()} if read is not None else {}),
        "name": getattr(form.cleaned_data.get("file"), "name", "") if read is not None else "",
        "rhythms": queries.rhythms_of(thing),
        "writers": list(registers.writers),
    }
    return render(request, "monitoring/import_values.html", context)


def _keep(request: SignedInRequest, contract: Any) -> HttpResponse:
    said = unsealed(request.POST["keep"], by=request.user.pk, contract=contract)
    if said is None:
        messages.error(request, STALE)
        return redirect("monitoring:import_values", contract.pk)
    origin = Origin("import", source=request.POST.get("name", "")[:200])
    return act(
        request,
        lambda: actions.record_values(
            contract, said, origin=origin, standing=Standing.OFFICIAL, by=request.user, at=timezone.now()
        ),
        done=f"{len(said)} valeurs enregistrées." if len(said) > 1 else "Une valeur enregistrée.",
        then=reverse("monitoring:indicator_list", args=[contract.pk]),
    )


@require_safe
@allowed(is_signed_in)
def values_template(request: SignedInRequest, contract: int) -> HttpResponse:
    """The file to fill in: the indicators of one rhythm, their parts, what is known of the last periods."""
    thing = contract_steered_by(request.user, contract)
    rhythm = request.GET.get("rythme", Periodicity.YEAR)
    writer = registers.writers.named(request.GET.get("format", "xlsx"))
    if writer is None or rhythm not in Periodicity.values:
        raise Http404
    now = timezone.now()
    grid = queries.whole_grid(thing, rhythm, on=timezone.localdate(now))
    data = writer.write("valeurs", exports.template_columns(grid, at=now), grid.rows)
    response = HttpResponse(data, content_type=writer.media_type)
    response["Content-Disposition"] = f'attachment; filename="valeurs-a-saisir.{writer.extension}"'
    return response
