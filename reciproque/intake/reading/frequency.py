"""How often a body meets: « 3 réunions par an/Comité », « se réunit une fois par trimestre », « mensuel »."""

from __future__ import annotations

import re

from reciproque.intake.reading.numbers import NUMBER_WORD, value_of
from reciproque.intake.reading.spelling import folded

_PER_YEAR = {"an": 1, "annee": 1, "semestre": 2, "quadrimestre": 3, "trimestre": 4, "mois": 12}
_PERIOD = "(?:an|annee|semestre|quadrimestre|trimestre|mois)"
_TIMES = re.compile(
    rf"(?P<times>\d{{1,2}}|{NUMBER_WORD})(?:\s+(?:a|ou|et)\s+(?:\d{{1,2}}|{NUMBER_WORD}))?\s+(?:[a-z'-]+(?:\s+|(?=/))){{0,6}}?"
    rf"(?:par|/|chaque)\s*(?P<period>{_PERIOD})s?\b"
)
_EVERY = re.compile(
    rf"\b(?:tous|toutes)\s+les\s+(?:(?P<number>\d{{1,2}}|{NUMBER_WORD})\s+)?(?P<period>{_PERIOD})s?\b"
    rf"|\b(?:chaque)\s+(?P<each>{_PERIOD})\b"
)
_RHYTHMS = (
    (re.compile(r"\bbi-?mensuel"), 24),
    (re.compile(r"\bmensuel"), 12),
    (re.compile(r"\bbi-?mestriel|\bbimestriel"), 6),
    (re.compile(r"\btrimestriel"), 4),
    (re.compile(r"\bsemestriel|\bbi-?annuel"), 2),
    (
        re.compile(
            r"\bannuellement\b|\breunions? annuelles?\b|\bseances? annuelles?\b|\bfrequence annuelle\b"
            r"|^(?:reunions )?annuel(?:le)?s?$"
        ),
        1,
    ),
)
_MEETS = re.compile(
    r"\breuni|\bseance|\brencontre|\bfois\b|\bcomites?\b|\bcommissions?\b|\binstances?\b|\btenue?\b|\bfrequence"
    r"|\bse retrouv|\bse tien"
)


def meetings_per_year(text: str, *, certain: bool = False) -> int | None:
    """The number of meetings per year that a text prints, in digits, in words or as a rhythm.

    `certain` says that the text stands where nothing but frequencies stand (a column of its own).
    """
    plain = f"reunions {folded(text)}" if certain else folded(text)
    found = _TIMES.search(plain)
    if found and _MEETS.search(plain):
        times = value_of(found["times"])
        return int(times) * _PER_YEAR[found["period"]] if isinstance(times, int) else None
    every = _EVERY.search(plain)
    if every and _MEETS.search(plain):
        number = value_of(every["number"]) if every["number"] else 1
        return max(1, _PER_YEAR[every["period"] or every["each"]] // int(number or 1))
    if _MEETS.search(plain) or len(plain) < 30:
        return next((times for pattern, times in _RHYTHMS if pattern.search(plain)), None)
    return None
