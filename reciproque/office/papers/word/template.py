"""A Word document of the team as a template: its letterhead and styles stay, its fields and its content are filled."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from reciproque.office.papers.content import Paper
from reciproque.office.papers.fields import Slot, fill, is_content, unknown
from reciproque.office.papers.word.document import Scribe, describe
from reciproque.office.papers.word.foreign import foreign_in


def faults_of_docx(data: bytes) -> list[str]:
    """What keeps this document from being a template, a sentence each."""
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(document))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
        AttributeError,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ):
        return ["Ce document Word est abîmé : ouvrez-le, enregistrez-le à nouveau, puis déposez-le."]
    faults = foreign_in(document)
    if _place_of(document) is None:
        faults.append(
            "Il manque « {contenu} », seul dans un paragraphe du corps du document : c’est là que viendra le contenu."
        )
    names = unknown(_text(one) for one in paragraphs)
    return faults + [f"Champ inconnu\u00a0: « {{{name}}} »." for name in names]


def fill_docx(template: bytes, paper: Paper, values: Mapping[str, str]) -> bytes:
    """The template with its fields filled and the paper in the place of « {contenu} »."""
    document = docx.Document(io.BytesIO(template))
    place = _place_of(document)
    if place is None:
        raise ValueError("a template without its place for the content")
    for paragraph in _paragraphs(document):
        if paragraph is not place:
            fill([_slot(one) for one in paragraph.iter(qn("w:t"))], values)
    describe(document, paper)
    body: Any = document.element.body
    before = len(body)
    Scribe(document, paper).blocks()
    for element in list(body)[before - 1 : -1]:
        place.addprevious(element)
    body.remove(place)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs(document: WordDocument) -> Iterator[Any]:
    """Every paragraph of the body, of headers and footers, text boxes and tables included."""
    yield from document.element.body.iter(qn("w:p"))
    for part in _margins(document):
        yield from part.element.iter(qn("w:p"))


def _margins(document: WordDocument) -> list[Any]:
    return [
        relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer"))
    ]


def _place_of(document: WordDocument) -> Any:
    return next(
        (one for one in document.element.body.iterchildren(qn("w:p")) if is_content(_text(one))), None
    )


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _slot(element: Any) -> Slot:
    def put(text: str) -> None:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return Slot(element.text or "", put)
