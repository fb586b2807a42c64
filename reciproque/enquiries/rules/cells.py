"""An answer as it stands in a cell: written so that reading it again gives the same."""

from typing import Any

from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.rules.questions import options_of
from reciproque.enquiries.rules.reading import people_in, status_said
from reciproque.enquiries.rules.wording import said_value

WITHOUT = {AnswerStatus.NOT_APPLICABLE: "s.o.", AnswerStatus.UNKNOWN: "ne sait pas"}
WORDS_ONLY = [QuestionKind.SHORT, QuestionKind.LONG]


def in_cell(question: Any, answer: Any | None) -> str:
    """« 12 500,5 », « oui », « 12 ; 8 », « Se loger ; Se soigner », « s.o. », « ne sait pas », "" for nothing."""
    if answer is None:
        return ""
    if answer.status != AnswerStatus.GIVEN:
        return WITHOUT[answer.status]
    if question.kind == QuestionKind.PEOPLE and answer.value:
        return " ; ".join("" if one is None else str(one) for one in people_in(answer.value))
    if question.kind == QuestionKind.SEVERAL:
        labels = dict(options_of(question))
        return " ; ".join(labels.get(key, key) for key in answer.value.splitlines())
    return said_without_unit(question, answer.value)


def said_without_unit(question: Any, value: str) -> str:
    words = said_value(question, value)
    unit = f"\u00a0{question.unit}" if question.unit else ""
    return words.removesuffix(unit) if question.kind == QuestionKind.NUMBER else words


def from_cell(question: Any, text: str) -> tuple[str, str]:
    """The value as typed and the status that a cell says: « s.o. » is no value. Words are kept as they are."""
    status = status_said(text)
    if question.kind in WORDS_ONLY and status == AnswerStatus.UNKNOWN and text.strip() == "?":
        return text, AnswerStatus.GIVEN
    return ("", status) if status != AnswerStatus.GIVEN else (text, status)


def help_for(question: Any) -> str:
    """What to write in the cell of a question, in a few words."""
    options = [label for _key, label in options_of(question)]
    helps = {
        QuestionKind.NUMBER: f"un nombre{f' ({question.unit})' if question.unit else ''}",
        QuestionKind.AMOUNT: "un montant en euros",
        QuestionKind.YES_NO: "oui ou non",
        QuestionKind.CHOICE: f"un de ces choix : {' / '.join(options)}",
        QuestionKind.EACH: f"un de ces choix : {' / '.join(options)}",
        QuestionKind.SEVERAL: f"un ou plusieurs, séparés par « ; » : {' / '.join(options)}",
        QuestionKind.DATE: "une date, 31/12/2026",
        QuestionKind.PEOPLE: "femmes ; hommes, par exemple « 12 ; 8 »",
    }
    return helps.get(question.kind, "")
