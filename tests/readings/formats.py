"""The formats that a contract comes in, and how a file of each is made of a document that was read from text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reciproque.intake.tests.retyping import as_docx, as_html
from reciproque.office.document import Document
from reciproque.office.papers.pdf import write_pdf
from tests.converted import convert_all
from tests.readings.own_paper import paper_of

Make = Callable[[Sequence[Document]], list[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` names the file; `make` turns several documents into files at once, in their order."""

    suffix: str
    make: Make


def _each(write: Callable[[Document], bytes]) -> Make:
    return lambda documents: [write(document) for document in documents]


def _by_office(target: str, write: Callable[[Document], bytes] = as_docx) -> Make:
    return lambda documents: convert_all([write(document) for document in documents], "docx", target)


FORMATS = {
    "DOCX": Format("docx", _each(as_docx)),
    "DOCX (LibreOffice)": Format("docx", _by_office("docx")),
    "ODT (LibreOffice)": Format("odt", _by_office("odt")),
    "HTML": Format("html", _each(as_html)),
    "HTML (LibreOffice)": Format("html", _by_office("html")),
    "PDF tagged (LibreOffice)": Format("pdf", _by_office("tagged.pdf")),
    "PDF untagged, ruled (LibreOffice)": Format(
        "pdf", _by_office("untagged.pdf", partial(as_docx, ruled=True))
    ),
    "PDF untagged, tight cells (LibreOffice)": Format(
        "pdf", _by_office("untagged.pdf", partial(as_docx, ruled=True, tight=True))
    ),
    "PDF tagged (our own writer)": Format("pdf", _each(lambda document: write_pdf(paper_of(document)))),
}
