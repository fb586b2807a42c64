"""Campaigns: their link in the rail, their kind of enquiry, the sentences of their acts."""

from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract
from reciproque.contracts.access import contracts_steered_by
from reciproque.core.registers import (
    Act,
    EnquiryKind,
    RailLink,
    Subject,
    Waiting,
    WaitingSource,
    acts,
    enquiry_kinds,
    rail,
    subjects,
    waiting,
)
from reciproque.evaluation import access, queries
from reciproque.evaluation.choices import KIND
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
        matches="evaluation:",
    )
)


def _waits_for(user: Any, on: date) -> list[Waiting]:
    """Sheets of campaigns that nobody has. Those that were handed over, enquiries tell themselves."""
    found = []
    for one in queries.campaigns_without_people(contracts_steered_by(user).values("pk")):
        page = reverse("evaluation:campaign_detail", args=[one.pk])
        what = f"{one.n_nobody} fiche{'s' if one.n_nobody > 1 else ''} sans personne : {one.title}"
        found.append(Waiting(what, f"{page}?filtre=nobody#fiches", one.round.due_on, one.contract_id))
    return found


waiting.hang(WaitingSource("evaluation.campaigns", _waits_for))
enquiry_kinds.hang(EnquiryKind(KIND, "campagne d’évaluation", _home, "objectif", questions=STANDARD))
subjects.hang(
    Subject(
        "evaluation.campaign",
        "campagne d’évaluation",
        access.campaigns_visible_to,
        str,
        lambda one: reverse("evaluation:campaign_detail", args=[one.pk]),
    )
)
acts.hang(
    Act("campaign.prepared", "a préparé la campagne"),
    Act("campaign.edited", "a modifié la campagne"),
    Act(
        "campaign.updated",
        "a mis les fiches à jour : {new} ajoutées, {excused} dispensées, {given} confiées à une autre personne",
    ),
    Act("campaign.removed", "a retiré la campagne « {title} », qui n’était que préparée"),
    Act("campaign.sent", "a envoyé les fiches de la campagne ({with_person} avec une personne)"),
    Act("campaign.validating", "a ouvert la validation"),
    Act("campaign.resumed", "a rouvert la collecte des fiches"),
    Act("campaign.presented", "a fixé la présentation au comité de pilotage"),
    Act("sheet.taken_up", "a reporté les réponses de la fiche ({verdicts} verdicts)"),
    Act("verdict.given", "a noté un verdict ({voice}, {campaign}) : {said}"),
    Act("verdict.withdrawn", "a retiré un verdict ({voice}, {campaign})"),
)
