"""The life of a sheet: who may still write, what is missing before it can be handed over, which moves exist."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reciproque.core.text import shorten
from reciproque.enquiries.choices import FILLABLE, SHEET_MOVES, TYPABLE, QuestionKind, SheetState
from reciproque.enquiries.rules.rounds import takes_answers


def items_of(sheet: Any) -> list[dict[str, Any]]:
    """What the « each » questions of the sheet ask about."""
    return json.loads(sheet.items) if sheet.items else []


def blocks_of(sheet: Any) -> list[dict[str, Any]]:
    """What was known of the subject."""
    return json.loads(sheet.blocks) if sheet.blocks else []


def due_of(sheet: Any, round_: Any) -> date:
    """The day by which this sheet is to be handed over: its own, or that of its round."""
    return sheet.due_on or round_.due_on


def is_late(sheet: Any, round_: Any, on: date) -> bool:
    return sheet.state in (*FILLABLE, SheetState.CHECKING) and due_of(sheet, round_) < on


def moving(sheet: Any, target: str) -> list[str]:
    """Why the sheet cannot go into that state."""
    if target in SHEET_MOVES.get(sheet.state, set()):
        return []
    return [
        f"Cette fiche est « {SheetState(sheet.state).label} » : elle ne peut pas devenir "
        f"« {SheetState(target).label} »."
    ]


def obstacles_to_answering(sheet: Any, round_: Any, *, on: date, typed: bool = False) -> list[str]:
    """Reasons why nothing can be written on the sheet now. `typed`: the team types what came otherwise."""
    reasons = takes_answers(round_, on)
    if not reasons and sheet.state not in (TYPABLE if typed else FILLABLE):
        reasons.append(CLOSED.get(sheet.state, "Cette fiche ne se remplit pas encore."))
    return reasons


CLOSED: dict[str, str] = {
    SheetState.READY: "Cette fiche n’a pas encore été envoyée.",
    SheetState.CHECKING: "Cette fiche est en relecture : elle ne change pas avant d’être approuvée ou renvoyée.",
    SheetState.SUBMITTED: "Cette fiche est rendue : demandez à l’équipe projet de la renvoyer pour la modifier.",
    SheetState.ACCEPTED: "Cette fiche est validée : elle ne change plus.",
    SheetState.REFUSED: "Cette fiche a été refusée : elle ne se remplit plus.",
    SheetState.EXCUSED: "Cette fiche n’est plus demandée.",
}


@dataclass(frozen=True)
class Place:
    """A place for an answer: a question, and for « each » questions one item of the sheet."""

    question: Any
    item: str = ""
    title: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.question.key, self.item

    @property
    def words(self) -> str:
        return f"{self.question.wording} ({self.title})" if self.title else str(self.question.wording)


def places_of(questions: Iterable[Any], items: Sequence[Mapping[str, Any]]) -> list[Place]:
    """All that can be answered on a sheet, in its order."""
    places: list[Place] = []
    for question in questions:
        if question.kind == QuestionKind.EACH:
            places += [Place(question, str(item["key"]), str(item.get("title", ""))) for item in items]
        else:
            places.append(Place(question))
    return places


def missing_in(
    places: Iterable[Place], answered: Collection[tuple[str, str]], filed: Collection[str] = ()
) -> list[Place]:
    """The places that must be filled and are not. `answered`: keys of places; `filed`: keys of questions with files."""
    return [
        place
        for place in places
        if place.question.required and place.key not in answered and place.question.key not in filed
    ]


def obstacles_to_handing_over(
    places: Sequence[Place], answered: Collection[tuple[str, str]], filed: Collection[str] = ()
) -> list[str]:
    """What is missing before the sheet can leave the person, named one by one."""
    if places and not answered and not filed:
        return ["Cette fiche est vide : répondez au moins à une question, ou refusez-la en disant pourquoi."]
    return [
        f"« {shorten(place.words, 120)} » attend une réponse."
        for place in missing_in(places, answered, filed)
    ]


def progress_of(
    places: Sequence[Place], answered: Collection[tuple[str, str]], filed: Collection[str] = ()
) -> tuple[int, int]:
    """How many places have their answer, of how many."""
    done = sum(place.key in answered or place.question.key in filed for place in places)
    return done, len(places)


def obstacles_to_returning(sheet: Any, round_: Any, *, on: date) -> list[str]:
    """A sheet is only returned to somebody who can still write on it."""
    over = takes_answers(round_, on)
    if over:
        over = [
            "L’enquête ne prend plus de réponses : rouvrez-la, ou repoussez sa fin, pour renvoyer une fiche."
        ]
    return moving(sheet, SheetState.RETURNED) + over


def obstacles_to_due(due_on: date | None, round_: Any, *, on: date) -> list[str]:
    """Reasons against a day of its own for a sheet."""
    if due_on is None:
        return []
    reasons = ["Cette date est passée."] if due_on < on else []
    if due_on > round_.closes_on:
        reasons.append(
            f"L’enquête prend des réponses jusqu’au {round_.closes_on:%d/%m/%Y} : repoussez d’abord sa fin."
        )
    return reasons
