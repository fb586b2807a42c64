"""The indicators of all the contracts that a person reads."""

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contracts_visible_to
from reciproque.core.tables import table_page
from reciproque.core.text import key_in
from reciproque.monitoring.access import libraries_visible_to
from reciproque.overview.exports.consolidating import figures_of, states_of
from reciproque.overview.queries.consolidating import (
    PLACES,
    consolidated,
    offered_libraries,
    offered_places,
    within,
)
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
    libraries = dict(offered_libraries(libraries_visible_to(request.user), visible))
    library = key_in(request.GET.get("base", ""))
    library = library if library in libraries else None
    rows = within(visible, places)
    told = consolidated(rows, on=timezone.localdate(), sorted_by=sorted_by, library=library)
    offered = offered_places(visible) if "format" not in request.GET else {}
    context = {
        "total": told.total,
        "figures": figures_of(told.total),
        "states": states_of(told.total),
        "filters": [
            (name, PLACES[name][0], places[name], options) for name, options in offered.items() if options
        ],
        "libraries": libraries.items(),
        "library": library,
        "base": libraries.get(library or 0, ""),
        "kept": [(name, request.GET[name]) for name in ("recherche", "tri") if request.GET.get(name)],
    }
    table = consolidation_table(told.by_contract)
    return table_page(request, table, told.rows, "overview/consolidation.html", context)
