"""The list of bodies: what a page shows and an export holds."""

from collections.abc import Callable

from django.db.models import Q

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation

Link = Callable[[Organisation], str | None]

KINDS = Filter(
    "nature", "Nature", [Choice(kind.value, str(kind.label), Q(kind=kind)) for kind in OrganisationKind]
)
STATES = Filter(
    "etat",
    "État",
    [
        Choice("actifs", "en activité", Q(archived_at=None)),
        Choice("archives", "archivés", Q(archived_at__isnull=False)),
        Choice("sans-siret", "sans SIRET", Q(siret="", archived_at=None)),
        Choice("sans-adresse", "sans adresse électronique", Q(email="", archived_at=None)),
    ],
)


def organisation_table(link: Link | None = None) -> Table[Organisation]:
    """`link` gives the address of a body's page: the pages are drawn by an upper app."""
    return Table(
        name="organismes",
        caption=("organisme", "organismes"),
        columns=[
            Column("Nom", lambda body: body.name, sort="sort_key", link=link),
            Column("Sigle", lambda body: body.short_name),
            Column("Nature", lambda body: body.get_kind_display(), sort=("kind", "sort_key")),
            Column("SIRET", lambda body: body.siret, sort="siret"),
            Column("Adresse électronique", lambda body: body.email, key="email"),
            Column("Archivé le", lambda body: body.archived_at, kind="date", sort="archived_at", shown=False),
        ],
        filters=[KINDS, STATES],
        search="search_key",
        default_order=("sort_key", "pk"),
        empty="Aucun organisme pour le moment.",
    )
