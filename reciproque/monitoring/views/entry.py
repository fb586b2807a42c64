"""The pages on which values are typed: all indicators of a contract, or one with its breakdowns."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, reads_contract
from reciproque.contracts.access import contract_steered_by
from reciproque.core.refusals import admit
from reciproque.core.text import clean, key_in
from reciproque.monitoring import access, actions, queries
from reciproque.monitoring.choices import Periodicity
from reciproque.monitoring.rules.cells import cell_of_key
from reciproque.monitoring.tables.grids import draw_grid

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def enter_values(request: SignedInRequest, contract: int) -> HttpResponse:
    """All indicators of one rhythm of a contract, for its team."""
    thing = contract_steered_by(request.user, contract)
    indicators = {one.pk: one for one in queries.feedable(thing)}
    outcomes = _typed(request, thing, indicators)
    if asks_for_one(request):
        return one_outcome(outcomes)
    rhythms = queries.rhythms_of(thing)
    asked = request.GET.get("rythme", "")
    rhythm = asked if asked in Periodicity.values else rhythms[0][0] if rhythms else Periodicity.YEAR
    grid = queries.contract_grid(
        thing,
        rhythm,
        follow_up=queries.follow_up_of(thing.pk),
        on=timezone.localdate(),
        ending=key_in(request.GET.get("jusqu", "")),
    )
    urls = {key: reverse("monitoring:enter_indicator", args=[key]) for key in indicators}
    context = {
        "contract": thing,
        "rhythms": rhythms,
        "rhythm": rhythm,
        "grid": grid,
        "rows": draw_grid(grid, outcomes, may_edit=True, url_of=urls),
        **told(outcomes),
    }
    return render(request, "monitoring/enter_values.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def enter_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    """One indicator with its breakdowns, for whoever feeds it."""
    thing = access.indicator_seen_by(request.user, indicator)
    admit(access.may_feed(request.user, thing))
    outcomes = _typed(request, thing.contract, {thing.pk: thing})
    if asks_for_one(request):
        return one_outcome(outcomes)
    grid = queries.indicator_grid(
        thing,
        follow_up=queries.follow_up_of(thing.contract_id),
        on=timezone.localdate(),
        ending=key_in(request.GET.get("jusqu", "")),
    )
    said = told(outcomes)
    if not outcomes:
        said["warnings"] = _standing_troubles(thing, grid)
    context = {
        "indicator": thing,
        "contract": thing.contract if reads_contract(request.user, thing.contract_id) else None,
        "grid": grid,
        "rows": draw_grid(grid, outcomes, may_edit=True, url_of={}),
        "validates": access.may_validate(request.user, thing.contract_id),
        **said,
    }
    return render(request, "monitoring/enter_indicator.html", context)


def _standing_troubles(indicator: Any, grid: Any) -> list[str]:
    """What does not add up among the figures that the page shows."""
    shown = {(indicator.pk, period) for period, _said in grid.periods}
    told = queries.troubles_at({indicator.pk: indicator}, shown, queries.places_of(indicator.contract))
    return [sentence for sentences in told.values() for sentence in sentences]


def _typed(request: SignedInRequest, contract: Any, indicators: dict[int, Any]) -> dict[str, Any]:
    if request.method != "POST":
        return {}
    return actions.type_cells(contract, typed_cells(request, indicators), by=request.user, at=timezone.now())


def typed_cells(request: SignedInRequest, indicators: dict[int, Any]) -> Iterator[actions.Typed]:
    """The cells of a form, as far as their names mean one."""
    for name in request.POST:
        parts = name.split("-", 3)
        if len(parts) != 4 or parts[0] != "v":
            continue
        key, period = key_in(parts[1]), key_in(parts[2])
        if key not in indicators or period is None or not 1 <= period % 100 <= 12 or period > 999_912:
            continue
        try:
            cell = cell_of_key(parts[3])
        except ValueError:
            continue
        seen = clean(request.POST.get(f"s{name[1:]}", ""))
        yield actions.Typed(name, indicators[key], period, cell, clean(request.POST[name]), seen)


def asks_for_one(request: SignedInRequest) -> bool:
    """Whether the page saves its cells one by one."""
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def one_outcome(outcomes: dict[str, Any]) -> JsonResponse:
    """What became of each cell, for the page that saves them one by one."""
    told = {
        name: {"text": one.text, "error": one.error, "current": one.current, "warning": one.warning}
        for name, one in outcomes.items()
    }
    return JsonResponse(told, status=200)


def told(outcomes: dict[str, Any]) -> dict[str, Any]:
    """How many cells were kept, how many are wrong, and what does not add up."""
    wrong = sum(bool(one.error) for one in outcomes.values())
    warnings = list(dict.fromkeys(one.warning for one in outcomes.values() if one.warning))
    return {"saved": len(outcomes) - wrong, "wrong": wrong, "warnings": warnings}
