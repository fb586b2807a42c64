"""What the report says of a pillar: each objective with its answers, verdicts and what its session decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.core.text import clean, one_line
from reciproque.enquiries.choices import AnswerStatus, QuestionKind, SheetState
from reciproque.evaluation.exports.charts import ENGAGEMENTS, PROGRESS, VERDICTS, signed
from reciproque.evaluation.exports.extracts import (
    HARD_SPACE,
    MISSING,
    Told,
    count,
    day,
    euros,
    is_returned,
    people_said,
    verdicts_by_result,
)
from reciproque.evaluation.rules.questions import CHANGE, DONE, ENGAGEMENT
from reciproque.evaluation.rules.questions import VERDICTS as VERDICTS_ASKED
from reciproque.office.papers.content import (
    Bullets,
    Cell,
    Content,
    Entry,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
    TableColumn,
)

SHORT = {
    DONE: "Ce qui a été fait",
    "publics": "Personnes touchées",
    "results": "Ce que cela a changé",
    "difficulties": "Difficultés",
    "ordinary_law": "Droit commun mobilisé",
    "ordinary_amount": "Montant déclaré",
    "equality": "Égalité entre les femmes et les hommes",
    "citizens": "Part des habitants",
    "perspectives": "Perspectives",
    CHANGE: "Changement proposé",
}
"""How a report names the questions that every campaign begins with; the others are named by their wording."""
APART = {ENGAGEMENT, VERDICTS_ASKED}
KNOWN_IN_TABLE = "monitoring.indicators"
NOT_HANDED_IN = {
    SheetState.REFUSED: "Le pilote n’a pas voulu répondre",
    SheetState.EXCUSED: "Fiche dispensée",
}


def pillar_blocks(picture: Told, pillar: Told) -> list[Content]:
    """A chapter; nothing for a pillar of which there is no sheet."""
    if not pillar["sheets"]:
        return []
    blocks: list[Content] = [PageBreak(), Heading(one_line(pillar["title"])), Paragraph(_summary(pillar))]
    for sheet in pillar["sheets"]:
        blocks += _sheet(picture["questions"], sheet)
    own = [
        one
        for one in picture["indicators"]
        if one["pillar_key"] == pillar["key"] and pillar["key"] is not None
    ]
    if own:
        blocks.append(Heading("Indicateurs", 2))
        blocks.append(indicator_table(own, f"Indicateurs{HARD_SPACE}: {one_line(pillar['title'])}"))
    return blocks


def _summary(pillar: Told) -> str:
    figures = pillar["figures"]
    said = [
        f"{count(figures['returned'], 'fiche rendue', 'fiches rendues')} sur {figures['sheets']}, "
        f"{count(figures['accepted'], 'validée', 'validées')}.",
        f"Personnes touchées{HARD_SPACE}: {people_said(figures['people'])}.",
        f"Droit commun déclaré{HARD_SPACE}: {euros(figures['ordinary_amount'])}.",
    ]
    return " ".join(said)


def _sheet(questions: Sequence[Told], sheet: Told) -> list[Content]:
    place = f" ({one_line(sheet['place'])})" if sheet["place"] else ""
    blocks: list[Content] = [
        Heading(f"{one_line(sheet['title'])}{place}", 2),
        Paragraph(_whose(sheet), quiet=True),
    ]
    if not is_returned(sheet):
        return [*blocks, Paragraph(_not_handed_in(sheet))]
    level = sheet["answers"].get(ENGAGEMENT, [])
    if any(one["key"] == ENGAGEMENT for one in questions):
        said = (
            signed(level[0]["said"], level[0]["value"], ENGAGEMENTS) if level else signed("", "", ENGAGEMENTS)
        )
        blocks.append(_led("Niveau d’engagement", said))
    blocks += _answers(questions, sheet)
    blocks += _verdicts(sheet)
    blocks += _known(sheet)
    if sheet["outcome_word"]:
        note = f". {one_line(sheet['note'])}" if sheet["note"] else "."
        blocks.append(_led("En séance", f"{sheet['outcome_word']}{note}"))
    return blocks


def _whose(sheet: Told) -> str:
    who = one_line(sheet["organisation"]) or "Organisme non précisé"
    handed = f", rendue le {day(sheet['submitted_on'])}" if sheet["submitted_on"] else ""
    state = "" if handed and sheet["state"] == SheetState.SUBMITTED else f" {sheet['state_word']}"
    return f"{who}. Fiche{state}{handed}.".replace("Fiche,", "Fiche")


def _not_handed_in(sheet: Told) -> str:
    said = NOT_HANDED_IN.get(
        sheet["state"], "Cette fiche n’a pas été rendue : rien n’est dit de cet objectif"
    )
    reason = one_line(str(sheet.get("reason", "")))
    return f"{said}{HARD_SPACE}: {reason}" if reason else f"{said}."


def _led(lead: str, text: str) -> Paragraph:
    front = f"{lead}{HARD_SPACE}:"
    return Paragraph(f"{front} {clean(text)}", lead=front)


def named(question: Told) -> str:
    return SHORT.get(question["key"]) or one_line(question["wording"]).rstrip(" ?:\u00a0\u202f")


def _answers(questions: Sequence[Told], sheet: Told) -> list[Content]:
    """What was answered, question by question; then, each apart, what has no object, is not known, was not said."""
    blocks: list[Content] = []
    silent: dict[str, list[str]] = {AnswerStatus.NOT_APPLICABLE: [], AnswerStatus.UNKNOWN: [], "": []}
    for question in questions:
        if question["key"] in APART:
            continue
        told = sheet["answers"].get(question["key"], [])
        given = [one for one in told if one["status"] == AnswerStatus.GIVEN and str(one["value"]).strip()]
        if given:
            blocks += _given(question, given, sheet)
        else:
            silent[told[0]["status"] if told and told[0]["status"] in silent else ""].append(named(question))
    words = {
        AnswerStatus.NOT_APPLICABLE: "Sans objet",
        AnswerStatus.UNKNOWN: "Non connu",
        "": "Non renseigné",
    }
    for status, names in silent.items():
        if names:
            blocks.append(Paragraph(f"{words[status]}{HARD_SPACE}: {' ; '.join(names)}.", quiet=True))
    return blocks


def _given(question: Told, given: Sequence[Told], sheet: Told) -> list[Content]:
    if question["kind"] == QuestionKind.EACH:
        titles = {str(item["key"]): one_line(str(item.get("title", ""))) for item in sheet["items"]}
        told = [f"{titles.get(one['item'], one['item'])}{HARD_SPACE}: {_with_reasons(one)}" for one in given]
        return [_led(named(question), ""), Bullets(told)]
    lines = [line for line in clean(_with_reasons(given[0])).splitlines() if line.strip()]
    first, *rest = lines or [MISSING]
    return [_led(named(question), first), *(Paragraph(line) for line in rest)]


def _with_reasons(answer: Told) -> str:
    reasons = f" ({answer['comment']})" if answer["comment"] else ""
    return f"{answer['said']}{reasons}"


def _verdicts(sheet: Told) -> list[Content]:
    results = verdicts_by_result(sheet)
    if not results:
        return []
    columns = [
        TableColumn("Résultat attendu", 3),
        TableColumn("Verdict", 2),
        TableColumn("Sur quoi il repose", 3),
    ]
    rows = [_verdict_row(title, target, voices) for title, target, voices in results]
    return [TableBlock(columns, rows, "Résultats attendus")]


def _verdict_row(title: str, target: str, voices: Sequence[Told]) -> list[str | Cell]:
    aimed = [f"Cible{HARD_SPACE}: {one_line(target)}"] if target else []
    several = len(voices) > 1
    said = [
        signed(one["word"], one["value"], VERDICTS) + (f" ({one['voice_word']})" if several else "")
        for one in voices
    ]
    grounds = [
        (f"{one['voice_word'].capitalize()}{HARD_SPACE}: " if several else "") + clean(str(one["evidence"]))
        for one in voices
        if one["evidence"]
    ]
    return [
        Cell((one_line(title), *aimed)),
        Cell(said or ("sans verdict",)),
        Cell(grounds or ("aucune preuve donnée" if voices else "",)),
    ]


def _known(sheet: Told) -> list[Content]:
    """What the software itself knew of the objective; its indicators stand in the table of the pillar."""
    entries = []
    for block in sheet["blocks"]:
        if block.get("key") == KNOWN_IN_TABLE or str(block.get("heading", "")).startswith("Indicateurs"):
            continue
        facts = [f"{label} {_worded(value)}" for label, value in block.get("facts") or []]
        said = " ; ".join(filter(None, [str(block.get("sentence") or ""), *facts]))
        if said:
            heading = one_line(str(block["heading"]))
            entries.append(Entry(f"{heading}{HARD_SPACE}: {one_line(said)}", lead=heading))
    return [Bullets(entries)] if entries else []


def _worded(value: Any) -> str:
    return str(value.get("word", "")) if isinstance(value, Mapping) else str(value)


def indicator_table(indicators: Sequence[Told], caption: str) -> TableBlock:
    columns = [
        TableColumn("Indicateur", 4),
        TableColumn("Dernière valeur", 1.8),
        TableColumn("Période", 1.5),
        TableColumn("Cible", 1.4),
        TableColumn("Allure", 1.8),
    ]
    rows: list[list[str | Cell]] = [
        [
            one_line(one["wording"]),
            one_line(str(one["last"] or "")) or MISSING,
            one_line(str(one["period"] or "")) or "–",
            _with_unit(one) or "sans cible",
            signed(one["word"], one["state"], PROGRESS),
        ]
        for one in indicators
    ]
    return TableBlock(columns, rows, caption)


def _with_unit(one: Told) -> str:
    target = one_line(str(one["target"] if one["target"] is not None else ""))
    unit = one_line(str(one["unit"] or ""))
    return f"{target}{HARD_SPACE}{unit}" if target and unit and unit not in target else target
