"""Files that are odd and read all the same: what is left out is said, with where it stands."""

import pytest

from reciproque.core.text import clean
from reciproque.office.opening import open_document
from reciproque.office.reading.docx import read_docx
from reciproque.office.tests.books import as_xlsx
from reciproque.office.tests.files import docx, p, package, r, refusal, texts
from reciproque.office.tests.open_files import open_file
from reciproque.office.tests.open_files import p as open_p

pytestmark = pytest.mark.once  # no database: one engine is enough

SIGNED = "Ce fichier porte une signature électronique : elle n’est pas vérifiée ici."
MACROS = "Ce fichier contient des macros : elles n’ont été ni lues ni exécutées."
ARABIC, HEBREW = "عقد المدينة من أجل الأحياء", "חוזה עיר עבור השכונות"


def drawing(inside):
    return f"<w:r><w:drawing>{inside}</w:drawing></w:r>"


CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
DIAGRAM = '<d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
OBJECT = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r>'


def test_charts_diagrams_objects_and_images_are_told_apart_with_their_place():
    body = (
        p("a", drawing(CHART))
        + p("b", drawing(DIAGRAM))
        + p("c", OBJECT)
        + p("d", drawing(""))
        + p(drawing(""))
    )

    document = read_docx(docx(body))

    assert texts(document) == ["a", "b", "c", "d"]
    assert document.complaints == (
        "Images, non lues : un texte qui ne figure que dans une image n’est pas repris (2, paragraphe 4).",
        "Graphiques, non lus : leurs chiffres ne sont pas repris (1, paragraphe 1).",
        "Objets d’un autre logiciel insérés dans le document, non lus (1, paragraphe 3).",
        "Schémas (SmartArt), non lus : recopiez leurs textes dans le document s’ils comptent (1, paragraphe 2).",
    )


def run(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_a_formula_of_word_is_read_on_one_line():
    fraction = f"<m:f><m:num>{run('sorties')}</m:num><m:den>{run('a')}{run('+')}{run('b')}</m:den></m:f>"
    square = f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>"
    maths = f"<m:oMath>{run('taux')}{run('=')}{fraction}{run('+')}{square}</m:oMath>"

    assert texts(read_docx(docx(p("Soit", maths)))) == ["Soit taux = sorties / (a + b) + x^2"]


def test_an_empty_formula_is_said():
    document = read_docx(docx(p("Soit", "<m:oMath><m:r/></m:oMath>")))

    assert document.complaints == (
        "Formules écrites avec l’éditeur d’équations, sans texte lisible (1, paragraphe 1).",
    )


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" MERGEFIELD Nom ">' + r("«Nom»") + "</w:fldSimple>",
        "<w:r><w:instrText> MERGEFIELD Nom </w:instrText></w:r>" + r("«Nom»"),
    ],
)
def test_a_merge_field_is_read_as_shown_and_said(field):
    document = read_docx(docx(p("À ", field)))

    assert texts(document) == ["À «Nom»"]
    assert document.complaints == ("Champs de publipostage, lus comme ils s’affichent (1).",)


def test_other_fields_say_nothing():
    assert read_docx(docx(p('<w:fldSimple w:instr="PAGE">' + r("3") + "</w:fldSimple>"))).complaints == ()


def test_signed_files_are_read_and_their_signature_is_said_not_checked():
    signed = docx(p("texte"), extra={"_xmlsignatures/origin.sigs": "x"})
    assert open_document(signed).complaints[0].startswith(SIGNED)
    signed = open_file(open_p("texte"), extra={"META-INF/documentsignatures.xml": "<x/>"})
    assert open_document(signed).complaints[0].startswith(SIGNED)


def test_a_spreadsheet_with_macros_is_read_without_them(tmp_path):
    (tmp_path / "macros.bin").write_bytes(b"not run")

    def add(book):
        book.add_vba_project(str(tmp_path / "macros.bin"))

    document = open_document(as_xlsx({"Plan": [["a", "b"]]}, add), name="plan.xlsm")

    assert texts(document) == ["Plan", "a", "b"]
    assert document.complaints == (MACROS,)


@pytest.mark.parametrize("words", [ARABIC, HEBREW, f"Contrat de ville ({ARABIC}), 2024"])
@pytest.mark.parametrize(
    "read",
    [
        lambda words: open_document(docx(p(words))),
        lambda words: open_document(open_file(open_p(words))),
        lambda words: open_document(f"<html><p>{words}</p></html>".encode()),
        lambda words: open_document(words.encode(), name="a.txt"),
    ],
    ids=["docx", "odt", "html", "text"],
)
def test_words_from_right_to_left_keep_the_order_of_their_letters(read, words):
    marked = "\u200f" + words.replace(" ", "\u200f ", 1) + "\u202c\u2069\u061c"

    assert texts(read(marked)) == [clean(words)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (package({"Index/Document.iwa": "x", "preview.jpg": "x"}), "Pages, Numbers ou Keynote"),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<x/>"}),
            "un dessin",
        ),
        (
            package(
                {
                    "[Content_Types].xml": "<Types><Override PartName='/x' ContentType='application/vnd.ms-excel."
                    "sheet.binary.macroEnabled.main'/></Types>"
                }
            ),
            "XLSX ou en ODS",
        ),
        (package({"mimetype": "application/epub+zip"}), "EPUB"),
    ],
)
def test_each_other_kind_is_named_with_what_to_do(data, words):
    assert words in refusal(data)
