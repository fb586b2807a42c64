"""The indicators of all the contracts that a person reads."""

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contracts_visible_to
from reciproque.core.tables import table_page
from reciproque.core.text import key_in
from reciproque.overview.exports.consolidating import figures_of, states_of
from reciproque.overview.queries.consolidating import PLACES, consolidated, offered_places, within
from reciproque.overview.tables import consolidation_table, measure_of


def places_in(query: QueryDict) -> dict[str, int | None]:
    return {name: key_in(query.get(name, "")) for name in PLACES}


@require_safe
@allowed(is_signed_in)
def consolidation(request: SignedInRequest) -> HttpResponse:
    """By contract and state, for whoever sees several; the address holds places, search and order."""
    visible = contracts_visible_to(request.user)
    places = places_in(request.GET)
    sorted_by = measure_of(request.GET.get("tri", ""))
    told = consolidated(within(visible, places), on=timezone.localdate(), sorted_by=sorted_by)
    offered = offered_places(visible) if "format" not in request.GET else {}
    context = {
        "total": told.total,
        "figures": figures_of(told.total),
        "states": states_of(told.total),
        "filters": [
            (name, PLACES[name][0], places[name], options) for name, options in offered.items() if options
        ],
        "kept": [(name, request.GET[name]) for name in ("recherche", "tri") if request.GET.get(name)],
    }
    table = consolidation_table(told.by_contract)
    return table_page(request, table, told.rows, "overview/consolidation.html", context)
