"""Spreadsheets as documents, the same outcome for XLSX and ODS: sheets, titles, tables, places, bounds."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reciproque.office.bounds import Bounds
from reciproque.office.document import Table
from reciproque.office.keeping import document_from_json, document_to_json
from reciproque.office.opening import open_document
from reciproque.office.tests.books import WRITERS, Merged, as_ods, as_xlsx, ods_body
from reciproque.office.tests.files import refusal, shown, texts
from reciproque.office.tests.open_files import SHEET, flat, open_file
from reciproque.office.tests.test_docx_tables import laid, sizes

pytestmark = pytest.mark.once  # no database: one engine is enough

both = pytest.mark.parametrize("kind", WRITERS)


def read(kind, rows, name="Actions"):
    return open_document(WRITERS[kind]({name: rows}), name=f"plan.{kind}")


@both
def test_a_sheet_gives_its_name_its_title_and_its_table(kind):
    document = read(kind, [["*Plan d’actions*"], [], ["Axe", "Objectif"], ["Emploi", "Former"]])

    assert shown(document) == ["# Actions", "Plan d’actions", "| Axe | Objectif |", "| Emploi | Former |"]
    assert document.parts[1].strong
    assert document.complaints == ()


@both
def test_places_are_those_that_a_person_sees(kind):
    document = read(kind, [[], [None, "Titre"], [], [None, "Axe", "Objectif"], [None, "Emploi", "Former"]])

    assert [block.place.said for block in document.blocks()] == [
        "Feuille Actions",
        *(f"Feuille Actions, {cell}" for cell in ("B2", "B4", "C4", "B5", "C5")),
    ]
    assert [block.anchor for block in document.blocks()] == [
        "l1",
        "l2",
        "l3c1b1",
        "l3c2b1",
        "l4c1b1",
        "l4c2b1",
    ]
    assert document_from_json(document_to_json(document)) == document


@both
@pytest.mark.parametrize("name", ["Feuil1", "Feuille 1", "Sheet2"])
def test_a_name_that_the_program_gave_is_no_heading(kind, name):
    document = read(kind, [["a", "b"]], name)

    assert shown(document) == ["| a | b |"]
    assert next(document.blocks()).place.said == f"{name}, A1"


@both
def test_merged_cells_are_spans(kind):
    [_name, table] = read(
        kind,
        [
            [Merged("Axe", rows=3), Merged("Objectifs", columns=2)],
            [None, "a", "b"],
            [None, "c", "d"],
        ],
    ).parts

    assert sizes(table)[0] == [("Axe", 1, 3), ("Objectifs", 2, 1)]
    assert laid(table) == [["Axe", "Objectifs", "Objectifs"], ["Axe", "a", "b"], ["Axe", "c", "d"]]


@both
def test_a_title_merged_over_several_rows_is_one(kind):
    assert shown(read(kind, [[Merged("Plan", rows=2, columns=3)], [], ["a", "b", "c"]])) == [
        "# Actions", "Plan", "| a | b | c |",
    ]  # fmt: skip


@both
def test_tables_are_parted_by_empty_rows_and_keep_their_columns(kind):
    head, other = ["*Axe*", "*Objectif*", "*Pilote*"], ["*Quartier*", "*Population*"]
    rows = [head, ["Un", "a", "Ville"], [], [None, "b", "CAF"], [], other]

    first, second, third = [part for part in read(kind, rows).parts if isinstance(part, Table)]

    assert laid(first) == [["Axe", "Objectif", "Pilote"], ["Un", "a", "Ville"]]
    assert laid(second) == [["", "b", "CAF"]]
    assert laid(third) == [["Quartier", "Population"]]


@both
def test_empty_columns_between_are_no_columns(kind):
    [_name, table] = read(kind, [["a", None, "b"], ["c", None, "d"]]).parts

    assert laid(table) == [["a", "b"], ["c", "d"]]


@both
def test_tables_beside_each_other_are_two(kind):
    rows = [["a", "b", None, "x", "y"], ["c", "d", None, "z", "t"], ["e", "f"]]

    [_name, left, right] = read(kind, rows).parts

    assert (laid(left), laid(right)) == ([["a", "b"], ["c", "d"], ["e", "f"]], [["x", "y"], ["z", "t"]])


@both
def test_broken_lines_are_paragraphs_and_typed_bullets_items(kind):
    [_name, table] = read(
        kind, [["Constat\n- un\n- deux", "Nombre de jeunes\naccompagnés\nNombre d’emplois"]]
    ).parts
    items, lines = table.rows[0].cells

    assert [block.text for block in items.blocks] == ["Constat", "un", "deux"]
    assert [block.marker for block in items.blocks] == ["", "-", "-"]
    assert [block.text for block in lines.blocks] == ["Nombre de jeunes accompagnés", "Nombre d’emplois"]
    assert items.rich
    assert lines.rich


@both
def test_a_sheet_of_one_column_is_a_text(kind):
    assert shown(read(kind, [["Une ligne"], ["- un point"], ["Une autre"]])) == [
        "# Actions", "Une ligne", "- un point", "Une autre",
    ]  # fmt: skip


@both
def test_an_empty_book_is_said_to_be_empty(kind):
    assert "aucun texte" in refusal(WRITERS[kind]({"Actions": [[None]]}), f"a.{kind}")


@both
def test_a_book_of_too_many_cells_is_refused_with_its_place(kind):
    rows = [[f"{row}-{column}" for column in range(10)] for row in range(100)]

    assert "cases" in refusal(WRITERS[kind]({"A": rows}), f"a.{kind}", bounds=Bounds(cells=500))


WORDS = some.text("abcdéÈ’ 12;:", min_size=1, max_size=12).map(str.strip).filter(bool)
GRIDS = some.lists(some.lists(some.none() | WORDS, min_size=2, max_size=5), min_size=1, max_size=6)


@settings(max_examples=60)
@given(GRIDS)
def test_whatever_the_cells_both_formats_say_the_same_and_lose_nothing(rows):
    xlsx, ods = (open_document(write({"Plan": [["x", "y"], *rows]})) for write in WRITERS.values())

    assert xlsx.parts == ods.parts
    said = sorted(word for text in texts(xlsx) for word in text.split())
    assert [one for one in said if any(letter.isalnum() for letter in one)] == _words(
        ["Plan", "x", "y"], rows
    )


def _words(more, rows):
    found = [word for row in rows for text in row if text for word in text.split()]
    return sorted(word for word in [*more, *found] if any(letter.isalnum() for letter in word))


# What only XLSX or only ODS says


def test_hidden_sheets_are_left_out_and_said():
    def hide(book):
        book.worksheets()[1].hide()

    document = open_document(as_xlsx({"Plan": [["a", "b"]], "Listes": [["x", "y"]]}, hide))

    assert texts(document) == ["Plan", "a", "b"]
    assert document.complaints == (
        "Feuille masquée « Listes », non lue : affichez-la si son contenu compte, puis déposez de nouveau.",
    )


def test_hidden_rows_are_read_hidden_columns_left_out_and_both_said():
    def hide(book):
        book.worksheets()[0].set_row(1, None, None, {"hidden": True})
        book.worksheets()[0].set_column("C:C", None, None, {"hidden": True})

    document = open_document(as_xlsx({"Plan": [["a", "b", "c"], ["d", "e", "f"]]}, hide))

    assert texts(document) == ["Plan", "a", "b", "d", "e"]
    assert document.complaints == (
        "Feuille Plan : lignes masquées (ou filtrées), lues comme les autres (2).",
        "Feuille Plan : colonnes masquées, non lues : affichez-les si leur contenu compte, puis déposez de nouveau "
        "(C).",
    )


def test_what_is_hidden_in_an_ods_has_the_same_outcome():
    body = (
        '<table:table table:name="Plan"><table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:visibility="filter"><table:table-cell><text:p>a</text:p></table:table-cell>'
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        '<table:table table:name="Listes" table:style-name="h"><table:table-row><table:table-cell><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    look = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="h" style:family="table">{look}</style:style>'

    document = open_document(open_file(body, automatic=hidden, media_type=SHEET))

    assert texts(document) == ["Plan", "a"]
    assert [one.split(" : ")[0] for one in document.complaints] == [
        "Feuille Plan",
        "Feuille Plan",
        "Feuille masquée « Listes », non lue",
    ]


def test_formulas_are_their_kept_values_and_errors_and_missing_ones_are_said():
    def fill(book):
        sheet = book.worksheets()[0]
        sheet.write_formula("C1", "=1+1", None, 2)
        sheet.write_formula("C2", '=UPPER("a")', None, "A")
        sheet.write_formula("D1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D2", "=A1", None, "")

    document = open_document(as_xlsx({"Plan": [["a", "b"], ["c", "d"]]}, fill))

    assert shown(document) == ["# Plan", "| a | b | 2 |", "| c | d | A |"]
    assert document.complaints == ("Feuille Plan : cellules en erreur, non reprises (D1).",)


FORMULAS = (
    '<table:table table:name="Plan"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p>'
    "</table:table-cell>"
    '<table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=[.A1]"/></table:table-row></table:table>'
)


def test_the_same_in_an_ods():
    document = open_document(open_file(FORMULAS, media_type=SHEET))

    assert shown(document) == ["# Plan", "| a | 2 |"]
    assert document.complaints == (
        "Feuille Plan : cellules en erreur, non reprises (C1).",
        "Feuille Plan : formules sans résultat enregistré, non reprises : ouvrez le classeur, enregistrez-le de "
        "nouveau, puis déposez-le (D1).",
    )


def _count(book):
    book.worksheets()[0].write_formula("C1", "=1+1", None, 7654321)


def test_a_formula_that_an_xlsx_keeps_no_value_of_is_said():
    data = as_xlsx({"Plan": [["a", "b"]]}, _count)
    without = _replaced(data, "xl/worksheets/sheet1.xml", b"<v>7654321</v>", b"")

    [said] = open_document(without).complaints

    assert texts(open_document(data)) == ["Plan", "a", "b", "7654321"]
    assert texts(open_document(without)) == ["Plan", "a", "b"]
    assert said.startswith("Feuille Plan : formules sans résultat enregistré")
    assert said.endswith("(C1).")


def _replaced(data, part, old, new):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return out.getvalue()


def test_comments_images_charts_and_boxes_of_an_xlsx():
    def hang(book):
        sheet = book.worksheets()[0]
        sheet.write_comment("B1", "une remarque")
        sheet.insert_textbox("D3", "Note de cadrage\nà lire")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$A$1:$A$1"})
        sheet.insert_chart("F5", chart)

    document = open_document(as_xlsx({"Plan": [["a", "b"]]}, hang))

    assert texts(document) == ["Plan", "a", "b", "Note de cadrage à lire"]
    assert document.parts[-1].place.said == "Feuille Plan, D3"
    assert document.complaints == (
        "Feuille Plan : commentaires, non lus (B1).",
        "Feuille Plan : graphiques, non lus (F5).",
    )


def test_repeated_cells_of_a_million_are_bounded():
    def sheet(rows):
        return open_file(f'<table:table table:name="P">{rows}</table:table>', media_type=SHEET)

    def row(cells="", more=""):
        cell = f"<table:table-cell {cells}><text:p>x</text:p></table:table-cell>"
        return f"<table:table-row {more}>{cell}</table:table-row>"

    many, wide = 'table:number-rows-repeated="1048576"', 'table:number-columns-repeated="16384"'
    empty = f"<table:table-row {many}><table:table-cell {wide}/></table:table-row>"

    assert "cases" in refusal(sheet(row(more=many)), "a.ods", bounds=Bounds(cells=999))
    assert "cases" in refusal(sheet(row(wide)), "a.ods", bounds=Bounds(cells=999))
    assert texts(open_document(sheet(empty + row() + empty))) == ["P", "x"]


def test_a_whole_sheet_merged_by_mistake_is_read():
    merged = as_xlsx({"Plan": [["a", "b", None, Merged("x", columns=2)], ["c", "d"]]})
    data = _replaced(merged, "xl/worksheets/sheet1.xml", b'ref="D1:E1"', b'ref="D1:XFD1048576"')

    assert texts(open_document(data)) == ["Plan", "a", "b", "x", "c", "d"]


def test_a_flat_file_and_a_packed_one_say_the_same():
    body = ods_body({"Plan": [["a", Merged("b", rows=2)], ["c"]]})

    packed = open_document(open_file(body, media_type=SHEET))

    assert open_document(flat(body, media_type=SHEET), name="a.fods").parts == packed.parts


def test_an_absurd_reference_is_passed_over():
    data = _replaced(
        as_xlsx({"Plan": [["a", "b"]]}), "xl/worksheets/sheet1.xml", b'r="B1"', b'r="ZZZZ99999999"'
    )

    assert texts(open_document(data)) == ["Plan", "a", "b"]


@pytest.mark.parametrize("write", [as_xlsx, as_ods])
def test_right_to_left_words_keep_their_letters(write):
    assert texts(open_document(write({"P": [["عقد المدينة", "חוזה"]]}))) == ["P", "عقد المدينة", "חוזה"]
