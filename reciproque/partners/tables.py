"""The register of commitments as a table."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.partners.models import Commitment


def _url(commitment: Commitment) -> str:
    return reverse("partners:commitment_detail", args=[commitment.pk])


def _choices() -> list[Choice]:
    return [
        Choice("sans-partie", "sans partie précisée", Q(organisation=None)),
        Choice("sans-objectif", "sans objectif", Q(node=None)),
        Choice("sans-echeance", "sans échéance", Q(due_on=None)),
        Choice("echus", "échéance passée", Q(due_on__lt=timezone.localdate())),
    ]


COMMITMENTS: Table[Commitment] = Table(
    name="engagements",
    caption=("engagement", "engagements"),
    columns=[
        Column("Engagement", lambda c: c.wording, sort="search_key", link=_url),
        Column("Partie engagée", lambda c: str(c.organisation or c.party), sort="organisation__sort_key"),
        Column("Objectif", lambda c: c.node and str(c.node)),
        Column("Échéance", lambda c: c.due_on, kind="date", sort="due_on"),
        Column("Texte", lambda c: c.text and c.text.title),
    ],
    filters=[Filter("filtre", "Engagements", _choices)],
    search="search_key",
    default_order=("position", "pk"),
    empty="Aucun engagement : ajoutez-en un, ou déposez le document qui les contient.",
)
