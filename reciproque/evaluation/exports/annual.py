"""An annual report as plain data (what a version keeps to the letter) and as a paper with its annexes."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.utils import timezone

from reciproque.evaluation.choices import PartKind, PartState
from reciproque.evaluation.exports.annual_figures import people_by_sex
from reciproque.evaluation.models import AnnualReport, Consultation, Edition, Remark, ReportPart
from reciproque.evaluation.rules.annual import Facts, said
from reciproque.evaluation.rules.opinions import Said
from reciproque.office.papers.content import (
    Bullets,
    Content,
    Contents,
    Heading,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
)

FORMAT = 1
ASSENT = "réputé favorable, faute de réponse dans le délai"


def title_of(report: AnnualReport) -> str:
    return f"Rapport annuel {report.year} sur la situation de la politique de la ville"


def body_of(report: AnnualReport, parts: Sequence[ReportPart]) -> dict[str, Any]:
    """What a version says, JSON-plain: every page and paper of the version is drawn from it alone.

    {"format", "year", "title", "contract", "parts": [{"kind", "title", "objective" (its code, or ""), "state",
    "text", "reason"}], "sexes": {"rows": [[indicator, period, women, men]], "without": [wording]}}
    """
    return {
        "format": FORMAT,
        "year": report.year,
        "title": title_of(report),
        "contract": str(report.contract),
        "parts": [
            {
                "kind": one.kind,
                "title": one.title,
                "objective": one.objective.code if one.objective is not None else "",
                "state": one.state,
                "text": one.text,
                "reason": one.reason,
            }
            for one in parts
        ],
        "sexes": people_by_sex(report.contract, report.year),
    }


def kept(body: dict[str, Any]) -> tuple[str, str]:
    """The content of a version as it is kept, and its digest."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return text, sha256(text.encode()).hexdigest()


def content_of(edition: Edition) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(edition.body)
    return told


def shown_parts(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a version for a page: `heading` where a new content begins, `blocks` as [(is_list, texts)]."""
    shown = []
    before = ""
    for one in body["parts"]:
        heading = PartKind(one["kind"]).label if one["kind"] != before else ""
        before = one["kind"]
        shown.append(
            {
                **one,
                "heading": heading,
                "subheading": one["title"] if one["objective"] else "",
                "blocks": cut(one["text"]),
                "has_sexes": one["kind"] == PartKind.SEXES,
            }
        )
    return shown


def cut(text: str) -> list[tuple[bool, list[str]]]:
    """A plain text as paragraphs and lists: lines that begin with « - » are items."""
    found: list[tuple[bool, list[str]]] = []
    fresh = True
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            fresh = True
            continue
        listed = line.startswith(("- ", "– ", "• "))
        words = line[2:].strip() if listed else line
        if found and found[-1][0] == listed and (listed or not fresh):
            found[-1][1].append(words)
        else:
            found.append((listed, [words]))
        fresh = False
    return found


def paper_of(body: dict[str, Any], facts: Facts | None = None, *, mention: str = "") -> Paper:
    """The report as a paper. With `facts`, opinions, answers, debates and approval are annexed to it."""
    blocks: list[Content] = [Paragraph(mention, quiet=True)] if mention else []
    blocks.append(Contents())
    for one in shown_parts(body):
        blocks += _part(one, body)
    if facts is not None:
        blocks += _annexes(facts)
    return Paper(body["title"], body["contract"], blocks)


def _part(one: dict[str, Any], body: dict[str, Any]) -> list[Content]:
    blocks: list[Content] = [Heading(one["heading"])] if one["heading"] else []
    if one["subheading"]:
        blocks.append(Heading(one["subheading"], 2))
    if one["state"] == PartState.NOT_APPLICABLE:
        blocks.append(Paragraph(f"Sans objet : {one['reason']}"))
    elif not one["text"]:
        blocks.append(Paragraph("Partie à écrire.", quiet=True))
    blocks += [Bullets(texts) if listed else Paragraph(" ".join(texts)) for listed, texts in one["blocks"]]
    return blocks + (_sexes(body["sexes"]) if one["has_sexes"] else [])


def _sexes(told: dict[str, Any]) -> list[Content]:
    blocks: list[Content] = []
    if told["rows"]:
        columns = [
            TableColumn("Indicateur", 40),
            TableColumn("Période", 12),
            TableColumn("Femmes", 12, numeric=True),
            TableColumn("Hommes", 12, numeric=True),
        ]
        blocks.append(TableBlock(columns, told["rows"], "Personnes comptées dans l’année, femmes et hommes"))
    if told["without"]:
        blocks.append(Paragraph("Ces indicateurs comptent des personnes sans distinguer femmes et hommes :"))
        blocks.append(Bullets(told["without"]))
    return blocks


def _annexes(facts: Facts) -> list[Content]:
    present = list(facts.present.values())
    if not facts.consultations:
        return []
    blocks: list[Content] = [Heading("Annexe : avis des conseils et suites données")]
    blocks += _procedure(facts)
    columns = [
        TableColumn("Conseil", 30),
        TableColumn("Envoi", 12),
        TableColumn("Délai", 12),
        TableColumn("Avis", 22),
        TableColumn("Rendu le", 12),
    ]
    rows = [
        [str(one.council), _day(one.sent_on), _day(one.deadline_on), *_opinion(facts, one)] for one in present
    ]
    blocks.append(TableBlock(columns, rows, "Conseils consultés sur la version présente"))
    for one in facts.consultations:
        blocks += _words(facts, one)
    return blocks


def _procedure(facts: Facts) -> list[Content]:
    report = facts.report
    lines = []
    if report.modalities_on is not None:
        number = f" ({report.modalities_number})" if report.modalities_number else ""
        lines.append(f"Modalités de la consultation délibérées le {said(report.modalities_on)}{number}.")
    for one in facts.debates:
        number = f" ({one.number})" if one.number else ""
        lines.append(f"Débattu par {one.organisation} le {said(one.held_on)}{number}.")
    if report.approved_on is not None:
        lines.append(f"Approuvé le {said(report.approved_on)} ({report.approval_number}).")
    blocks: list[Content] = [Bullets(lines)] if lines else []
    if report.modalities:
        blocks.append(Paragraph(f"Modalités : {report.modalities}", lead="Modalités :"))
    if report.follow_up:
        blocks += [Heading("Suites données", 2), *_told(report.follow_up)]
    return blocks


def _told(text: str) -> list[Content]:
    return [Bullets(texts) if listed else Paragraph(" ".join(texts)) for listed, texts in cut(text)]


def _opinion(facts: Facts, one: Consultation) -> tuple[str, str]:
    standing = facts.standing(one)
    word = ASSENT if standing.said in (Said.SILENT, Said.LATE) else standing.word
    return word, _day(one.given_on) if standing.said == Said.GIVEN and one.given_on else "—"


def _words(facts: Facts, one: Consultation) -> list[Content]:
    """The opinion of a council as it was given, and what is answered to each of its remarks."""
    if not one.opinion or one.given_on is None:
        return []
    number = f", {one.number}" if one.number else ""
    late = " Arrivé après le délai." if one.given_on > one.deadline_on else ""
    which = f"Avis {one.get_opinion_display()} du {said(one.given_on)}{number}, sur la {one.edition}.{late}"
    remarks: list[Remark] = facts.remarks_on(one)
    blocks: list[Content] = [Heading(str(one.council), 2), Paragraph(which)]
    if [remark.wording for remark in remarks] != [one.text]:
        blocks += _told(one.text)
    if one.file is not None:
        blocks.append(Paragraph(f"Pièce annexée : {one.file.name}", quiet=True))
    if remarks:
        columns = [TableColumn("Observation", 40), TableColumn("Suite donnée", 40)]
        rows = [[remark.wording, remark.answer or "à venir"] for remark in remarks]
        blocks.append(TableBlock(columns, rows, "Observations et suites données"))
    return blocks


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


def mention_of(facts: Facts, edition: Edition | None) -> str:
    """What a copy says of itself below its title."""
    report = facts.report
    if report.published_at is not None and report.approved_on is not None:
        return f"Approuvé le {said(report.approved_on)}, publié le {said(timezone.localdate(report.published_at))}."
    if report.approved_on is not None:
        return f"Approuvé le {said(report.approved_on)}."
    if edition is not None:
        return f"Projet, {edition} du {said(timezone.localdate(edition.ready_at))} : pas encore approuvé."
    return "Projet en cours d’écriture : pas encore approuvé."
