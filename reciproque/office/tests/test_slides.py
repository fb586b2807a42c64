"""Decks: all is said in any template, nothing runs off the slide, what is foreign is refused."""

import io
import zipfile

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu

from reciproque.office.charts import Chart, ChartKind, Series
from reciproque.office.papers.content import (
    Bullets,
    Entry,
    KeyFigure,
    KeyFigures,
    TableBlock,
    TableColumn,
)
from reciproque.office.slides import Deck, Slide, faults_of_pptx, lacks_of_pptx, starting_pptx, write_pptx
from reciproque.office.slides.fitting import Box, cut_rows, height_of, pages_of

pytestmark = pytest.mark.once  # no database: one engine is enough

CHART = Chart(
    ChartKind.STACKED,
    "Engagement",
    ["Réussir", "Travailler"],
    [Series("réalisé", [3, 0]), Series("non renseigné", [2, None], hatched=True)],
)
TABLE = TableBlock(
    [TableColumn("Objectif", 4), TableColumn("Montant", 1, numeric=True)],
    [["Chorale", "1 200 €"], ["Jardin", "non renseigné"]],
)
DECK = Deck(
    "Évaluation 2026",
    "Contrat de ville",
    ["Version provisoire"],
    [
        Slide(
            "Où en est-on ?", [KeyFigures([KeyFigure("58 sur 60", "fiches rendues")]), CHART], foot="Sur 60."
        ),
        Slide(
            "Ce qui a été fait", [Bullets([Entry("Une chorale", lead="Une"), Entry("et un jardin", level=1)])]
        ),
        Slide("Montants", [TABLE], notes="À dire à voix haute."),
        Slide("Publics", [CHART, Bullets(["Autant de femmes que d’hommes"])]),
    ],
    footer="Contrat de ville – provisoire",
)


def read(data):
    return pptx.Presentation(io.BytesIO(data))


def default_template():
    file = io.BytesIO()
    pptx.Presentation().save(file)
    return file.getvalue()


def saved(deck):
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def words(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize("template", [b"", starting_pptx(), default_template()], ids=["", "ours", "Office"])
def test_all_is_said_in_any_template(template):
    deck = read(write_pptx(DECK, template))
    slides = list(deck.slides)

    assert [one.shapes.title.text for one in slides] == [
        "Évaluation 2026",
        *(one.title for one in DECK.slides),
    ]
    assert "Contrat de ville\nVersion provisoire" in words(slides[0])
    assert {"58 sur 60\nfiches rendues", "Sur 60.", "Contrat de ville – provisoire"} <= set(words(slides[1]))
    assert "Une chorale\net un jardin" in words(slides[2])
    assert slides[3].notes_slide.notes_text_frame.text == "À dire à voix haute."
    [table] = [one.table for one in slides[3].shapes if one.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Objectif", "Montant"], ["Chorale", "1 200 €"], ["Jardin", "non renseigné"],
    ]  # fmt: skip
    assert deck.core_properties.language == "fr-FR"


def test_charts_are_native_with_their_figures_inside():
    slide = read(write_pptx(DECK)).slides[1]
    [frame] = [one for one in slide.shapes if one.has_chart]

    assert frame.chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert list(frame.chart.plots[0].categories) == ["Réussir", "Travailler"]
    assert {one.name: tuple(one.values) for one in frame.chart.plots[0].series} == {
        "réalisé": (3.0, 0.0), "non renseigné": (2.0, None),
    }  # fmt: skip
    assert frame.chart.part.chart_workbook.xlsx_part.blob.startswith(b"PK")
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == CHART.described


def test_every_slide_but_the_cover_is_numbered_and_all_words_are_french():
    data = write_pptx(DECK)
    package = zipfile.ZipFile(io.BytesIO(data))
    slides = [
        package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide")
    ]

    assert sum('type="slidenum"' in one for one in slides) == len(slides) - 1
    assert not any('lang="en' in one for one in slides)
    assert all("<a:rPr" in one and 'lang="fr-FR"' in one for one in slides)


def test_no_place_is_left_empty():
    for template in (starting_pptx(), default_template()):
        for slide in read(write_pptx(DECK, template)).slides:
            assert [one.name for one in slide.placeholders if not one.text_frame.text] == []


@pytest.mark.parametrize("template", [starting_pptx(), default_template()], ids=["ours", "Office"])
def test_nothing_runs_off_the_slide(template):
    rows = [[f"Objectif {n} " + "avec des mots " * (n % 9), f"{n} €"] for n in range(90)]
    long = Deck(
        "Long",
        slides=[
            Slide("Tableau", [TableBlock(TABLE.columns, rows)]),
            Slide("Liste", [Bullets([f"Point {n} " + "mot " * (n % 40) for n in range(80)])]),
            Slide("Les deux", [CHART, Bullets([f"Point {n} " + "mot " * 20 for n in range(30)])]),
        ],
    )
    deck = read(write_pptx(long, template))
    told = []
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        told += [
            row.cells[0].text for one in slide.shapes if one.has_table for row in list(one.table.rows)[1:]
        ]

    assert told == [row[0] for row in rows]
    titles = [one.shapes.title.text for one in deck.slides]
    assert len(set(titles)) == len(titles)  # « Liste (2) »
    said = "\n".join(text for slide in deck.slides for text in words(slide))
    assert all(f"Point {n} " in said for n in range(80))


def test_the_slides_of_a_template_go_and_its_masters_stay():
    mine = pptx.Presentation()
    mine.slide_masters[0].name = "Masque de la Ville"
    mine.slides.add_slide(mine.slide_layouts[0]).shapes.title.text = "Un exemple"
    template = saved(mine)

    deck = read(write_pptx(DECK, template))

    assert deck.slides[0].shapes.title.text == "Évaluation 2026"
    assert len(deck.slides) == 5
    assert faults_of_pptx(template) == []
    assert b"Un exemple" not in b"".join(
        zipfile.ZipFile(io.BytesIO(write_pptx(DECK, template))).read(name)
        for name in zipfile.ZipFile(io.BytesIO(write_pptx(DECK, template))).namelist()
    )


def test_a_deck_of_ours_is_a_template_too():
    assert faults_of_pptx(write_pptx(DECK)) == []


def test_our_template_lacks_nothing_and_another_says_what():
    assert lacks_of_pptx(starting_pptx()) == []
    bare = pptx.Presentation()
    for number in (10, 9, 8, 7, 6, 5, 4, 3, 2, 0):
        bare.slide_layouts.remove(bare.slide_layouts[number])
    for place in list(bare.slide_layouts[0].placeholders):
        if place.placeholder_format.idx >= 10:
            place._element.getparent().remove(place._element)

    lacks = lacks_of_pptx(saved(bare))

    assert [one.split(" :")[0] for one in lacks] == [
        "Aucune disposition de couverture (titre et sous-titre)",
        "Aucune disposition « Titre seul »",
        "Pas de numéro dans ces dispositions",
        "Pas de pied de page",
    ]
    assert len(read(write_pptx(DECK, saved(bare))).slides) == 5


def test_a_presentation_without_a_layout_for_text_is_no_template():
    bare = pptx.Presentation()
    for number in (10, 9, 8, 7, 5, 4, 3, 2, 1):
        bare.slide_layouts.remove(bare.slide_layouts[number])

    [fault] = faults_of_pptx(saved(bare))

    assert "Il manque une disposition" in fault
    with pytest.raises(ValueError, match="layout"):
        write_pptx(DECK, saved(bare))


def test_what_runs_or_fetches_is_refused():
    linked = pptx.Presentation()
    linked.slide_masters[0].part.relate_to(
        "http://ailleurs/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    assert "ailleurs" in faults_of_pptx(saved(linked))[0]

    file = pptx.Presentation()
    file.slide_masters[0].part.relate_to("file:///etc/passwd", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    assert "ailleurs" in faults_of_pptx(saved(file))[0]

    for name, word in (("/ppt/embeddings/oleObject1.bin", "incorporé"), ("/ppt/vbaProject.bin", "macros")):
        holding = pptx.Presentation()
        part = Part(PackURI(name), "application/octet-stream", holding.part.package, b"x")
        holding.slide_masters[0].part.relate_to(part, RELATIONSHIP_TYPE.OLE_OBJECT)
        assert word in faults_of_pptx(saved(holding))[0]

    acting = pptx.Presentation()
    shape = acting.slide_masters[0].placeholders[0]._element
    click = shape.nvSpPr.cNvPr.makeelement(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick",
        {"action": "ppaction://program?calc.exe"},
    )
    shape.nvSpPr.cNvPr.append(click)
    assert "lance un programme" in faults_of_pptx(saved(acting))[0]


def test_a_link_that_is_clicked_may_stay():
    linked = pptx.Presentation()
    linked.slide_masters[0].part.relate_to("https://ville.fr/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    assert faults_of_pptx(saved(linked)) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", starting_pptx()[:900], b"\xd0\xcf\x11\xe0" * 50])
def test_a_damaged_file_is_no_template(data):
    assert len(faults_of_pptx(data)) == 1


def test_a_package_with_a_document_type_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(starting_pptx())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "ppt/slideMasters/slideMaster1.xml":
                data = data.replace(b"<p:sldMaster", b"<!DOCTYPE x><p:sldMaster", 1)
            after.writestr(name, data)

    assert "déclaration" in faults_of_pptx(made.getvalue())[0]


@settings(max_examples=40, deadline=None)
@given(some.text(max_size=80), some.lists(some.text(max_size=200), max_size=12))
def test_any_text_makes_a_presentation_that_opens(title, texts):
    deck = Deck(
        title,
        title,
        texts,
        [
            Slide(title, [Bullets(texts)], foot=title, notes=title),
            Slide(title, [TableBlock([TableColumn(title)], [[one] for one in texts])]),
            Slide(title, [Chart(ChartKind.COLUMNS, title, texts, [Series(title, [1] * len(texts))])]),
        ],
        footer=title,
    )

    assert len(read(write_pptx(deck)).slides) >= 4


def test_an_empty_deck_has_its_cover():
    assert len(read(write_pptx(Deck(""))).slides) == 1


@given(some.lists(some.integers(1, 300), max_size=30), some.integers(100, 400))
def test_rows_are_cut_without_losing_one(heights, room):
    stretches = cut_rows(heights, room)

    assert [at for one in stretches for at in one] == list(range(len(heights)))
    assert all(len(one) == 1 or sum(heights[at] for at in one) <= room for one in stretches)


@given(some.lists(some.text(max_size=400), max_size=20))
def test_lists_are_cut_without_losing_an_item(texts):
    box = Box(0, 0, Emu(9_000_000), Emu(3_000_000))
    entries = [Entry(text) for text in texts]
    pages = pages_of(entries, box, others=box)

    assert [one for _size, page in pages for one in page] == entries
    for size, page in pages:
        assert len(page) <= 1 or sum(height_of(one, box.width, size) for one in page) <= box.height
