"""Charts: the same figures drawn, told in words and set in a table, in every format."""

import io
import re
import zipfile

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from reciproque.office.charts import Chart, ChartKind, Series, draw
from reciproque.office.charts.colours import INK, PALETTE, WHITE, ink_on
from reciproque.office.charts.pictures import height_to_width, pictures_of
from reciproque.office.papers.content import ChartBlock, Heading, Paper, Paragraph
from reciproque.office.papers.markdown import write_markdown
from reciproque.office.papers.odt import write_odt
from reciproque.office.papers.odt.template import fill_odt
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx
from reciproque.office.papers.word.template import fill_docx
from reciproque.office.tests.test_papers import pages

pytestmark = pytest.mark.once  # no database: one engine is enough

STACKED = Chart(
    ChartKind.STACKED,
    "Engagement par pilier",
    ["Réussir", "Emploi & <insertion>"],
    [Series("réalisé", [3, 0]), Series("non renseigné", [2, 1], "#8c8c8c", hatched=True)],
)
COLUMNS = Chart(
    ChartKind.COLUMNS, "Publics", ["2025", "2026"], [Series("femmes", [0, None]), Series("hommes", [-3, 12])]
)
LINES = Chart(
    ChartKind.LINES, "Allure", ["2024", "2025", "2026"], [Series("constaté", [12.5, None, 21])], "%"
)
PAPER = Paper("Essai", blocks=[Heading("Un"), ChartBlock(STACKED), ChartBlock(LINES, told=False)])
START = Paper("{titre}", blocks=[Paragraph("{contenu}")])


def test_missing_and_zero_are_told_apart():
    assert COLUMNS.described == (
        "Graphique\u00a0: Publics. 2025\u00a0: femmes 0, hommes −3. 2026\u00a0: femmes non renseigné, hommes 12."
    )
    assert LINES.described == (
        "Graphique\u00a0: Allure. 2024\u00a0: 12,5\u00a0%. 2025\u00a0: non renseigné. 2026\u00a0: 21\u00a0%."
    )
    assert STACKED.described.endswith("Emploi & <insertion>\u00a0: non renseigné 1.")


def test_a_chart_without_figures_is_left_out():
    nothing = Chart(ChartKind.COLUMNS, "Rien", ["2025"], [Series("a", [None])])
    zeros = Chart(ChartKind.STACKED, "Rien", ["2025"], [Series("a", [0])])
    assert nothing.is_empty
    assert zeros.is_empty
    assert not Chart(ChartKind.COLUMNS, "Zéro", ["2025"], [Series("a", [0])]).is_empty

    text = write_markdown(Paper("Essai", blocks=[ChartBlock(nothing), ChartBlock(zeros)])).decode()

    assert text == "# Essai\n"


def test_a_pdf_shows_the_chart_says_it_and_gives_its_figures():
    data = write_pdf(PAPER)

    with pypdfium2.PdfDocument(data) as pdf:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf)
        alts = list(_alts(pdf[0]))
    assert [one for one in alts if one.startswith("Graphique")] == [STACKED.described, LINES.described]
    [text] = pages(data)
    assert "Engagement par pilier" in text
    assert re.search(r"Emploi & <insertion> 0 1", text)


def _alts(page):
    tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
    waiting = [
        pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, at)
        for at in range(pypdfium2.raw.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element = waiting.pop(0)
        size = pypdfium2.raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = bytes(size)
            pypdfium2.raw.FPDF_StructElement_GetAltText(element, buffer, size)
            yield buffer.decode("utf-16-le").rstrip("\0")
        children = pypdfium2.raw.FPDF_StructElement_CountChildren(element)
        found = [pypdfium2.raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(children)]
        waiting = [one for one in found if one] + waiting


@pytest.mark.parametrize("made", [write_docx(PAPER), fill_docx(write_docx(START), PAPER, {"titre": "T"})])
def test_a_word_paper_shows_it_with_words_for_who_does_not_see(made):
    document = docx.Document(io.BytesIO(made))

    assert len(document.inline_shapes) == 2
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == [
        STACKED.described,
        LINES.described,
    ]
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["Emploi & <insertion>", "0", "1"]
    assert len(document.tables) == 1


@pytest.mark.parametrize("made", [write_odt(PAPER), fill_odt(write_odt(START), PAPER, {"titre": "T"})])
def test_an_odt_shows_it_and_lists_its_pictures(made):
    archive = zipfile.ZipFile(io.BytesIO(made))
    content = etree.fromstring(archive.read("content.xml"))
    images = [one.get("{http://www.w3.org/1999/xlink}href") for one in content.iter("{*}image")]

    assert images == ["Pictures/graphique-0.png", "Pictures/graphique-1.png"]
    assert [one.text for one in content.iter("{*}desc")] == [STACKED.described, LINES.described]
    for name in images:
        assert archive.read(name).startswith(b"\x89PNG")
        assert name.encode() in archive.read("META-INF/manifest.xml")


def test_markdown_has_the_figures_or_the_words():
    text = write_markdown(PAPER).decode()

    assert "| Réussir | 3 | 2 |" in text
    assert "2025 : non renseigné" in text.replace("\u00a0", " ")


def test_pictures_are_made_in_one_go_and_are_not_tall():
    pictures = pictures_of([draw(STACKED), draw(COLUMNS), draw(LINES)])

    assert [one[:4] for one in pictures] == [b"\x89PNG"] * 3
    assert all(0.1 < height_to_width(one) < 0.6 for one in pictures)
    assert pictures_of([]) == []


def test_figures_are_read_on_every_colour():
    assert {ink_on(colour) for colour in PALETTE} == {INK, WHITE}
    assert ink_on("#ffffff") == INK
    assert ink_on("#000000") == WHITE


FIGURE = some.none() | some.integers(-(10**12), 10**12) | some.decimals(-1000, 1000, places=2)
NAME = some.text(max_size=60)


@settings(max_examples=120, deadline=None)
@given(some.data())
def test_any_names_and_figures_are_drawn(data):
    count = data.draw(some.integers(0, 9))
    kind = data.draw(some.sampled_from(ChartKind))
    figure = some.integers(0, 10**9) if kind is ChartKind.STACKED else FIGURE
    names = some.lists(NAME, min_size=count, max_size=count)
    values = some.lists(figure, min_size=count, max_size=count)
    series = data.draw(
        some.lists(some.builds(Series, NAME, values, hatched=some.booleans()), min_size=1, max_size=5)
    )
    chart = Chart(kind, "Essai", data.draw(names), series, data.draw(NAME))

    etree.fromstring(draw(chart))
    assert chart.described


def test_strange_names_reach_the_printed_page():
    chart = Chart(ChartKind.STACKED, "😀 \x00 titre", ["漢字 😀"], [Series("a\nb\x07", [1])])

    assert len(pages(write_pdf(Paper("Essai", blocks=[ChartBlock(chart)])))) == 1
