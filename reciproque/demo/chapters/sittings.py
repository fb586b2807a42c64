"""Chapter 10: validation sessions. Those of 2024 are over and the year is frozen; 2025 sat yesterday and sits again."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from reciproque.demo.chapters.stage import Stage, on
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.actions.proposals import apply_proposals, decide, drop_proposals
from reciproque.evaluation.actions.sessions import (
    close_session,
    convene,
    open_session,
    plan_session,
    set_attendance,
    write_notes,
)
from reciproque.evaluation.actions.settling import settle_sheet
from reciproque.evaluation.choices import Presence
from reciproque.evaluation.queries.sessions import agenda_of, convened_by, expected_in, sheets_for
from reciproque.evaluation.rules.sessions import Attended

PLACE = "Hôtel d’agglomération, salle Fresnel"


def tell(stage: Stage) -> None:
    _year_2024(stage, stage.campaigns[2024])
    _year_2025(stage, stage.campaigns[2025])


def _by_pillar(campaign: Any) -> list[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for sheet in sheets_for(campaign):
        if sheet.recipient_id is not None:
            groups.setdefault(sheet.group, []).append(sheet)
    return list(groups.items())


def _year_2024(stage: Stage, campaign: Any) -> None:
    """A session for each pillar, what they decided, and the freeze after the steering committee."""
    team, sessions = stage.team, []
    for number, (pillar, sheets) in enumerate(_by_pillar(campaign)):
        at = on("2025-04-08", 12) + timedelta(days=number)
        session = plan_session(
            campaign,
            title=f"Séance de l’axe « {pillar} »" if number else "Séance sur l’ensemble du contrat",
            starts_at=at,
            ends_at=at + timedelta(hours=2),
            place=PLACE,
            sheets=sheets,
            by=team,
            at=on("2025-03-18"),
        )
        _sit(stage, session, at, absent=number % 2 == 1)
        sessions.append(session)
    rows = [line.sheet for session in sessions for line in agenda_of(session)]
    node = rows[0].subject_key
    kept = decide(
        campaign,
        kind="add_indicator",
        target_key=node,
        after="Nombre d’habitants qui ont lu le compte publié",
        reason="Publier ne suffit pas : il faut savoir qui lit.",
        session=sessions[0],
        sheet=rows[0],
        by=team,
        at=on("2025-04-08", 14),
    )
    left = decide(
        campaign,
        kind="set_engagement",
        target_key=rows[-1].subject_key,
        after="suspended",
        reason="Faute de financement assuré.",
        session=sessions[-1],
        sheet=rows[-1],
        by=team,
        at=on("2025-04-11", 14),
    )
    apply_proposals(campaign, [kept], by=team, at=on("2025-06-13"))
    reason = "Le comité de pilotage a trouvé le financement."
    drop_proposals(campaign, [left], reason=reason, by=team, at=on("2025-06-13"))
    freeze_campaign(campaign, by=team, at=on("2025-06-20"))


def _sit(stage: Stage, session: Any, at: datetime, *, absent: bool = False) -> None:
    """Hold a session whole: attendance, each sheet, minutes."""
    team = stage.team
    open_session(session, by=team, at=at)
    there = [
        Attended(Presence.ABSENT if absent and not number else Presence.PRESENT, body, person)
        for number, (body, person) in enumerate(expected_in(session)[:8])
    ]
    there.append(Attended(Presence.PRESENT, name="Conseil citoyen de Bel-Air, coprésidente"))
    there.append(Attended(Presence.EXCUSED, name="Délégué du préfet"))
    set_attendance(session, there, seen=None, by=team, at=at)
    for line in agenda_of(session):
        settled = line.sheet.state in ("submitted", "accepted")
        outcome, note = ("accepted", "") if settled else ("postponed", "La fiche n’est pas encore rendue.")
        settle_sheet(line, outcome=outcome, note=note, by=team, at=at + timedelta(hours=1))
    notes = (
        "Les partenaires demandent que les chiffres distinguent partout les femmes et les hommes.\n"
        "Le conseil citoyen souhaite recevoir les fiches une semaine avant la séance."
    )
    write_notes(session, notes=notes, seen=None, by=team, at=at + timedelta(hours=2))
    close_session(session, by=team, at=at + timedelta(hours=2))


def _year_2025(stage: Stage, campaign: Any) -> None:
    """One pillar sat yesterday and decided; the sheets that were not read yet are for next week."""
    team, pillars = stage.team, _by_pillar(campaign)
    yesterday = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=1), time(14)))
    pillar, sheets = next(one for one in pillars if any(_speaks_of_families(row) for row in one[1]))
    session = plan_session(
        campaign,
        title=f"Séance de l’axe « {pillar} »",
        starts_at=yesterday,
        place=PLACE,
        sheets=sheets,
        by=team,
        at=yesterday - timedelta(days=14),
    )
    _sit(stage, session, yesterday)
    lines = agenda_of(session)
    first = next(line for line in lines if _speaks_of_families(line.sheet))
    others = [line for line in lines if line != first]
    decide(
        campaign,
        kind="reword_objective",
        target_key=first.sheet.subject_key,
        after="Accompagner les familles dans les trois groupes scolaires et à la crèche",
        reason="La séance veut que la petite enfance soit nommée.",
        session=session,
        sheet=first.sheet,
        by=team,
        at=yesterday + timedelta(hours=1),
    )
    decide(
        campaign,
        kind="other",
        after="Réunir les bailleurs et la caisse d’allocations familiales avant l’été",
        owner=first.sheet.organisation,
        due_on=timezone.localdate() + timedelta(days=90),
        session=session,
        sheet=others[0].sheet if others else first.sheet,
        by=team,
        at=yesterday + timedelta(hours=1),
    )
    _next_week(stage, campaign, [one for one in sheets_for(campaign) if one.state == "submitted"])


def _speaks_of_families(sheet: Any) -> bool:
    return sheet.title.startswith("Accompagner les familles")


def _next_week(stage: Stage, campaign: Any, sheets: list[Any]) -> None:
    starts_at = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=7), time(9, 30)))
    session = plan_session(
        campaign,
        title="Fiches à reprendre, tous axes",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place=PLACE,
        sheets=sheets,
        by=stage.team,
        at=starts_at - timedelta(days=10),
    )
    people = convened_by(session)
    if people:
        convene(session, people, by=stage.team, at=starts_at - timedelta(days=8))
