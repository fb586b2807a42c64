"""Charts: the same figures as their table, gaps where nothing is known, room for every figure."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reciproque.core.charts import HEIGHT, WIDTH, Bars, Line, draw_bars, draw_lines, ticks_between

pytestmark = pytest.mark.once

ENDS = [date(year, 12, 31) for year in range(2019, 2024)]


def whole(value):
    return f"{value:g}"


def drawn(svg):
    return ET.fromstring(svg)


def texts(svg):
    return [one.text for one in drawn(svg).iter("text")]


def test_a_line_breaks_where_nothing_is_known():
    line = Line("familles", list(zip(ENDS, [1, 2, None, 4, 5], strict=True)))

    svg = draw_lines([line], described="Familles suivies", write=whole)

    [path] = [one.get("d") for one in drawn(svg).iter("path")]
    assert [step[0] for step in path.replace(" ", "").replace("M", " M").replace("L", " L").split()] == list(
        "MLML"
    )
    assert len(list(drawn(svg).iter("circle"))) == 4
    assert drawn(svg).get("aria-label") == "Familles suivies"
    assert "5 familles" in texts(svg)


def test_every_year_has_its_place_on_the_axis():
    svg = draw_lines([Line("", [(day, 1.0) for day in ENDS])], described="x", write=whole)

    assert [text for text in texts(svg) if text.startswith("20")] == ["2019", "2020", "2021", "2022", "2023"]


def test_bars_begin_at_zero_and_leave_the_place_of_what_is_missing():
    svg = draw_bars(
        [Bars("2022", [("femmes", 6), ("hommes", None)]), Bars("2023", [("femmes", 8), ("hommes", 0)])],
        described="x",
        write=whole,
    )

    bars = [bar for bar in drawn(svg).iter("rect") if bar.find("title") is not None]
    bottoms = {round(float(bar.get("y")) + float(bar.get("height")), 1) for bar in bars}
    assert len(bars) == 3
    assert len(bottoms) == 1
    assert "–" in texts(svg)
    assert {"0", "6", "8", "femmes", "hommes"} <= set(texts(svg))


def test_nothing_known_draws_nothing():
    assert draw_lines([Line("", [(ENDS[0], None)])], described="x", write=whole) == ""
    assert draw_lines([], described="x", write=whole) == ""
    assert draw_bars([Bars("2022", [("", None)])], described="x", write=whole) == ""


def test_what_is_written_is_escaped():
    svg = draw_lines([Line("<b>&", [(ENDS[0], 1.0)])], described='"<', write=whole)

    assert "1 <b>&" in texts(svg)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (-3, 7, [-2, 0, 2, 4, 6])],
)
def test_ticks_are_round(low, high, ticks):
    assert ticks_between(low, high) == pytest.approx(ticks)


FIGURES = some.one_of(some.none(), some.floats(-1e12, 1e12, allow_nan=False), some.floats(-1e-6, 1e-6))


@given(some.lists(some.tuples(some.dates(date(1990, 1, 1), date(2090, 1, 1)), FIGURES), max_size=12))
def test_whatever_the_figures_nothing_leaves_the_picture(points):
    points.sort(key=lambda point: point[0])
    svg = draw_lines([Line("a", points)], described="x", write=whole)

    if svg:
        for circle in drawn(svg).iter("circle"):
            assert 0 <= float(circle.get("cx")) <= WIDTH
            assert 0 <= float(circle.get("cy")) <= HEIGHT


@given(some.lists(some.lists(FIGURES, min_size=1, max_size=4), min_size=1, max_size=8))
def test_whatever_the_figures_bars_stay_in_the_picture(groups):
    svg = draw_bars(
        [Bars("g", [("b", one) for one in group]) for group in groups], described="x", write=whole
    )

    if svg:
        for bar in drawn(svg).iter("rect"):
            assert -0.2 <= float(bar.get("y")) <= HEIGHT
            assert float(bar.get("height")) >= 0


@pytest.mark.parametrize("value", [5e-324, -5e-324, 1e-310])
def test_a_figure_next_to_zero_is_drawn_as_zero(value):
    for values in ([value], [value, 0.0], [-value, value]):
        points = [(date(2024, 1, 1 + n), one) for n, one in enumerate(values)]
        assert "<path" in draw_lines([Line("a", points)], described="x", write=whole)
        bars = Bars("a", [(str(n), one) for n, one in enumerate(values)])
        assert "<rect" in draw_bars([bars], described="x", write=whole)
