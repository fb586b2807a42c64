"""A merged title of two rows hides nothing that begins beside its second row."""

import pytest

from bench.fuzzing.making import Grid, Square
from bench.fuzzing.writing import as_open_sheet, as_sheet
from reciproque.office.opening import open_document
from reciproque.office.tests.files import texts

pytestmark = pytest.mark.once  # no database: one engine is enough

SHEET = Grid(
    (
        (Square(()), Square(("Titre",), rows=2)),
        (Square(("à côté",)),),
        (Square(("a",)), Square(("b",))),
    ),
    2,
)


@pytest.mark.parametrize(("write", "name"), [(as_sheet, "a.xlsx"), (as_open_sheet, "a.ods")])
def test_what_begins_beside_the_second_row_of_a_title_is_read(write, name):
    assert sorted(texts(open_document(write([SHEET]), name=name))) == ["Titre", "a", "b", "à côté"]
