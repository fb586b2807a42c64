"""The sheets of one person as a spreadsheet that travels by mail and comes back: a row for each place to answer."""

from collections.abc import Collection
from dataclasses import dataclass

from reciproque.core.tables import Column
from reciproque.enquiries.choices import QuestionKind
from reciproque.enquiries.models import Answer, Round, Sheet
from reciproque.enquiries.queries import answers_in, live_questions
from reciproque.enquiries.rules.cells import help_for, in_cell
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.returning import key_of
from reciproque.enquiries.rules.sheets import Place, items_of, places_of


@dataclass(frozen=True)
class Row:
    sheet: Sheet
    place: Place
    answer: Answer | None


SHEET_COLUMNS: list[Column[Row]] = [
    Column("Fiche", lambda row: row.sheet.title),
    Column("Question", lambda row: row.place.question.wording),
    Column("Élément", lambda row: row.place.title),
    Column("Réponse", lambda row: in_cell(row.place.question, row.answer)),
    Column("Raisons", lambda row: row.answer.comment if row.answer else ""),
    Column("Que répondre", lambda row: help_for(row.place.question)),
    Column("Clé (ne pas changer)", lambda row: key_of(row.sheet, row.place)),
]


def workbook_rows(round_: Round, sheets: Collection[Sheet]) -> list[Row]:
    """A row for each place of these sheets that a spreadsheet can answer."""
    questions = [one for one in live_questions(round_) if one.kind != QuestionKind.FILE]
    answers = answers_in(round_, sheets)
    return [
        Row(sheet, place, answers.get(sheet.pk, {}).get(place.key))
        for sheet in sheets
        for place in places_of(asked_on(questions, sheet.subject_label), items_of(sheet))
    ]
