"""Slides of what sessions decided and what an evaluation judged."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.core.text import one_line
from reciproque.evaluation.exports.charts import VERDICTS, signed
from reciproque.evaluation.exports.extracts import Told, count, cut, day
from reciproque.office.papers.content import Bullets, Cell, TableBlock, TableColumn
from reciproque.office.slides import Slide

TITLE = "Décisions des séances de validation"


def decision_slides(picture: Told) -> list[Slide]:
    held, proposals = picture["sessions"], picture["proposals"]
    foot = _held(held)
    if not proposals:
        said = (
            "Les séances n’ont rien décidé qui change le contrat."
            if held
            else "Aucune séance n’a encore eu lieu."
        )
        return [Slide(TITLE, [Bullets([said])], foot=foot)]
    columns = [
        TableColumn("Décision", 2),
        TableColumn("Sur quoi", 3),
        TableColumn("Ce qui est voulu", 3.4),
        TableColumn("Suite", 2),
    ]
    rows: list[list[str | Cell]] = [
        [
            cut(one["kind_word"], 60),
            cut(one["target"], 110),
            cut(str(one.get("after_word", one["after"]) or one["reason"] or ""), 160),
            Cell((one["state_word"], one_line(str(one["owner"] or "")), day(one["due_on"]))),
        ]
        for one in proposals
    ]
    return [Slide(TITLE, [TableBlock(columns, rows)], foot=foot)]


def _held(sessions: Sequence[Told]) -> str:
    if not sessions:
        return ""
    lines = [line for one in sessions for line in one["agenda"]]
    settled = count(sum(bool(line["outcome_word"]) for line in lines), "fiche tranchée", "fiches tranchées")
    return f"{count(len(sessions), 'séance', 'séances')}, {settled} sur {len(lines)} à l’ordre du jour."


def judged_slides(questions: Sequence[Told]) -> list[Slide]:
    """The evaluation questions of a mid-term or final campaign, with the answer given; nothing in other years."""
    if not questions:
        return []
    columns = [TableColumn("Question", 3), TableColumn("Critères", 3.4), TableColumn("Réponse", 3.6)]
    rows: list[list[str | Cell]] = [
        [
            cut(one["wording"], 160),
            Cell([_criterion(criterion) for criterion in one["criteria"]]),
            cut(one["conclusion"], 220) or "pas encore de réponse",
        ]
        for one in questions
    ]
    return [Slide("Questions évaluatives", [TableBlock(columns, rows)])]


def _criterion(one: Told) -> str:
    said = signed(one["word"], one["judgement"], VERDICTS) if one["judgement"] else "? pas encore jugé"
    return f"{cut(one['wording'], 70)}\u00a0: {said}"
