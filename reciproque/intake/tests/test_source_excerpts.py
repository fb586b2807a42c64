"""What of a document stands beside its proposal: all of it, or what is nearest to the items shown."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reciproque.intake.tables.source import AROUND, MANY_BLOCKS, draw_source, excerpt_around
from reciproque.intake.tests.factories import brought
from reciproque.office.document import Block, Cell, Document, Kind, Place, Row, Table
from reciproque.office.keeping import KeptDocument, document_to_json


def paragraph(line, text="Ouvrir la halle"):
    return Block(Kind.PARAGRAPH, text, Place(line), f"l{line}")


def row(line, width=2):
    return Row(
        tuple(
            Cell((Block(Kind.PARAGRAPH, "Halle", Place(line), f"l{line}c{each}"),)) for each in range(width)
        ),
        Place(line),
        f"l{line}",
    )


def kept(*parts):
    return KeptDocument(document_to_json(Document(tuple(parts))))


def long_one():
    """Three thousand paragraphs, then a table of a thousand rows."""
    table = Table(tuple(row(line) for line in range(3_001, 4_001)), Place(3_001), "l3001t")
    return kept(*map(paragraph, range(1, 3_001)), table)


LONG = long_one()


def drawn(excerpt):
    return BeautifulSoup(draw_source(excerpt, {}), "html.parser")


def test_a_document_of_ordinary_length_is_shown_whole():
    document = kept(*map(paragraph, range(1, MANY_BLOCKS + 1)))

    excerpt = excerpt_around(document, [1])

    assert (excerpt.document, excerpt.cut, excerpt.gaps) == (document.document(), False, frozenset())


@pytest.mark.parametrize("lines", [[], [1], [4_000], [1, 3_999], [9_999], list(range(10, 4_000, 40))])
def test_of_a_long_one_what_is_nearest_is_shown(lines):
    excerpt = excerpt_around(LONG, lines)

    shown = {block.place.line for block in excerpt.document.blocks()}
    assert excerpt.cut
    assert {line for line in lines if line <= 4_000} <= shown
    assert sum(1 for _block in excerpt.document.blocks()) <= MANY_BLOCKS
    marks = lines or [0]
    assert all(min(abs(line - mark) for mark in marks) <= AROUND for line in shown)


def test_more_items_than_a_page_holds_are_all_shown():
    lines = list(range(1, 4_001, 2))

    shown = {block.place.line for block in excerpt_around(LONG, lines).document.blocks()}

    assert shown == set(lines)


def test_what_is_left_out_before_is_said_once():
    excerpt = excerpt_around(LONG, [1_000, 2_500, 3_900])
    page = drawn(excerpt)

    said = [one for one in page.select(".source-page") if "passage non montré" in one.text]
    assert len(said) == len(excerpt.gaps) == 3
    assert said[0].find_next("p")["id"] == f"l{min(excerpt.gaps)}"


def test_a_cell_that_spans_rows_does_not_reach_past_a_gap():
    tall = Row((Cell(row(1).cells[0].blocks, rowspan=9), *row(1).cells[1:]), Place(1), "l1")
    table = Table((tall, *(row(line) for line in range(2, 2_000))), Place(1), "l1t")

    page = drawn(excerpt_around(kept(table), [1, 1_900]))

    [gap] = [one for one in page.select(".source-page") if "passage non montré" in one.text]
    assert [len(body.select("tr[id], tr:has([id])")) > 0 for body in page.select("tbody")] == [
        True,
        False,
        True,
    ]
    assert gap.find_parent("tbody").select("[id]") == []


def test_rows_of_one_line_of_the_file_say_a_gap_once():
    together = Table(tuple(row(1_900) for _each in range(3)), Place(1_900), "l1900t")
    document = kept(*map(paragraph, range(1, 1_900)), together)

    page = drawn(excerpt_around(document, [1, 1_900]))

    assert page.text.count("passage non montré") == 1


@given(st.sets(st.integers(1, 4_000), max_size=60))
def test_a_gap_stands_where_lines_are_missing_and_nowhere_else(lines):
    excerpt = excerpt_around(LONG, lines)

    shown = sorted({block.place.line for block in excerpt.document.blocks()})
    assert set(excerpt.gaps) == {
        line for before, line in zip([0, *shown], shown, strict=False) if line > before + 1
    }


def test_the_page_shows_each_item_of_its_list_in_a_very_long_document(client, ada, read):
    rows = "\n".join(
        f"| {number} Accompagner les {number} familles | Familles |" for number in range(1, 1_001)
    )
    reading = brought(
        f"# Contrat de ville\n\nUn mot.\n\n## Cadre\n\n| Objectif | Indicateurs |\n|---|---|\n{rows}\n\n"
        "## Divers\n\nUn mot encore, que rien n’explique.\n",
        by=ada,
    )
    client.force_login(ada)

    page = read(client.get(f"{reverse('intake:reading_detail', args=[reading.pk])}?liste=not_understood"))

    ends = [one["href"] for one in page.select(".proposals a.to-passage")]
    assert len(ends) > 1
    assert all(page.select_one(f".review-source {end}") for end in ends)
    assert "seul ce qui entoure" in page.select_one(".review-source").text
    assert "passage non montré" in page.select_one(".review-source").text
