"""Dates as they are printed in French, whole or partial, and their ISO form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reciproque.intake.reading.spelling import folded

_IN_ORDER = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_MONTHS = _IN_ORDER.split()
MONTH = "(?:" + "|".join(_MONTHS) + ")"
_NUMBER_OF = {name: number for number, name in enumerate(_MONTHS, 1)}
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}})(?:\^?\{{?er\}}?)?\s+(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d\d)\b")
_FIGURES = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")
_MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d\d)\b")
PERIOD = re.compile(r"\b((?:19|20)\d\d)\s?[-–/à]\s?((?:19|20)\d\d)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Printed:
    iso: str
    start: int
    end: int


def dates_in(text: str) -> Iterator[Printed]:
    """Days, then months with a year, in the order of the text; bare years are left to the caller."""
    plain = folded(text)
    found = [*_days(plain)]
    taken = [(each.start, each.end) for each in found]
    for match in _MONTH_YEAR.finditer(plain):
        if not any(start <= match.start() < end for start, end in taken):
            iso = f"{match['year']}-{_NUMBER_OF[match['month']]:02}"
            found.append(Printed(iso, match.start(), match.end()))
    yield from sorted(found, key=lambda each: each.start)


def _days(plain: str) -> Iterator[Printed]:
    for match in _DAY.finditer(plain):
        month = _NUMBER_OF[match["month"]]
        if 1 <= int(match["day"]) <= 31:
            yield Printed(f"{match['year']}-{month:02}-{int(match['day']):02}", match.start(), match.end())
    for match in _FIGURES.finditer(plain):
        if 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12:
            iso = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
            yield Printed(iso, match.start(), match.end())
