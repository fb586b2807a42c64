"""What was judged, validated in session, decided and recommended."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.core.text import clean, one_line
from reciproque.evaluation.exports.charts import VERDICTS, signed
from reciproque.evaluation.exports.extracts import HARD_SPACE, Told, day
from reciproque.office.papers.content import Cell, Content, Heading, Paragraph, TableBlock, TableColumn


def judged(questions: Sequence[Told]) -> list[Content]:
    """Evaluation questions, by which criteria they were judged, and the answer given."""
    if not questions:
        return []
    blocks: list[Content] = [Heading("Questions évaluatives")]
    columns = [
        TableColumn("Critère", 3),
        TableColumn("Jugement", 1.6),
        TableColumn("Ce qui a été constaté, sources", 4),
    ]
    for one in questions:
        rows: list[list[str | Cell]] = [
            [
                one_line(criterion["wording"]),
                signed(criterion["word"], criterion["judgement"], VERDICTS)
                if criterion["judgement"]
                else "pas encore jugé",
                Cell(
                    (
                        clean(criterion["reasons"]),
                        f"Sources{HARD_SPACE}: {one_line(criterion['sources'])}"
                        if criterion["sources"]
                        else "",
                    )
                ),
            ]
            for criterion in one["criteria"]
        ]
        blocks.append(Heading(one_line(one["wording"]), 2))
        blocks += [TableBlock(columns, rows, "Critères et jugements")] if rows else []
        answer = clean(one["conclusion"]) or "Pas encore de réponse à cette question."
        blocks.append(Paragraph(f"Réponse{HARD_SPACE}: {answer}", lead=f"Réponse{HARD_SPACE}:"))
    return blocks


def sessions(held: Sequence[Told]) -> list[Content]:
    if not held:
        return []
    blocks: list[Content] = [Heading("Séances de validation")]
    columns = [TableColumn("Fiche", 3), TableColumn("Issue", 1.5), TableColumn("Ce qui a été dit", 3)]
    for one in held:
        where = f", {one_line(one['place'])}" if one["place"] else ""
        blocks += [Heading(one_line(one["title"]), 2), Paragraph(f"Le {day(one['starts_at'])}{where}.")]
        for word, names in (
            ("Présents", one["present"]),
            ("Excusés", one["excused"]),
            ("Absents", one["absent"]),
        ):
            if names:
                blocks.append(
                    Paragraph(
                        f"{word}{HARD_SPACE}: {' ; '.join(map(one_line, names))}.",
                        lead=f"{word}{HARD_SPACE}:",
                    )
                )
        rows = [
            [one_line(line["title"]), line["outcome_word"] or "pas encore tranchée", clean(line["note"])]
            for line in one["agenda"]
        ]
        blocks += [TableBlock(columns, rows, "Fiches examinées")] if rows else []
    return blocks


def decisions(proposals: Sequence[Told]) -> list[Content]:
    if not proposals:
        return []
    columns = [
        TableColumn("Décision", 2),
        TableColumn("Sur quoi", 2.6),
        TableColumn("Avant", 2.2),
        TableColumn("Après", 2.2),
        TableColumn("Suite", 1.8),
    ]
    rows: list[list[str | Cell]] = [
        [
            one_line(one["kind_word"]),
            one_line(one["target"]),
            one_line(str(one.get("before_word", one["before"]) or "")),
            one_line(str(one.get("after_word", one["after"]) or "")),
            Cell(
                (
                    one["state_word"],
                    one_line(str(one["owner"] or "")),
                    f"pour le {day(one['due_on'])}" if one["due_on"] else "",
                )
            ),
        ]
        for one in proposals
    ]
    return [Heading("Décisions des séances"), TableBlock(columns, rows, "Ce qui change dans le contrat")]


def recommendations(told: Sequence[Told]) -> list[Content]:
    if not told:
        return []
    columns = [
        TableColumn("Recommandation", 3.5),
        TableColumn("Constat", 3),
        TableColumn("Réponse", 2.5),
        TableColumn("Suivi", 1.8),
    ]
    rows: list[list[str | Cell]] = [
        [
            one_line(one["wording"]),
            one_line(str(one["finding"] or "")),
            one_line(str(one["answer"] or "")) or "sans réponse",
            Cell((one["state_word"], f"pour le {day(one['due_on'])}" if one["due_on"] else "")),
        ]
        for one in told
    ]
    return [Heading("Recommandations"), TableBlock(columns, rows, "Recommandations et leur suivi")]
