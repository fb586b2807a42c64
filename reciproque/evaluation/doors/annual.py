"""Annual reports: their link in the rail, the sentences of their acts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import contract_ids, is_administrator, reads_contract
from reciproque.accounts.choices import Role
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
from reciproque.evaluation import access
from reciproque.evaluation.queries.annual import facts_of_all, open_reports, report_of_round
from reciproque.evaluation.rules.course import duty_of
from reciproque.evaluation.rules.opinions import OPINION_KIND, QUESTIONS


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _home(round_: Any) -> str:
    return reverse("evaluation:annual_detail", args=[report_of_round(round_)])


def _own_page(sheet: Any, token: str) -> str:
    return reverse("evaluation:annual_opinion", args=[token, sheet.pk])


def _to_do(user: Any, on: date) -> Iterator[Waiting]:
    """What the team has to do next on each report that is under way."""
    steered = None if is_administrator(user) else contract_ids(user, [Role.TEAM])
    for facts in facts_of_all(open_reports(steered), on):
        told = duty_of(facts)
        if told is not None:
            what, due_on = told
            report = facts.report
            url = reverse("evaluation:annual_detail", args=[report.pk])
            yield Waiting(f"{report} : {what}", url, due_on, report.contract_id)


waiting.hang(WaitingSource("evaluation.annual", _to_do))
enquiry_kinds.hang(
    EnquiryKind(
        OPINION_KIND,
        "avis sur un rapport annuel",
        _home,
        "conseil",
        questions=QUESTIONS,
        own_page_by_link=_own_page,
    )
)
rail.hang(
    RailLink(
        "Évaluation",
        "Rapports annuels",
        "evaluation:annual_list",
        _reads,
        position=40,
        matches="evaluation:annual_",
    )
)
subjects.hang(
    Subject(
        "evaluation.annualreport",
        "rapport annuel",
        access.reports_visible_to,
        str,
        lambda one: reverse("evaluation:annual_detail", args=[one.pk]),
    )
)
acts.hang(
    Act("annual_report.started", "a ouvert le rapport annuel"),
    Act("annual_report.campaign_chosen", "a choisi la campagne sur laquelle le rapport s’appuie"),
    Act("annual_report.modalities_set", "a noté la délibération sur les modalités de consultation"),
    Act("annual_report.part_written", "a écrit « {said} »"),
    Act("annual_report.part_waived", "a dit « {said} » sans objet"),
    Act("annual_report.ready", "a déclaré prête la version {number} du projet"),
    Act("annual_report.corrected", "a ouvert une correction de la version {number} : {reason}"),
    Act("annual_report.council_added", "a ajouté un conseil à consulter : {said}"),
    Act("annual_report.council_edited", "a changé les coordonnées d’un conseil consulté : {said}"),
    Act("annual_report.council_removed", "a retiré un conseil à consulter : {said}"),
    Act("annual_report.sent", "a envoyé le projet à {count} conseils, avis attendus jusqu’au {until}"),
    Act("annual_report.opinion_recorded", "a enregistré l’avis de {said}"),
    Act("annual_report.opinion_corrected", "a corrigé l’avis de {said}"),
    Act("annual_report.opinion_given", "a donné l’avis de {said}"),
    Act("annual_report.remark_added", "a relevé une observation de {said}"),
    Act("annual_report.remark_answered", "a répondu à une observation de {said}"),
    Act("annual_report.remark_removed", "a retiré une observation relevée de {said}"),
    Act("annual_report.debate_recorded", "a noté le débat de {said}"),
    Act("annual_report.debate_removed", "a retiré le débat de {said}"),
    Act("annual_report.approved", "a noté l’approbation du rapport"),
    Act("annual_report.published", "a publié le rapport"),
)
