"""The door by which documents come in: what is read, what is refused, in which words."""

import io

import pypdfium2
import pytest

from reciproque.office.bounds import MEGABYTE, Bounds
from reciproque.office.opening import open_document
from reciproque.office.tests.files import (
    MACRO_TYPE,
    docx,
    p,
    package,
    refusal,
    shown,
    texts,
)

pytestmark = pytest.mark.once  # no database: one engine is enough


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = docx(p("Bonjour", style="Titre1"))


def pdf(*, text):
    """A one-page PDF: with a line of text, or with a drawing only, as a scanner makes it."""
    content = b"BT /F1 12 Tf 20 20 Td (Bonjour) Tj ET" if text else b"0 0 100 100 re f"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, one in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def ole(stream):
    return OLE + b"\x00" * 600 + stream.encode("utf-16-le") + b"\x00" * 600


def open_format(kind):
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


def office(kind):
    return package(
        {
            "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            f"<Override PartName='/x.xml' ContentType='application/vnd.openxmlformats-officedocument.{kind}.main+xml'/>"
            "</Types>"
        }
    )


# What is read


@pytest.mark.parametrize("give", [bytes, io.BytesIO])
def test_bytes_and_open_files_are_read(give):
    assert shown(open_document(give(WORD), name="contrat.docx")) == ["# Bonjour"]


def test_a_path_is_read_under_its_own_name(tmp_path):
    path = tmp_path / "contrat.docx"
    path.write_bytes(WORD)

    document = open_document(path)

    assert (document.name, shown(document)) == ("contrat.docx", ["# Bonjour"])


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (WORD, "contrat.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"<!DOCTYPE html><h1>Bonjour</h1>", "page.html", "text/html"),
        (
            b'<?xml version="1.0"?><html xmlns="x"><body><h1>Bonjour</h1></body></html>',
            "page.xhtml",
            "text/html",
        ),
        (b"\xef\xbb\xbf  <!-- x --><html><h1>Bonjour</h1></html>", "page", "text/html"),
        (b"<h1>Bonjour</h1>", "fragment", "text/html"),
        (b"# Bonjour\n", "contrat.md", "text/markdown"),
    ],
)
def test_the_type_is_found_in_the_content(data, name, media_type):
    document = open_document(data, name=name)

    assert shown(document) == ["# Bonjour"]
    assert (document.media_type, document.complaints) == (media_type, ())


def test_a_markdown_text_that_begins_with_a_tag_stays_a_text():
    assert (
        open_document(b"<center>Titre</center>\n\n# Bonjour\n", name="contrat.md").media_type
        == "text/markdown"
    )


@pytest.mark.parametrize(("name", "data"), [("contrat.pdf", WORD), ("contrat.docx", b"# Bonjour\n")])
def test_a_readable_file_behind_a_wrong_name_is_read_and_said(name, data):
    document = open_document(data, name=name)

    assert shown(document) == ["# Bonjour"]
    assert document.complaints[0].startswith(f"Le nom « {name} » annonce un autre genre de fichier")


def test_a_file_with_macros_is_read_without_them():
    document = open_document(
        docx(p("Texte"), main_type=MACRO_TYPE, extra={"word/vbaProject.bin": "x"}), name="a.docm"
    )

    assert texts(document) == ["Texte"]
    assert document.complaints == ("Ce fichier contient des macros : elles n’ont été ni lues ni exécutées.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_texts_are_read_in_the_encoding_they_are_in(encoding):
    data = "L’été à Besançon, où l’élève naît.".encode(encoding)

    assert texts(open_document(data, name="contrat.txt")) == ["L’été à Besançon, où l’élève naît."]


def test_nul_and_control_characters_are_cleaned():
    [text] = texts(open_document(b"Contrat\x00 de\x07 ville\x1b", name="a.txt"))

    assert not any(ord(letter) < 32 for letter in text)
    assert text.split() == ["Contrat", "de", "ville"]


# What is refused


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\x00" * 500, b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(data):
    assert refusal(data).startswith("Ce fichier est vide.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "une image"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "une image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "une image"),
        (b"\x00\x00\x00\x18ftypheic", "une image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>", "une image"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "un programme"),
        (b"\x7fELF\x02\x01\x01\x00", "un programme"),
        (b"#!/bin/sh\nrm -rf /\n", "un programme"),
        (b"{\\rtf1\\ansi Bonjour}", "RTF"),
        (b"\x1f\x8b\x08\x00\x00", "une archive"),
        (b"7z\xbc\xaf\x27\x1c\x00", "une archive"),
        (b"Rar!\x1a\x07\x01\x00", "une archive"),
        (b"\x00\x00\x00\x18ftypmp42", "audio ou vidéo"),
        (b"SQLite format 3\x00", "une base de données"),
        (b"<?xml version='1.0'?><plan><x/></plan>", "XML d’un genre"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "un courriel"),
        (ole("WordDocument"), "d’avant 2007 (.doc)"),
        (ole("Workbook"), "d’avant 2007 (.xls)"),
        (ole("PowerPoint Document"), "PowerPoint"),
        (ole("Autre"), "ancien logiciel"),
        (ole("EncryptedPackage"), "mot de passe"),
        (open_format("presentation"), "(.odp)"),
        (office("presentationml.presentation"), "(.pptx)"),
        (package({"a.txt": "x", "META-INF/MANIFEST.MF": "x"}), "une archive"),
        (package({"contrat.docx": WORD}), "une archive"),
        (bytes(range(256)) * 8, "n’est pas d’un genre connu"),
    ],
)
def test_each_kind_that_is_not_read_is_named_with_what_to_do(data, words):
    reason = refusal(data)

    assert words in reason
    assert reason.endswith((".", "?"))


def test_a_wrong_name_is_said_with_the_refusal():
    assert refusal(b"\x89PNG\r\n\x1a\n", "contrat.docx").startswith(
        "Le nom « contrat.docx » annonce un autre genre"
    )
    assert refusal(b"\x89PNG\r\n\x1a\n", "photo.jpg").startswith("Ce fichier est une image")


def test_a_pdf_an_empty_one_and_a_damaged_one_are_told_apart():
    assert shown(open_document(pdf(text=True), name="a.pdf")) == ["Bonjour"]
    assert refusal(pdf(text=False), "a.pdf").startswith("Ce PDF ne contient aucun texte")
    assert refusal(b"%PDF-1.7\n" + b"x" * 100, "a.pdf").startswith("Ce PDF est abîmé")


def test_the_pdf_of_this_test_is_one():
    assert pypdfium2.PdfDocument(pdf(text=True))[0].get_textpage().get_text_range() == "Bonjour"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_word_file_is_said_to_be_incomplete(part):
    assert "incomplet" in refusal(WORD[: int(len(WORD) * part)])


def test_a_damaged_word_file_is_said_to_be_damaged():
    data = bytearray(docx("".join(p(f"Paragraphe {n}") for n in range(300))))
    start = data.index(b"word/document.xml") + 60
    data[start : start + 40] = b"\xaa" * 40

    assert "abîmé" in refusal(bytes(data))


def test_broken_xml_in_a_word_file_is_said():
    assert "mal formée" in refusal(docx(main="<w:document"))
    assert "abîmé ou incomplet" in refusal(
        package(
            {
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": "<x/>",
                "_rels/.rels": "<Relationships/>",
            }
        )
    )


def test_a_word_file_without_text_is_said_to_be_empty():
    assert "aucun texte" in refusal(docx("<w:p/>"))


def test_an_encrypted_archive_is_said_to_be_protected():
    data = bytearray(WORD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            data[position + at] |= 1
            position = data.find(mark, position + 4)

    assert refusal(bytes(data)).startswith("Ce fichier est protégé par un mot de passe.")


def test_a_file_over_the_limit_is_refused_by_its_size():
    assert refusal(b"x" * 2_000_000, bounds=Bounds(file_bytes=MEGABYTE)) == (
        "Ce fichier pèse 1,9 Mo ; la limite est de 1 Mo. "
        "Allégez-le (réduisez les images) ou séparez-le en plusieurs fichiers."
    )


def test_a_text_that_is_too_long_is_refused():
    assert "bien plus qu’un contrat" in refusal(b"mot " * 3_000_000, "a.txt")
    assert "lignes" in refusal(b"a\n" * 250_000, "a.txt")
