"""The register of recommendations as a table."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.framework.choices import SETTLED, RecommendationState
from reciproque.framework.models import Recommendation
from reciproque.framework.rules.recommendations import is_late

STATE_BADGES = {
    RecommendationState.TO_EXAMINE: "proposed",
    RecommendationState.ACCEPTED: "running",
    RecommendationState.PARTLY: "partial",
    RecommendationState.REFUSED: "refused",
    RecommendationState.DONE: "done",
}


def recommendation_url(one: Recommendation) -> str:
    return reverse("framework:recommendation_detail", args=[one.pk])


def state_badge(one: Recommendation) -> tuple[str, str]:
    state = RecommendationState(one.state)
    return STATE_BADGES[state], str(state.label)


def _choices() -> list[Choice]:
    today = timezone.localdate()
    return [
        Choice("en-retard", "en retard", Q(due_on__lt=today) & ~Q(state__in=SETTLED)),
        Choice("sans-objectif", "sans objectif qui y réponde", Q(n_nodes=0)),
        Choice("sans-porteur", "personne ne s’en charge", Q(owner=None) & ~Q(state__in=SETTLED)),
    ]


def recommendations_table(origins: list[str]) -> Table[Recommendation]:
    """`origins`: those of the contract, each a filter."""
    return Table(
        name="recommandations",
        caption=("recommandation", "recommandations"),
        columns=[
            Column("Recommandation", lambda r: r.wording, sort="search_key", link=recommendation_url),
            Column("Origine", lambda r: r.origin, sort="origin"),
            Column(
                "Suite donnée", lambda r: state_badge(r)[1], sort="state", badge=lambda r: state_badge(r)[0]
            ),
            Column("Objectifs", lambda r: r.n_nodes, kind="number", sort="n_nodes"),  # type: ignore[attr-defined]  # counted by the query
            Column("Qui s’en charge", lambda r: r.owner and str(r.owner), sort="owner__sort_key"),
            Column("Échéance", lambda r: r.due_on, kind="date", sort="due_on"),
            Column(
                "Retard",
                lambda r: "en retard" if is_late(r, timezone.localdate()) else "",
                badge=lambda r: "late",
            ),
            Column("Constat", lambda r: r.finding, shown=False),
            Column("Réponse", lambda r: r.answer, shown=False),
            Column("Raison", lambda r: r.reason, shown=False),
            Column("Émise le", lambda r: r.given_on, kind="date", sort="given_on", shown=False),
        ],
        filters=[
            Filter(
                "suite",
                "Suite donnée",
                [Choice(state.value, str(state.label), Q(state=state)) for state in RecommendationState],
            ),
            Filter("filtre", "À voir", _choices),
            Filter(
                "origine",
                "Origine",
                [Choice(str(number), said, Q(origin=said)) for number, said in enumerate(origins, start=1)],
            ),
        ],
        search="search_key",
        default_order=("position", "pk"),
        empty="Aucune recommandation : ajoutez celles d’une évaluation ou d’un rapport d’inspection.",
    )
