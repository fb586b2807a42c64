"""Campaigns: their link in the rail, their kind of enquiry, the sentences of their acts."""

from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract
from reciproque.core.registers import EnquiryKind, RailLink, Subject, enquiry_kinds, rail, subjects
from reciproque.evaluation import access
from reciproque.evaluation.rules.questions import STANDARD


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _home(round: Any) -> str:
    return reverse("evaluation:campaign_detail", args=[round.campaign.pk])


rail.hang(
    RailLink(
        "Évaluation",
        "Campagnes",
        "evaluation:campaign_list",
        _reads,
        position=10,
        matches="evaluation:campaign_ evaluation:prepare_campaign evaluation:edit_campaign",
    )
)
enquiry_kinds.hang(
    EnquiryKind("evaluation.campaign", "campagne d’évaluation", _home, "objectif", questions=STANDARD)
)
subjects.hang(
    Subject(
        "evaluation.campaign",
        "campagne d’évaluation",
        access.campaigns_visible_to,
        str,
        lambda one: reverse("evaluation:campaign_detail", args=[one.pk]),
    )
)
