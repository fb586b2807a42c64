"""Chapter 9: the annual reports. That of 2024 went the whole way; that of 2025 waits for the councils."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from reciproque.demo.chapters.stage import Stage, on
from reciproque.evaluation.actions import annual, annual_asking, annual_councils, annual_opinions
from reciproque.evaluation.choices import OpinionKind, PartKind
from reciproque.evaluation.queries.annual import assemblies_of, councils_of, facts_of, opinions_with_remarks
from reciproque.organisations.choices import OrganisationKind

WRITTEN: dict[str, str] = {
    PartKind.ACTIONS: (
        "Vingt-huit actions ont été menées dans l’année, dont neuf par les communes.\n\n"
        "- Bel-Air : ouverture du lieu d’accueil des parents dans deux groupes scolaires\n"
        "- Les Écluses : 62 logements isolés, deuxième tranche lancée en octobre\n"
        "- Le Port-Neuf : permanence de santé un jour par semaine à la maison de quartier"
    ),
    PartKind.PERSPECTIVES: (
        "Le droit commun reste à mieux compter : la moitié des directions ne distinguent pas encore ce qu’elles "
        "font dans les quartiers. La coordination avec la Mission locale a changé de rythme et porte ses fruits.\n\n"
        "Pour l’année qui vient : une conférence des habitants par quartier, un indicateur de santé par quartier."
    ),
    PartKind.ARTICULATION: (
        "La convention de renouvellement urbain des Écluses et le contrat partagent leur comité technique. Les "
        "relogements sont suivis avec les bailleurs ; l’accompagnement social relève du contrat."
    ),
    PartKind.DSU: (
        "La ville de Port-Lambert a reçu 1 240 000 € de dotation de solidarité urbaine. Elle a servi aux écoles "
        "(41 %), aux équipements sportifs (23 %), à la médiation (18 %) et aux associations (18 %)."
    ),
    PartKind.SEXES: (
        "Les femmes sont majoritaires parmi les personnes accompagnées vers les droits, minoritaires dans les "
        "équipements sportifs. Tous les indicateurs de personnes ne distinguent pas encore femmes et hommes."
    ),
}
SEXES_2024: dict[str, str] = {
    PartKind.SEXES: (
        "En 2024, aucun indicateur de personnes ne distinguait encore femmes et hommes. La collecte de 2025 le "
        "demande pour chacun d’eux."
    )
}
ADDRESSES = {
    "Port-Lambert": "conseil@port-lambert.example",
    "Vauvelle": "secretariat@vauvelle.example",
    "Saint-Aubin": "mairie@saint-aubin.example",
}


def tell(stage: Stage) -> None:
    contract = stage.contracts["2024"]
    _published(stage, contract)
    _waiting(stage, contract)


def _written(stage: Stage, contract: Any, year: int, at: datetime, words: Mapping[str, str]) -> Any:
    """A report with all its parts and the addresses of its councils."""
    who: dict[str, Any] = {"by": stage.team, "at": at}
    report = annual.start_report(contract, year=year, **who)
    for part in report.parts.all():
        first = (
            part.text
            or "Aucun changement notable dans l’année ; les données nationales paraîtront en septembre."
        )
        annual.finish_part(part, text=words.get(part.kind, first), seen=None, **who)
    for council in report.councils.all():
        email = next((email for name, email in ADDRESSES.items() if name in council.name), "")
        annual_councils.edit_council(
            council,
            name=council.name,
            person="",
            email=email or "conseil-citoyen@port-lambert.example",
            seen=None,
            **who,
        )
    return report


def _published(stage: Stage, contract: Any) -> None:
    report = _written(stage, contract, 2024, on("2025-03-03"), WRITTEN | SEXES_2024)
    who: dict[str, Any] = {"by": stage.team, "at": on("2025-03-28")}
    annual.set_modalities(
        report,
        on=date(2025, 3, 27),
        number="délibération 2025-34",
        months=1,
        modalities="Projet envoyé aux communes et aux conseils citoyens, présenté en réunion publique dans chaque "
        "quartier.",
        seen=None,
        **who,
    )
    annual.declare_ready(report, **who)
    annual_asking.send_draft(report, councils_of(report), by=stage.team, at=on("2025-03-31"))
    _opinions(stage, report)
    _answers(stage, report)
    epci = assemblies_of(contract).filter(kind=OrganisationKind.EPCI).first()
    if epci is not None:
        annual_opinions.record_debate(
            report,
            epci,
            held_on=date(2025, 6, 12),
            number="délibération 2025-71",
            by=stage.team,
            at=on("2025-06-13"),
        )
    annual.approve_report(
        report,
        on=date(2025, 6, 12),
        number="délibération 2025-71",
        follow_up="Le calendrier des prochains rapports est avancé d’un mois, comme deux conseils l’ont demandé.",
        seen=None,
        by=stage.team,
        at=on("2025-06-13"),
    )
    annual.publish_report(report, by=stage.team, at=on("2025-06-20"))


def _opinions(stage: Stage, report: Any) -> None:
    """One favourable, one reserved, one with remarks; the others keep silent until the last day has passed."""
    facts = facts_of(report, date(2025, 4, 25))
    said = {
        "Port-Lambert": (OpinionKind.FAVOURABLE, "délibération 2025-29", ""),
        "Vauvelle": (
            OpinionKind.RESERVED,
            "délibération 2025-11",
            "Le conseil regrette de ne disposer que d’un mois, vacances de printemps comprises, et demande les "
            "chiffres de chaque commune.",
        ),
        "Assemblée des quartiers": (
            OpinionKind.WITH_REMARKS,
            "",
            "Nous demandons que la permanence de santé ait lieu deux jours par semaine.",
        ),
    }
    left = dict(said)
    for one in facts.present.values():
        words = next((words for words in left if words in one.council.name), "")
        if not words:
            continue
        opinion, number, text = left.pop(words)
        annual_opinions.record_opinion(
            one,
            opinion=opinion,
            given_on=date(2025, 4, 24),
            number=number,
            text=text,
            seen=None,
            by=stage.team,
            at=on("2025-04-25"),
        )


def _answers(stage: Stage, report: Any) -> None:
    answers = {
        "chiffres": "Les tableaux du prochain rapport seront donnés par commune ; le projet partira en février.",
        "santé": "L’Agence régionale de santé ouvre un second jour à partir de septembre 2025.",
    }
    for remark in opinions_with_remarks(report):
        answer = next((answer for words, answer in answers.items() if words in remark.wording), "")
        annual_opinions.answer_remark(
            remark,
            wording=remark.wording,
            answer=answer or "La demande est examinée avec les communes.",
            seen=None,
            by=stage.team,
            at=on("2025-05-19"),
        )


def _waiting(stage: Stage, contract: Any) -> None:
    """The report of 2025 left twelve days ago; one council has answered by its link, the others have time."""
    now = timezone.now()
    report = _written(stage, contract, 2025, now - timedelta(days=40), WRITTEN)
    who: dict[str, Any] = {"by": stage.team, "at": now - timedelta(days=14)}
    annual.set_modalities(
        report,
        on=timezone.localdate(now - timedelta(days=20)),
        number="délibération 2026-88",
        months=1,
        modalities="Projet envoyé par courriel aux communes et aux conseils citoyens.",
        seen=None,
        **who,
    )
    annual.declare_ready(report, **who)
    sent = annual_asking.send_draft(report, councils_of(report), by=stage.team, at=now - timedelta(days=12))
    first = next((one for one in sent if "Vauvelle" in one.council.name), None)
    if first is not None and first.sheet is not None and first.sheet.recipient is not None:
        annual_asking.give_opinion(
            first,
            opinion=OpinionKind.WITH_REMARKS,
            given_on=timezone.localdate(now - timedelta(days=3)),
            number="délibération 2026-40",
            text="Le conseil salue les chiffres par commune et demande une carte des actions.",
            by=first.sheet.recipient,
            at=now - timedelta(days=3),
        )
