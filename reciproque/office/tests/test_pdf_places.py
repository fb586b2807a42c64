"""Lines of a PDF rise whatever order its parts were written in, and anchors go with them."""

import pytest

from reciproque.office.document import Block, Cell, Kind, Place, Row, Table
from reciproque.office.reading.pdf.places import numbered_anew
from reciproque.office.tests.files import refusal
from reciproque.office.tests.pdf_files import by_hand, text_at

pytestmark = pytest.mark.once  # no database: one engine is enough


def block(line, anchor, page=1):
    return Block(Kind.PARAGRAPH, anchor, Place(line, page), anchor)


def told(parts):
    for part in parts:
        yield part.place.line, part.anchor
        for row in getattr(part, "rows", ()):
            yield row.place.line, row.anchor
            yield from ((one.place.line, one.anchor) for cell in row.cells for one in cell.blocks)


def test_lines_rise_in_the_order_of_the_parts():
    rows = tuple(
        Row((Cell((block(line, f"l{line}c1b1"),)), Cell()), Place(line, 1), f"l{line}") for line in (2, 3)
    )
    table = Table(rows, Place(2, 1), "l2t")

    parts = numbered_anew([block(1, "l1"), block(9, "l9b1"), block(9, "l9b2"), table, block(4, "l4", page=2)])

    assert list(told(parts)) == [
        (1, "l1"),
        (2, "l2b1"),
        (2, "l2b2"),
        (3, "l3t"),
        (3, "l3"),
        (3, "l3c1b1"),
        (4, "l4"),
        (4, "l4c1b1"),
        (5, "l5"),
    ]
    assert parts[-1].place.page == 2
    assert parts[0].text == "l1"


def test_a_page_that_holds_more_than_a_page_is_refused_at_once():
    crowded = by_hand(b"".join(text_at(40, 20 + line, f"Objectif {line} " * 10, 3) for line in range(780)))

    assert "page 1 de ce PDF porte plus de 60 000 signes" in refusal(crowded, "a.pdf")
