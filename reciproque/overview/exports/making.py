"""Making a file: what is said, in which format."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.formats import date_format

from reciproque.core.text import one_line
from reciproque.office.papers.content import Look, Paper, Paragraph
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.odt.template import fill_odt
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx
from reciproque.office.papers.word.template import fill_docx
from reciproque.office.sheets import Sheet, write_ods_book, write_xlsx_book
from reciproque.overview.choices import Format, What
from reciproque.overview.exports.books import framework_sheets, protocol_sheets
from reciproque.overview.exports.exchange import exchange
from reciproque.overview.exports.framework import framework_paper
from reciproque.overview.exports.monitoring import monitoring_paper, monitoring_sheets
from reciproque.overview.exports.protocol import protocol_paper
from reciproque.overview.queries.leaving import Leaving

MEDIA_TYPES: dict[str, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class Dress:
    """The look that a team gives: a letterhead for PDF, or a template that takes the content (DOCX or ODT)."""

    look: Look = field(default_factory=Look)
    template: bytes = b""


def paper_of(what: str, leaving: Leaving, *, on: date) -> Paper:
    if what == What.PROTOCOL:
        return protocol_paper(leaving, on=on)
    return monitoring_paper(leaving) if what == What.MONITORING else framework_paper(leaving)


def sheets_of(what: str, leaving: Leaving) -> list[Sheet]:
    if what == What.PROTOCOL:
        return protocol_sheets(leaving)
    return monitoring_sheets(leaving) if what == What.MONITORING else framework_sheets(leaving)


def make(what: str, form: str, leaving: Leaving, *, on: date, dress: Dress | None = None) -> bytes:
    """The bytes of the file."""
    dress = dress or Dress()
    title = one_line(leaving.title)
    if form == Format.JSON:
        return json.dumps(exchange(leaving), ensure_ascii=False, indent=1).encode("utf-8")
    if form == Format.XLSX:
        return write_xlsx_book(title, sheets_of(what, leaving))
    if form == Format.ODS:
        return write_ods_book(title, sheets_of(what, leaving))
    paper = paper_of(what, leaving, on=on)
    if form == Format.PDF:
        return write_pdf(replace(paper, look=dress.look))
    if form == Format.MARKDOWN:
        return write_markdown(paper)
    if not dress.template:
        return write_odt(paper) if form == Format.ODT else write_docx(paper)
    fill = fill_odt if form == Format.ODT else fill_docx
    return fill(dress.template, paper, field_values(leaving, paper, on))


def field_values(leaving: Leaving, paper: Paper, on: date) -> dict[str, str]:
    """What the fields of a template say; the content itself is no text."""
    return {
        "titre": paper.title,
        "sous-titre": paper.subtitle,
        "contrat": one_line(str(leaving.contract)),
        "texte": one_line(str(leaving.text or "")),
        "date": date_format(on, "j F Y"),
    }


def starting_template(form: str) -> bytes:
    """A document that is a template already: every field once, to be dressed in a word processor."""
    blocks = [
        Paragraph("{sous-titre}"),
        Paragraph("{contrat} – {texte}", quiet=True),
        Paragraph("Édité le {date}", quiet=True),
        Paragraph("{contenu}"),
    ]
    paper = Paper("{titre}", blocks=blocks)
    return write_odt(paper) if form == Format.ODT else write_docx(paper)
