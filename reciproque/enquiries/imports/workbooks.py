"""A spreadsheet of sheets that comes back: every fault at its cell, and what keeping it would change.

Columns may stand in any order; a row finds its place by its key, which holds the round: the file of another contract,
or last year's, is told as such. Bringing the same file again changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core import signing

from reciproque.core.text import fold
from reciproque.enquiries.choices import TYPABLE, AnswerStatus
from reciproque.enquiries.models import Answer, Question, Round, Sheet
from reciproque.enquiries.queries import answers_in, live_questions
from reciproque.enquiries.rules.cells import from_cell, in_cell
from reciproque.enquiries.rules.fields import Typed, mark_of
from reciproque.enquiries.rules.questions import asked_on
from reciproque.enquiries.rules.reading import read_answer
from reciproque.enquiries.rules.returning import read_key
from reciproque.enquiries.rules.sheets import CLOSED, Place, items_of, places_of
from reciproque.office.bounds import Unreadable
from reciproque.office.grids import Grid, letter_of, read_grid
from reciproque.office.sheets import harmless

HEADINGS = {
    "key": {"cle (ne pas changer)", "cle"},
    "value": {"reponse", "reponses", "valeur"},
    "comment": {"raisons", "raison", "commentaire"},
}
LOOKED_AT = 10
SALT, FRESH = "reciproque.enquiries.imports.workbooks", 2 * 60 * 60


@dataclass(frozen=True)
class Problem:
    """What is wrong, and in which cell of the file (« D12 »)."""

    place: str
    said: str


@dataclass(frozen=True)
class Change:
    """What keeping the file would do to one answer."""

    cell: str
    sheet: Sheet
    typed: Typed
    before: str
    after: str


@dataclass
class ReadSheets:
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0

    @property
    def sheets(self) -> int:
        return len({change.sheet.pk for change in self.changes})


@dataclass(frozen=True)
class _Known:
    round: Round
    sheets: Mapping[int, Sheet]
    places: Mapping[int, Mapping[tuple[int, str], Place]]
    answers: Mapping[int, Mapping[tuple[str, str], Answer]]


def read_sheets(
    file: BinaryIO, *, name: str, round_: Round, sheets: Collection[Sheet] | None = None
) -> ReadSheets:
    """Judge every cell of the file; nothing is written. `sheets`: those that whoever brings it may fill in."""
    read = ReadSheets()
    try:
        grid = read_grid(file, name=name, lines=True)
    except Unreadable as refusal:
        read.problems.append(Problem("", str(refusal)))
        return read
    heading, columns = _columns(grid)
    if not columns:
        told = "Ce fichier n’a pas les colonnes « Clé » et « Réponse » : partez du tableur que la plateforme a donné."
        read.problems.append(Problem("", told))
        return read
    known = _known(round_, sheets)
    for number, row in enumerate(grid.rows[heading + 1 :], heading + 2):
        failed = {what for what, column in columns.items() if f"{letter_of(column)}{number}" in grid.errors}
        if failed:
            at = f"{letter_of(columns[min(failed)])}{number}"
            read.problems.append(Problem(at, "La formule de cette case ne donne rien : écrivez sa valeur."))
        else:
            _read_row(read, known, number, row, columns)
    return read


def _columns(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of headings and where each known column stands."""
    for number, row in enumerate(grid.rows[:LOOKED_AT]):
        said = [fold(cell) for cell in row]
        found = {
            what: said.index(next(word for word in said if word in words))
            for what, words in HEADINGS.items()
            if words & set(said)
        }
        if "key" in found and "value" in found:
            return number, found
    return 0, {}


def _known(round_: Round, only: Collection[Sheet] | None) -> _Known:
    sheets = {one.pk: one for one in (Sheet.objects.filter(round=round_) if only is None else only)}
    questions: list[Question] = live_questions(round_)
    places = {
        key: {
            (place.question.pk, place.item): place
            for place in places_of(asked_on(questions, sheet.subject_label), items_of(sheet))
        }
        for key, sheet in sheets.items()
    }
    return _Known(round_, sheets, places, answers_in(round_, only))


def _read_row(
    read: ReadSheets, known: _Known, number: int, row: list[str], columns: Mapping[str, int]
) -> None:
    def cell(what: str) -> tuple[str, str]:
        column = columns.get(what)
        if column is None:
            return "", ""
        text = row[column] if column < len(row) else ""
        return _as_typed(text), f"{letter_of(column)}{number}"

    key, at = cell("key")
    value, value_at = cell("value")
    if not key.strip():
        if value.strip():
            read.problems.append(
                Problem(at, "Cette ligne n’a plus sa clé : on ne sait pas à quelle question elle répond.")
            )
        return
    found, why = _place(known, key)
    if found is None:
        read.problems.append(Problem(at, why))
        return
    sheet, place = found
    _judge(read, known, sheet, place, (value, value_at, cell("comment")[0]))


def _as_typed(text: str) -> str:
    """Without the apostrophe that was put before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _place(known: _Known, key: str) -> tuple[tuple[Sheet, Place] | None, str]:
    """Where a row belongs, or why it belongs nowhere here."""
    parts = read_key(key)
    if parts is None:
        return None, f"« {key[:40]} » n’est pas une clé de ce tableur."
    round_, sheet_key, question, item = parts
    if round_ != known.round.pk:
        return None, "Cette ligne vient d’une autre enquête (un autre contrat, ou une autre année)."
    sheet = known.sheets.get(sheet_key)
    place = known.places.get(sheet_key, {}).get((question, item))
    if sheet is None:
        return None, "Cette ligne n’est pas d’une fiche que vous remplissez."
    if place is None:
        return None, "Cette question n’est plus sur la fiche."
    if sheet.state not in TYPABLE:
        return None, f"{sheet.title} : {CLOSED.get(sheet.state, '')}"
    return (sheet, place), ""


def _judge(read: ReadSheets, known: _Known, sheet: Sheet, place: Place, said: tuple[str, str, str]) -> None:
    text, at, comment = said
    answer = known.answers.get(sheet.pk, {}).get(place.key)
    value, status = from_cell(place.question, text)
    try:
        kept = read_answer(place.question, value) if status == AnswerStatus.GIVEN else ""
    except ValueError as refusal:
        read.problems.append(Problem(at, str(refusal)))
        return
    before = (answer.value, answer.comment, answer.status) if answer else ("", "", AnswerStatus.GIVEN)
    if before == (kept, comment.strip(), status):
        read.same += 1
        return
    typed = Typed(place, value, comment.strip(), status, mark_of(answer))
    shown = f"{text} {comment}".strip()
    was = f"{in_cell(place.question, answer)} {answer.comment if answer else ''}".strip()
    read.changes.append(Change(at, sheet, typed, was, shown))


def sealed(read: ReadSheets, *, by: int, round_id: int) -> str:
    """What the dry run found, to be sent back with the second button; nobody else can use it."""
    rows = [
        [
            c.sheet.pk,
            c.typed.place.question.pk,
            c.typed.place.item,
            c.typed.value,
            c.typed.comment,
            c.typed.status,
            c.typed.mark,
        ]
        for c in read.changes
    ]
    return signing.dumps({"by": by, "round": round_id, "rows": rows}, salt=SALT, compress=True)


def unsealed(
    text: str, *, by: int, round_: Round, sheets: Collection[Sheet] | None = None
) -> list[tuple[Sheet, Typed]] | None:
    """What was sealed; None for what is too old, not ours, or of another round or person."""
    try:
        told: dict[str, Any] = signing.loads(text, salt=SALT, max_age=FRESH)
    except signing.BadSignature:
        return None
    if told["by"] != by or told["round"] != round_.pk:
        return None
    known = _known(round_, sheets)
    found = []
    for sheet, question, item, value, comment, status, mark in told["rows"]:
        place = known.places.get(sheet, {}).get((question, item))
        if place is not None:
            found.append((known.sheets[sheet], Typed(place, value, comment, status, mark)))
    return found
