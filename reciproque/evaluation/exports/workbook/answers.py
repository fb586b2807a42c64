"""The answers: a sheet of questions a row, then an item a row for what is answered item by item."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from reciproque.core.tables import CellKind, Column
from reciproque.enquiries.choices import AnswerStatus, QuestionKind
from reciproque.enquiries.rules.reading import people_in
from reciproque.evaluation.exports.extracts import MISSING, Told
from reciproque.evaluation.exports.report.pillars import named
from reciproque.evaluation.exports.workbook.columns import Row, columns_of, day_of, every_sheet
from reciproque.office.sheets import Sheet

STATUSES: dict[str, str] = {
    AnswerStatus.GIVEN: "renseigné",
    AnswerStatus.NOT_APPLICABLE: "sans objet",
    AnswerStatus.UNKNOWN: "ne sait pas",
}


def answer_sheet(picture: Told) -> Sheet:
    """One sheet of questions a row: for each question its value and its status."""
    columns = columns_of(
        ("Axe", "pillar"), ("Objectif", "title"), ("Lieu", "place"), ("Organisme", "organisation"),
        ("État de la fiche", "state_word"), ("Rendue le", "submitted", "date"), ("Issue en séance", "outcome_word"),
        ("Note de séance", "note"),
    )  # fmt: skip
    for question in picture["questions"]:
        if question["kind"] != QuestionKind.EACH:
            columns += _question_columns(question)
    rows = [
        {**sheet, "pillar": pillar["title"], "submitted": day_of(sheet["submitted_on"])}
        for pillar in picture["pillars"]
        for sheet in pillar["sheets"]
    ]
    return Sheet("Fiches", columns, rows)


def _question_columns(question: Told) -> list[Column[Any]]:
    name, key = named(question), question["key"]
    if question["kind"] == QuestionKind.PEOPLE:
        values: list[Column[Any]] = [
            Column(f"{name} : femmes", lambda row: _people(row, key)[0], "number", key=f"{key}-f"),
            Column(f"{name} : hommes", lambda row: _people(row, key)[1], "number", key=f"{key}-h"),
        ]
    else:
        values = [Column(name, lambda row: _value(row, question), _kind(question), key=key)]
    return [
        *values,
        Column(f"{name} (statut)", lambda row: _status(row, key), key=f"{key}-s"),
    ]


def _kind(question: Told) -> CellKind:
    kinds: dict[str, CellKind] = {
        QuestionKind.NUMBER: "number",
        QuestionKind.AMOUNT: "euros",
        QuestionKind.DATE: "date",
    }
    return kinds.get(question["kind"], "text")


def _answer(row: Row, key: str) -> Told | None:
    told = row["answers"].get(key, [])
    return told[0] if told else None


def _status(row: Row, key: str) -> str:
    answer = _answer(row, key)
    if answer is None or (answer["status"] == AnswerStatus.GIVEN and not str(answer["value"]).strip()):
        return MISSING
    return STATUSES.get(answer["status"], str(answer["status"]))


def _value(row: Row, question: Told) -> Any:
    """A number or a day as such, everything else in words; what cannot be read as such comes out as it is."""
    answer = _answer(row, question["key"])
    if answer is None or answer["status"] != AnswerStatus.GIVEN or not str(answer["value"]).strip():
        return None
    kind = _kind(question)
    try:
        if kind in ("number", "euros"):
            return Decimal(answer["value"])
        return day_of(answer["value"]) if kind == "date" else str(answer["said"])
    except (InvalidOperation, ValueError):
        return str(answer["said"])


def _people(row: Row, key: str) -> tuple[int | None, int | None]:
    answer = _answer(row, key)
    given = answer is not None and answer["status"] == AnswerStatus.GIVEN
    return people_in(str(answer["value"])) if answer is not None and given else (None, None)


def item_sheets(picture: Told) -> list[Sheet]:
    """Questions that are answered for each item of a sheet, one item a row."""
    asked = [one for one in picture["questions"] if one["kind"] == QuestionKind.EACH]
    if not asked:
        return []
    rows = []
    for sheet in every_sheet(picture):
        titles = {str(item["key"]): str(item.get("title", "")) for item in sheet["items"]}
        for question in asked:
            for one in sheet["answers"].get(question["key"], []):
                status = STATUSES.get(one["status"], one["status"])
                item = titles.get(one["item"], one["item"])
                own = {"title": sheet["title"], "question": named(question), "item": item, "status": status}
                rows.append(own | {"said": one["said"], "comment": one["comment"]})
    columns = columns_of(
        ("Objectif", "title"), ("Question", "question"), ("Élément", "item"), ("Statut", "status"), ("Réponse", "said"),
        ("Raisons", "comment"),
    )  # fmt: skip
    return [Sheet("Réponses par élément", columns, rows)]
