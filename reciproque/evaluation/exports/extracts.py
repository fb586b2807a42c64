"""What is taken from the sheets of a picture: chosen, cut at sentences, never invented.

Only sheets that were handed in speak: a draft is not yet the word of its body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from reciproque.core.money import say_euros
from reciproque.core.text import one_line
from reciproque.enquiries.choices import RETURNED_TO_TEAM, AnswerStatus, SheetState

Told = Mapping[str, Any]
MISSING = "non renseigné"
HARD_SPACE = "\u00a0"
SHORTEST = 40  # letters below which a first sentence alone would say nothing
_END = re.compile(r"[.!?…](?=[\s»)]|$)\s*»?")


def sheets_in(picture: Told) -> list[Told]:
    return [sheet for pillar in picture["pillars"] for sheet in pillar["sheets"]]


def is_returned(sheet: Told) -> bool:
    return sheet["state"] in RETURNED_TO_TEAM


def validated_first(sheets: Iterable[Told]) -> list[Told]:
    """The sheets that were handed in, those that were validated before the others, else in their order."""
    return sorted(filter(is_returned, sheets), key=lambda one: one["state"] != SheetState.ACCEPTED)


def said_in(sheet: Told, key: str) -> str:
    """What a sheet that was handed in answers to a question, in words; "" when it says nothing."""
    if not is_returned(sheet):
        return ""
    said = [
        str(one["said"])
        for one in sheet["answers"].get(key, [])
        if one["status"] == AnswerStatus.GIVEN and str(one["value"]).strip()
    ]
    return "\n".join(said)


def saying(sheets: Iterable[Told], key: str) -> list[tuple[Told, str]]:
    """The sheets that answer a question, with their answers, those that were validated first."""
    return [(one, said) for one in validated_first(sheets) if (said := said_in(one, key))]


def cut(text: str, letters: int) -> str:
    """A text of that many letters at most: whole sentences where one fits, else its first words and dots."""
    text = one_line(text)
    if len(text) <= letters:
        return text
    ends = [one.end() for one in _END.finditer(text[:letters])]
    if ends and ends[-1] >= min(SHORTEST, letters // 2):
        return text[: ends[-1]].rstrip()
    space = text[:letters].rfind(" ")
    words = text[:space] if space > 0 else text[: letters - 1]
    return f"{words.rstrip(' ,;:–-')}…"


def euros(amount: str | None) -> str:
    return MISSING if amount is None else say_euros(Decimal(amount))


def day(on: str | None) -> str:
    """« 3 mai 2026 » of what the picture keeps of a day or a moment."""
    if not on:
        return ""
    if len(on) == 10:
        return _written(date.fromisoformat(on))
    at = datetime.fromisoformat(on)
    return _written((timezone.localtime(at) if timezone.is_aware(at) else at).date())


def _written(on: date) -> str:
    text = date_format(on, "j F Y")
    return text.replace("1 ", "1er ", 1) if on.day == 1 else text


def count(number: int, one: str, several: str) -> str:
    """« 1 fiche », « 3 fiches »; the plural of French begins at two."""
    return f"{number} {several if number > 1 else one}"


def period(picture: Told) -> str:
    campaign = picture["campaign"]
    return f"du {day(campaign['starts_on'])} au {day(campaign['ends_on'])}"


def standing(picture: Told, *, on: date, digest: str = "") -> str:
    """Whether it still moves: « Version provisoire au … », or since when it is frozen, with its digest."""
    frozen = picture["campaign"]["frozen_at"]
    if not frozen:
        return f"Version provisoire au {_written(on)}"
    seal = f", empreinte {digest[:16]}" if digest else ""
    return f"Année figée le {day(frozen)}{seal}"


def women_share(people: Told) -> str:
    """The share of women, when women and men were counted on the same sheets; "" when it cannot be said."""
    women, men = people["women"], people["men"]
    alike = people.get("women_sheets", 0) == people.get("men_sheets", 0)
    if women is None or men is None or not women + men or not alike:
        return ""
    return f"{round(100 * women / (women + men))}{HARD_SPACE}%"


def people_said(people: Told) -> str:
    """« 120 femmes et 98 hommes »; what is not known is said so."""
    women, men = people["women"], people["men"]
    if women is None and men is None:
        return MISSING
    told = [
        f"{word}s{HARD_SPACE}: {MISSING}" if number is None else count(number, word, f"{word}s")
        for number, word in ((women, "femme"), (men, "homme"))
    ]
    return " et ".join(told)


def verdicts_by_result(sheet: Told) -> list[tuple[str, str, Sequence[Told]]]:
    """Each expected result of a sheet: its words, its target, the verdicts of all voices on it."""
    voices: dict[str, list[Told]] = {}
    for one in sheet["verdicts"]:
        voices.setdefault(str(one["result"]), []).append(one)
    results = {
        str(item["key"]): (str(item.get("title", "")), str(item.get("remark", ""))) for item in sheet["items"]
    }
    for key, told in voices.items():
        results.setdefault(key, (str(told[0]["title"]), str(told[0]["target"])))
    return [(title, target, voices.get(key, [])) for key, (title, target) in results.items()]
