"""Numbers and dates of an XLSX as a French spreadsheet shows them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reciproque.office.reading.workbook.numbers import general, moment_of, shown

pytestmark = pytest.mark.once  # no database: one engine is enough


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.85, "0%", "85%"),
        (0.123, "0.0 %", "12,3 %"),
        (1234567.891, "#,##0.00", "1\u00a0234\u00a0567,89"),
        (1234.5, '#,##0.00 "€"', "1\u00a0234,50 €"),
        (1234.5, "#,##0 [$€-40C]", "1\u00a0235 €"),
        (-3.5, "0.0;(0.0)", "(3,5)"),
        (-3.5, "0.0", "-3,5"),
        (0, '0;-0;"néant"', "néant"),
        (3, "00", "03"),
        (0.5, "0.##", "0,5"),
        (1_500_000, '0.0,, "M€"', "1,5 M€"),
        (5, '"n° "0', "n° 5"),
        (12, "General", "12"),
        (0.1 + 0.2, "", "0,3"),
        (1e20, "", "1E+20"),
        (45292, "dd/mm/yyyy", "01/01/2024"),
        (45292.75, "d mmmm yyyy h:mm", "1 janvier 2024 18:00"),
        (45292, "[$-40C]mmm yy;@", "janv. 24"),
        (45292, "dddd", "lundi"),
        (1.5, "[h]:mm", "36:00"),
        (0.5, "h:mm:ss", "12:00:00"),
        (-1, "dd/mm/yyyy", "-1"),
        (9e9, "dd/mm/yyyy", "9000000000"),
    ],
)
def test_a_number_is_shown_as_its_cell_shows_it(value, code, text):
    assert shown(value, code) == text


def test_the_calendar_of_1904_begins_later():
    assert shown(43830, "dd/mm/yyyy", since_1904=True) == "01/01/2024"


@given(some.integers(61, 2_958_465))
def test_serial_numbers_count_days(serial):
    assert moment_of(serial, since_1904=False) == datetime(1899, 12, 30) + timedelta(days=serial)  # noqa: DTZ001 -- a spreadsheet knows no time zone


@given(some.floats(allow_nan=True, allow_infinity=True), some.text('0#?,.;%@"\\[]ymdhs€ E+-_*/', max_size=12))
def test_no_format_and_no_number_breaks(value, code):
    try:
        assert isinstance(shown(value, code), str)
    except (ValueError, OverflowError, ArithmeticError):
        assert value != value or abs(value) > 1e15  # the reader shows such a value as it is written


@given(some.integers(-(10**10), 10**10))
def test_a_whole_number_without_format_is_written_whole(value):
    assert general(float(value)) == str(value)
