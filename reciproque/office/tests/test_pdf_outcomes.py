"""A PDF that cannot be read, or not wholly, is said to be so, with the way out. Nothing in it is executed."""

import pytest

from reciproque.office.opening import open_document
from reciproque.office.reading.pdf.outcomes import pages_said
from reciproque.office.tests.files import refusal, shown
from reciproque.office.tests.pdf_files import FILLER, by_hand, hide_tags, text_at, typeset

pytestmark = pytest.mark.once  # no database: one engine is enough

HELLO = text_at(60, 700, "Le contrat de ville engage tous ses signataires.")
SCAN = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
IMAGE = b"/XObject << /Im0 %d 0 R >>"
PIXEL = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)
OCR = b"BT 3 Tr /F1 12 Tf 60 700 Td (Texte reconnu par la machine.) Tj ET"


def read(data):
    return open_document(data, name="contrat.pdf")


def complaint(data):
    return "\n".join(read(data).complaints)


def test_a_pdf_with_a_text_layer_is_read_without_complaint():
    document = read(by_hand(HELLO))

    assert shown(document) == ["Le contrat de ville engage tous ses signataires."]
    assert document.complaints == ()
    assert [block.place.page for block in document.blocks()] == [1]


def test_a_scan_is_refused_with_the_way_out():
    said = refusal(by_hand(SCAN, resources=IMAGE % 6, more=[PIXEL]), "contrat.pdf")

    assert said.startswith("Ce PDF est numérisé")
    assert "OCR" in said
    assert "DOCX" in said


def test_pages_that_are_scanned_are_named():
    said = complaint(by_hand(HELLO, SCAN, HELLO, SCAN, SCAN, resources=IMAGE % 14, more=[PIXEL]))

    assert said.startswith("Pages 2 et 4 à 5 : image numérisée sans texte")


def test_a_page_read_by_a_machine_is_to_be_checked():
    document = read(by_hand(SCAN + b"\n" + OCR, resources=IMAGE % 6, more=[PIXEL]))

    assert shown(document) == ["Texte reconnu par la machine."]
    assert "relisez-le de près" in document.complaints[0]


def test_an_encrypted_pdf_is_refused():
    encryption = (
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <"
        + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    )  # fmt: skip
    data = by_hand(
        HELLO, more=[encryption], trailer=b"/Encrypt 6 0 R /ID [<" + b"43" * 16 + b"> <" + b"43" * 16 + b">]"
    )

    assert refusal(data, "contrat.pdf").startswith("Ce PDF est protégé par un mot de passe.")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + b"x" * 100, by_hand(HELLO)[:200], b"%PDF-1.7"])
def test_a_damaged_pdf_is_refused(data):
    assert refusal(data, "contrat.pdf").startswith("Ce PDF est abîmé")


def test_a_pdf_that_draws_nothing_is_refused():
    assert refusal(by_hand(b"0 0 100 100 re f"), "contrat.pdf").startswith("Ce PDF ne contient aucun texte")


def test_a_font_that_does_not_tell_its_letters_is_refused():
    glyphs = b"<0001000200030004000500060007>"
    content = b"BT /F1 12 Tf 60 700 Td " + glyphs + b" Tj ET"
    font = b"/Subtype /Type0 /BaseFont /Inconnue /Encoding /Identity-H /DescendantFonts [6 0 R]"
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Inconnue "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    data = by_hand(content, more=[inner]).replace(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font " + font + b" >>",
    )

    said = refusal(data, "contrat.pdf")

    assert said.startswith("Les polices de ce PDF ne disent pas quelles lettres")
    assert "PDF balisé" in said


def test_scripts_are_said_and_never_run():
    script = b"<< /S /JavaScript /JS (app.alert\\('bonjour'\\)) >>"
    names = b"/Names << /JavaScript << /Names [(a) 6 0 R] >> >> /OpenAction 6 0 R"
    document = read(by_hand(HELLO, catalog=names, more=[script]))

    assert "scripts" in document.complaints[0]
    assert shown(document) == ["Le contrat de ville engage tous ses signataires."]


def test_attached_files_are_named():
    names = b"/Names << /EmbeddedFiles << /Names [(budget.xlsx) 6 0 R] >> >>"
    spec = b"<< /Type /Filespec /F (budget.xlsx) /UF (budget.xlsx) /EF << /F 7 0 R >> >>"
    inside = b"<< /Type /EmbeddedFile /Length 3 >>\nstream\nabc\nendstream"

    assert "« budget.xlsx »" in complaint(by_hand(HELLO, catalog=names, more=[spec, inside]))


def test_a_form_is_read_with_what_was_typed_in_it():
    form = b"/AcroForm << /Fields [6 0 R] /DA (/F1 12 Tf) >>"
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ville) /V (Rive) /F 4 /Rect [60 600 200 620] "
        b"/AP << /N 7 0 R >> >>"
    )
    shape = b"BT /F1 12 Tf 2 4 Td (Ville de Rive) Tj ET"
    appearance = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 140 20] /Resources << /Font << /F1 3 0 R >> >> /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(shape), shape)
    )
    document = read(by_hand(HELLO, catalog=form, page=b"/Annots [6 0 R]", more=[field, appearance]))

    assert shown(document)[-1] == "Ville de Rive"
    assert "formulaire" in document.complaints[0]


def test_a_dynamic_form_is_refused():
    form = b"/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true"
    xfa = b"<< /Length 6 >>\nstream\n<xdp/>\nendstream"

    assert refusal(by_hand(HELLO, catalog=form, more=[xfa]), "contrat.pdf").startswith(
        "Ce PDF est un formulaire dynamique (XFA)"
    )


def test_a_signature_is_said():
    form = b"/AcroForm << /Fields [6 0 R] /SigFlags 3 >>"
    field = b"<< /FT /Sig /T (s) /V 7 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>"
    value = (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents <00> "
        b"/ByteRange [0 1 2 3] >>"
    )

    assert "signature électronique" in complaint(by_hand(HELLO, catalog=form, more=[field, value]))


def test_a_table_without_lines_is_said_and_its_text_read():
    rows = "".join(f"[Axe {n}], [Créer un lieu d’accueil {n}], [Nombre {n}]," for n in range(1, 6))
    pdf = hide_tags(typeset(f"{FILLER}\n#table(columns: (1fr, 2fr, 1fr), stroke: none, {rows})"))
    document = read(pdf)

    assert document.complaints[0].startswith("Page 1 : tableau sans traits")
    assert "PDF balisé" in document.complaints[0]
    assert "Axe 3 Créer un lieu d’accueil 3 Nombre 3" in shown(document)


def test_two_columns_of_text_are_no_table_without_lines():
    assert read(hide_tags(typeset(f"#columns(2)[{FILLER * 20}]"))).complaints == ()


@pytest.mark.parametrize(
    ("pages", "said"),
    [([3], "page 3"), ([3, 4], "pages 3 à 4"), ([9, 1, 2, 3, 7], "pages 1 à 3, 7 et 9"), ([1, 1], "page 1")],
)
def test_pages_are_said_as_people_say_them(pages, said):
    assert pages_said(pages) == said
