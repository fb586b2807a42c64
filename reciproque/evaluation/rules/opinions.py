"""What a council has said on a day: an opinion in time, silence that counts as favourable, or nothing yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from reciproque.enquiries.choices import QuestionKind
from reciproque.evaluation.choices import OpinionKind
from reciproque.evaluation.models.councils import Consultation


class Said(StrEnum):
    GIVEN = "given"
    SILENT = "silent"
    LATE = "late"
    WAITING = "waiting"


@dataclass(frozen=True)
class Standing:
    """`state` and `word` are those of a badge."""

    said: Said
    state: str
    word: str
    counts_as: str = ""
    """The opinion that counts in law: a kind, or "" as long as it is awaited."""


BADGES = {
    OpinionKind.FAVOURABLE: "good",
    OpinionKind.WITH_REMARKS: "good",
    OpinionKind.RESERVED: "care",
    OpinionKind.UNFAVOURABLE: "bad",
}


def standing_of(consultation: Consultation, on: date) -> Standing:
    """An opinion of the last day of the deadline still counts; from the next day on, silence is favourable.

    An opinion that comes later is kept and annexed, and changes nothing: the council is deemed favourable already.
    """
    given = consultation.given_on
    if given is not None and given <= consultation.deadline_on:
        kind = OpinionKind(consultation.opinion)
        return Standing(Said.GIVEN, BADGES[kind], str(kind.label), kind.value)
    if given is not None:
        return Standing(Said.LATE, "good", "réputé favorable", OpinionKind.FAVOURABLE.value)
    if on > consultation.deadline_on:
        return Standing(Said.SILENT, "good", "réputé favorable", OpinionKind.FAVOURABLE.value)
    return Standing(Said.WAITING, "waiting", "attendu")


OPINION_KIND, OPINION_KEY, REMARKS_KEY = "evaluation.opinion", "opinion", "remarks"
QUESTIONS: list[dict[str, Any]] = [
    {
        "key": OPINION_KEY,
        "kind": QuestionKind.CHOICE,
        "wording": "Quel est l’avis du conseil ?",
        "options": "\n".join(f"{one.value} = {one.label}" for one in OpinionKind),
        "required": True,
    },
    {
        "key": REMARKS_KEY,
        "kind": QuestionKind.LONG,
        "wording": "Quelles observations le conseil fait-il ?",
    },
]
"""What is asked of a council, under keys that stay the same from year to year."""
