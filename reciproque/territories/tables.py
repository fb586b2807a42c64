"""The list of neighbourhoods: what a page shows and an export holds."""

from collections.abc import Callable

from django.db.models import Q

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Neighbourhood
from reciproque.territories.queries import KNOWN

Link = Callable[[Neighbourhood], str | None]

KINDS = Filter(
    "nature", "Nature", [Choice(kind.value, str(kind.label), Q(kind=kind)) for kind in NeighbourhoodKind]
)
RENEWAL = Filter(
    "npnru",
    "Renouvellement urbain",
    [
        Choice("oui", "oui", Q(renewal=True)),
        Choice("non", "non", Q(renewal=False)),
        Choice("inconnu", "non renseigné", Q(renewal=None)),
    ],
)
STATES = Filter(
    "etat",
    "État",
    [
        Choice("actifs", "en cours", Q(archived_at=None)),
        Choice("archives", "archivés", Q(archived_at__isnull=False)),
        Choice("sans-perimetre", "sans périmètre", Q(perimeter="", archived_at=None)),
    ],
)


def neighbourhood_table(link: Link | None = None) -> Table[Neighbourhood]:
    """Rows come from `with_population(for_listing(…))`; `link` gives the address of a neighbourhood's page."""
    return Table(
        name="quartiers",
        caption=("quartier", "quartiers"),
        columns=[
            Column("Quartier", lambda place: place.name, sort="sort_key", link=link),
            Column("Code", lambda place: place.code, sort="code"),
            Column("Nature", lambda place: place.get_kind_display(), sort=("kind", "sort_key")),
            Column("Communes", lambda place: ", ".join(commune.name for commune in place.communes.all())),
            Column("Habitants", lambda place: place.inhabitants, kind="number", sort="inhabitants"),  # type: ignore[attr-defined]  # counted by the query
            Column("Renouvellement urbain", lambda place: KNOWN[place.renewal], sort="renewal"),
        ],
        filters=[KINDS, RENEWAL, STATES],
        search="search_key",
        default_order=("sort_key", "pk"),
        empty="Aucun quartier pour le moment.",
    )
