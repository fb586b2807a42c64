"""PDF pages of many layouts: by their tags and, when these are hidden, by what a reader sees."""

import subprocess
import sys

import pytest

from reciproque.office.bounds import Bounds, Unreadable
from reciproque.office.document import Kind, Table
from reciproque.office.opening import open_document
from reciproque.office.tests.files import shown, texts
from reciproque.office.tests.pdf_files import FILLER, by_hand, hide_tags, text_at, typeset

pytestmark = pytest.mark.once  # no database: one engine is enough

ONE = FILLER.strip()
NAMES = ("Rive", "Val", "Mont", "Bois", "Pont", "Pré", "Gare")
SAID = [f"Le quartier {one}-{two} dit à {one} : {ONE}" for one in NAMES for two in NAMES]
BOTH = pytest.mark.parametrize("way", [lambda pdf: pdf, hide_tags], ids=["tagged", "untagged"])


def read(source, way=hide_tags):
    return open_document(way(typeset(source)), name="contrat.pdf")


def tables(document):
    return [part for part in document.parts if isinstance(part, Table)]


@BOTH
def test_headings_paragraphs_and_nested_lists(way):
    source = f"= Article 1 : Objet\n{ONE}\n\n{ONE}\n\n== Les objectifs\n- Agir\n  - pour l’emploi\n- Tenir\n\n+ un\n"

    assert shown(read(source, way)) == [
        "# Article 1 : Objet", ONE, ONE, "## Les objectifs", "• Agir", "  ‣ pour l’emploi", "• Tenir",
        "1. un",
    ]  # fmt: skip


@BOTH
def test_footnotes_stand_apart_and_their_marks_are_gone(way):
    document = read(f"{ONE}#footnote[Loi du 21 février 2014.]\n\n{ONE}", way)
    notes = [block for block in document.blocks() if block.kind is Kind.NOTE]

    assert [(block.marker, block.text) for block in notes] == [("1", "Loi du 21 février 2014.")]
    assert texts(document).count(ONE) == 2


@BOTH
def test_running_heads_and_page_numbers_are_furniture(way):
    head = "#set page(header: [Contrat de ville de Rive], footer: context [Page #counter(page).display() sur 4])\n"
    document = read(f"{head}= Titre\n" + "\n\n".join(SAID), way)
    told = [block.text for block in document.blocks() if block.kind is not Kind.FURNITURE]

    assert told == ["Titre", *SAID]
    assert {block.text for block in document.blocks()} - set(told) == {
        "Contrat de ville de Rive",
        "Page 1 sur 4",
    }


@BOTH
def test_a_paragraph_that_a_page_break_cut_is_one(way):
    document = read(f"{FILLER * 40}\n\n{ONE}", way)

    assert [block.text for block in document.blocks()] == [(FILLER * 40).strip(), ONE]


@BOTH
def test_two_columns_are_read_one_after_the_other(way):
    document = read(
        f"= Un titre large\n#columns(2)[{FILLER * 8}\n\nSecond texte. {FILLER * 8}]\n\nPuis la fin. {ONE}",
        way,
    )

    assert texts(document) == [
        "Un titre large", (FILLER * 8).strip(), f"Second texte. {(FILLER * 8).strip()}", f"Puis la fin. {ONE}",
    ]  # fmt: skip


@BOTH
def test_a_landscape_table_over_pages_is_one_table(way):
    rows = ", ".join(f"[Axe {n}], [Objectif {n}. {ONE}], [Nombre {n}]" for n in range(30))
    document = read(
        "#set page(flipped: true)\n#table(columns: (1fr, 2fr, 1fr), "
        f"table.header([Axe], [Objectif], [Indicateur]), {rows})",
        way,
    )
    (table,) = tables(document)

    assert [row.cells[0].text for row in table.rows] == ["Axe", *[f"Axe {n}" for n in range(30)]]
    assert [row.cells[1].text for row in table.rows[1:]] == [f"Objectif {n}. {ONE}" for n in range(30)]
    assert table.rows[-1].place.page > 2


@BOTH
def test_merged_cells_keep_their_spans(way):
    document = read(
        "#table(columns: 3, [Axe], [Objectif], [Indicateur], table.cell(rowspan: 2)[Axe 1], [Ouvrir], [Nombre], "
        "[Former], [], table.cell(colspan: 2)[Ensemble], [Fin])\n\n" + ONE,
        way,
    )
    (table,) = tables(document)
    spans = [[(cell.text, cell.rowspan, cell.colspan) for cell in row.cells] for row in table.rows]

    assert spans[1:] == [
        [("Axe 1", 2, 1), ("Ouvrir", 1, 1), ("Nombre", 1, 1)],
        [("Former", 1, 1), ("", 1, 1)],
        [("Ensemble", 1, 2), ("Fin", 1, 1)],
    ]


def test_a_tagged_table_needs_no_line():
    document = read("#table(columns: 2, stroke: none, [Axe], [Objectif], [1], [Ouvrir])", lambda pdf: pdf)

    assert shown(document) == ["| Axe | Objectif |", "| 1 | Ouvrir |"]
    assert document.complaints == ()


def test_a_table_of_contents_is_one_line_per_entry():
    document = read(f"#outline()\n= Premier titre\n{ONE}\n= Second titre\n{ONE}")

    assert texts(document)[1:3] == ["Premier titre ..... 1", "Second titre ..... 1"]


def test_a_page_printed_sideways_is_turned_upright():
    sideways = (
        b"0 1 -1 0 500 100 cm\n"
        + text_at(0, 40, "Première ligne du contrat")
        + text_at(0, 10, "Seconde ligne")
    )

    for rotation in (b"", b"/Rotate 90"):
        document = open_document(by_hand(sideways, page=rotation), name="a.pdf")
        assert " ".join(texts(document)) == "Première ligne du contrat Seconde ligne"


def test_words_broken_by_a_hyphen_are_whole_again_and_compounds_stay():
    lines = [
        "La concertation avec les habitants et le savoir-faire des agents comptent pour la",
        "concertation de demain, avec la participation et la mobilisation de tous ; la concer-",
        "tation se fait avec la partici-",
        "pation et le savoir-",
        "faire de chacun.",
    ]
    content = b"".join(text_at(60, 700 - 14 * n, line) for n, line in enumerate(lines))

    said = texts(open_document(by_hand(content), name="a.pdf"))[0]

    assert "la concertation se fait avec la participation et le savoir-faire de chacun." in said.replace(
        "\n", " "
    )


def test_pages_are_told_as_they_are_read():
    told = []
    open_document(
        by_hand(*[text_at(60, 700, f"Page {n}") for n in range(3)]),
        name="a.pdf",
        progress=lambda *what: told.append(what),
    )

    assert told == [(0, 3, "Page 1 sur 3"), (1, 3, "Page 2 sur 3"), (2, 3, "Page 3 sur 3")]


def test_reading_is_bounded_in_time():
    with pytest.raises(Unreadable, match="demande trop de temps"):
        open_document(typeset(FILLER * 400), name="a.pdf", bounds=Bounds(seconds=0.0))


MEASURE = """
import re, sys
from pathlib import Path
from reciproque.office.opening import open_document
document = open_document(sys.argv[1])
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(int(most[1]) // 1024, max(block.place.page for block in document.blocks()))
"""


def test_a_hundred_and_fifty_pages_stay_under_300_mb(tmp_path):
    rows = ", ".join(f"[Axe {n}], [Objectif {n}. {ONE}], [Nombre {n}]" for n in range(560))
    source = (
        "".join(f"== Partie {n}\n" + f"{FILLER * 3}\n\n" * 12 for n in range(60))
        + "#set page(flipped: true)\n#table(columns: (1fr, 2fr, 1fr), "
        + f"table.header([Axe], [Objectif], [Indicateur]), {rows})"
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(hide_tags(typeset(source)))

    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    most, pages = map(int, done.stdout.split())

    assert pages >= 150
    assert most < 300
