"""Word tables: spans, real paragraphs in cells, tables in tables."""

import pytest

from reciproque.office.reading.docx import read_docx
from reciproque.office.tests.files import docx, level, listed, numbering, p, shown, tbl, tc, texts, tr

pytestmark = pytest.mark.once  # no database: one engine is enough


MERGE, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(width):
    return f'<w:gridSpan w:val="{width}"/>'


def sizes(table):
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in table.rows]


def laid(table):
    return [[cell.text for cell, _inherited in row] for row in table.grid()]


def test_cells_span_columns_and_rows():
    [table] = read_docx(
        docx(
            tbl(
                tr(tc("Pilier", props=MERGE), tc("Titre", props=span(2))),
                tr(tc(props=GOES_ON), tc("a"), tc("b")),
                tr(tc(props=GOES_ON), tc("c"), tc("d")),
                tr(tc("Autre"), tc("e"), tc("f")),
            )
        )
    ).parts

    assert sizes(table) == [
        [("Pilier", 1, 3), ("Titre", 2, 1)],
        [("a", 1, 1), ("b", 1, 1)],
        [("c", 1, 1), ("d", 1, 1)],
        [("Autre", 1, 1), ("e", 1, 1), ("f", 1, 1)],
    ]
    assert laid(table) == [
        ["Pilier", "Titre", "Titre"],
        ["Pilier", "a", "b"],
        ["Pilier", "c", "d"],
        ["Autre", "e", "f"],
    ]


def test_two_spans_one_below_the_other_stay_two():
    rows = [tr(tc(name, props=MERGE), tc("x")) + tr(tc(props=GOES_ON), tc("y")) for name in ("Un", "Deux")]

    [table] = read_docx(docx(tbl(*rows))).parts

    assert laid(table) == [["Un", "x"], ["Un", "y"], ["Deux", "x"], ["Deux", "y"]]


def test_a_continuation_without_beginning_is_a_cell_of_its_own():
    [table] = read_docx(docx(tbl(tr(tc("seul", props=GOES_ON), tc("x"))))).parts

    assert sizes(table) == [[("seul", 1, 1), ("x", 1, 1)]]


def test_a_text_under_a_merged_cell_is_said():
    rows = tr(tc("Vu", props=MERGE), tc("x")), tr(tc("Caché", props=GOES_ON), tc("y"))

    document = read_docx(docx(tbl(*rows)))

    assert "Caché" not in " ".join(cell.text for cell in document.parts[0].rows[0].cells)
    assert document.complaints == ("Ligne 2 : texte caché sous une case fusionnée, non lu.",)


def test_columns_skipped_at_the_left_are_empty_cells():
    [table] = read_docx(docx(tbl(tr(tc("a"), tc("b")), tr(tc("c"), props='<w:gridBefore w:val="1"/>')))).parts

    assert laid(table) == [["a", "b"], ["", "c"]]


def test_cells_hold_real_paragraphs_and_items():
    cell = tc("Constat", listed("un"), listed("deux"))

    [table] = read_docx(docx(tbl(tr(cell, tc())), numbering=numbering(level(0, "bullet", "-")))).parts
    full, empty = table.rows[0].cells

    assert full.rich
    assert [(block.markers, block.text) for block in full.blocks] == [
        ((), "Constat"),
        (("-",), "un"),
        (("-",), "deux"),
    ]
    assert empty.blocks == ()


def test_heading_rows_are_marked():
    [table] = read_docx(docx(tbl(tr(tc("Objectif"), props="<w:tblHeader/>"), tr(tc("a"))))).parts

    assert [[cell.heading for cell in row.cells] for row in table.rows] == [[True], [False]]


def test_a_deleted_row_is_dropped_an_inserted_one_kept():
    rows = tr(tc("a")), tr(tc("supprimée"), props="<w:del/>"), tr(tc("b"), props="<w:ins/>")

    assert shown(read_docx(docx(tbl(*rows)))) == ["| a |", "| b |"]


def test_a_nested_table_is_read_flat_and_said():
    inner = tbl(tr(tc("n1"), tc("n2")), tr(tc("n3"), tc("n4")))

    document = read_docx(docx(tbl(tr(tc("avant", inner, "après"), tc("b")))))

    assert texts(document) == ["avant", "n1", "n2", "n3", "n4", "après", "b"]
    assert document.complaints == ("Ligne 1 : tableau imbriqué dans une case, lu à plat.",)


def test_tables_nested_twenty_deep_lose_nothing():
    inner = p("fond")
    for depth in range(20):
        inner = tbl(tr(tc(f"niveau {depth}", inner)))

    document = read_docx(docx(inner))

    assert texts(document) == [*(f"niveau {depth}" for depth in reversed(range(20))), "fond"]


def test_rows_and_cells_inside_controls_are_read():
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = tr(control.format(tc("a")), tc("b"))

    assert shown(read_docx(docx(control.format(tbl(control.format(row)))))) == ["| a | b |"]


def test_absurd_spans_are_bounded():
    [table] = read_docx(docx(tbl(tr(tc("a", props=span(999_999_999)), tc("b", props=span(-4)))))).parts

    assert [cell.colspan for cell in table.rows[0].cells] == [500, 1]
