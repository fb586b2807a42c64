"""An annual report in the formats in which it leaves."""

from django.http import Http404

from reciproque.office.papers.content import Paper
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}


def file_of(paper: Paper, form: str) -> bytes:
    """The bytes of the paper; a format that we do not write is an address that does not exist."""
    writers = {"docx": write_docx, "odt": write_odt, "pdf": write_pdf, "md": write_markdown}
    if form not in writers:
        raise Http404
    return writers[form](paper)
