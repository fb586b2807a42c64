"""Making a file: what is said, in which format."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date

from reciproque.core.text import one_line
from reciproque.office.papers.content import Look, Paper
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx
from reciproque.office.sheets import Sheet, write_ods_book, write_xlsx_book
from reciproque.overview.choices import Format, What
from reciproque.overview.exports.books import framework_sheets, protocol_sheets
from reciproque.overview.exports.exchange import exchange
from reciproque.overview.exports.framework import framework_paper
from reciproque.overview.exports.monitoring import monitoring_paper, monitoring_sheets
from reciproque.overview.exports.protocol import protocol_paper
from reciproque.overview.queries.leaving import Leaving


@dataclass(frozen=True, slots=True)
class Dress:
    """The letterhead of the team: a look for PDF, and the template that takes the content (DOCX or ODT)."""

    look: Look = field(default_factory=Look)
    template: bytes = b""
    fields: tuple[tuple[str, str], ...] = ()


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
    return write_odt(paper) if form == Format.ODT else write_docx(paper)
