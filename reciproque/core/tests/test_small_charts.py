"""Charts for a telephone: every letter within the picture, the same figures as the wide ones."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reciproque.core.charts import LETTER, Bars, Line
from reciproque.core.small_charts import (
    SMALL,
    bars_on_any_screen,
    lines_on_any_screen,
    small_bars,
    small_lines,
)

pytestmark = pytest.mark.once

FIGURES = some.one_of(some.none(), some.floats(-1e9, 1e9, allow_nan=False))
NAMES = some.text(min_size=1, max_size=60).filter(str.isprintable)


def whole(value):
    return f"{value:.0f}"


def drawn(svg):
    return ET.fromstring(svg)


def spans(svg):
    """(begin, end) of each text, by the width of a letter that the drawing reckons with."""
    found = []
    for one in drawn(svg).iter("text"):
        x, room = float(one.get("x")), len(one.text or "") * LETTER
        begin = {"start": x, "middle": x - room / 2, "end": x - room}[one.get("text-anchor")]
        found.append((begin, begin + room))
    return found


@given(
    some.lists(
        some.tuples(
            NAMES,
            some.lists(some.tuples(some.dates(date(1990, 1, 1), date(2060, 1, 1)), FIGURES), min_size=1),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_letter_of_lines_leaves_a_telephone(series):
    lines = [
        Line(name, sorted(points, key=lambda one: one[0]), rank=rank)
        for rank, (name, points) in enumerate(series)
    ]
    if not any(value is not None for line in lines for _day, value in line.points):
        assert lines_on_any_screen(lines, described="x", write=whole) == ""
        return

    svg = small_lines(lines, described="x", write=whole)

    assert all(begin >= -1 and end <= SMALL + 1 for begin, end in spans(svg)), spans(svg)
    height = float(drawn(svg).get("viewBox").split()[3])
    for circle in drawn(svg).iter("circle"):
        assert 0 <= float(circle.get("cx")) <= SMALL
        assert 0 <= float(circle.get("cy")) <= height


@given(
    some.lists(
        some.tuples(NAMES, some.lists(some.tuples(NAMES, FIGURES), min_size=1, max_size=4)),
        min_size=1,
        max_size=6,
    )
)
def test_no_letter_of_bars_leaves_a_telephone(groups):
    bars = [Bars(name, values) for name, values in groups]
    known = [value for _name, values in groups for _bar, value in values if value is not None]
    if not known:
        assert bars_on_any_screen(bars, described="x", write=whole) == ""
        return

    svg = small_bars(bars, described="x", write=whole)

    assert all(begin >= -1 and end <= SMALL + 6 for begin, end in spans(svg)), spans(svg)
    for bar in drawn(svg).iter("rect"):
        assert float(bar.get("x")) >= -0.1
        assert float(bar.get("x")) + float(bar.get("width")) <= SMALL + 1


def test_a_page_holds_both_and_shows_one():
    lines = [Line("familles", [(date(2024, 12, 31), 4.0), (date(2025, 12, 31), 5.0)])]

    page = drawn(f"<div>{lines_on_any_screen(lines, described='Familles', write=whole)}</div>")

    assert [one.get("class") for one in page] == ["wide", "small"]
    assert {one.get("aria-label") for one in page} == {"Familles"}
    assert ["5 familles" in [text.text for text in one.iter("text")] for one in page] == [True, True]


def test_a_gap_stays_a_gap():
    days = [date(year, 12, 31) for year in range(2019, 2024)]
    svg = small_lines(
        [Line("familles", list(zip(days, [1, 2, None, 4, 5], strict=True)))], described="x", write=whole
    )

    assert len(list(drawn(svg).iter("circle"))) == 4
    bars = small_bars([Bars("2022", [("femmes", 6), ("hommes", None)])], described="x", write=whole)
    assert len(list(drawn(bars).iter("rect"))) == 1
    assert "–" in [one.text for one in drawn(bars).iter("text")]
