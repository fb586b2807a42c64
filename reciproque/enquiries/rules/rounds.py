"""What stands in the way of preparing, opening and closing a round."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reciproque.enquiries.choices import ROUND_MOVES, RoundState

FARTHEST, MOST_REMINDERS = 365, 12


def reminder_days(said: str) -> list[int]:
    """Read « -14 -3 1 8 » (also with commas and a plus), in order, each once. Raise ValueError with what to write."""
    days = set()
    for word in said.replace(",", " ").replace(";", " ").replace("−", "-").split():
        try:
            day = int(word)
        except ValueError:
            raise ValueError(
                f"« {word[:20]} » n’est pas un nombre de jours. Écrivez par exemple « -14 -3 1 8 » : deux semaines et "
                "trois jours avant la date, un et huit jours après."
            ) from None
        if abs(day) > FARTHEST:
            raise ValueError(f"« {word[:20]} » : une relance se fait à moins d’un an de la date.")
        days.add(day)
    if len(days) > MOST_REMINDERS:
        raise ValueError(f"{MOST_REMINDERS} relances au plus : au-delà, plus personne ne les lit.")
    return sorted(days)


def obstacles_to_setting(values: Mapping[str, Any]) -> list[str]:
    """Reasons against these values of a round, given whole: title, dates, days of reminders."""
    reasons = [] if str(values["title"]).strip() else ["L’enquête a besoin d’un titre."]
    opens_on, due_on, closes_on = values["opens_on"], values["due_on"], values["closes_on"]
    if closes_on < due_on:
        reasons.append("La fin des réponses ne vient pas avant la date à laquelle rendre.")
    if opens_on is not None and opens_on > due_on:
        reasons.append("L’ouverture ne vient pas après la date à laquelle rendre.")
    try:
        reminder_days(values["reminder_days"])
    except ValueError as error:
        reasons.append(str(error))
    return reasons


def obstacles_to_opening(round_: Any, *, questions: int, sheets: int, on: date) -> list[str]:
    """Reasons against sending: what is missing for a person to answer."""
    reasons = moving(round_, RoundState.OPEN)
    if not questions:
        reasons.append("Cette enquête n’a aucune question : ajoutez-en une.")
    if not sheets:
        reasons.append("Cette enquête ne s’adresse à personne : choisissez qui interroger.")
    return reasons + _already_over(round_, on)


def obstacles_to_dropping(round_: Any, *, answered: int, copies: int) -> list[str]:
    """Reasons against taking a round away for good. `answered`: sheets on which somebody typed or filed something."""
    if round_.state != RoundState.DRAFT:
        return ["L’enquête est partie : elle se clôt, elle ne se supprime plus."]
    reasons = []
    if answered:
        said = f"{answered} fiches portent" if answered > 1 else "Une fiche porte"
        reasons.append(f"{said} déjà des réponses saisies : elles seraient perdues.")
    if copies:
        reasons.append("Une autre enquête reprend ses questions.")
    return reasons


def obstacles_to_closing(round_: Any) -> list[str]:
    return moving(round_, RoundState.CLOSED)


def obstacles_to_reopening(round_: Any, *, on: date) -> list[str]:
    return moving(round_, RoundState.OPEN) + _already_over(round_, on)


def _already_over(round_: Any, on: date) -> list[str]:
    over = f"La fin des réponses ({round_.closes_on:%d/%m/%Y}) est passée : repoussez-la d’abord."
    return [over] if round_.closes_on < on else []


def moving(round_: Any, target: str) -> list[str]:
    if target in ROUND_MOVES.get(round_.state, set()):
        return []
    return [
        f"Cette enquête est {RoundState(round_.state).label} : elle ne peut pas devenir {RoundState(target).label}."
    ]


def takes_answers(round_: Any, on: date) -> list[str]:
    """Reasons why nothing is taken any more (or yet): the round is not open, or its last day is over."""
    if round_.state == RoundState.DRAFT:
        return ["Cette enquête n’est pas encore ouverte."]
    if round_.state == RoundState.CLOSED:
        return ["Cette enquête est close : vos réponses restent lisibles, mais ne changent plus."]
    if on > round_.closes_on:
        return [f"Les réponses étaient attendues jusqu’au {round_.closes_on:%d/%m/%Y} : rien ne change plus."]
    return []


def missing_reason(reason: str) -> list[str]:
    return [] if reason.strip() else ["Dites pourquoi, en une phrase."]
