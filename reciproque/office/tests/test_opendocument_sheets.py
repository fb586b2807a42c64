"""Tables as ODS, and books of several sheets, read back by another program than the one that wrote them."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree
from python_calamine import CalamineWorkbook

from reciproque.core.registers import writers
from reciproque.core.tables import Column
from reciproque.core.text import clean
from reciproque.office.sheets import (
    Sheet,
    harmless,
    sheet_names,
    write_ods,
    write_ods_book,
    write_xlsx,
    write_xlsx_book,
)

pytestmark = pytest.mark.once  # no database: one engine is enough

KINDS = ["text", "euros", "percent", "number", "date", "moment", "yesno"]
COLUMNS = [Column(kind, lambda row, at=at: row[at], kind) for at, kind in enumerate(KINDS)]
ROW = (
    "Chorale d’été",
    Decimal("1234.50"),
    0.125,
    12,
    date(2026, 2, 3),
    datetime(2026, 2, 3, 23, 30, tzinfo=UTC),
    True,
)
NOTHING = ("", None, None, None, None, None, None)


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def told(text):
    """Without spaces: the program that reads here knows neither tabs nor runs of spaces of an ODS."""
    return "".join(text.split())


def test_an_ods_holds_numbers_dates_and_words_as_such():
    [(name, lines)] = sheets(write_ods("Actions", COLUMNS, [ROW, NOTHING])).items()

    assert name == "Actions"
    assert lines[1] == [
        "Chorale d’été",
        1234.5,
        0.125,
        12,
        date(2026, 2, 3),
        datetime(2026, 2, 4, 0, 30),  # noqa: DTZ001 - a spreadsheet knows no time zone
        "oui",
    ]
    assert lines[2:] in ([], [[""] * 7])


def test_ods_and_xlsx_say_the_same():
    rows = [ROW, NOTHING, ("=1+1", Decimal(-3), 1.5, 10**20, None, None, False)]

    assert sheets(write_ods("Actions", COLUMNS, rows)) == sheets(write_xlsx("Actions", COLUMNS, rows))


@settings(max_examples=60, deadline=None)
@given(some.lists(some.text(max_size=30), min_size=1, max_size=6))
def test_strange_signs_survive_in_both(texts):
    column = Column("Texte", lambda text: text)
    expected = [harmless(text) for text in texts]
    for write in (write_ods, write_xlsx):
        [lines] = sheets(write("x", [column], texts)).values()
        got = [line[0] for line in lines[1:]]
        got += [""] * (len(expected) - len(got))
        assert [told(str(one)) for one in got] == [told(text) for text in expected]


@pytest.mark.parametrize("danger", ["=1+1", "+33", "-12", "@SUM(A1)", "\t=1", " =1"])
def test_no_text_becomes_a_formula_in_an_ods(danger):
    data = write_ods("x", [Column("Texte", lambda text: text)], [danger])
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    [lines] = sheets(data).values()

    assert "formula" not in content
    assert told(lines[1][0]) == told(f"'{clean(danger)}")


def test_a_book_has_one_sheet_per_list_and_no_two_of_the_same_name():
    column = Column("Texte", lambda text: text)
    book = [
        Sheet("Objectifs [2019]", [column], ["a"]),
        Sheet("objectifs  2019 ", [column], []),
        Sheet("", [], []),
    ]
    for write in (write_ods_book, write_xlsx_book):
        read = sheets(write("x", book))
        assert len({name.lower() for name in read}) == 3
        assert [line[0] for line in next(iter(read.values()))] == ["Texte", "a"]


def test_names_of_sheets_are_told_apart_within_their_length():
    names = sheet_names(["x" * 40, "X" * 40, "history"])

    assert len({name.lower() for name in names}) == 3
    assert all(len(name) <= 31 for name in names)


def test_an_ods_is_whole_xml_whose_kind_comes_first():
    archive = zipfile.ZipFile(io.BytesIO(write_ods("A & B", COLUMNS, [ROW])))

    assert archive.namelist()[0] == "mimetype"
    assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    for name in archive.namelist()[1:]:
        etree.fromstring(archive.read(name))


def test_every_table_of_the_house_may_leave_as_ods():
    assert writers.named("ods").write("objectifs", COLUMNS, [ROW])
