"""Making a file: what is said, in which format."""

from __future__ import annotations

import json
from datetime import date

from django.utils.formats import date_format

from reciproque.core.text import one_line
from reciproque.office.choices import Format
from reciproque.office.papers.content import Paper, Paragraph
from reciproque.office.papers.making import Dress, write_paper
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.word import write_docx
from reciproque.office.sheets import Sheet, write_ods_book, write_xlsx_book
from reciproque.office.slides import starting_pptx
from reciproque.overview.choices import What
from reciproque.overview.exports.books import framework_sheets, protocol_sheets
from reciproque.overview.exports.exchange import exchange
from reciproque.overview.exports.framework import framework_paper
from reciproque.overview.exports.monitoring import monitoring_paper, monitoring_sheets
from reciproque.overview.exports.protocol import protocol_paper
from reciproque.overview.queries.leaving import Leaving


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
    title = one_line(leaving.title)
    if form == Format.JSON:
        return json.dumps(exchange(leaving), ensure_ascii=False, indent=1).encode("utf-8")
    if form == Format.XLSX:
        return write_xlsx_book(title, sheets_of(what, leaving))
    if form == Format.ODS:
        return write_ods_book(title, sheets_of(what, leaving))
    paper = paper_of(what, leaving, on=on)
    return write_paper(paper, form, dress=dress, values=field_values(leaving, paper, on))


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
    """A document that is a template already: every field once, to be dressed in a word processor.

    For slides: an empty presentation with the layouts of the house.
    """
    if form == Format.PPTX:
        return starting_pptx()
    blocks = [
        Paragraph("{sous-titre}"),
        Paragraph("{contrat} – {texte}", quiet=True),
        Paragraph("Édité le {date}", quiet=True),
        Paragraph("{contenu}"),
    ]
    paper = Paper("{titre}", blocks=blocks)
    return write_odt(paper) if form == Format.ODT else write_docx(paper)
