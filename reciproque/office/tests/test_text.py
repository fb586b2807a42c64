"""Reading Markdown and plain text into the neutral structure."""

import time

import pytest

from reciproque.office.document import Block, Kind, Table
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def blocks(text):
    return [part for part in read_text(text).parts if isinstance(part, Block)]


def tables(text):
    return [part for part in read_text(text).parts if isinstance(part, Table)]


def cells(table):
    return [[[block.text for block in cell.blocks] for cell in row.cells] for row in table.rows]


def test_lines_of_a_paragraph_are_joined_and_kept():
    (block,) = blocks("La Chambre de Commerce\net d'Industrie\n")

    assert block.text == "La Chambre de Commerce et d'Industrie"
    assert block.lines == ("La Chambre de Commerce", "et d'Industrie")
    assert (block.place.line, block.anchor) == (1, "l1")


def test_a_name_cut_at_its_hyphen_is_mended():
    assert [block.text for block in blocks("Saint Éloy-\nBoileau")] == ["Saint Éloy-Boileau"]


@pytest.mark.parametrize(
    ("line", "markers", "text"),
    [
        ("- Former", ("-",), "Former"),
        ("- ◆ Former", ("-", "◆"), "Former"),
        ("▪ Former", ("▪",), "Former"),
        ("➢Former", ("➢",), "Former"),
        ("* Former", ("*",), "Former"),
        ("1. Former", ("1.",), "Former"),
        ("12) Former", ("12)",), "Former"),
        ("4 -Former", ("4 -",), "Former"),
        ("2- Former", ("2-",), "Former"),
        ("3° Former", ("3°",), "Former"),
        ("IV. Former", ("IV.",), "Former"),
        ("I. Former des acteurs relais", ("I.",), "Former des acteurs relais"),
        ("a) Former", ("a)",), "Former"),
        ("- 1) Former", ("-", "1)"), "Former"),
    ],
)
def test_the_marks_of_a_list_are_taken_off(line, markers, text):
    (block,) = blocks(line)

    assert (block.kind, block.markers, block.text) == (Kind.ITEM, markers, text)


@pytest.mark.parametrize(
    "line",
    [
        "80 personnes se sont mobilisées",
        "2015 - 2020 : le premier contrat",
        "11-25 ans",
        "1.850.000 habitants",
        "V. DUPONT",
        "(re)-mobilisation du public",
        "1.5.3 - Réaliser des aménagements",
    ],
)
def test_numbers_and_names_are_no_marks(line):
    (block,) = blocks(line)

    assert (block.kind, block.markers, block.text) == (Kind.PARAGRAPH, (), line)


def test_items_are_nested_by_their_indent():
    found = blocks("- Coordonner\n  - Observer\n    - Mesurer\n- Agir\n")

    assert [(block.text, block.level) for block in found] == [
        ("Coordonner", 0),
        ("Observer", 1),
        ("Mesurer", 2),
        ("Agir", 0),
    ]


def test_an_item_goes_on_in_small_letters_and_ends_before_a_new_sentence():
    found = blocks("- Du point de vue\ndu plus grand nombre\nIl s'agit d'inciter\n")

    assert [(block.kind, block.text) for block in found] == [
        (Kind.ITEM, "Du point de vue du plus grand nombre"),
        (Kind.PARAGRAPH, "Il s'agit d'inciter"),
    ]


def test_emphasis_is_told_and_taken_away():
    whole, lead, inside = blocks(
        "**Sur la ville :**\n\n**Comité** : il siège\n\nAu 1^{er} *boomerang*⁸ de 3 km²\n"
    )

    assert (whole.text, whole.strong) == ("Sur la ville :", True)
    assert (lead.text, lead.strong, lead.lead) == ("Comité : il siège", False, "Comité")
    assert inside.text == "Au 1er boomerang de 3 km²"


def test_headings_are_those_of_the_file_only():
    found = blocks("# Contrat\n\n## Axe 1 : Emploi ##\n\nAxe 2 : Logement\n")

    assert [(block.kind, block.level, block.text) for block in found] == [
        (Kind.HEADING, 1, "Contrat"),
        (Kind.HEADING, 2, "Axe 1 : Emploi"),
        (Kind.PARAGRAPH, 0, "Axe 2 : Logement"),
    ]


def test_a_sentence_goes_on_after_the_footnote_that_cut_it():
    first = "La métropole mène une politique de cohésion sociale qui en fait, en devenant un"
    found = blocks(f"{first}\n\n¹ Rapport validé.\n\nmoteur économique majeur.\n")

    assert [(block.kind, block.text) for block in found] == [
        (Kind.PARAGRAPH, f"{first} moteur économique majeur."),
        (Kind.NOTE, "Rapport validé."),
    ]
    assert found[1].marker == "¹"


def test_tabs_make_rows_and_lists_in_cells_make_items():
    (table,) = tables(
        "Axe\tObjectifs\n<p>Axe 1</p> <p>Agir</p>\t<ul style='x'> - Déployer-redéployer - (Re)lancer \n"
    )

    assert cells(table) == [
        [["Axe"], ["Objectifs"]],
        [["Axe 1", "Agir"], ["Déployer-redéployer", "(Re)lancer"]],
    ]
    assert [cell.rich for cell in table.rows[1].cells] == [True, True]
    assert table.rows[1].cells[1].blocks[1].anchor == "l2c2b2"


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("<ul>- Améliorer l'accueil,- Former les agents", ["Améliorer l'accueil,", "Former les agents"]),
        ("<ul><li>Former</li><li>Agir</li></ul>", ["Former", "Agir"]),
        ("- Suivi - observation des quartiers", ["Suivi - observation des quartiers"]),
        ("- faire - agir", ["faire", "agir"]),
        ("• Former ▪ Observer • Agir", ["Former", "Observer", "Agir"]),
        ("Tableau de bord - observation", ["Tableau de bord - observation"]),
        ("Former<br>Agir", ["Former", "Agir"]),
    ],
)
def test_a_cell_is_cut_at_its_bullets_only(cell, items):
    (table,) = tables(f"Axe\t{cell}\n")

    assert [block.text for block in table.rows[0].cells[1].blocks] == items


def test_another_bullet_inside_an_item_stands_deeper():
    (table,) = tables("a\t<ul> - Encourager le sport pour : <ul> → lutter → aller vers - Informer\n")

    assert [(block.text, block.level) for block in table.rows[0].cells[1].blocks] == [
        ("Encourager le sport pour :", 0),
        ("lutter", 1),
        ("aller vers", 1),
        ("Informer", 0),
    ]


def test_a_table_goes_on_after_an_empty_line_and_drops_rows_of_dashes():
    (table,) = tables("a\tb\n\n\tc\n--\t---\n")

    assert cells(table) == [[["a"], ["b"]], [[], ["c"]]]


def test_pipe_tables_are_read():
    (table,) = tables("| Axe | Objectif |\n| --- | :-: |\n| 1 | Agir \\| réagir |\n")

    assert cells(table) == [[["Axe"], ["Objectif"]], [["1"], ["Agir | réagir"]]]


def test_html_tables_keep_their_spans_and_lines():
    (table,) = tables(
        "<table>\n<tr><th>Axe</th><th>Objectif</th></tr>\n<tr><td rowspan=2>Emploi</td><td>Former</td></tr>\n"
        "<tr><td>Recruter</td></tr>\n</table>"
    )

    assert [[(cell.text, inherited) for cell, inherited in row] for row in table.grid()] == [
        [("Axe", False), ("Objectif", False)],
        [("Emploi", False), ("Former", False)],
        [("Emploi", True), ("Recruter", False)],
    ]
    assert [row.place.line for row in table.rows] == [2, 3, 4]


def test_a_table_of_contents_is_no_table():
    text = "Préambule\t2\nArticle 1 – Objet.....\t3\nAnnexes\t21\n"

    assert tables(text) == []
    assert [block.text for block in blocks(text)] == ["Préambule 2", "Article 1 – Objet..... 3", "Annexes 21"]


def test_a_table_of_populations_stays_one():
    assert len(tables("Quartier\tHabitants\nPrépaou\t310\nVauban\t1008\n")) == 1


def test_html_outside_tables_and_scripts():
    found = blocks(
        "<script>\nalert(1)\n</script>\n<h2>Axe 1</h2>\n<p>Un &amp; deux</p>\n<ol><li>A</li><li>B</li></ol>"
    )

    assert [(block.kind, block.markers, block.text, block.place.line) for block in found] == [
        (Kind.HEADING, (), "Axe 1", 4),
        (Kind.PARAGRAPH, (), "Un & deux", 5),
        (Kind.ITEM, ("1.",), "A", 6),
        (Kind.ITEM, ("2.",), "B", 6),
    ]


def test_control_characters_and_page_breaks():
    found = blocks("Un\x00 deux\n\n\fTrois\n")

    assert [(block.text, block.place.page) for block in found] == [("Un deux", 1), ("Trois", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 50,
        "<ul>" * 5000,
        "*a " * 20000,
        "<!--" * 20000,
        "." * 20000,
        "^{" * 10000,
        "\t" * 20000,
        "|a" * 20000,
    ],
    ids=["nothing", "empty lines", "lists", "stars", "comments", "points", "carets", "tabs", "pipes"],
)
def test_nothing_takes_long(text):
    began = time.perf_counter()

    read_text(text)

    assert time.perf_counter() - began < 3


def test_anchors_are_unique():
    text = (
        "<p>a</p><p>b</p>\n- c\n\na\tb\n\n<table><tr><td>x</td><td>y</td></tr><tr><td>z</td></tr></table>\n"
    )
    anchors = [block.anchor for block in read_text(text).blocks()]

    assert len(anchors) == len(set(anchors)) == 8
