"""What a person answers, as it is kept: one canonical text for each kind of question."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reciproque.core.money import LARGEST, to_cents
from reciproque.core.text import clean, fold, one_line
from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.rules.questions import options_of
from reciproque.office.numbers import french_number

LONGEST_LINE, LONGEST_TEXT = 2_000, 20_000
MOST = Decimal(10) ** 15
MOST_PEOPLE = 100_000_000
NOT_APPLICABLE = {"s.o.", "so", "s.o", "sans objet", "n.a.", "non applicable", "non concerne"}
UNKNOWN = {"n.d.", "nd", "n.d", "ne sait pas", "ne sais pas", "nsp", "?", "inconnu", "non disponible"}
YES, NO = {"yes", "oui", "o", "vrai", "1", "x"}, {"no", "non", "n", "faux", "0"}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PEOPLE = re.compile(
    r"\s*(\S*?)\s*(?:femmes?|f)\b\s*[,;/]?\s*(?:et\s+)?(\S*?)\s*(?:hommes?|h)\b\s*", re.IGNORECASE
)


def status_said(text: str) -> str:
    """« s.o. » and « ne sait pas » in a cell are no answers but a status; everything else is given."""
    folded = fold(text)
    if folded in NOT_APPLICABLE:
        return AnswerStatus.NOT_APPLICABLE
    return AnswerStatus.UNKNOWN if folded in UNKNOWN else AnswerStatus.GIVEN


def read_answer(question: Any, said: Any) -> str:
    """The canonical text of what was typed, pasted or found in a cell; "" for nothing.

    What is canonical already comes out as it went in. Raises ValueError with a sentence that says what to write.
    """
    if isinstance(said, datetime):
        said = said.date()
    text = (
        said.isoformat() if isinstance(said, date) else clean(str(said if said is not None else "")).strip()
    )
    return READERS[question.kind](question, text) if text else ""


def _short(question: Any, text: str) -> str:
    return _bounded(one_line(text), LONGEST_LINE)


def _long(question: Any, text: str) -> str:
    return _bounded(text, LONGEST_TEXT)


def _bounded(text: str, limit: int) -> str:
    if len(text) > limit:
        raise ValueError(
            f"Ce texte compte {len(text)} caractères ; la limite est de {limit}. Raccourcissez-le."
        )
    return text


def _decimal(text: str, *, unit: str = "") -> Decimal:
    if re.search(r"\d[/.-]\d{1,2}[/.-]\d{2,4}$", text):
        raise ValueError(f"« {text[:40]} » est une date, pas un nombre.")
    try:
        number = french_number(text.removesuffix("%") if unit.strip() == "%" else text)
    except (ValueError, ArithmeticError):
        raise ValueError(
            f"« {text[:40]} » n’est pas un nombre. Écrivez par exemple « 12 » ou « 12,5 » ; si vous ne savez pas, "
            "dites-le avec « ne sait pas »."
        ) from None
    if abs(number) >= MOST:
        raise ValueError(f"« {text[:40]} » est hors de toute mesure : vérifiez ce nombre.")
    return number


def _number(question: Any, text: str) -> str:
    number = _decimal(text, unit=question.unit).normalize()
    return f"{number + 0:f}"


def _amount(question: Any, text: str) -> str:
    bare = text.strip().removesuffix("€").removesuffix("euros").strip()
    number = _decimal(bare)
    if not 0 <= number <= LARGEST:
        raise ValueError("Un montant est en euros, sans signe moins.")
    try:
        to_cents(number)
    except ValueError:
        raise ValueError("Indiquez un montant en euros, avec deux décimales au plus.") from None
    return f"{number:.2f}"


def _yes_no(question: Any, text: str) -> str:
    folded = fold(text)
    if folded not in YES | NO:
        raise ValueError(f"« {text[:40]} » : répondez « oui » ou « non ».")
    return "yes" if folded in YES else "no"


def _option(question: Any, text: str) -> str:
    for key, label in options_of(question):
        if text == key or fold(text) == fold(label):
            return key
    labels = ", ".join(f"« {label} »" for _key, label in options_of(question))
    raise ValueError(f"« {text[:60]} » n’est pas un des choix : {labels}.")


def _several(question: Any, text: str) -> str:
    """One a line; a cell may hold them between semicolons."""
    parts = [part.strip() for line in text.splitlines() for part in line.split(";") if part.strip()]
    chosen = {_option(question, part) for part in parts}
    return "\n".join(key for key, _label in options_of(question) if key in chosen)


def _date(question: Any, text: str) -> str:
    day = _DAY.fullmatch(text)
    try:
        found = date(int(day[3]), int(day[2]), int(day[1])) if day else date.fromisoformat(text[:10])
        if not 1900 <= found.year <= 2200:
            raise ValueError
    except ValueError:
        raise ValueError(f"« {text[:40]} » n’est pas une date. Écrivez par exemple « 31/12/2026 ».") from None
    return found.isoformat()


def _people(question: Any, text: str) -> str:
    """« 12 8 », « 12;8 », « 12 femmes, 8 hommes »; a dash or nothing for a number that is not known."""
    said = _PEOPLE.fullmatch(text)
    if said:
        parts = [said[1], said[2]]
    elif re.search(r"[;/]", text):
        parts = re.split(r"[;/]", text)
    else:
        parts = text.split()
    if len(parts) != 2:
        raise ValueError(
            f"« {text[:40]} » : écrivez le nombre de femmes, puis celui d’hommes, par exemple « 12 ; 8 »."
        )
    women, men = (_count(part.strip()) for part in parts)
    return "" if women == men == "-" else f"{women} {men}"


def _count(text: str) -> str:
    if text in ("", "-", "—", "?"):
        return "-"
    number = _decimal(text)
    if number != int(number) or not 0 <= number <= MOST_PEOPLE:
        raise ValueError(f"« {text[:40]} » : un nombre de personnes est un nombre entier, zéro ou plus.")
    return str(int(number))


def _file(question: Any, text: str) -> str:
    raise ValueError("Cette question attend un fichier, pas un texte.")


READERS: dict[str, Callable[[Any, str], str]] = {
    QuestionKind.SHORT: _short,
    QuestionKind.LONG: _long,
    QuestionKind.NUMBER: _number,
    QuestionKind.AMOUNT: _amount,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _option,
    QuestionKind.SEVERAL: _several,
    QuestionKind.DATE: _date,
    QuestionKind.PEOPLE: _people,
    QuestionKind.FILE: _file,
    QuestionKind.EACH: _option,
}


def people_in(value: str) -> tuple[int | None, int | None]:
    """Women and men of a canonical answer; None for a number that is not known."""
    parts = ([*value.split(), "-", "-"])[:2]
    women, men = (int(part) if part.isdecimal() else None for part in parts)
    return women, men
