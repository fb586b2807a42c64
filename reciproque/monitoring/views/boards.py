"""Two more ways of looking at the indicators of a contract: by neighbourhood, and by who answers for them."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, steers_contract
from reciproque.contracts.access import contract_seen_by
from reciproque.core.tables import file_of, table_page
from reciproque.core.text import key_in
from reciproque.monitoring import exports, queries
from reciproque.monitoring.tables import answerable_columns, board_table, place_table, places_table

WAYS = {"pilote": queries.by_lead, "producteur": queries.by_producer}


@require_safe
@allowed(is_signed_in)
def indicators_by_place(request: SignedInRequest, contract: int) -> HttpResponse:
    """All neighbourhoods side by side, or one with how it moves (`?quartier=`)."""
    thing = contract_seen_by(request.user, contract)
    places = queries.places_of(thing).neighbourhoods
    chosen = key_in(request.GET.get("quartier", ""))
    chosen = chosen if chosen in places else None
    board = queries.place_board(thing, places, chosen, on=timezone.localdate())
    table = (
        places_table(board.situations, board.everywhere, places)
        if chosen is None
        else place_table(board.situations, board.here)
    )
    context = {
        "contract": thing,
        "places": [(key, name, board.counts.get(key, 0)) for key, name in places.items()],
        "chosen": chosen,
        "name": places.get(chosen or 0, ""),
        "may_edit": steers_contract(request.user, thing.pk),
    }
    shown = queries.indicators_of(thing).filter(pk__in=list(board.situations))
    return table_page(request, table, shown, "monitoring/indicators_by_place.html", context)


@require_safe
@allowed(is_signed_in)
def indicators_by_lead(request: SignedInRequest, contract: int) -> HttpResponse:
    """Who answers for which indicators (`?par=pilote|producteur`); one of them with hers (`?qui=`)."""
    thing = contract_seen_by(request.user, contract)
    rows = queries.situations_in(thing, on=timezone.localdate())
    way = request.GET.get("par", "")
    way = way if way in WAYS else "pilote"
    groups = WAYS[way](rows)
    if "resume" in request.GET:
        return file_of(request.GET["resume"], f"indicateurs-par-{way}", answerable_columns(), groups)
    who = request.GET.get("qui")
    chosen = next((one for one in groups if one.key == who), None) if who is not None else None
    mine = list(chosen.rows) if chosen is not None else rows
    context: dict[str, Any] = {
        "contract": thing,
        "way": way,
        "answerable": groups,
        "chosen": chosen,
        "states": exports.state_figures(mine),
        "writers": exports.file_formats(),
        "giver": _giver(chosen) if steers_contract(request.user, thing.pk) else "",
    }
    shown = queries.indicators_of(thing).filter(pk__in=[one.indicator.pk for one in mine])
    table = board_table(mine)
    return table_page(
        request, table, shown.select_related("producer"), "monitoring/indicators_by_lead.html", context
    )


def _giver(chosen: Any) -> str:
    """The key of the person who feeds the indicators shown, if it is one."""
    key = chosen.key if chosen is not None else ""
    return key[1:] if key.startswith("p") else ""
