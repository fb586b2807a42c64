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


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://ailleurs.example/x.png" TargetMode="External"/></Relationships>'
)


def rewritten(data, part="", before=b"", after=b"", more=()):
    """The same package with something replaced in a part, and parts more."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            assert name != part or before in body
            new.writestr(name, body.replace(before, after, 1) if name == part else body)
        for name, body in more:
            new.writestr(name, body)
    return made.getvalue()


def field(instruction):
    """A field over several runs, as Word writes them: its name may be cut in two."""
    half = len(instruction) // 2
    pieces = "".join(
        f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (instruction[:half], instruction[half:])
    )
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{sign.format('begin')}{pieces}{sign.format('end')}</w:p>".encode()


WORD = write_docx(Paper("{titre}", blocks=[Paragraph("{contenu}")]))
ODT = write_odt(Paper("{titre}", blocks=[Paragraph("{contenu}")]))


@pytest.mark.parametrize("part", ["styles", "numbering", "footer1"])
def test_whatever_part_fetches_a_picture_is_refused(part):
    [fault] = faults_of_docx(rewritten(WORD, more=[(f"word/_rels/{part}.xml.rels", RELATIONS)]))
    assert "ailleurs" in fault


@pytest.mark.parametrize(
    "said", ["DDEAUTO cmd /k", " dde x y", " INCLUDEPICTURE http://a/b.png", ' "LINK" x']
)
def test_a_field_that_runs_or_fetches_is_refused(said):
    spread = rewritten(WORD, "word/document.xml", b"<w:body>", b"<w:body>" + field(said))
    simple = f"<w:p><w:fldSimple w:instr='{said}'/></w:p>".encode()
    whole = rewritten(WORD, "word/document.xml", b"<w:body>", b"<w:body>" + simple)
    for data in (spread, whole):
        [fault] = faults_of_docx(data)
        assert "ailleurs" in fault


def test_fields_that_only_count_pages_stay():
    said = field(" PAGE ") + field(' HYPERLINK "http://exemple.fr/link"')
    assert faults_of_docx(rewritten(WORD, "word/document.xml", b"<w:body>", b"<w:body>" + said)) == []


def test_a_declaration_of_entities_is_refused():
    typed = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document'
    [fault] = faults_of_docx(rewritten(WORD, "word/document.xml", b"<w:document", typed))
    assert "déclaration" in fault


@pytest.mark.parametrize(
    "href", ["file:/etc/passwd", "\\\\ailleurs\\x.png", "../../x.png", "http:x", "vnd.sun.star.script:a"]
)
def test_an_odt_shows_only_pictures_that_it_holds(href):
    image = f'<text:p><draw:frame><draw:image xlink:href="{href}"/></draw:frame></text:p></office:text>'
    [fault] = faults_of_odt(rewritten(ODT, "content.xml", b"</office:text>", image.encode()))
    assert "ailleurs" in fault


def test_an_odt_keeps_its_own_pictures_and_its_links():
    inside = (
        '<text:p><draw:frame><draw:image xlink:href="./Pictures/a.png"/></draw:frame>'
        '<text:a xlink:href="https://exemple.fr">x</text:a></text:p></office:text>'
    )
    data = rewritten(ODT, "content.xml", b"</office:text>", inside.encode(), [("Pictures/a.png", b"x")])
    assert faults_of_odt(data) == []


@pytest.mark.parametrize(
    "inside",
    [
        '<text:p><text:a xlink:href="vnd.sun.star.script:a">x</text:a></text:p>',
        '<text:p><text:a xlink:href="javascript:a">x</text:a></text:p>',
        "<text:p><text:script>x</text:script></text:p>",
    ],
)
def test_an_odt_that_runs_something_is_refused(inside):
    data = rewritten(ODT, "content.xml", b"</office:text>", f"{inside}</office:text>".encode())
    assert len(faults_of_odt(data)) == 1


def test_an_odt_whose_entries_lead_out_of_it_is_refused():
    for name in ("../../x.sh", "/etc/x", "..\\x"):
        [fault] = faults_of_odt(rewritten(ODT, more=[(name, b"x")]))
        assert "déclaration" in fault


@pytest.mark.parametrize(
    ("data", "part", "judge"),
    [(WORD, b"word/document.xml", faults_of_docx), (ODT, b"content.xml", faults_of_odt)],
)
def test_a_part_that_does_not_unpack_is_said_to_be_damaged(data, part, judge):
    damaged = bytearray(data)
    at = damaged.index(part) + len(part) + 5
    for place in range(at, at + 30):
        damaged[place] ^= 0x5A
    [fault] = judge(bytes(damaged))
    assert "abîmé" in fault
