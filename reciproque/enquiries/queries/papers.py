"""Sheets on paper, and the grid in which what came on paper is typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reciproque.accounts.models import User
from reciproque.enquiries.choices import TYPABLE, QuestionKind
from reciproque.enquiries.models import Answer, Question, Round, Sheet
from reciproque.enquiries.queries.answering import Group, groups_of
from reciproque.enquiries.queries.answers import answers_in
from reciproque.enquiries.queries.rounds import live_questions, sheets_of
from reciproque.enquiries.rules.cells import help_for, in_cell
from reciproque.enquiries.rules.fields import Outcome
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.sheets import Place, blocks_of, items_of, places_of

UNTYPED = [QuestionKind.EACH, QuestionKind.FILE]
"""Kinds that a grid of one cell a question cannot hold."""


@dataclass(frozen=True)
class Paper:
    """A sheet to be printed: its questions, and what was answered so far."""

    sheet: Sheet
    groups: list[Group]
    blocks: list[dict[str, Any]]


def paper_sheets(round_: Round, sheets: Iterable[Sheet]) -> list[Paper]:
    questions, answers = live_questions(round_), answers_in(round_)
    papers = []
    for sheet in sheets:
        places = places_of(asked_on(questions, sheet.subject_label), items_of(sheet))
        groups = groups_of(places, answers.get(sheet.pk, {}), {}, {}, {})
        papers.append(Paper(sheet, groups, blocks_of(sheet)))
    return papers


def people_asked(round_: Round) -> QuerySet[User]:
    """The persons who have sheets of the round, by name."""
    return User.objects.filter(sheets__round=round_).distinct().order_by("sort_key", "pk")


@dataclass(frozen=True)
class Cell:
    """A cell of the grid: its name in the form, what is in its input, what stood there when it was drawn."""

    name: str
    text: str
    seen: str
    error: str
    label: str
    asked: bool = True


@dataclass(frozen=True)
class GridRow:
    sheet: Sheet
    cells: list[Cell]


@dataclass(frozen=True)
class TypingGrid:
    questions: list[tuple[Question, str]]
    rows: list[GridRow]
    left_out: list[Question]


def grid_places(round_: Round) -> dict[str, tuple[Sheet, Place, Answer | None]]:
    """Each cell of the grid by its name « v-<sheet>-<question> »."""
    questions = [one for one in live_questions(round_) if one.kind not in UNTYPED]
    answers = answers_in(round_)
    return {
        f"v-{sheet.pk}-{question.pk}": (
            sheet,
            Place(question),
            answers.get(sheet.pk, {}).get((question.key, "")),
        )
        for sheet in sheets_of(round_).filter(state__in=TYPABLE)
        for question in asked_on(questions, sheet.subject_label)
    }


def typing_grid(round_: Round, outcomes: Mapping[str, Outcome]) -> TypingGrid:
    """The sheets that can be typed, with what stands in them; what could not be kept stays in its cell."""
    questions = live_questions(round_)
    typed = [one for one in questions if one.kind not in UNTYPED]
    places = grid_places(round_)
    sheets = {sheet.pk: sheet for sheet, _place, _answer in places.values()}
    rows = [
        GridRow(
            sheet,
            [_cell(f"v-{key}-{question.pk}", sheet, question, places, outcomes) for question in typed],
        )
        for key, sheet in sheets.items()
    ]
    left_out = [one for one in questions if one.kind in UNTYPED]
    return TypingGrid([(one, help_for(one)) for one in typed], rows, left_out)


def _cell(
    name: str,
    sheet: Sheet,
    question: Question,
    places: Mapping[str, tuple[Sheet, Place, Answer | None]],
    outcomes: Mapping[str, Outcome],
) -> Cell:
    label = f"{sheet.title} : {question.wording}"
    if name not in places:
        return Cell(name, "", "", "", label, asked=False)
    answer, outcome = places[name][2], outcomes.get(name)
    error = outcome.error if outcome else ""
    text = outcome.typed.value if error and outcome and outcome.typed else in_cell(question, answer)
    return Cell(name, text, in_cell(question, answer), error, label)
