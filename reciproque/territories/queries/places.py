"""Finding neighbourhoods and communes: of a place, or by what is printed on a paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from reciproque.core.text import fold, sort_key
from reciproque.territories.choices import PRIORITY
from reciproque.territories.models import Commune, Epci, Neighbourhood
from reciproque.territories.rules import CERTAIN, place_likeness, read_place_name, words_of

Communes = Iterable[Commune] | QuerySet[Commune]


def active_neighbourhoods() -> QuerySet[Neighbourhood]:
    return Neighbourhood.objects.filter(archived_at=None)


def for_listing(neighbourhoods: QuerySet[Neighbourhood]) -> QuerySet[Neighbourhood]:
    """Load what lists, facts and maps show, so that a longer list costs no more queries."""
    return neighbourhoods.prefetch_related("communes", "populations__commune").order_by("sort_key", "pk")


def official_neighbourhoods(
    communes: Communes, *, kinds: Sequence[str] = tuple(PRIORITY)
) -> QuerySet[Neighbourhood]:
    """The priority neighbourhoods of these communes, as the State lists them."""
    return active_neighbourhoods().filter(kind__in=kinds, communes__in=communes).exclude(code="").distinct()


@dataclass(frozen=True)
class PlaceCandidate:
    """A neighbourhood that a printed name may mean, from 0 to 100."""

    neighbourhood: Neighbourhood
    score: int

    @property
    def is_certain(self) -> bool:
        return self.score >= CERTAIN


def neighbourhoods_like(
    name: str,
    communes: Communes,
    *,
    among: QuerySet[Neighbourhood] | None = None,
    at_least: int = 40,
) -> list[PlaceCandidate]:
    """The neighbourhoods of these communes that a printed name may mean, the likeliest first."""
    communes = list(communes)
    around = frozenset(word for commune in communes for word in words_of(commune.name))
    printed = read_place_name(name, communes=around)
    rows = official_neighbourhoods(communes) if among is None else among
    found = [
        PlaceCandidate(place, place_likeness(printed, read_place_name(place.name, communes=around)))
        for place in rows.order_by("sort_key", "pk")
    ]
    return sorted((one for one in found if one.score >= at_least), key=lambda one: -one.score)


def neighbourhood_like(
    name: str, communes: Communes, *, among: QuerySet[Neighbourhood] | None = None
) -> Neighbourhood | None:
    """The official neighbourhood of these communes that a printed name means; None when two could be meant."""
    found = [one for one in neighbourhoods_like(name, communes, among=among) if one.is_certain]
    if not found or (len(found) > 1 and found[1].score == found[0].score):
        return None
    return found[0].neighbourhood


def communes_like(name: str, *, department: str = "", limit: int = 20) -> list[Commune]:
    """The communes of that name (« St Etienne », « METZ »), the most peopled first; then those that begin so."""
    words = " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in fold(name).split())
    wanted = words.replace("-", " ").replace("'", " ").strip()
    if not wanted:
        return []
    rows = Commune.objects.filter(sort_key__startswith=wanted)
    if department:
        rows = rows.filter(department__code=department)
    found = list(rows.select_related("department", "epci").order_by("sort_key", "pk")[:500])
    found.sort(key=lambda one: (one.sort_key != wanted, -(one.population or 0), one.sort_key))
    return found[:limit]


def epcis_named(said: str) -> list[Epci]:
    """The intercommunal bodies of that SIREN, else of that name (case, accents and hyphens forgiven)."""
    by_number = Epci.objects.filter(siren="".join(said.split()))
    if by_number:
        return list(by_number)
    wanted = sort_key(said)
    return list(Epci.objects.filter(sort_key=wanted).order_by("pk")[:5]) if wanted else []
