"""Cells that span beyond all measure cost no more than their number."""

import pytest

from reciproque.office.bounds import Bounds
from reciproque.office.opening import open_document
from reciproque.office.tests.files import docx, tbl, tc, texts, tr

pytestmark = pytest.mark.once  # no database: one engine is enough


def page(*tables):
    return f"<html>{''.join(tables)}</html>".encode()


def table(rows, span):
    row = f'<tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr>'
    return f"<table>{row * rows}</table>\n"


def areas(document):
    return [sum(map(len, part.grid())) for part in document.parts]


def test_spans_of_ordinary_size_stay():
    document = open_document(page(table(3, 2)), name="a.html")

    assert document.complaints == ()
    assert document.parts[0].rows[0].cells[0].colspan == 2


def test_spans_that_pile_up_are_undone_and_said():
    document = open_document(page(table(2, 2), table(300, 100_000), table(2, 2)), name="a.html")

    small, large, last = areas(document)
    assert large == 600
    assert small == last > 4
    assert len(texts(document)) == 608
    [said] = document.complaints
    assert said.startswith("Ligne 3 : les cellules fusionnées de ce tableau dépassent")


def test_the_bound_is_of_the_document_not_of_each_table():
    document = open_document(page(*[table(1, 10)] * 30), name="a.html", bounds=Bounds(cells=100))

    assert sum(areas(document)) <= 160
    assert len(document.complaints) > 1


def test_word_is_held_to_it_too():
    cell = tc("a", props='<w:gridSpan w:val="400"/>')

    document = open_document(docx(tbl(*[tr(cell, tc("b"))] * 2_000)), name="a.docx")

    assert sum(areas(document)) <= 300_000
