"""Documents of a team as templates: fields are words, never code; what is foreign is refused."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given, settings
from hypothesis import strategies as some

from reciproque.office.papers.content import Bullets, Heading, Paper, Paragraph, TableBlock, TableColumn, Turn
from reciproque.office.papers.fields import Slot, fill, is_content, unknown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.odt.template import faults_of_odt, fill_odt
from reciproque.office.papers.word import write_docx
from reciproque.office.papers.word.template import faults_of_docx, fill_docx
from reciproque.office.reading.docx import read_docx

pytestmark = pytest.mark.once  # no database: one engine is enough

START = Paper(
    "{titre}", blocks=[Paragraph("Édité le {date} pour {contrat}"), Paragraph("{contenu}"), Paragraph("Fin.")]
)
PAPER = Paper(
    "Protocole",
    blocks=[
        Heading("Cadre"),
        Bullets(["un", "deux"]),
        Turn(landscape=True),
        TableBlock([TableColumn("A"), TableColumn("B")], [["1", "{titre}"]]),
        Turn(landscape=False),
    ],
)
VALUES = {"titre": "Protocole <2026> & suite", "date": "3 mai 2026", "contrat": "Metz"}


def word(*paragraphs):
    document = docx.Document()
    for one in paragraphs:
        paragraph = document.add_paragraph()
        for run in one if isinstance(one, list) else [one]:
            paragraph.add_run(run)
    return document


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt_parts(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def odt_with(**parts):
    files = odt_parts(write_odt(START))
    files |= parts
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_word_template_is_filled_and_keeps_what_is_around():
    texts = [block.text for block in read_docx(fill_docx(write_docx(START), PAPER, VALUES)).blocks()]

    assert texts[0] == "Protocole <2026> & suite"
    assert texts[1] == "Édité le 3 mai 2026 pour Metz"
    assert texts[2:] == ["Cadre", "un", "deux", "A", "B", "1", "{titre}", "Fin."]


def test_an_odt_template_is_filled_and_keeps_what_is_around():
    content = odt_parts(fill_odt(write_odt(START), PAPER, VALUES))["content.xml"].decode()

    places = [
        content.index(words) for words in ("&lt;2026&gt; &amp; suite", "3 mai 2026", "Cadre", "deux", "Fin.")
    ]
    assert places == sorted(places)
    assert "{contenu}" not in content
    assert 'table:name="rqTable1"' in content


def test_a_field_that_the_word_processor_cut_is_found():
    template = word(["{ti", "tre", "}", " du ", "{date}"], "{contenu}")
    template.sections[0].header.paragraphs[0].add_run("Ville de {contrat}")

    filled = docx.Document(io.BytesIO(fill_docx(saved(template), PAPER, VALUES)))

    assert filled.paragraphs[0].text == "Protocole <2026> & suite du 3 mai 2026"
    assert filled.sections[0].header.paragraphs[0].text == "Ville de Metz"


def test_a_template_of_other_styles_gets_what_it_lacks():
    template = word("{contenu}")
    for style in list(template.styles):
        if style.name.startswith(("Heading", "List", "Caption", "Title")):
            style.delete()

    document = read_docx(fill_docx(saved(template), PAPER, VALUES))

    assert [(block.kind, block.text) for block in document.blocks()][:3] == [
        ("heading", "Cadre"),
        ("item", "un"),
        ("item", "deux"),
    ]


def test_an_odt_of_other_styles_gets_what_it_lacks():
    styles = odt_parts(write_odt(START))["styles.xml"].decode().replace("Heading_20_1", "Autre")
    filled = odt_parts(fill_odt(odt_with(**{"styles.xml": styles.encode()}), PAPER, VALUES))

    assert b'style:name="Heading_20_1"' in filled["styles.xml"]
    assert b'style:name="rqLandscape"' in filled["styles.xml"]


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["rien"], "Il manque « {contenu} »"),
        (["avant {contenu} après"], "Il manque « {contenu} »"),
        (["{contenu}", "{ville} et {Maire}"], "« {ville} »"),
        (["{contenu}", "{ville} et {Maire}"], "« {maire} »"),
    ],
)
def test_what_is_wrong_with_a_template_is_said(paragraphs, said):
    assert any(said in fault for fault in faults_of_docx(saved(word(*paragraphs))))
    assert any(
        said in fault
        for fault in faults_of_odt(write_odt(Paper("x", blocks=[Paragraph(p) for p in paragraphs])))
    )


def test_good_templates_have_no_fault():
    assert faults_of_docx(write_docx(START)) == []
    assert faults_of_odt(write_odt(START)) == []


def test_a_picture_from_elsewhere_is_refused():
    template = word("{contenu}")
    template.part.relate_to("http://ailleurs.example/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    content = odt_parts(write_odt(START))["content.xml"].replace(
        b"<office:text>",
        b'<office:text><text:p><draw:frame><draw:image xlink:href="http://a/b.png"/></draw:frame></text:p>',
    )

    assert any("ailleurs" in fault for fault in faults_of_docx(saved(template)))
    assert any("ailleurs" in fault for fault in faults_of_odt(odt_with(**{"content.xml": content})))


def test_macros_are_refused_in_an_odt():
    assert any(
        "macros" in fault for fault in faults_of_odt(odt_with(**{"Basic/Standard/Module1.xml": b"<x/>"}))
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rien", b"<html>"])
def test_what_is_no_document_is_refused(data):
    assert faults_of_docx(data)
    assert faults_of_odt(data)


def test_an_entity_of_an_odt_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    content = odt_parts(write_odt(START))["content.xml"].decode()
    body = content.split("?>", 1)[1].replace("Fin.", "&vol;")
    hostile = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY vol SYSTEM "{secret.as_uri()}">]>{body}'
    data = odt_with(**{"content.xml": hostile.encode()})

    if not faults_of_odt(data):
        assert b"SECRET" not in odt_parts(fill_odt(data, PAPER, VALUES))["content.xml"]


@settings(max_examples=200, deadline=None)
@given(
    some.lists(
        some.sampled_from(["{titre}", "{date}", "{autre}", "{", "}", "a", " ", "{contenu"]), max_size=8
    ).map("".join),
    some.lists(some.integers(0, 60), max_size=5),
)
def test_wherever_a_text_is_cut_its_fields_are_filled_alike(text, cuts):
    places = sorted({min(cut, len(text)) for cut in cuts})
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    put = list(pieces)
    slots = [Slot(piece, lambda said, at=at: put.__setitem__(at, said)) for at, piece in enumerate(pieces)]

    fill(slots, {"titre": "T{date}", "date": "D"})

    assert "".join(put) == text.replace("{titre}", "\0").replace("{date}", "D").replace("\0", "T{date}")


def test_only_a_field_alone_is_the_place_of_the_content():
    assert is_content(" {contenu} ")
    assert not is_content("{contenu}.")
    assert unknown(["{titre} {x} {x}"]) == ["x"]
