"""All answers of a round: one row a sheet, one column a question.

What is not applicable and what is not known are said in words; what was not answered is an empty cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reciproque.core.tables import Column
from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.models import Answer, Question, Round, Sheet
from reciproque.enquiries.queries import answers_in, live_questions
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.reading import people_in
from reciproque.enquiries.rules.sheets import items_of
from reciproque.enquiries.rules.wording import said

Answers = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True)
class Row:
    sheet: Sheet
    answers: Answers


def answer_rows(round_: Round, sheets: Iterable[Sheet]) -> list[Row]:
    """These sheets with their answers."""
    answers = answers_in(round_)
    return [Row(one, answers.get(one.pk, {})) for one in sheets]


def answer_columns(round_: Round) -> list[Column[Row]]:
    """What tells a sheet, then its questions in their order."""
    columns: list[Column[Row]] = [
        Column("Fiche", lambda row: row.sheet.title),
        Column("Où", lambda row: row.sheet.place),
        Column("Regroupement", lambda row: row.sheet.group),
        Column("Organisme", lambda row: str(row.sheet.organisation or "")),
        Column("Personne", lambda row: str(row.sheet.recipient or "")),
        Column("État", lambda row: row.sheet.get_state_display()),
        Column("Rendue le", lambda row: row.sheet.submitted_at, kind="date"),
    ]
    for question in live_questions(round_):
        columns += _of(question)
    return columns


def _of(question: Question) -> Sequence[Column[Row]]:
    if question.kind == QuestionKind.PEOPLE:
        return [
            Column(f"{question.wording} : {word}", _count(question, place), kind="number")
            for place, word in enumerate(("femmes", "hommes"))
        ]
    numeric = question.kind in (QuestionKind.NUMBER, QuestionKind.AMOUNT)
    kind: Any = "euros" if question.kind == QuestionKind.AMOUNT else "number" if numeric else "text"
    return [Column(question.wording, _value(question), kind=kind)]


def _count(question: Question, place: int) -> Any:
    def value(row: Row) -> Any:
        answer = row.answers.get((question.key, ""))
        if answer is None or answer.status != AnswerStatus.GIVEN:
            return _without(answer)
        found = people_in(answer.value)[place]
        return "non connu" if found is None else found

    return value


def _value(question: Question) -> Any:
    def value(row: Row) -> Any:
        if not asked_on([question], row.sheet.subject_label):
            return "non demandé"
        if question.kind == QuestionKind.EACH:
            return "\n".join(_each(question, row))
        answer = row.answers.get((question.key, ""))
        if answer is None or answer.status != AnswerStatus.GIVEN:
            return _without(answer)
        if question.kind in (QuestionKind.NUMBER, QuestionKind.AMOUNT):
            return Decimal(answer.value)
        return said(question, answer)

    return value


def _without(answer: Answer | None) -> str:
    return str(AnswerStatus(answer.status).label) if answer is not None else ""


def _each(question: Question, row: Row) -> list[str]:
    lines = []
    for item in items_of(row.sheet):
        answer = row.answers.get((question.key, str(item["key"])))
        if answer is not None:
            why = f" ({answer.comment})" if answer.comment else ""
            lines.append(f"{item.get('title', '')} : {said(question, answer)}{why}")
    return lines
