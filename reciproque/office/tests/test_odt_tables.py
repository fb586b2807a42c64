"""OpenDocument tables: spans, real paragraphs in cells, tables in tables."""

import pytest

from reciproque.office.tests.files import shown, texts
from reciproque.office.tests.open_files import COVERED, bullet, list_style, listed, p, read_body, tbl, tc, tr
from reciproque.office.tests.test_docx_tables import laid, sizes

pytestmark = pytest.mark.once  # no database: one engine is enough


def spans(columns=1, rows=1):
    return f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'


def test_cells_span_columns_and_rows():
    [table] = read_body(
        tbl(
            tr(tc("Pilier", more=spans(rows=3)), tc("Titre", more=spans(2)), COVERED),
            tr(COVERED, tc("a"), tc("b")),
            tr(COVERED, tc("c"), tc("d")),
            tr(tc("Autre"), tc("e"), tc("f")),
        )
    ).parts

    assert sizes(table)[0] == [("Pilier", 1, 3), ("Titre", 2, 1)]
    assert laid(table) == [
        ["Pilier", "Titre", "Titre"],
        ["Pilier", "a", "b"],
        ["Pilier", "c", "d"],
        ["Autre", "e", "f"],
    ]


def test_a_text_under_a_merged_cell_is_said():
    covered = f"<table:covered-table-cell>{p('caché')}</table:covered-table-cell>"

    document = read_body(tbl(tr(tc("vu", more=spans(2)), covered)))

    assert texts(document) == ["vu"]
    assert document.complaints == ("Ligne 1 : texte caché sous une case fusionnée, non lu.",)


def test_cells_hold_real_paragraphs_and_items():
    cell = tc(p("Constat"), listed("un", "deux"))

    [table] = read_body(tbl(tr(cell, tc())), automatic=list_style(bullet(1, "-"))).parts
    full, empty = table.rows[0].cells

    assert full.rich
    assert [(block.markers, block.text) for block in full.blocks] == [
        ((), "Constat"),
        (("-",), "un"),
        (("-",), "deux"),
    ]
    assert [block.anchor for block in full.blocks] == ["l1c1b1", "l1c1b2", "l1c1b3"]
    assert empty.blocks == ()


def test_heading_rows_are_marked():
    head = f"<table:table-header-rows>{tr(tc('Objectif'))}</table:table-header-rows>"

    [table] = read_body(tbl(head, tr(tc("a")))).parts

    assert [[cell.heading for cell in row.cells] for row in table.rows] == [[True], [False]]


def test_repeated_cells_and_rows_are_written_out():
    row = tr(tc("x", more='table:number-columns-repeated="3"'), more='table:number-rows-repeated="2"')

    assert shown(read_body(tbl(row))) == ["| x | x | x |", "| x | x | x |"]


def test_a_nested_table_is_read_flat_and_said():
    inner = tbl(tr(tc("n1"), tc("n2")), tr(tc("n3"), tc("n4")))

    document = read_body(tbl(tr(tc("avant", inner, "après"), tc("b"))) + p("fin"))

    assert texts(document) == ["avant", "n1", "n2", "n3", "n4", "après", "b", "fin"]
    assert document.complaints == ("Ligne 1 : tableau imbriqué dans une case, lu à plat.",)


def test_two_tables_stay_two_and_a_list_goes_on_around_them():
    assert shown(read_body(listed("a") + tbl(tr(tc("x"))) + tbl(tr(tc("y"))) + p("fin"))) == [
        "• a",
        "| x |",
        "| y |",
        "fin",
    ]
    assert len(read_body(tbl(tr(tc("x"))) + tbl(tr(tc("y")))).parts) == 2


def test_absurd_spans_are_bounded():
    [table] = read_body(tbl(tr(tc("a", more=spans(999_999_999, 999_999_999)), tc("b", more=spans(-4))))).parts

    assert [(cell.colspan, cell.rowspan) for cell in table.rows[0].cells] == [(500, 1), (1, 1)]
