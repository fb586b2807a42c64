"""Verdicts on expected results: who said what, whether voices differ, what an answer becomes. Pure."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from reciproque.enquiries.choices import AnswerStatus
from reciproque.evaluation.choices import VerdictValue, Voice

BADGES = {
    VerdictValue.REACHED: "achieved",
    VerdictValue.PARTLY: "accelerate",
    VerdictValue.NOT_REACHED: "away",
    VerdictValue.UNKNOWN: "unknown",
}
FIRST_HEARD = [Voice.SESSION, Voice.LEAD, Voice.INHABITANTS]
"""Whose verdict is shown alone where there is place for one: what was settled together, else the lead's."""


class Said(Protocol):
    """An answer to the question on expected results."""

    @property
    def status(self) -> str: ...

    @property
    def value(self) -> str: ...


def obstacles_to_verdict(value: str, *, frozen: bool, same_contract: bool, archived: bool) -> list[str]:
    if frozen:
        return ["Cette campagne est figée : ses verdicts ne changent plus."]
    if not same_contract:
        return ["Ce résultat attendu est d’un autre contrat."]
    if archived:
        return ["Ce résultat attendu est archivé : restaurez-le d’abord."]
    if value not in VerdictValue.values:
        return ["Choisissez un verdict : atteint, en partie, non atteint, on ne sait pas."]
    return []


def verdict_of(answer: Said | None) -> str:
    """The verdict that an answer of a sheet says: "" when it says none (no answer, not applicable)."""
    if answer is None or answer.status == AnswerStatus.NOT_APPLICABLE:
        return ""
    if answer.status == AnswerStatus.UNKNOWN:
        return VerdictValue.UNKNOWN
    return answer.value if answer.value in VerdictValue.values else ""


def differ(values: Iterable[str]) -> bool:
    """Whether voices contradict each other; who does not know contradicts nobody."""
    return len({value for value in values if value and value != VerdictValue.UNKNOWN}) > 1


def main_voice(voices: Mapping[str, str]) -> str:
    """The verdict shown alone; "" without any."""
    return next((voices[voice] for voice in FIRST_HEARD if voices.get(voice)), "")
