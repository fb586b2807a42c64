"""Evaluation questions and the years brought together: their tabs on campaigns, the sentences of their acts."""

from typing import Any

from reciproque.core.registers import Act, Tab, acts, tabs
from reciproque.evaluation.choices import CampaignKind


def _looks_back(user: Any, campaign: Any) -> bool:
    """Mid-term and final campaigns answer questions and bring years together."""
    return bool(campaign.kind != CampaignKind.ANNUAL)


tabs.hang(
    Tab("evaluation.campaign", "Questions évaluatives", "evaluation:question_list", _looks_back, position=30),
    Tab("evaluation.campaign", "Années réunies", "evaluation:consolidation", _looks_back, position=40),
)
acts.hang(
    Act("evaluation.asked", "a ajouté la question évaluative « {said} »"),
    Act("evaluation.criterion_added", "a ajouté le critère « {said} »"),
    Act("evaluation.judged", "a jugé ou modifié « {said} »"),
    Act("evaluation.withdrawn", "a retiré « {said} »"),
)
