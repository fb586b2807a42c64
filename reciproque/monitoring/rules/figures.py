"""What a person types into a cell: a number, or one of the four ways of having none."""

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reciproque.core.text import clean, fold
from reciproque.monitoring.choices import IndicatorKind, ValueStatus
from reciproque.office.numbers import french_number, in_french

LARGEST = 1e15
"""A float keeps whole numbers and cents up to here."""
MISSING = {
    "n.d.",
    "nd",
    "n.d",
    "non disponible",
    "non renseigne",
    "non communique",
    "nc",
    "n.c.",
    "?",
    "inconnu",
}
NOT_APPLICABLE = {"s.o.", "so", "s.o", "sans objet", "n.a.", "na", "non applicable", "non concerne"}
SECRET = {"s", "secret", "secret statistique", "c", "confidentiel"}
WRITTEN = {
    ValueStatus.MISSING: "n.d.",
    ValueStatus.NOT_APPLICABLE: "s.o.",
    ValueStatus.SECRET: "secret",
}
YES, NO = {"oui", "o", "vrai", "1", "true", "x"}, {"non", "n", "faux", "0", "false"}
LEVELS = 9
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}(?:[ t]\d.*)?")
_FRACTION = re.compile(r"(.+?)\s*(?:/|\bsur\b)\s*(.+)", re.IGNORECASE)
WORDY = {IndicatorKind.TEXT, IndicatorKind.JUDGEMENT}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell holds: a number, words, or why it has none."""

    status: int
    number: float | None = None
    words: str = ""
    numerator: float | None = None
    denominator: float | None = None


def read_figure(said: Any, *, kind: str, unit: str = "") -> Figure | None:
    """Read what was typed or found in a spreadsheet's cell; None for an empty one (nothing was said).

    A share is kept in its unit: with the unit « % », « 12,5 », « 12,5 % » and « 5 sur 40 » are all 12.5. Raises
    ValueError with a sentence that says what to write instead.
    """
    if isinstance(said, datetime | date):
        raise ValueError(f"« {said:%d/%m/%Y} » est une date, pas une valeur.")
    if isinstance(said, bool):
        said = "oui" if said else "non"
    if isinstance(said, int | float | Decimal):
        number = _as_float(said)
        return _number(number, f"{number:g}", kind)
    text = clean(str(said if said is not None else "")).strip()
    if not text:
        return None
    status = _without_number(fold(text))
    return Figure(status) if status is not None else _read_text(text, kind, unit)


def _read_text(text: str, kind: str, unit: str) -> Figure:
    if kind in WORDY:
        return Figure(ValueStatus.WORDS, None, text)
    if kind == IndicatorKind.YES_NO:
        return _yes_or_no(text)
    _refuse_per_cent(text, kind, unit.strip())
    if kind == IndicatorKind.RATIO and (parts := _FRACTION.fullmatch(text)):
        return _fraction(parts[1], parts[2], unit)
    return _number(_read_number(text, unit), text, kind)


def _refuse_per_cent(text: str, kind: str, unit: str) -> None:
    """« 12 % » of what is counted in families would be kept as 0.12 family."""
    shared = unit == "%" or (kind == IndicatorKind.RATIO and not unit)
    if text.endswith("%") and not shared:
        counted = f"se compte en « {unit} », pas en %" if unit else "n’est pas une part"
        raise ValueError(f"« {text[:40]} » : cet indicateur {counted}.")


def _as_float(number: int | float | Decimal) -> float:
    """A number of a spreadsheet or of JSON, which may have more digits than any measure."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _without_number(folded: str) -> int | None:
    for status, words in (
        (ValueStatus.MISSING, MISSING),
        (ValueStatus.NOT_APPLICABLE, NOT_APPLICABLE),
        (ValueStatus.SECRET, SECRET),
    ):
        if folded in words:
            return int(status)
    return None


def _fraction(above: str, below: str, unit: str) -> Figure:
    """« 12 sur 40 »: the share, and what it was made of, so that several can be put together."""
    numerator, denominator = _read_number(above, ""), _read_number(below, "")
    if denominator <= 0 or not math.isfinite(numerator / denominator):
        raise ValueError(f"« {above} sur {below} » : le dénominateur est un nombre au-dessus de zéro.")
    share = numerator / denominator * scale_of(unit)
    return replace(
        _number(share, f"{above} sur {below}", IndicatorKind.RATIO),
        numerator=numerator,
        denominator=denominator,
    )


def scale_of(unit: str) -> float:
    """What a share of one is written as in this unit: 100 in per cent."""
    return 100.0 if unit.strip() == "%" else 1.0


def _yes_or_no(text: str) -> Figure:
    folded = fold(text)
    if folded in YES | NO:
        return Figure(ValueStatus.NUMBER, 1.0 if folded in YES else 0.0)
    raise ValueError(f"« {text} » : répondez « oui » ou « non ».")


def _read_number(text: str, unit: str) -> float:
    if _DAY.fullmatch(text.lower()):
        raise ValueError(f"« {text} » est une date, pas une valeur.")
    try:
        number = french_number(text)
    except (ValueError, ArithmeticError):
        raise ValueError(
            f"« {text} » n’est pas un nombre. Écrivez « 12,5 », « 12 500 », ou « n.d. » (non disponible), « s.o. » "
            "(sans objet), « secret »."
        ) from None
    if text.rstrip().endswith("%") and unit.strip() == "%":
        number *= 100
    return float(number)


def _number(number: float, text: str, kind: str) -> Figure:
    if not math.isfinite(number) or abs(number) >= LARGEST:
        raise ValueError(f"« {text[:40]} » est hors de toute mesure : vérifiez ce nombre.")
    if kind == IndicatorKind.YES_NO and number not in (0, 1):
        raise ValueError(f"« {text} » : répondez « oui » ou « non ».")
    if kind == IndicatorKind.LEVEL and not (number == int(number) and 0 <= number <= LEVELS):
        raise ValueError(f"« {text} » : un niveau est un nombre entier de 0 à {LEVELS}.")
    return Figure(ValueStatus.NUMBER, number + 0.0)


def write_figure(figure: Figure, kind: str = "") -> str:
    """The inverse of `read_figure`, as it stands in a cell that is typed in."""
    if figure.status == ValueStatus.WORDS:
        return figure.words
    if figure.status != ValueStatus.NUMBER or figure.number is None:
        return WRITTEN.get(ValueStatus(figure.status), "")
    if kind == IndicatorKind.YES_NO:
        return "oui" if figure.number else "non"
    if figure.numerator is not None and figure.denominator is not None:
        return f"{_in_french(figure.numerator)} sur {_in_french(figure.denominator)}"
    return _in_french(figure.number)


def _in_french(number: float) -> str:
    return in_french(int(number) if number == int(number) else number)
