"""The minutes of a validation session, from the picture of its campaign: for its page and as a paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format

from reciproque.office.papers.content import (
    Bullets,
    Content,
    Heading,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
)

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
}
PRESENCES = [("present", "Présents"), ("excused", "Excusés"), ("absent", "Absents")]


def minutes_of(picture: Mapping[str, Any], session: int) -> dict[str, Any] | None:
    """What a session came to: who, which sheets, what was decided. None when the picture knows no such session."""
    told = next((one for one in picture["sessions"] if one["key"] == session), None)
    if told is None:
        return None
    return {
        **told,
        "when": when(told["starts_at"]),
        "campaign": picture["campaign"],
        "people": [(word, told[key]) for key, word in PRESENCES if told[key]],
        "decisions": [one for one in picture["proposals"] if one["session_key"] == session],
    }


def when(moment: str) -> str:
    """« jeudi 12 mars 2026 à 14 h 00 », of what the picture keeps."""
    at = datetime.fromisoformat(moment)
    return f"{date_format(at, 'l j F Y')} à {at.hour}\u00a0h\u00a0{at.minute:02d}"


def minutes_paper(told: Mapping[str, Any]) -> Paper:
    blocks: list[Content] = [
        Paragraph(f"{told['when'].capitalize()}" + (f", {told['place']}" if told["place"] else ""))
    ]
    if told["people"]:
        blocks.append(Heading("Présences"))
        for word, names in told["people"]:
            blocks += [Heading(word, 2), Bullets(names)]
    blocks.append(Heading("Fiches examinées"))
    if told["agenda"]:
        columns = [TableColumn("Fiche", 3), TableColumn("Issue", 1.4), TableColumn("Ce qui a été dit", 3)]
        rows = [[one["title"], one["outcome_word"] or "non examinée", one["note"]] for one in told["agenda"]]
        blocks.append(TableBlock(columns, rows, "Fiches à l’ordre du jour"))
    else:
        blocks.append(Paragraph("Aucune fiche n’était à l’ordre du jour."))
    if told["decisions"]:
        blocks += [Heading("Décisions"), _decisions(told)]
    if told["notes"]:
        blocks.append(Heading("Relevé"))
        blocks += [Paragraph(line) for line in told["notes"].splitlines() if line.strip()]
    title = f"{told['campaign']['title']} — {told['campaign']['contract']}"
    return Paper(f"Compte rendu : {told['title']}", title, blocks)


def _decisions(told: Mapping[str, Any]) -> TableBlock:
    columns = [
        TableColumn("Décision", 1.6),
        TableColumn("Sur", 2.4),
        TableColumn("Avant", 2),
        TableColumn("Après", 2),
        TableColumn("Qui, quand", 1.6),
    ]
    rows = [
        [
            one["kind_word"],
            one["target"],
            one["before_word"],
            one["after_word"],
            ", ".join(filter(None, [one["owner"], french_day(one["due_on"])])),
        ]
        for one in told["decisions"]
    ]
    return TableBlock(columns, rows, "Décisions de la séance")


def french_day(day: str | None) -> str:
    return f"{datetime.fromisoformat(day):%d/%m/%Y}" if day else ""
