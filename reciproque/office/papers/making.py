"""A paper in the format that is asked for, dressed as a team wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reciproque.office.choices import Format
from reciproque.office.papers.content import Look, Paper
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.odt.template import fill_odt
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx
from reciproque.office.papers.word.template import fill_docx


@dataclass(frozen=True, slots=True)
class Dress:
    """The look that a team gives: a letterhead for PDF, or a template that takes the content (DOCX, ODT, PPTX)."""

    look: Look = field(default_factory=Look)
    template: bytes = b""


def write_paper(
    paper: Paper, form: str, *, dress: Dress | None = None, values: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of the paper as DOCX, ODT, PDF or Markdown. `values` are those of the fields of a template."""
    dress = dress or Dress()
    if form == Format.PDF:
        return write_pdf(replace(paper, look=dress.look))
    if form == Format.MARKDOWN:
        return write_markdown(paper)
    if not dress.template:
        return write_odt(paper) if form == Format.ODT else write_docx(paper)
    fill = fill_odt if form == Format.ODT else fill_docx
    return fill(dress.template, paper, values or {})
