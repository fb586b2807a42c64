"""LibreOffice turns a document into every format that we read."""

import io

import pytest
from docx import Document as WordDocument

from tests import converted as module
from tests.converted import TARGETS, NotConverted, convert_all, converted, needs_soffice

pytestmark = pytest.mark.once  # no database: one engine is enough
BEGINNINGS = {"html": b"<!DOCTYPE", "tagged.pdf": b"%PDF", "untagged.pdf": b"%PDF"}


def word(text):
    document = WordDocument()
    document.add_heading(text, 1)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@needs_soffice
@pytest.mark.parametrize("target", ["odt", "html", "tagged.pdf", "untagged.pdf"])
def test_a_word_document_becomes_another(target):
    made = converted(word("Un titre"), "docx", target)

    assert made.startswith(BEGINNINGS.get(target, b"PK"))
    assert (b"/StructTreeRoot" in made) is (target == "tagged.pdf")


@needs_soffice
def test_sheets_become_others_too():
    xlsx = converted(b"Axe;Objectif\n1;Agir\n", "csv", "xlsx")

    assert converted(xlsx, "xlsx", "ods").startswith(b"PK")


@needs_soffice
def test_what_was_converted_is_kept(monkeypatch):
    one, other = word("Premier"), word("Second")
    made = convert_all([one, other], "docx", "odt")

    monkeypatch.setattr(module, "_convert", None)

    assert convert_all([other, one, other], "docx", "odt") == [made[1], made[0], made[1]]


@needs_soffice
def test_what_cannot_be_converted_is_said():
    with pytest.raises(NotConverted, match=r"0\.odt from docx"):
        converted(b"\x00" * 100, "docx", "odt")


def test_an_absent_libreoffice_is_said(monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda _name: None)

    with pytest.raises(NotConverted, match="LibreOffice"):
        converted(b"absent", "docx", "odt")


def test_every_target_ends_in_a_known_suffix():
    assert {target.split(".")[-1] for target in TARGETS} == {"docx", "odt", "html", "xlsx", "ods", "pdf"}
