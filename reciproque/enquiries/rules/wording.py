"""An answer as French people read it."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from reciproque.core.money import say_euros
from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.rules.questions import options_of
from reciproque.enquiries.rules.reading import people_in

NOTHING = "non renseigné"
NBSP, THIN = "\u00a0", "\u202f"


def said(question: Any, answer: Any | None) -> str:
    """« 12 femmes, 8 hommes », « 12 500 € », « sans objet », « ne sait pas », « non renseigné » for None.

    `answer` bears `status` and `value`. The reasons beside a choice (`comment`) are not told here.
    """
    if answer is None:
        return NOTHING
    if answer.status != AnswerStatus.GIVEN:
        return str(AnswerStatus(answer.status).label)
    return said_value(question, answer.value) or NOTHING


def said_value(question: Any, value: str) -> str:
    """A canonical value in words; what cannot be read as such comes out as it is."""
    if not value:
        return ""
    try:
        return _worded(question, value)
    except (ValueError, InvalidOperation):
        return value


def _worded(question: Any, value: str) -> str:
    kind = question.kind
    if kind == QuestionKind.NUMBER:
        unit = f"{NBSP}{question.unit}" if question.unit else ""
        return grouped(value) + unit
    if kind == QuestionKind.AMOUNT:
        return say_euros(Decimal(value))
    if kind == QuestionKind.YES_NO:
        return "oui" if value == "yes" else "non"
    if kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.EACH):
        labels = dict(options_of(question))
        return ", ".join(labels.get(key, key) for key in value.splitlines())
    if kind == QuestionKind.DATE:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return _people(value) if kind == QuestionKind.PEOPLE else value


def grouped(number: str) -> str:
    """« 12 500,5 » of "12500.5"."""
    exact = Decimal(number)
    whole, _point, decimals = f"{abs(exact):f}".partition(".")
    figures = f"{int(whole):,}".replace(",", THIN)
    return f"{'−' if exact < 0 else ''}{figures}{',' + decimals if decimals else ''}"


def _people(value: str) -> str:
    women, men = people_in(value)
    told = [
        f"{grouped(str(count))} {word}{'s' if count > 1 else ''}"
        if count is not None
        else f"{word}s : non connu"
        for count, word in ((women, "femme"), (men, "homme"))
    ]
    return ", ".join(told)
