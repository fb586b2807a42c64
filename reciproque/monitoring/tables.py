"""The indicators of a contract as a table."""

from django.db.models import Q
from django.urls import reverse

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.monitoring.choices import IndicatorKind, SourceState
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules import kind_from_wording


def _kind(indicator: Indicator) -> str:
    if indicator.kind:
        return str(indicator.get_kind_display())
    guessed = kind_from_wording(indicator.wording)
    return f"{IndicatorKind(guessed).label} ?" if guessed else ""


INDICATORS: Table[Indicator] = Table(
    name="indicateurs",
    caption=("indicateur", "indicateurs"),
    columns=[
        Column(
            "Indicateur",
            lambda i: i.wording,
            sort="search_key",
            link=lambda i: reverse("monitoring:indicator_detail", args=[i.pk]),
        ),
        Column("Objectif", lambda i: i.node and str(i.node), sort="node__position"),
        Column("Nature", _kind, sort="kind"),
        Column("Unité", lambda i: i.unit),
        Column("Compte des personnes", lambda i: i.counts_people, kind="yesno"),
        Column("Source", lambda i: i.get_source_state_display(), sort="source_state"),
    ],
    filters=[
        Filter(
            "filtre",
            "Indicateurs",
            [
                Choice("a-definir", "nature à confirmer", Q(kind="")),
                Choice("sans-source", "source à préciser", Q(source_state=SourceState.UNKNOWN)),
                Choice("aucune-source", "aucune source n’existe", Q(source_state=SourceState.NONE)),
                Choice("personnes", "comptent des personnes", Q(counts_people=True)),
                Choice("sans-objectif", "sans objectif", Q(node=None)),
            ],
        )
    ],
    search="search_key",
    default_order=("position", "pk"),
    empty="Aucun indicateur : ajoutez-en un, ou déposez le document qui les contient.",
)
