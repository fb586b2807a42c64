"""Asking those who produce values for them: what a sheet asks for, and what stands in the way."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reciproque.enquiries.choices import FILLABLE, RoundState
from reciproque.enquiries.rules.sheets import items_of
from reciproque.monitoring.rules.periods import periods_between

KIND = "monitoring.values"
PREFIX = "monitoring.indicator:"
REMARKS = "remarks"
NOTHING_SAID = (
    "Rien n’est encore renseigné : écrivez « n.d. » pour ce qui n’est pas disponible, « s.o. » pour ce qui est sans "
    "objet, puis transmettez."
)


def asked_on(sheet: Any) -> list[int]:
    """The keys of the indicators that a sheet asks for."""
    keys = [str(one["key"]) for one in items_of(sheet)]
    return [int(key.removeprefix(PREFIX)) for key in keys if key.startswith(PREFIX)]


def periods_asked(first: int, last: int, rhythm: str) -> Iterator[int]:
    """The periods of that rhythm that end from month `first` to month `last`."""
    begins, ends = (date(one // 100, one % 100, 1) for one in (first, last))
    return (one for one in periods_between(begins, ends, rhythm) if first <= one <= last)


def obstacles_to_asking(producers: int) -> list[str]:
    if producers:
        return []
    return [
        "Aucun indicateur de ces périodes n’a de producteur : dites dans leur définition qui les renseigne (une "
        "personne ou un organisme)."
    ]


def is_fillable(sheet: Any) -> bool:
    """Whether whoever was asked may still write on it."""
    return sheet.state in FILLABLE and sheet.round.state == RoundState.OPEN
