"""Papers as Word documents and as PDF, read back."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from reciproque.core.tables import Column
from reciproque.office.apart.walls import MEGABYTE, memory_of
from reciproque.office.papers import pdf
from reciproque.office.papers.content import (
    Bullets,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
    even_levels,
    say,
    table_of,
)
from reciproque.office.papers.pdf import NotPrinted, write_pdf
from reciproque.office.papers.word import write_docx
from reciproque.office.reading.docx import read_docx
from reciproque.office.tests.files import shown

pytestmark = pytest.mark.once  # no database: one engine is enough


TABLE = TableBlock(
    [TableColumn("Action", 3), TableColumn("Montant", 1, numeric=True)],
    [["Chorale", "1 200 €"], ["Jardin partagé", "800 €"]],
    "Actions soutenues",
    ["Total", "2 000 €"],
)
PAPER = Paper(
    "Rapport annuel « 2026 »",
    "Contrat de ville de Metz",
    [
        Heading("Synthèse"),
        Paragraph("L’été à Metz : *étoiles*, #dièse, [crochets] et $dollars$ restent des signes."),
        KeyFigures([KeyFigure("12", "actions soutenues")]),
        Heading("Constats", 2),
        Bullets(["un constat", "un autre"]),
        Bullets(["d’abord", "ensuite"], numbered=True),
        Paragraph("Puis :", strong=True),
        Bullets(["recommencer"], numbered=True),
        TABLE,
        PageBreak(),
        Paragraph("Source : INSEE.", quiet=True),
    ],
    author="Ville de Metz",
)
GOLDEN = """\
# Rapport annuel « 2026 »
Contrat de ville de Metz
# Synthèse
L’été à Metz : *étoiles*, #dièse, [crochets] et $dollars$ restent des signes.
• 12 actions soutenues
## Constats
• un constat
• un autre
1. d’abord
2. ensuite
Puis :
1. recommencer
Actions soutenues
| Action | Montant |
| Chorale | 1 200 € |
| Jardin partagé | 800 € |
| Total | 2 000 € |
Source : INSEE."""
GOLDEN_PDF = [
    """\
Rapport annuel « 2026 »
Contrat de ville de Metz
Synthèse
L’été à Metz : *étoiles*, #dièse, [crochets] et $dollars$ restent des signes.
• 12 actions soutenues
Constats
• un constat
• un autre
1. d’abord
2. ensuite
Puis :
1. recommencer
Actions soutenues
Action Montant
Chorale 1 200 €
Jardin partagé 800 €
Total 2 000 €
1 / 2""",
    """\
Source : INSEE.
2 / 2""",
]


def pages(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return [
            pdf[number].get_textpage().get_text_range().replace("\r\n", "\n") for number in range(len(pdf))
        ]


def test_a_word_paper_says_what_was_meant():
    document = read_docx(write_docx(PAPER))

    assert "\n".join(shown(document)) == GOLDEN
    assert document.complaints == ()


def test_the_heading_row_of_a_word_table_comes_back_on_every_page():
    [table] = [part for part in read_docx(write_docx(PAPER)).parts if hasattr(part, "rows")]

    assert [row.cells[0].heading for row in table.rows] == [True, False, False, False]


def test_a_pdf_paper_says_what_was_meant():
    assert pages(write_pdf(PAPER)) == GOLDEN_PDF


def test_a_pdf_is_tagged_titled_and_french():
    data = write_pdf(PAPER)

    with pypdfium2.PdfDocument(data) as pdf:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf)
        assert pdf.get_metadata_dict()["Title"] == "Rapport annuel « 2026 »"
        assert pdf.get_metadata_dict()["Author"] == "Ville de Metz"
    assert re.search(rb"pdfuaid:part(?:>|=\")1", data)
    assert re.search(rb"/Lang\s*\(fr", data)


def test_a_long_table_repeats_its_heading_on_every_page():
    rows = [[f"Action {number}", f"{number} €"] for number in range(150)]

    texts = pages(write_pdf(Paper("Long", blocks=[TableBlock(TABLE.columns, rows)])))

    assert len(texts) > 2
    assert ["Action Montant" in text for text in texts] == [True] * len(texts)
    assert "Action 149 149 €" in texts[-1]


def resident():
    return memory_of()[1] / MEGABYTE


def test_a_long_paper_leaves_no_memory_behind_and_says_the_same(monkeypatch):
    many = [
        one for n in range(350) for one in (Heading(f"Fiche {n}", 2), Paragraph("Fait en atelier. " * 80))
    ]
    paper = Paper("Long \U0001f984", blocks=many)
    write_pdf(Paper("Court"))
    before = resident()

    apart = pages(write_pdf(paper))

    assert resident() - before < 40
    monkeypatch.setattr(pdf, "LONG", 10**9)
    assert apart == pages(write_pdf(paper))
    assert "".join(apart).count("Fiche") == 350


def test_a_printer_that_dies_is_said_and_the_next_paper_is_printed(monkeypatch):
    monkeypatch.setattr(pdf, "LONG", 0)
    monkeypatch.setattr(pdf, "PRINTER", replace(pdf.PRINTER, memory=1 * MEGABYTE))
    with pytest.raises(NotPrinted):
        write_pdf(PAPER)
    monkeypatch.setattr(pdf, "PRINTER", replace(pdf.PRINTER, memory=1_500 * MEGABYTE))

    assert "étoiles" in pages(write_pdf(PAPER))[0]


@pytest.mark.parametrize("sign", ["🙂", "漢字かな", "\x00\x07", "\ufffe", "\U0010ffff", "\\u{1f600}"])
def test_signs_that_cannot_be_printed_do_not_stop_the_printing(sign):
    paper = Paper(f"Titre {sign}", blocks=[Paragraph(f"avant {sign} après"), Bullets([sign])])

    [page] = pages(write_pdf(paper))

    assert "avant" in page
    assert "après" in page
    assert "avant" in " ".join(shown(read_docx(write_docx(paper))))


def test_hundreds_of_unknown_signs_are_printed_as_squares():
    signs = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 300))

    [page] = pages(write_pdf(Paper("Titre", blocks=[Paragraph(f"avant {signs} après")])))

    assert "après" in page


def test_a_paper_without_anything_is_still_a_paper():
    assert shown(read_docx(write_docx(Paper("Vide")))) == ["# Vide"]
    assert "Vide" in pages(write_pdf(Paper("Vide")))[0]


def test_rows_that_are_too_short_or_too_long_keep_to_their_columns():
    table = TableBlock([TableColumn("A"), TableColumn("B")], [["1"], ["2", "3", "4"]])

    assert "A B\n1\n2 3" in pages(write_pdf(Paper("T", blocks=[table])))[0]
    assert shown(read_docx(write_docx(Paper("T", blocks=[table])))) == [
        "# T",
        "| A | B |",
        "| 1 |  |",
        "| 2 | 3 |",
    ]


def test_a_wide_paper_lies_on_its_side():
    with pypdfium2.PdfDocument(write_pdf(Paper("Large", landscape=True))) as pdf:
        width, height = pdf[0].get_size()

    assert width > height


def test_headings_never_skip_a_level():
    blocks = even_levels(
        [Heading("a", 3), Heading("b", 3), Heading("c", 1), Heading("d", 9), Heading("e", 0)]
    )

    assert [block.level for block in blocks] == [1, 2, 1, 2, 1]


def test_the_table_of_a_page_becomes_a_table_of_a_paper():
    columns = [
        Column("Action", lambda row: row["title"]),
        Column("Montant", lambda row: row["amount"], "euros"),
        Column("Le", lambda row: row["on"], "date"),
    ]

    table = table_of(
        columns, [{"title": "Chorale", "amount": Decimal(1200), "on": date(2026, 2, 3)}], caption="Liste"
    )

    assert [(column.heading, column.numeric) for column in table.columns] == [
        ("Action", False),
        ("Montant", True),
        ("Le", False),
    ]
    assert table.rows == [["Chorale", "1\u202f200\u00a0€", "03/02/2026"]]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("number", Decimal("1234567.50"), "1\u202f234\u202f567,5"),
        ("number", -3, "−3"),
        ("number", 100, "100"),
        ("percent", 0.125, "12,5\u00a0%"),
        ("percent", 1, "100\u00a0%"),
        ("yesno", False, "non"),
        ("text", None, ""),
        ("text", "a\x00b", "ab"),
    ],
)
def test_values_are_said_as_people_read_them(kind, value, said):
    assert say(kind, value) == said
