"""All answers, sheet by sheet, as they were given."""

from __future__ import annotations

from reciproque.core.text import clean, one_line
from reciproque.enquiries.choices import QuestionKind
from reciproque.evaluation.exports.extracts import HARD_SPACE, MISSING, Told, is_returned, sheets_in
from reciproque.evaluation.exports.report.pillars import named
from reciproque.office.papers.content import Cell, Content, Heading, PageBreak, TableBlock, TableColumn


def annex(picture: Told) -> list[Content]:
    """All answers of the sheets that were handed in, as they were given."""
    blocks: list[Content] = [PageBreak(), Heading("Annexe : toutes les réponses")]
    columns = [TableColumn("Question", 2), TableColumn("Réponse", 5)]
    for sheet in sheets_in(picture):
        if not is_returned(sheet):
            continue
        rows = [row for question in picture["questions"] for row in _annexed(question, sheet)]
        blocks += [Heading(one_line(sheet["title"]), 2), TableBlock(columns, rows)]
    return blocks


def _annexed(question: Told, sheet: Told) -> list[list[str | Cell]]:
    told = sheet["answers"].get(question["key"], [])
    titles = {str(item["key"]): one_line(str(item.get("title", ""))) for item in sheet["items"]}
    if question["kind"] == QuestionKind.EACH:
        told = [one for one in told if one["item"]]
        return [
            [f"{named(question)}{HARD_SPACE}: {titles.get(one['item'], one['item'])}", _lines(one)]
            for one in told
        ] or [[named(question), MISSING]]
    return [[named(question), _lines(told[0]) if told else MISSING]]


def _lines(answer: Told) -> Cell:
    texts = [*clean(str(answer["said"])).splitlines(), clean(str(answer["comment"]))]
    return Cell([text for text in texts if text.strip()])
