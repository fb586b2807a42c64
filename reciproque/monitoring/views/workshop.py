"""From wordings to definitions, one indicator after the other."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_steered_by
from reciproque.core.text import key_in
from reciproque.monitoring import actions, exports, queries
from reciproque.monitoring.forms import WorkshopForm

DONE = "Toutes les définitions disent ce qui est compté, à quel rythme et d’après quelle source."


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def define_indicators(request: SignedInRequest, contract: int) -> HttpResponse:
    """The next indicator whose definition lacks something (`?indicateur=` names one); saving goes on to the next."""
    thing = contract_steered_by(request.user, contract)
    rows = list(queries.indicators_of(thing).select_related("passage").order_by("position", "pk"))
    lacking = [one for one in rows if exports.missing_from(one)]
    asked = key_in(request.GET.get("indicateur", ""))
    current = next((one for one in rows if one.pk == asked), lacking[0] if lacking else None)
    if current is None:
        messages.success(request, DONE)
        return redirect("monitoring:indicator_list", thing.pk)
    form = WorkshopForm(request.POST or None, instance=current, contract=thing)
    after, before = _beside(rows, lacking, current)

    def deed() -> Any:
        return actions.edit_indicator(
            current, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(after or _back(thing))
    context = {
        "contract": thing,
        "indicator": current,
        "form": form,
        "missing": exports.missing_from(current),
        "left": len(lacking),
        "total": len(rows),
        "after": after,
        "before": before,
    }
    return render(request, "monitoring/define_indicators.html", context)


def _beside(rows: list[Any], lacking: list[Any], current: Any) -> tuple[str, str]:
    """The addresses of the next one that lacks something (from the start after the last), and of the one before."""
    place = rows.index(current)
    others = [one for one in lacking if one.pk != current.pk]
    following = [one for one in others if rows.index(one) > place] or others
    preceding = rows[:place]
    address = reverse("monitoring:define_indicators", args=[current.contract_id])
    after = f"{address}?indicateur={following[0].pk}" if following else ""
    return after, f"{address}?indicateur={preceding[-1].pk}" if preceding else ""


def _back(contract: Any) -> str:
    return reverse("monitoring:indicator_list", args=[contract.pk])
