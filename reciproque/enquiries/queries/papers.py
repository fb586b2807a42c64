"""Sheets on paper, and the grid in which what came on paper is typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reciproque.accounts.models import User
from reciproque.core.text import shorten
from reciproque.enquiries.choices import TYPABLE, QuestionKind
from reciproque.enquiries.models import Answer, Attachment, Question, Round, Sheet
from reciproque.enquiries.queries.answering import Group, groups_of
from reciproque.enquiries.queries.answers import answers_in
from reciproque.enquiries.queries.rounds import live_questions, sheets_of
from reciproque.enquiries.rules.cells import help_for, in_cell
from reciproque.enquiries.rules.fields import Outcome
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.sheets import Place, blocks_of, items_of, places_of


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
    """A cell of the grid: its name in the form, what is in its input, what stood there when it was drawn.

    `files`: of a question that is answered by files, the names of those that are there; None for the others.
    """

    name: str
    text: str = ""
    seen: str = ""
    error: str = ""
    label: str = ""
    asked: bool = True
    files: list[str] | None = None
    in_words: bool = False

    @property
    def seen_name(self) -> str:
        """« s… » beside « v… », « t… » beside the reasons « c… »."""
        return f"{'t' if self.name.startswith('c') else 's'}{self.name[1:]}"


@dataclass(frozen=True)
class Heading:
    """A column: a question, or the reasons of its choice."""

    question: Question
    words: str
    help: str
    part: str


@dataclass(frozen=True)
class GridRow:
    """A sheet, or one of the items that its « each » questions ask about (`item` is then its title)."""

    sheet: Sheet
    cells: list[Cell | None]
    item: str = ""


@dataclass(frozen=True)
class TypingGrid:
    headings: list[Heading]
    rows: list[GridRow]


Places = Mapping[str, tuple[Sheet, Place, Answer | None]]


def grid_places(round_: Round) -> dict[str, tuple[Sheet, Place, Answer | None]]:
    """Each place of the grid by its name « v-<sheet>-<question>-<item> », « f-… » where files are expected."""
    questions, answers = live_questions(round_), answers_in(round_)
    return {
        _name("f" if place.question.kind == QuestionKind.FILE else "v", sheet, place): (
            sheet,
            place,
            answers.get(sheet.pk, {}).get(place.key),
        )
        for sheet in sheets_of(round_).filter(state__in=TYPABLE)
        for place in places_of(asked_on(questions, sheet.subject_label), items_of(sheet))
    }


def _name(part: str, sheet: Sheet, place: Place) -> str:
    return f"{part}-{sheet.pk}-{place.question.pk}-{place.item}"


def typing_grid(round_: Round, outcomes: Mapping[str, Outcome]) -> TypingGrid:
    """The sheets that can be typed, with what stands in them; what could not be kept stays in its cell."""
    places = grid_places(round_)
    headings = [one for question in live_questions(round_) for one in _headings(question)]
    files: dict[tuple[int, int | None], list[str]] = {}
    joined = Attachment.objects.filter(sheet__round=round_, removed_at=None).select_related("file")
    for one in joined if places else ():
        files.setdefault((one.sheet_id, one.question_id), []).append(str(one))
    rows = []
    for sheet in {sheet.pk: sheet for sheet, _place, _answer in places.values()}.values():
        rows.append(_row(sheet, headings, places, outcomes, files))
        if any(one.question.kind == QuestionKind.EACH for one in headings):
            rows += [_row(sheet, headings, places, outcomes, files, item) for item in items_of(sheet)]
    return TypingGrid(headings, rows)


def _headings(question: Question) -> list[Heading]:
    if question.kind == QuestionKind.FILE:
        return [Heading(question, question.wording, "un fichier, gardé par le bouton Enregistrer", "f")]
    own = Heading(question, question.wording, help_for(question), "v")
    if question.kind != QuestionKind.EACH:
        return [own]
    return [own, Heading(question, "Raisons", shorten(question.wording, 60), "c")]


def _row(
    sheet: Sheet,
    headings: list[Heading],
    places: Places,
    outcomes: Mapping[str, Outcome],
    files: Mapping[tuple[int, int | None], list[str]],
    item: Mapping[str, Any] | None = None,
) -> GridRow:
    cells: list[Cell | None] = []
    for heading in headings:
        of_items = heading.question.kind == QuestionKind.EACH
        if of_items != (item is not None):
            cells.append(None)
            continue
        place = Place(heading.question, str(item["key"]) if item else "", str(item["title"]) if item else "")
        joined = files.get((sheet.pk, heading.question.pk), []) if heading.part == "f" else None
        cells.append(_cell(heading, sheet, place, places, outcomes, joined))
    return GridRow(sheet, cells, str(item["title"]) if item else "")


def _cell(
    heading: Heading,
    sheet: Sheet,
    place: Place,
    places: Places,
    outcomes: Mapping[str, Outcome],
    files: list[str] | None,
) -> Cell:
    name = _name(heading.part, sheet, place)
    label = f"{sheet.title} : {place.words}" + (" : raisons" if heading.part == "c" else "")
    there = places.get(_name("f" if files is not None else "v", sheet, place))
    if there is None:
        return Cell(name, label=label, asked=False)
    answer, outcome = there[2], outcomes.get(name)
    error, typed = (outcome.error, outcome.typed) if outcome else ("", None)
    if heading.part == "c":
        seen = answer.comment if answer else ""
        text = typed.comment if error and typed else seen
    else:
        seen = in_cell(place.question, answer)
        text = typed.value if error and typed else seen
    return Cell(name, text, seen, error, label, files=files, in_words=place.question.kind not in IN_FIGURES)


IN_FIGURES = [QuestionKind.NUMBER, QuestionKind.AMOUNT, QuestionKind.PEOPLE, QuestionKind.DATE]
