"""What may be done in a validation session. Nothing here writes or knows a user."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reciproque.core.text import one_line
from reciproque.enquiries.choices import RETURNED_TO_TEAM, SheetState
from reciproque.evaluation.choices import Outcome, Presence
from reciproque.evaluation.models import Campaign, SessionSheet, ValidationSession

FROZEN = "Cette campagne est figée : ce qu’elle a réuni ne change plus."
ACCEPTING = {Outcome.ACCEPTED, Outcome.AMENDED}


def obstacles_to_sitting(campaign: Campaign) -> list[str]:
    """Reasons why the sessions of a campaign can no longer be planned or changed."""
    return [FROZEN] if campaign.is_frozen else []


def obstacles_to_planning(campaign: Campaign, values: Mapping[str, Any]) -> list[str]:
    """`values` may hold title, starts_at and ends_at."""
    reasons = obstacles_to_sitting(campaign)
    if not str(values.get("title", "")).strip():
        reasons.append("Donnez un titre à la séance.")
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    if starts_at is None:
        reasons.append("Dites quand la séance a lieu.")
    elif ends_at is not None and ends_at <= starts_at:
        reasons.append("La fin de la séance vient après son début.")
    return reasons


def obstacles_to_agenda(session: ValidationSession, sheets: Iterable[Any]) -> list[str]:
    """A session has the sheets of its own campaign on its agenda, as long as it is not closed."""
    reasons = obstacles_to_sitting(session.campaign) + obstacles_of_closed(session)
    if any(one.round_id != session.campaign.round_id for one in sheets):
        reasons.append("Une fiche d’une autre campagne n’a pas sa place à l’ordre du jour.")
    return reasons


def obstacles_of_closed(session: ValidationSession) -> list[str]:
    return ["Cette séance est close : rouvrez-la pour la modifier."] if session.closed_at else []


def obstacles_to_dropping(kept: Collection[int], agenda: Iterable[SessionSheet]) -> list[str]:
    """A sheet that the session has settled stays on its agenda. `kept`: keys of the sheets that are to stand there."""
    return [
        f"« {one.sheet.title} » a été tranchée par cette séance : elle reste à l’ordre du jour."
        for one in agenda
        if one.outcome and one.sheet_id not in kept
    ]


def obstacles_to_settling(row: SessionSheet, outcome: str, note: str) -> list[str]:
    """Reasons why the session cannot say this of the sheet now."""
    session, sheet = row.session, row.sheet
    reasons = obstacles_to_sitting(session.campaign) + obstacles_of_closed(session)
    if outcome not in Outcome.values:
        return [*reasons, "Dites ce que la séance fait de la fiche : la valider, la renvoyer ou la reporter."]
    if session.opened_at is None:
        reasons.append("Ouvrez d’abord la séance.")
    if outcome == Outcome.RETURNED and not note.strip():
        reasons.append("Dites ce qui est à reprendre : la personne qui répond le lira.")
    if outcome != Outcome.POSTPONED and sheet.state not in RETURNED_TO_TEAM:
        state = SheetState(sheet.state).label
        reasons.append(f"Cette fiche n’est pas rendue (elle est « {state} ») : reportez-la.")
    return reasons


def obstacles_to_opening(session: ValidationSession) -> list[str]:
    reasons = obstacles_to_sitting(session.campaign) + obstacles_of_closed(session)
    return reasons + (["Cette séance est déjà ouverte."] if session.opened_at else [])


def obstacles_to_closing(session: ValidationSession, agenda: Iterable[SessionSheet]) -> list[str]:
    """Every sheet of the agenda has its outcome, postponed ones too."""
    reasons = obstacles_to_sitting(session.campaign)
    if session.opened_at is None:
        reasons.append("Cette séance n’a pas été ouverte.")
    if session.closed_at is not None:
        reasons.append("Cette séance est déjà close.")
    silent = [one.sheet.title for one in agenda if not one.outcome]
    if silent:
        reasons.append(
            f"Dites ce que la séance fait de : {' ; '.join(silent[:8])}. Reportez ce qui n’a pas été vu."
        )
    return reasons


def obstacles_to_convening(session: ValidationSession, people: Sequence[Any], *, at: datetime) -> list[str]:
    reasons = obstacles_to_sitting(session.campaign) + obstacles_of_closed(session)
    if not people:
        reasons.append("Choisissez au moins une personne à convoquer.")
    if session.starts_at < at:
        reasons.append("Cette séance a déjà eu lieu.")
    return reasons


@dataclass(frozen=True)
class Attended:
    """Who was expected, and whether she came: a body, a person with an account, a name or function."""

    presence: str
    organisation: Any = None
    person: Any = None
    name: str = ""

    @property
    def said(self) -> str:
        return ", ".join(filter(None, [str(self.organisation or ""), str(self.person or ""), self.name]))


ENDINGS = {
    "excusé": Presence.EXCUSED,
    "excusée": Presence.EXCUSED,
    "exc": Presence.EXCUSED,
    "absent": Presence.ABSENT,
    "absente": Presence.ABSENT,
    "abs": Presence.ABSENT,
    "présent": Presence.PRESENT,
    "présente": Presence.PRESENT,
}


def read_attendance(text: str) -> list[Attended]:
    """People typed one a line: « Conseil citoyen, coprésidente », « CAF, directeur – excusé ». Present unless said."""
    found = []
    for line in map(one_line, text.splitlines()):
        if not line:
            continue
        name, dash, ending = (part.strip() for part in line.replace("—", "–").rpartition("–"))
        presence = ENDINGS.get(ending.lower().rstrip(".")) if dash and name else None
        found.append(Attended(presence or Presence.PRESENT, name=name if presence else line))
    return found


def obstacles_to_attending(rows: Sequence[Attended]) -> list[str]:
    reasons = []
    if any(not one.said for one in rows):
        reasons.append("Une présence nomme un organisme ou une personne.")
    if any(one.presence not in Presence.values for one in rows):
        reasons.append("Une personne est présente, excusée ou absente.")
    said = [one.said for one in rows]
    twice = sorted({one for one in said if said.count(one) > 1})
    return reasons + [f"« {one} » est deux fois dans la liste." for one in twice]
