"""An annual report in the formats in which it leaves, dressed by the team."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.formats import date_format

from reciproque.core.text import one_line
from reciproque.evaluation.exports.products import dress_of
from reciproque.office.papers.content import Paper
from reciproque.office.papers.making import write_paper

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}
KIND = "annuel"
"""How those who dress papers call an annual report."""


def file_of(paper: Paper, form: str, contract: Any, *, on: date) -> bytes:
    """The bytes of the paper; a format that we do not write is an address that does not exist."""
    if form not in MEDIA_TYPES:
        raise Http404
    values = {
        "titre": paper.title,
        "sous-titre": paper.subtitle,
        "contrat": one_line(str(contract)),
        "texte": paper.title,
        "date": date_format(on, "j F Y"),
    }
    return write_paper(paper, form, dress=dress_of(contract, KIND, form), values=values)
