"""Tables as spreadsheets, read back by another program than the one that wrote them."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from reciproque.core.registers import writers
from reciproque.core.tables import Column
from reciproque.office.numbers import french_number, in_french
from reciproque.office.sheets import harmless, sheet_name, write_csv, write_xlsx

pytestmark = pytest.mark.once  # no database: one engine is enough


@dataclass
class Action:
    title: str = "Chorale"
    amount: Decimal | None = Decimal("1234.50")
    share: float | None = 0.125
    people: int | None = 12
    on: date | None = date(2026, 2, 3)
    at: datetime | None = datetime(2026, 2, 3, 23, 30, tzinfo=UTC)
    done: bool | None = True


COLUMNS = [
    Column("Action", lambda action: action.title),
    Column("Montant (€)", lambda action: action.amount, "euros"),
    Column("Part", lambda action: action.share, "percent"),
    Column("Habitants", lambda action: action.people, "number"),
    Column("Le", lambda action: action.on, "date"),
    Column("Clos le", lambda action: action.at, "date"),
    Column("Fait", lambda action: action.done, "yesno"),
]
NOTHING = Action("", None, None, None, None, None, None)
DANGERS = [
    "=1+1",
    "+33 1 23",
    "-12",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "＝1+1",
    "\x00=1",
]


def workbook(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def lines(data):
    [name] = workbook(data).sheet_names
    return workbook(data).get_sheet_by_name(name).to_python()


def csv_lines(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_workbook_holds_numbers_dates_and_words_as_such():
    headings, empty, row = lines(write_xlsx("Actions", COLUMNS, [NOTHING, Action()]))

    assert headings == ["Action", "Montant (€)", "Part", "Habitants", "Le", "Clos le", "Fait"]
    assert row == ["Chorale", 1234.5, 0.125, 12.0, date(2026, 2, 3), date(2026, 2, 4), "oui"]
    assert empty == [""] * 7


def test_a_csv_is_what_french_excel_opens():
    data = write_csv("Actions", COLUMNS, [Action(), NOTHING])

    assert data.startswith(b"\xef\xbb\xbfAction;Montant")
    assert csv_lines(data)[1:] == [
        ["Chorale", "1234,50", "12,5 %", "12", "03/02/2026", "04/02/2026", "oui"],
        [""] * 7,
    ]


def test_quotes_semicolons_and_lines_inside_a_cell_survive():
    title = 'L’été ; « dit » "oui"\r\nligne 2'

    assert csv_lines(write_csv("x", COLUMNS[:1], [Action(title)]))[1] == [title.replace("\r\n", "\n")]
    assert lines(write_xlsx("x", COLUMNS[:1], [Action(title)]))[1] == [title.replace("\r\n", "\n")]


@pytest.mark.parametrize("danger", DANGERS)
def test_no_text_becomes_a_formula_in_either_format(danger):
    columns = [Column(danger, lambda action: action.title)]

    for written in (
        lines(write_xlsx("x", columns, [Action(danger)])),
        csv_lines(write_csv("x", columns, [Action(danger)])),
    ):
        assert [cell[0] for line in written for cell in line] == ["'", "'"]


def test_a_workbook_holds_no_formula_and_no_link():
    data = write_xlsx("x", COLUMNS, [Action("=HYPERLINK(1)"), Action("http://exemple.fr"), Action("{=1}")])

    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_numbers_below_zero_stay_numbers():
    columns = [Column("Écart", lambda action: action.amount, "euros")]

    assert lines(write_xlsx("x", columns, [Action(amount=Decimal("-12.5"))]))[1] == [-12.5]
    assert csv_lines(write_csv("x", columns, [Action(amount=Decimal("-12.5"))]))[1] == ["-12,50"]


@pytest.mark.parametrize("text", ["Chorale", "a=b", "10 % - 20 %", "’=", "", "é"])
def test_harmless_texts_are_left_alone(text):
    assert harmless(text) == text


def test_control_characters_and_endless_texts_do_not_break_the_file():
    rows = [Action("a\x00b\x07c\ufffe"), Action("x" * 40_000)]

    _headings, first, second = lines(write_xlsx("x", COLUMNS[:1], rows))

    assert first == ["abc"]
    assert len(second[0]) == 32_767
    assert second[0].endswith("…")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), 10**20, Decimal(10) ** 17])
def test_numbers_that_no_spreadsheet_holds_are_texts(value):
    columns = [Column("Nombre", lambda action: action.amount, "number")]

    assert lines(write_xlsx("x", columns, [Action(amount=value)]))[1] == [str(value)]
    assert csv_lines(write_csv("x", columns, [Action(amount=value)]))[1][0]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("objectifs", "objectifs"),
        ("a/b:c*d?e[f]g\\h", "a b c d e f g h"),
        ("'entre apostrophes'", "entre apostrophes"),
        ("x" * 40, "x" * 31),
        ("", "Feuille"),
        ("History", "Feuille"),
    ],
)
def test_the_name_of_the_sheet_is_one_that_spreadsheets_accept(title, name):
    assert sheet_name(title) == name
    assert workbook(write_xlsx(title, COLUMNS, [])).sheet_names == [name]


def test_many_rows_are_taken_as_they_come():
    written = lines(write_xlsx("x", COLUMNS[:1], (Action(str(number)) for number in range(5_000))))

    assert [line[0] for line in written] == ["Action", *map(str, range(5_000))]


def test_every_table_of_the_house_may_leave_in_both_formats():
    assert {"xlsx", "csv"} <= {writer.key for writer in writers}
    for key in ("xlsx", "csv"):
        assert writers.named(key).write("objectifs", COLUMNS, [Action()])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u202f234,50 €", "1234.50"),
        ("12 %", "0.12"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("1.234,5", "1234.5"),
        ("12.5", "12.5"),
    ],
)
def test_french_numbers_are_read(text, number):
    assert french_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "douze", "1,2,3", "NaN", "1e5", "12 %%", "--1"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="nombre illisible"):
        french_number(text)


def test_numbers_are_written_with_a_comma():
    assert (in_french(Decimal("1234.5")), in_french(2, 2), in_french(0.1)) == ("1234,5", "2,00", "0,1")
