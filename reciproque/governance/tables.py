"""The bodies of a contract as a table."""

from django.db.models import Q
from django.urls import reverse

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.governance.models import Body

BODIES: Table[Body] = Table(
    name="instances",
    caption=("instance", "instances"),
    columns=[
        Column(
            "Instance",
            lambda b: b.name,
            sort="search_key",
            link=lambda b: reverse("governance:body_detail", args=[b.pk]),
        ),
        Column("Périmètre", lambda b: b.scope, sort="scope"),
        Column("Réunions par an", lambda b: b.meetings_per_year, kind="number", sort="meetings_per_year"),
        Column("Composition", lambda b: b.composition),
        Column("Rôle", lambda b: b.role),
    ],
    filters=[
        Filter(
            "filtre",
            "Instances",
            [
                Choice("sans-frequence", "sans fréquence prévue", Q(meetings_per_year=None)),
                Choice("sans-composition", "sans composition", Q(composition="")),
            ],
        )
    ],
    search="search_key",
    default_order=("position", "pk"),
    empty="Aucune instance : ajoutez le comité de pilotage, ou déposez le document qui les décrit.",
)
