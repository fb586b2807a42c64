"""What can be asked about places: which neighbourhoods, by which name, with how many people, on which map."""

from reciproque.territories.queries.facts import (
    KNOWN,
    Headcount,
    headcount,
    headcounts_by_commune,
    leads_to,
    neighbourhood_facts,
    with_population,
)
from reciproque.territories.queries.maps import MapRow, NeighbourhoodMap, PlaceOnMap, map_of
from reciproque.territories.queries.places import (
    PlaceCandidate,
    active_neighbourhoods,
    communes_like,
    epcis_named,
    for_listing,
    neighbourhood_like,
    neighbourhoods_like,
    official_neighbourhoods,
)

__all__ = [
    "KNOWN",
    "Headcount",
    "MapRow",
    "NeighbourhoodMap",
    "PlaceCandidate",
    "PlaceOnMap",
    "active_neighbourhoods",
    "communes_like",
    "epcis_named",
    "for_listing",
    "headcount",
    "headcounts_by_commune",
    "leads_to",
    "map_of",
    "neighbourhood_facts",
    "neighbourhood_like",
    "neighbourhoods_like",
    "official_neighbourhoods",
    "with_population",
]
