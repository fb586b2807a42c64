"""Chapter 12: half-way through the present contract. Three objectives are looked at closely, questions are judged."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from reciproque.demo.chapters.stage import Stage
from reciproque.demo.chapters.years import node
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.queries import live_questions
from reciproque.enquiries.rules.sheets import items_of
from reciproque.evaluation.actions.campaigns import begin_validation, prepare_campaign, send_campaign
from reciproque.evaluation.actions.judging import (
    add_criterion,
    add_evaluation_question,
    edit_criterion,
    edit_evaluation_question,
)
from reciproque.evaluation.actions.taking_up import accept_and_take_up
from reciproque.evaluation.choices import CampaignKind, SheetsOn
from reciproque.evaluation.rules.judging import write_sources
from reciproque.monitoring.queries import indicators_of

LOOKED_AT = {
    "Réussir la deuxième phase": (
        "En trois ans, les relogements ont suivi le calendrier ; les livraisons ont pris huit mois de retard.",
        "Réussir les livraisons de 2027 avant d’engager la troisième tranche.",
        "Les ménages relogés sont comptés un à un ; leur premier choix est noté.",
    ),
    "Rendre sûrs les chemins": (
        "Les deux écoles du Grand Large sont apaisées. Le carrefour de la pharmacie reste à faire.",
        "Faire le carrefour en 2027, avec les parents qui l’ont demandé.",
        "Le relevé des accidents de la ville et la marche exploratoire de septembre.",
    ),
    "Rapprocher les jeunes": (
        "Les entreprises du port prennent des apprentis chaque année ; peu de filles s’y engagent encore.",
        "Aller chercher les filles dès la troisième, avec les collèges.",
        "Les contrats signés, tenus par la mission locale.",
    ),
}
"""Beginning of an objective → what was done, what is ahead, on what the verdicts rest."""

# Question → (conclusion, criteria: (wording, judgement, what was found, with an indicator and a sheet, words)).
ASKED: dict[str, tuple[str, list[tuple[str, str, str, bool, str]]]] = {
    "Le contrat a-t-il rapproché les services des habitants des quartiers ?": (
        "En partie : là où un lieu a ouvert, les habitants viennent. Là où l’on attend des travaux, rien n’a changé.",
        [
            (
                "Les habitants trouvent près de chez eux le service dont ils ont besoin",
                "partly",
                "Deux lieux ouverts sur les quatre prévus ; les horaires du soir ne tiennent que dans l’un d’eux.",
                True,
                "Entretiens avec trente habitants, printemps 2026",
            ),
            (
                "Les chemins vers l’école et le centre social sont sûrs",
                "partly",
                "Aucun accident depuis les travaux, mais le carrefour de la pharmacie n’est pas fait.",
                True,
                "",
            ),
        ],
    ),
    "Les signataires mobilisent-ils leurs moyens ordinaires, et le savent-ils ?": (
        "Ils les comptent depuis 2025. On ne peut pas encore dire si leur part progresse.",
        [
            (
                "Chaque signataire dit chaque année ce qu’il mobilise dans les quartiers",
                "reached",
                "Le tableau est publié deux années de suite, à jour pour tous les signataires.",
                True,
                "Tableau du droit commun 2025",
            ),
            (
                "La part du droit commun progresse d’une année sur l’autre",
                "unknown",
                "",
                False,
                "",
            ),
        ],
    ),
    "Les habitants prennent-ils part aux décisions ?": (
        "",
        [
            (
                "Chaque avis des conseils citoyens reçoit une réponse écrite",
                "no",
                "Douze avis en deux ans sont restés sans réponse, dont celui sur l’éclairage.",
                False,
                "Registre des avis des conseils citoyens",
            ),
            ("Un avis au moins a changé une décision", "", "", False, ""),
        ],
    ),
}


def tell(stage: Stage) -> None:
    contract, team = stage.contracts["2024"], stage.team
    today = timezone.now()
    chosen = [found for words in LOOKED_AT if (found := node(contract, words)) is not None]
    campaign = prepare_campaign(
        contract,
        kind=CampaignKind.MIDTERM,
        title="Évaluation à mi-parcours 2024-2026",
        starts_on=date(2024, 1, 1),
        ends_on=date(2026, 12, 31),
        due_on=timezone.localdate(today - timedelta(days=20)),
        closes_on=timezone.localdate(today - timedelta(days=6)),
        sheets_on=SheetsOn.CHOSEN,
        scope={"pillars": chosen},
        previous=stage.campaigns[2025],
        introduction="Trois objectifs sont regardés de près, sur les trois premières années du contrat.",
        by=team,
        at=today - timedelta(days=62),
    )
    send_campaign(campaign, by=team, at=today - timedelta(days=60))
    for sheet in campaign.round.sheets.select_related("recipient").order_by("position"):
        if sheet.recipient is not None:
            _answer(stage, campaign, sheet)
    campaign.refresh_from_db()
    begin_validation(campaign, by=team, at=today - timedelta(days=15))
    _judge(stage, campaign)


def _answer(stage: Stage, campaign: Any, sheet: Any) -> None:
    """The lead looks back over three years; the team accepts what she says."""
    days = [timezone.now() - timedelta(days=count) for count in (30, 18)]
    done, ahead, evidence = next(said for words, said in LOOKED_AT.items() if words in sheet.title)
    questions = {one.key: one for one in live_questions(campaign.round)}
    asked: list[tuple[str, str, str, str]] = [
        ("engagement", "", "rolling_out", ""),
        ("done", "", done, ""),
        ("perspectives", "", ahead, ""),
        *(("verdicts", item["key"], "partly", evidence) for item in items_of(sheet)),
    ]
    for key, item, value, comment in asked:
        question = questions[key]
        enquiries.save_answer(
            sheet, question, item=item, value=value, comment=comment, by=sheet.recipient, at=days[0]
        )
    sheet.refresh_from_db()
    handed = enquiries.submit_sheet(sheet, by=sheet.recipient, at=days[0])
    accept_and_take_up(campaign, handed, by=stage.team, at=days[1])


def _judge(stage: Stage, campaign: Any) -> None:
    """Questions with their criteria: most judged, on indicators, sheets and words; the last one is still open."""
    team, at = stage.team, timezone.now() - timedelta(days=8)
    sheets = [f"enquiries.sheet:{one.pk}" for one in campaign.round.sheets.filter(state="accepted")]
    indicators = [f"monitoring.indicator:{one.pk}" for one in indicators_of(campaign.contract)[:6]]
    place = 0
    for wording, (conclusion, criteria) in ASKED.items():
        question = add_evaluation_question(campaign, wording=wording, by=team, at=at)
        for criterion, judgement, reasons, sourced, words in criteria:
            one = add_criterion(question, wording=criterion, by=team, at=at)
            things = [*sheets[place : place + 1], *indicators[2 * place : 2 * place + 2]] if sourced else []
            place += sourced
            if judgement:
                sources = write_sources(things, words)
                edit_criterion(
                    one, seen=None, judgement=judgement, reasons=reasons, sources=sources, by=team, at=at
                )
        if conclusion:
            edit_evaluation_question(question, seen=None, conclusion=conclusion, by=team, at=at)
