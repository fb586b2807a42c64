"""A questionnaire to the citizens’ councils: some answered, one refused, one late, one shared with a colleague."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from reciproque.demo.chapters.stage import Stage
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import AnswerStatus
from reciproque.enquiries.rules.pasting import Pasted

QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "meetings",
        "kind": "number",
        "section": "Votre conseil cette année",
        "wording": "Combien de fois votre conseil s’est-il réuni ?",
        "unit": "réunions",
        "required": True,
        "carries_over": False,
    },
    {
        "key": "members",
        "kind": "people",
        "section": "Votre conseil cette année",
        "wording": "Combien de membres viennent régulièrement ?",
    },
    {
        "key": "known",
        "kind": "choice",
        "section": "Votre quartier",
        "wording": "Le contrat de ville a-t-il changé quelque chose dans votre quartier ?",
        "options": "oui = Oui, nettement\nunpeu = Un peu\nnon = Non\nsaitpas = Trop tôt pour le dire",
        "required": True,
    },
    {
        "key": "priorities",
        "kind": "several",
        "section": "Votre quartier",
        "wording": "Sur quoi faut-il agir d’abord ?",
        "options": "Se loger mieux\nSe soigner\nTrouver un emploi\nÉlever ses enfants\nVivre tranquille\n"
        "Se déplacer",
        "hint": "Plusieurs réponses possibles.",
    },
    {
        "key": "story",
        "kind": "long",
        "section": "Votre quartier",
        "wording": "Racontez une chose qui a changé, ou qui aurait dû changer.",
    },
    {
        "key": "heard",
        "kind": "yes_no",
        "section": "Votre parole",
        "wording": "Avez-vous reçu une réponse à vos avis ?",
    },
    {
        "key": "means",
        "kind": "amount",
        "section": "Votre parole",
        "wording": "De quel budget votre conseil a-t-il disposé ?",
        "hint": "Laissez vide si vous ne le savez pas.",
    },
]
COUNCILS = [
    Pasted("amina.berrada@conseils-port-lambert.example", "Amina Berrada"),
    Pasted("jean-luc.moreau@conseils-port-lambert.example", "Jean-Luc Moreau"),
    Pasted("fatou.diallo@conseils-port-lambert.example", "Fatou Diallo"),
    Pasted("michel.le-goff@conseils-port-lambert.example", "Michel Le Goff"),
    Pasted("leila.haddad@conseils-port-lambert.example", "Leïla Haddad"),
]
STORY = (
    "La maison de santé a ouvert en mars : on n’attend plus trois mois pour un rendez-vous. Mais l’arrêt de bus "
    "devant l’école a été supprimé sans que personne ne nous demande notre avis."
)


def tell(stage: Stage) -> None:
    """Opened three weeks ago; the answers were due some days ago, and are taken for another month."""
    opened = timezone.now() - timedelta(days=21)
    round_ = _prepared(stage, opened)
    actions.open_round(round_, by=stage.team, at=opened)
    sheets = {one.recipient.name: one for one in queries.sheets_of(round_) if one.recipient is not None}
    _answer(sheets["Amina Berrada"], _full(STORY), opened + timedelta(days=2), hand_over=True)
    actions.accept_sheet(sheets["Amina Berrada"], by=stage.team, at=opened + timedelta(days=4))
    some = _full("Les jeunes ont enfin leur local.") | {"means": AnswerStatus.UNKNOWN}
    _answer(sheets["Jean-Luc Moreau"], some, opened + timedelta(days=9), hand_over=True)
    _answer(sheets["Fatou Diallo"], {"meetings": "4", "members": "6 ; 3"}, opened + timedelta(days=12))
    actions.forward_sheet(
        sheets["Fatou Diallo"],
        email="secretariat@conseils-port-lambert.example",
        name="Secrétariat des conseils",
        by=sheets["Fatou Diallo"].recipient,
        at=opened + timedelta(days=12),
    )
    actions.refuse_sheet(
        sheets["Michel Le Goff"],
        reason="Notre conseil ne s’est pas réuni depuis deux ans : il n’y a rien à dire.",
        by=sheets["Michel Le Goff"].recipient,
        at=opened + timedelta(days=6),
    )


def _prepared(stage: Stage, at: datetime) -> Any:
    on = timezone.localdate(at)
    round_ = actions.prepare_round(
        stage.contracts["2024"],
        kind="enquiries.survey",
        title=f"Questionnaire aux conseils citoyens {on.year}",
        introduction="Vous siégez dans un conseil citoyen de Port-Lambert. Dites-nous, en dix minutes, ce que le "
        "contrat de ville a changé chez vous : vos réponses seront lues au comité de pilotage, sans votre nom.",
        due_on=on + timedelta(days=16),
        closes_on=on + timedelta(days=52),
        by=stage.team,
        at=at - timedelta(days=5),
    )
    for values in QUESTIONS:
        actions.add_question(round_, by=stage.team, at=at - timedelta(days=4), **values)
    people = [stage.people["habitant"]]
    actions.ask_people(round_, people, pasted=COUNCILS, by=stage.team, at=at - timedelta(days=1))
    return round_


def _full(story: str) -> dict[str, str]:
    return {
        "meetings": "7",
        "members": "9 ; 5",
        "known": "unpeu",
        "priorities": "Se soigner\nSe déplacer",
        "story": story,
        "heard": "no",
        "means": "1 500",
    }


def _answer(sheet: Any, said: dict[str, str], at: datetime, *, hand_over: bool = False) -> None:
    for place in queries.places_on(sheet):
        value = said.get(place.question.key, "")
        status = value if value in AnswerStatus.values else AnswerStatus.GIVEN
        typed = value if status == AnswerStatus.GIVEN else ""
        actions.save_answer(sheet, place.question, value=typed, status=status, by=sheet.recipient, at=at)
    if hand_over:
        actions.submit_sheet(sheet, by=sheet.recipient, at=at)
