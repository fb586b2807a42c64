"""The values of an exchanged file, checked one by one."""

from __future__ import annotations

from typing import Any, get_args

from reciproque.core.text import one_line, shorten
from reciproque.office.bounds import Unreadable

LONGEST = 20_000
LARGEST = 2**31 - 1
MOST_TOLD = 10


class Complaints:
    """The faults found so far; the first ones are told, the others counted."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, sentence: str) -> None:
        self.said.append(sentence)

    def refuse(self) -> None:
        if not self.said:
            return
        more = len(self.said) - MOST_TOLD
        rest = (
            [f"Et {more} autre{'s' if more > 1 else ''} faute{'s' if more > 1 else ''}."] if more > 0 else []
        )
        raise Unreadable(" ".join(["Ce fichier JSON est à corriger.", *self.said[:MOST_TOLD], *rest]))


def value_of(value: Any, hint: Any, complaints: Complaints, where: str) -> Any:
    """The value if it is of the kind that the field holds, cleaned; else a complaint and None."""
    kinds = set(get_args(hint)) or {hint}
    if value is None:
        return None
    if str in kinds and isinstance(value, str):
        return _text(value, complaints, where)
    if isinstance(value, bool) or not isinstance(value, int | float | list):
        complaints.add(f"{where} : « {shorten(str(value), 60)} » n’est pas {_expected(kinds)}.")
        return None
    if isinstance(value, list):
        return _texts(value, kinds, complaints, where)
    return _number(value, kinds, complaints, where)


def _text(value: str, complaints: Complaints, where: str) -> str | None:
    if len(value) > LONGEST:
        complaints.add(f"{where} : plus de {LONGEST} signes.")
        return None
    return one_line(value)


def _texts(value: list[Any], kinds: set[Any], complaints: Complaints, where: str) -> tuple[Any, ...] | None:
    of = str if str in kinds and Ellipsis in kinds else int if int in kinds and Ellipsis in kinds else None
    if of is None:
        complaints.add(f"{where} : {_expected(kinds)} est attendu, pas une liste.")
        return None
    if not all(isinstance(one, of) and not isinstance(one, bool) for one in value):
        complaints.add(f"{where} : une liste de {'textes' if of is str else 'nombres'} est attendue.")
        return None
    return tuple(one_line(one) if isinstance(one, str) else one for one in value)


def _number(value: float, kinds: set[Any], complaints: Complaints, where: str) -> Any:
    plain = Ellipsis not in kinds and (float in kinds or int in kinds)
    whole = isinstance(value, int) or float in kinds
    if plain and whole and abs(value) <= LARGEST and value >= 0:
        return value
    complaints.add(f"{where} : « {shorten(str(value), 60)} » n’est pas {_expected(kinds)}.")
    return None


def _expected(kinds: set[Any]) -> str:
    if Ellipsis in kinds:
        return "une liste"
    if str in kinds:
        return "un texte"
    return "un nombre entier positif" if float not in kinds else "un nombre"
