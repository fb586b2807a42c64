"""Chapter 9: the yearly evaluation of the present contract. 2024 is over, 2025 is being validated, 2026 is open."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.actions.people import create_person
from reciproque.accounts.queries import person_at
from reciproque.accounts.rules.memberships import Grant
from reciproque.contracts.queries import signatures_of
from reciproque.core.text import fold
from reciproque.demo.chapters.answers import STORY, Led, Year
from reciproque.demo.chapters.stage import Stage, on
from reciproque.demo.chapters.years import node
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.queries import live_questions
from reciproque.evaluation.actions.campaigns import (
    begin_validation,
    prepare_campaign,
    present_campaign,
    repeat_campaign,
    send_campaign,
)
from reciproque.evaluation.actions.taking_up import accept_and_take_up
from reciproque.evaluation.actions.verdicts import give_verdict
from reciproque.framework.actions.describing import add_part_of, edit_node
from reciproque.framework.actions.recommendations import add_recommendation

WORDS = "Merci de dire en dix minutes où en est votre objectif : vos réponses seront lues en séance."


@dataclass
class Cast:
    """The objectives of the story, with who leads each."""

    stage: Stage
    contract: Any
    nodes: dict[str, Any]
    people: dict[str, Any]
    results: dict[str, dict[str, Any]]


def tell(stage: Stage) -> None:
    contract = stage.contracts["2024"]
    _recommendations(stage)
    cast = _leads(stage, contract)
    first = _year_2024(cast)
    second = _year_2025(cast, first)
    stage.campaigns = {2024: first, 2025: second, 2026: _year_2026(cast, second)}


def _recommendations(stage: Stage) -> None:
    """What the final evaluation of the first contract recommended, and what the present one makes of it."""
    contract = stage.contracts["2024"]
    said = [
        ("Compter et publier", "Compter les moyens de droit commun", "accepted", "", date(2026, 12, 31)),
        (
            "Répondre à chaque avis",
            "Répondre aux avis des conseils citoyens",
            "accepted",
            "",
            date(2025, 6, 30),
        ),
        ("Sécuriser les associations", "Passer à des conventions de trois ans", "done", "", None),
        (
            "",
            "Créer un poste de médiation par quartier",
            "refused",
            "Aucun financeur ne s’engage au-delà d’un an.",
            None,
        ),
        ("", "Ouvrir les données du contrat", "to_examine", "", None),
    ]
    for words, wording, state, reason, due_on in said:
        answered = node(contract, words) if words else None
        add_recommendation(
            contract,
            nodes=[answered] if answered is not None else [],
            origin="Évaluation finale du contrat 2015-2022",
            given_on=date(2023, 6, 15),
            wording=wording,
            state=state,
            reason=reason,
            due_on=due_on,
            by=stage.team,
            at=on("2024-09-02"),
        )


def _leads(stage: Stage, contract: Any) -> Cast:
    """Objectives get their lead bodies, their people and what is expected of them."""
    parties = {one.printed: one.organisation for one in signatures_of(contract)}
    cast = Cast(stage, contract, {}, {}, {})
    for led in STORY:
        thing = node(contract, led.words)
        if thing is None:
            continue
        body = next((body for printed, body in parties.items() if led.body in printed and body), None)
        if body is not None and thing.lead_organisation_id is None:
            thing = edit_node(thing, seen=None, by=stage.team, at=on("2024-11-18"), lead_organisation=body)
        cast.nodes[led.words], cast.people[led.words] = thing, _person(cast, led, thing, body)
        cast.results[led.words] = {
            wording: add_part_of(
                "resultats",
                thing,
                wording=wording,
                target=target,
                year=year,
                by=stage.team,
                at=on("2024-11-18"),
            )
            for wording, target, year in led.expected
        }
    return cast


def _person(cast: Cast, led: Led, thing: Any, body: Any) -> Any:
    """Who leads it: somebody known by an address, without a password; the demo’s own lead where nobody is named."""
    if not led.person:
        return cast.stage.people["pilote"]
    email = f"{fold(led.person).replace('dr ', '').replace(' ', '.')}@partenaires.example"
    if led.person == "Nora Lemoine":
        email = "n.lemoine@bel-air-solidaire.example"
    person = person_at(email) or create_person(email, led.person, organisation=body, at=on("2024-11-18"))
    if led.person != "Nora Lemoine":
        grant_role(person, Grant.lead_of(thing.pk, body), by=cast.stage.team, at=on("2024-11-18"))
    return person


def _fill(
    cast: Cast, campaign: Any, led: Led, year: Year, at: datetime, *, only: tuple[str, ...] = ()
) -> Any:
    """The lead answers her sheet, all of it or the questions named; nothing is handed over."""
    sheet = campaign.round.sheets.get(subject_key=cast.nodes[led.words].pk)
    given = {
        "engagement": year.engagement,
        "done": year.done,
        "publics": year.people,
        "results": year.results,
        "difficulties": year.difficulties,
        "ordinary_law": year.ordinary_law,
        "ordinary_amount": year.amount,
        "equality": year.equality,
        "citizens": year.citizens,
        "perspectives": year.perspectives,
        "change": year.change,
    }
    questions = {one.key: one for one in live_questions(campaign.round)}
    for key, value in given.items():
        if value and (not only or key in only):
            enquiries.save_answer(sheet, questions[key], value=value, by=sheet.recipient, at=at)
    for words, (value, evidence) in {} if only else year.verdicts.items():
        result = next(one for wording, one in cast.results[led.words].items() if wording.startswith(words))
        item = f"framework.result:{result.pk}"
        enquiries.save_answer(
            sheet, questions["verdicts"], item=item, value=value, comment=evidence, by=sheet.recipient, at=at
        )
    sheet.refresh_from_db()
    return sheet


def _hand_over(cast: Cast, campaign: Any, led: Led, year: Year, at: datetime) -> Any:
    sheet = _fill(cast, campaign, led, year, at)
    return enquiries.submit_sheet(sheet, by=sheet.recipient, at=at)


def _year_2024(cast: Cast) -> Any:
    """Asked in January, answered by all, validated, presented in June."""
    team = cast.stage.team
    campaign = prepare_campaign(
        cast.contract,
        title="Évaluation annuelle 2024",
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
        due_on=date(2025, 2, 28),
        closes_on=date(2025, 4, 30),
        introduction=WORDS,
        by=team,
        at=on("2025-01-13"),
    )
    campaign = send_campaign(campaign, by=team, at=on("2025-01-14"))
    for number, led in enumerate(STORY):
        if led.words in cast.nodes and 2024 in led.years:
            at = on("2025-02-03") + timedelta(days=2 * number)
            _hand_over(cast, campaign, led, led.years[2024], at)
    _nobody_led(campaign, "Personne ne pilotait encore cet objectif en 2024.", team, on("2025-03-10"))
    campaign = begin_validation(campaign, by=team, at=on("2025-03-17"))
    for sheet in campaign.round.sheets.filter(state="submitted"):
        accept_and_take_up(campaign, sheet, by=team, at=on("2025-04-08", 15))
    enquiries.close_round(campaign.round, by=team, at=on("2025-05-02"))
    _inhabitants(
        cast, campaign, {"Répondre à chaque avis": ("no", "Sept avis sans aucune réponse.")}, "2025-04-10"
    )
    return present_campaign(campaign, on=date(2025, 6, 12), by=team, at=on("2025-05-05"))


def _year_2025(cast: Cast, previous: Any) -> Any:
    """Being validated: most sheets are accepted, two wait to be read, one was returned, one refused."""
    team = cast.stage.team
    campaign = repeat_campaign(previous, by=team, at=on("2026-02-09"))
    campaign = send_campaign(campaign, by=team, at=on("2026-02-10"))
    for number, led in enumerate(STORY):
        if led.words in cast.nodes and led.words != "Faire vivre la place":
            _hand_over(cast, campaign, led, led.years[2025], on("2026-03-02") + timedelta(days=number))
    _nobody_led(campaign, "L’objectif n’a pas encore de pilote.", team, on("2026-03-20"))
    campaign = begin_validation(campaign, by=team, at=on("2026-04-07"))
    waiting = {cast.nodes[words].pk for words in ("Ouvrir un centre de santé", "Isoler les logements")}
    for sheet in campaign.round.sheets.filter(state="submitted").exclude(subject_key__in=waiting):
        accept_and_take_up(campaign, sheet, by=team, at=on("2026-04-14", 15))
    _inhabitants(
        cast,
        campaign,
        {
            "Répondre à chaque avis": (
                "no",
                "Cinq avis sont restés sans réponse, dont celui sur l’éclairage.",
            ),
            "Rendre sûrs les chemins": ("partly", "Le carrefour de la pharmacie fait encore peur."),
        },
        "2026-04-21",
    )
    return present_campaign(campaign, on=date(2026, 12, 17), by=team, at=on("2026-05-04"))


def _year_2026(cast: Cast, previous: Any) -> Any:
    """Open: sheets in all states, the day due just past."""
    team, today = cast.stage.team, timezone.now()
    sent = today - timedelta(days=38)
    campaign = prepare_campaign(
        cast.contract,
        title="Évaluation annuelle 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        due_on=timezone.localdate(today) - timedelta(days=3),
        closes_on=timezone.localdate(today) + timedelta(days=27),
        previous=previous,
        introduction=WORDS,
        by=team,
        at=sent - timedelta(days=4),
    )
    campaign = send_campaign(campaign, by=team, at=sent)
    _answers_of_2026(cast, campaign, sent)
    return campaign


def _answers_of_2026(cast: Cast, campaign: Any, sent: datetime) -> None:
    """Accepted, handed over, returned, begun, refused, extended, passed on; the others were never opened."""
    team = cast.stage.team
    story = {led.words: led for led in STORY if led.words in cast.nodes}

    def over(words: str, days: int) -> Any:
        led = story[words]
        return _hand_over(cast, campaign, led, led.years[2026], sent + timedelta(days=days))

    for words, days in (("Compter et publier", 9), ("Tenir l'égalité", 9)):
        accept_and_take_up(campaign, over(words, days), by=team, at=sent + timedelta(days=12))
    over("Rapprocher les jeunes", 30)
    familles = story["Accompagner les familles"]
    returned = _hand_over(cast, campaign, familles, familles.years[2026], sent + timedelta(days=20))
    enquiries.return_sheet(
        returned,
        reason="Il manque le nombre de familles accueillies.",
        by=team,
        at=sent + timedelta(days=22),
    )
    begun = replace(story["Réussir la deuxième phase"].years[2025], done="Quatre-vingt-dix-huit relogements.")
    _fill(
        cast,
        campaign,
        story["Réussir la deuxième phase"],
        begun,
        sent + timedelta(days=33),
        only=("engagement", "done", "publics"),
    )
    place = campaign.round.sheets.get(subject_key=cast.nodes["Faire vivre la place"].pk)
    enquiries.refuse_sheet(
        place,
        reason="Le marché dépend désormais de la direction du commerce.",
        by=place.recipient,
        at=sent + timedelta(days=15),
    )
    sante = campaign.round.sheets.get(subject_key=cast.nodes["Ouvrir un centre de santé"].pk)
    enquiries.pause_reminders(
        sante, until=timezone.localdate() + timedelta(days=10), by=team, at=sent + timedelta(days=30)
    )
    stays = campaign.round.sheets.get(subject_key=cast.nodes["Isoler les logements"].pk)
    enquiries.forward_sheet(
        stays,
        email="chantiers@partenaires.example",
        name="Service des chantiers",
        by=stays.recipient,
        at=sent + timedelta(days=18),
    )


def _nobody_led(campaign: Any, reason: str, team: Any, at: datetime) -> None:
    for sheet in campaign.round.sheets.filter(recipient=None):
        enquiries.excuse_sheet(sheet, reason=reason, by=team, at=at)


def _inhabitants(cast: Cast, campaign: Any, said: dict[str, tuple[str, str]], day: str) -> None:
    """What the citizens’ council says of some results, beside the leads."""
    for words, (value, evidence) in said.items():
        result = next(iter(cast.results[words].values()))
        give_verdict(
            campaign,
            result,
            voice="inhabitants",
            value=value,
            evidence=evidence,
            by=cast.stage.people["habitant"],
            at=on(day),
        )
