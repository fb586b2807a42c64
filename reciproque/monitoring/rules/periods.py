"""The periods of which values speak. A period is the month in which it ends, as a number: 202408 ends in August 2024.

So an annual value of 2024 is 202412, that of the school year 2023-2024 is 202408, and all sort and compare alike.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from reciproque.core.text import fold
from reciproque.monitoring.choices import EARLIEST, LATEST, Periodicity

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
FOLDED_MONTHS = [fold(name) for name in MONTHS]
LENGTH = {
    Periodicity.MONTH: 1,
    Periodicity.QUARTER: 3,
    Periodicity.SEMESTER: 6,
    Periodicity.YEAR: 12,
    Periodicity.SCHOOL_YEAR: 12,
    Periodicity.ONCE: 12,
}
"""Months of a period."""
SCHOOL_ENDS = 8
EXAMPLES = {
    Periodicity.MONTH: "« mars 2024 » ou « 03/2024 »",
    Periodicity.QUARTER: "« T1 2024 »",
    Periodicity.SEMESTER: "« S1 2024 »",
    Periodicity.YEAR: "« 2024 »",
    Periodicity.SCHOOL_YEAR: "« 2023-2024 »",
    Periodicity.ONCE: "« 2024 »",
}
_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")
_PART = re.compile(r"(?:([ts])\s*([1-4])|([1-4])\s*(?:er|e|eme|nd)?\s*(trimestre|semestre))\D{0,3}(\d{4})")
_PART_LAST = re.compile(r"(\d{4})\D{0,3}([ts])\s*([1-4])")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])\s*[/.-]\s*(\d{4})|(\d{4})\s*[/.-]\s*(0?[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:annee\s+)?(\d{4})")


def period(year: int, month: int) -> int:
    return year * 100 + month


def end_of(number: int) -> date:
    """The last day of a period."""
    year, month = divmod(number, 100)
    return date(year, month, monthrange(year, month)[1])


def begin_of(number: int, periodicity: str) -> date:
    """The first day of a period of that length."""
    return end_of(shifted(number, -LENGTH[Periodicity(periodicity or Periodicity.YEAR)])) + timedelta(days=1)


def shifted(number: int, months: int) -> int:
    year, month = divmod(number, 100)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return period(year, month + 1)


def period_around(day: date, periodicity: str) -> int:
    """The period in which a day lies."""
    kind = Periodicity(periodicity or Periodicity.YEAR)
    if kind is Periodicity.SCHOOL_YEAR:
        return period(day.year + (day.month > SCHOOL_ENDS), SCHOOL_ENDS)
    length = LENGTH[kind]
    return period(day.year, -(-day.month // length) * length)


def following(number: int, periodicity: str) -> int:
    return shifted(number, LENGTH[Periodicity(periodicity or Periodicity.YEAR)])


def periods_between(first: date, last: date, periodicity: str) -> Iterator[int]:
    """The periods from the one around `first` to the one around `last`."""
    number, end = period_around(first, periodicity), period_around(last, periodicity)
    while number <= end:
        yield number
        number = following(number, periodicity)


def say_period(number: int, periodicity: str) -> str:
    """« 2024 », « 2023-2024 », « 1er trimestre 2024 », « mars 2024 »."""
    year, month = divmod(number, 100)
    kind = Periodicity(periodicity or Periodicity.YEAR)
    if kind is Periodicity.SCHOOL_YEAR:
        return f"{year - 1}-{year}"
    if kind is Periodicity.MONTH:
        return f"{MONTHS[month - 1]} {year}"
    if kind in (Periodicity.QUARTER, Periodicity.SEMESTER):
        rank = -(-month // LENGTH[kind])
        word = "trimestre" if kind is Periodicity.QUARTER else "semestre"
        return f"{rank}{'er' if rank == 1 else 'e'} {word} {year}"
    return str(year)


def read_period(text: str, periodicity: str) -> int:
    """A period as people write it. Raises ValueError with a sentence for what is none, or of another length."""
    kind = Periodicity(periodicity or Periodicity.YEAR)
    found = _read(fold(text), kind)
    if found is None or not period(EARLIEST.year, EARLIEST.month) <= found <= period(
        LATEST.year, LATEST.month
    ):
        raise ValueError(f"« {text[:40]} » n’est pas une période : écrivez {EXAMPLES[kind]}.")
    return found


def _read(said: str, kind: Periodicity) -> int | None:
    readers = {
        Periodicity.MONTH: _month,
        Periodicity.QUARTER: _part,
        Periodicity.SEMESTER: _part,
        Periodicity.SCHOOL_YEAR: _school_year,
    }
    reader = readers.get(kind, _year)
    return reader(said, kind)


def _year(said: str, kind: Periodicity) -> int | None:
    found = _YEAR.fullmatch(said)
    return period(int(found[1]), 12) if found else None


def _school_year(said: str, kind: Periodicity) -> int | None:
    found = _YEARS.fullmatch(said.removeprefix("annee scolaire ").strip())
    if not found:
        return None
    first, last = int(found[1]), int(found[2])
    last = last if last > 99 else first // 100 * 100 + last
    return period(last, SCHOOL_ENDS) if last == first + 1 else None


def _part(said: str, kind: Periodicity) -> int | None:
    found, turned = _PART.fullmatch(said), _PART_LAST.fullmatch(said)
    if found:
        letter, rank, year = found[1] or found[4][0], int(found[2] or found[3]), int(found[5])
    elif turned:
        letter, rank, year = turned[2], int(turned[3]), int(turned[1])
    else:
        return None
    fits = letter == ("t" if kind is Periodicity.QUARTER else "s") and rank * LENGTH[kind] <= 12
    return period(year, rank * LENGTH[kind]) if fits else None


def _month(said: str, kind: Periodicity) -> int | None:
    if found := _MONTH.fullmatch(said):
        return period(int(found[2] or found[3]), int(found[1] or found[4]))
    name, _space, year = said.partition(" ")
    return (
        period(int(year), FOLDED_MONTHS.index(name) + 1)
        if name in FOLDED_MONTHS and re.fullmatch(r"\d{4}", year)
        else None
    )


def due_on(number: int, delay_days: int) -> date:
    """When the value of a period should be known: so many days after its end."""
    return end_of(number) + timedelta(days=delay_days)
