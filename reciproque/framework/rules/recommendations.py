"""What a recommendation must say. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from reciproque.framework.choices import SETTLED, RecommendationState
from reciproque.framework.models import Recommendation


def obstacles_to_recommendation(values: Mapping[str, Any], *, contracts: Collection[int]) -> list[str]:
    """`contracts`: those of the recommendation and of the objectives that answer it."""
    reasons = []
    if not str(values.get("origin", "")).strip():
        reasons.append("Dites d’où vient la recommandation : une évaluation, une inspection, un rapport.")
    if not str(values.get("wording", "")).strip():
        reasons.append("Écrivez la recommandation.")
    unfollowed = {RecommendationState.REFUSED, RecommendationState.PARTLY}
    if values.get("state") in unfollowed and not str(values.get("reason", "")).strip():
        reasons.append("Dites pourquoi la recommandation n’est pas suivie, ou pas entièrement.")
    if len(contracts) > 1:
        reasons.append("Les objectifs qui répondent à une recommandation sont ceux de son contrat.")
    return reasons


def is_late(one: Recommendation, on: date) -> bool:
    """Whether its date is past and somebody is still awaited."""
    return one.due_on is not None and one.due_on < on and one.state not in SETTLED
