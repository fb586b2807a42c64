"""The same paper in every format: lists in lists, spans, blocks to sign in; read back, it says the same."""

import io
import zipfile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from reciproque.core.text import one_line
from reciproque.office.opening import open_document
from reciproque.office.papers.content import (
    Bullets,
    Cell,
    Contents,
    Entry,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    TableBlock,
    TableColumn,
    Turn,
)
from reciproque.office.papers.laying import laid
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx
from reciproque.office.reading.docx import read_docx
from reciproque.office.tests.files import shown
from reciproque.office.tests.test_papers import pages

pytestmark = pytest.mark.once  # no database: one engine is enough

PAPER = Paper(
    "Protocole",
    "2026-2030",
    [
        Contents(),
        Heading("Cadre"),
        Bullets([Entry("Réussir", "A"), Entry("Lire", "A.1", 1), Entry("Compter", level=1), "Habiter"]),
        Turn(landscape=True),
        TableBlock(
            [TableColumn("Axe"), TableColumn("Objectif"), TableColumn("Indicateurs", 2)],
            [
                [Cell(("A",), rowspan=2), "Lire", Cell(("Livres", "Élèves"), listed=True)],
                ["Compter", ""],
                ["B", Cell(("Tout",), colspan=2)],
            ],
            heads=[[Cell(("Objectifs",), colspan=2), Cell(("Suivi",))]],
        ),
        Turn(landscape=False),
        Heading("Signatures"),
        Signatures(
            [
                Signature("la Ville", "Mme Ada Leroy", "maire"),
                Signature("la CAF"),
                Signature("l’État", on="3 mai 2026"),
            ]
        ),
        PageBreak(),
        Paragraph("Fin."),
    ],
    cover=True,
)
WEIGHED = [
    Paragraph("Public : les jeunes de 12 à 17 ans", lead="Public :"),
    Paragraph("Tout en gras", strong=True),
    Paragraph("Rien en gras", lead="Autre chose"),
    Bullets(
        [
            Entry("Comité : il siège deux fois", lead="Comité"),
            Entry("Lire, puis écrire", "A.1", 1, lead="Lire"),
            Entry("Décidé", strong=True),
        ]
    ),
    Paragraph("(1.)puis collé au mot", lead="(1.)"),
]
WRITERS = [(write_pdf, "p.pdf"), (write_docx, "p.docx"), (write_odt, "p.odt"), (write_markdown, "p.md")]
SAID = [
    "A\u00a0– Réussir", "A.1\u00a0– Lire", "Compter", "Habiter", "Livres", "Élèves",
    "Pour la Ville\u00a0: Mme Ada Leroy, maire",
    "Pour la CAF", "3 mai 2026", "Fin.",
]  # fmt: skip


def odt_text(data):
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    return "".join(root.itertext())


def test_nothing_is_lost_in_any_format():
    printed = one_line("\n".join(pages(write_pdf(PAPER))))
    word = " ".join(one.text for one in read_docx(write_docx(PAPER)).blocks())
    for said in SAID:
        assert said in odt_text(write_odt(PAPER))
        assert one_line(said) in write_markdown(PAPER).decode().replace("&#8211;", "–")
        assert one_line(said) in printed
        assert one_line(said) in word


@pytest.mark.parametrize("written", WRITERS, ids=lambda written: written[1])
def test_what_stands_out_comes_back(written):
    write, name = written
    paper = Paper("Essai", blocks=WEIGHED)
    read = [
        (one.text, one.lead, one.strong)
        for one in open_document(write(paper), name=name).blocks()
        if one.kind not in ("heading", "furniture") and one.text != "Essai"
    ]

    assert read == [
        ("Public : les jeunes de 12 à 17 ans", "Public :", False),
        ("Tout en gras", "", True),
        ("Rien en gras", "", False),
        ("Comité : il siège deux fois", "Comité", False),
        ("A.1 – Lire, puis écrire", "A.1 – Lire", False),
        ("Décidé", "", True),
        ("(1.)puis collé au mot", "(1.)", False),
    ]


def test_a_run_in_that_the_text_does_not_begin_with_is_no_run_in():
    assert Paragraph("Public : tous", lead="Pilote").weights == ("", "Public : tous")
    assert Paragraph("Public : tous", lead="Public ").weights == ("Public", " : tous")
    assert Entry("Lire", "A").weights == ("", "A\u00a0– Lire")


def test_spans_are_laid_out_alike_in_word_and_markdown():
    [word] = [part for part in read_docx(write_docx(PAPER)).parts if hasattr(part, "rows")][:1]
    [marked] = [
        part for part in open_document(write_markdown(PAPER), name="p.md").parts if hasattr(part, "rows")
    ]
    told = [[[cell.text for cell, _over in line] for line in table.grid()] for table in (word, marked)]

    assert told[0] == told[1]
    assert told[0][2:4] == [["A", "Lire", "Livres Élèves"], ["A", "Compter", ""]]


def test_lists_in_lists_keep_their_depth():
    blocks = [one for one in read_docx(write_docx(PAPER)).blocks() if one.kind == "item"][:4]
    marked = [
        one for one in open_document(write_markdown(PAPER), name="p.md").blocks() if one.kind == "item"
    ][:4]

    assert [one.level for one in blocks] == [0, 1, 1, 0] == [one.level for one in marked]


def test_pages_turn_in_pdf_and_in_word():
    with pypdfium2.PdfDocument(write_pdf(PAPER)) as pdf:
        lying = [pdf[number].get_size()[0] > pdf[number].get_size()[1] for number in range(len(pdf))]
    assert True in lying
    assert lying[0] is False
    assert lying[-1] is False


@settings(max_examples=200, deadline=None)
@given(
    some.lists(
        some.lists(
            some.builds(
                Cell,
                some.just(("x",)),
                some.just(False),
                some.just(False),
                some.integers(1, 4),
                some.integers(1, 4),
            ),
            max_size=5,
        ),
        max_size=6,
    ),
    some.integers(1, 5),
)
def test_every_row_fills_the_table_exactly(rows, width):
    for line in laid(rows, width):
        assert [
            column for placed in line for column in range(placed.column, placed.column + placed.span)
        ] == list(range(width))


STRANGE = some.text(
    some.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp", "Zs", "Mn", "Me")
    ),
    min_size=1,
    max_size=30,
) | some.sampled_from(
    [
        "- tiret",
        "1. compté",
        "a) lettre",
        "| barre | barre",
        "<b>gras</b>",
        "*étoile* **deux**",
        "# dièse",
        "[lien](x)",
        "&amp; &lt;",
        "m² ¹ ^{2}",
        "`code` ~",
        "\\fin\\",
        "--- ",
        "• point",
        "IV. romain",
        "12 - douze",
        "[^1]: note",
        "_souligné_",
        "=1+1",
    ]
)


@settings(max_examples=150, deadline=None)
@given(some.lists(STRANGE, min_size=2, max_size=5))
def test_strange_signs_survive_in_a_markdown_table(texts):
    table = TableBlock([TableColumn("un"), TableColumn("deux")], [[text, "x"] for text in texts])
    document = open_document(write_markdown(Paper("Essai", blocks=[table])), name="p.md")
    [read] = [part for part in document.parts if hasattr(part, "rows")]

    assert [row.cells[0].text for row in read.rows[1:]] == [one_line(text) for text in texts]


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=40))
def test_any_text_makes_whole_files(text):
    paper = Paper(
        text,
        text,
        [Heading(text), Paragraph(text), Bullets([text]), TableBlock([TableColumn(text)], [[text]])],
    )
    etree.fromstring(zipfile.ZipFile(io.BytesIO(write_odt(paper))).read("content.xml"))
    assert write_docx(paper)
    assert write_markdown(paper)


def test_a_word_paper_still_shows_in_order():
    lines = shown(read_docx(write_docx(PAPER)))

    assert lines.index("# Cadre") < lines.index("# Signatures")
