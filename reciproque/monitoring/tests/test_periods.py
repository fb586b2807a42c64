"""Periods of values, as they are written, said and counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reciproque.monitoring.choices import Periodicity
from reciproque.monitoring.rules.periods import (
    begin_of,
    due_on,
    end_of,
    following,
    period_around,
    periods_between,
    read_period,
    say_period,
)

pytestmark = pytest.mark.once
KINDS = some.sampled_from(list(Periodicity))
DAYS = some.dates(date(1991, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("2024", "year", 202412),
        ("année 2024", "year", 202412),
        ("2023-2024", "school", 202408),
        ("2023/24", "school", 202408),
        ("Année scolaire 2023-2024", "school", 202408),
        ("T1 2024", "quarter", 202403),
        ("4e trimestre 2024", "quarter", 202412),
        ("1er trimestre 2024", "quarter", 202403),
        ("2024-T2", "quarter", 202406),
        ("S2 2024", "semester", 202412),
        ("mars 2024", "month", 202403),
        ("Août 2024", "month", 202408),
        ("03/2024", "month", 202403),
        ("2024-03", "month", 202403),
        ("2024", "once", 202412),
        ("2024", "", 202412),
    ],
)
def test_periods_are_read_as_people_write_them(text, kind, number):
    assert read_period(text, kind) == number


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "year"), ("24", "year"), ("12/05/2024", "year"), ("1024", "year"), ("2024-2026", "school"),
        ("2024", "school"), ("T5 2024", "quarter"), ("S1 2024", "quarter"), ("S3 2024", "semester"),
        ("13/2024", "month"), ("brumaire 2024", "month"), ("9999", "year"),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_an_example(text, kind):
    with pytest.raises(ValueError, match="écrivez «"):
        read_period(text, kind)


@given(DAYS, KINDS)
def test_a_period_holds_its_days_and_reads_as_it_is_said(day, kind):
    number = period_around(day, kind)

    assert begin_of(number, kind) <= day <= end_of(number)
    assert read_period(say_period(number, kind), kind) == number
    assert period_around(begin_of(number, kind), kind) == number
    assert begin_of(following(number, kind), kind).toordinal() == end_of(number).toordinal() + 1


@given(DAYS, DAYS, KINDS)
def test_periods_follow_each_other_without_hole(one, other, kind):
    first, last = sorted((one, other))

    numbers = list(periods_between(first, last, kind))

    assert numbers == sorted(set(numbers))
    assert begin_of(numbers[0], kind) <= first
    assert end_of(numbers[-1]) >= last


def test_a_value_is_due_some_days_after_its_period():
    assert due_on(202412, 90) == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0000", Periodicity.YEAR),
        ("01/0000", Periodicity.MONTH),
        ("mars 99999", Periodicity.MONTH),
        ("mars " + "9" * 5_000, Periodicity.MONTH),
        ("T1 0000", Periodicity.QUARTER),
    ],
)
def test_a_year_that_no_calendar_has_is_refused_in_french(text, kind):
    with pytest.raises(ValueError, match="n’est pas une période") as refused:
        read_period(text, kind)
    assert len(str(refused.value)) < 140
