"""Measures of a list in one contract: which apply, where, how much, how far."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core import registers
from reciproque.core.inputs import attempt
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.tables import address_of, file_of
from reciproque.core.text import key_in
from reciproque.framework import access, queries
from reciproque.framework.actions import lists
from reciproque.framework.choices import Applies, Engagement
from reciproque.framework.forms.ties import LocalisationForm
from reciproque.framework.tables import LOCAL_COLUMNS

STATES = {
    "applique": (Applies.APPLIES.value, "s’appliquent"),
    "appliquera": (Applies.WILL.value, "s’appliqueront"),
    "non": (Applies.NOT.value, "ne s’appliquent pas"),
    "a-voir": ("", "pas encore regardées"),
}
"""Filters: word of the address → state, words of the chip."""


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def localisation_list(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    """« 26 sur 40 s’appliquent »: every measure as the contract stands to it, typed in place."""
    thing = contract_seen_by(request.user, contract)
    one = access.list_seen_in(thing.pk, nomenclature)
    if not one.measures:
        raise Http404
    if request.method == "POST":
        return _save(request, thing, one)
    return _page(request, thing, one)


def _page(
    request: SignedInRequest, thing: Any, one: Any, *, wrong: Any = None, key: int | None = None
) -> HttpResponse:
    measures = queries.localisations_of(thing, one)
    counts = _counts(measures)
    wanted = STATES.get(request.GET.get("filtre", ""))
    shown = [local for local in measures if wanted is None or local.said.state == wanted[0]]
    if "format" in request.GET:
        return file_of(request.GET["format"], f"mesures-{one.code}", LOCAL_COLUMNS, shown)
    context = {
        "contract": thing,
        "list": one,
        "measures": [_drawn(local, wrong if local.key == key else None) for local in shown],
        "total": len(measures),
        "applying": counts[Applies.APPLIES] + counts[Applies.WILL],
        "counts": counts,
        "chip_lines": {"chips": [("Mesures", _chips(request, counts))]},
        "exports": [
            (writer.title, address_of(request.GET, format=writer.key)) for writer in registers.writers
        ],
        "places": list(thing.neighbourhoods.order_by("name", "pk")),
        "states": Applies.choices,
        "levels": Engagement.choices,
        "may_edit": access.may_edit_framework(request.user, thing.pk),
    }
    return render(request, "framework/localisation_list.html", context)


def _drawn(local: queries.Local, wrong: Any) -> dict[str, Any]:
    """A row: what is kept, or what was typed and refused, with the reasons and what stands elsewhere."""
    said: Any = local.said
    values: dict[str, Any] = {
        "state": said.state,
        "target": said.target,
        "engagement": said.engagement,
        "comment": said.comment,
        "version": said.version,
        "places": [place.pk for place in local.places],
    }
    if wrong is None:
        return {"line": local.line, "said": said, "names": local.places, "values": values, "wrong": None}
    typed = {name: wrong.data.get(name, "") for name in values if name != "places"}
    typed["places"] = [key_in(word) for word in wrong.data.getlist("neighbourhoods")]
    elsewhere = [(wrong.fields[name].label, value) for name, value in wrong.elsewhere.items()]
    return {
        "line": local.line,
        "said": said,
        "names": local.places,
        "values": typed,
        "wrong": [reason for reasons in wrong.errors.values() for reason in reasons],
        "elsewhere": elsewhere,
    }


def _counts(measures: list[queries.Local]) -> dict[str, int]:
    return {state: sum(local.said.state == state for local in measures) for state, _words in STATES.values()}


def _chips(request: SignedInRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    chosen = request.GET.get("filtre", "")
    return [
        {
            "label": words,
            "count": counts[state],
            "active": key == chosen,
            "url": address_of(request.GET, filtre=None if key == chosen else key),
        }
        for key, (state, words) in STATES.items()
    ]


def _save(request: SignedInRequest, thing: Any, one: Any) -> HttpResponse:
    """One row: with htmx it comes back alone, without JavaScript the page comes back at its place."""
    admit(access.may_edit_framework(request.user, thing.pk))
    refuse_if([] if "line" in request.POST else ["Cette demande ne dit pas de quelle mesure il s’agit."])
    line = get_object_or_404(
        one.references.select_related("nomenclature"), pk=key_in(request.POST.get("line", ""))
    )
    form = LocalisationForm(request.POST, instance=queries.localisation_of(thing, line), contract=thing)
    made = None
    if form.is_valid():
        made = attempt(
            form,
            lambda: lists.localise(
                thing, line, seen=form.seen, by=request.user, at=timezone.now(), **form.values
            ),
        )
    if "HX-Request" in request.headers:
        return _row(request, thing, one, line, None if made else form)
    if made:
        here = reverse("framework:localisation_list", args=[thing.pk, one.pk])
        return redirect(f"{here}?{request.GET.urlencode()}#mesure-{line.pk}")
    return _page(request, thing, one, wrong=form, key=line.pk)


def _row(request: SignedInRequest, thing: Any, one: Any, line: Any, wrong: Any) -> HttpResponse:
    said = queries.localisation_of(thing, line)
    measures = queries.localisations_of(thing, one)
    counts = _counts(measures)
    places = list(said.neighbourhoods.all()) if said.pk else []
    context = {
        "contract": thing,
        "list": one,
        "row": _drawn(queries.Local(line, said, places), wrong),
        "places": list(thing.neighbourhoods.order_by("name", "pk")),
        "states": Applies.choices,
        "levels": Engagement.choices,
        "may_edit": True,
        "saved": wrong is None,
        "total": len(measures),
        "applying": counts[Applies.APPLIES] + counts[Applies.WILL],
    }
    return render(request, "framework/_localisation.html", context)
