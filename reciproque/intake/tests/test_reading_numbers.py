"""Numbers written out in French."""

import pytest

from reciproque.intake.reading.numbers import value_of

pytestmark = pytest.mark.once  # no database: one engine is enough


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("douze", 12),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-douze", 92),
        ("deux cents", 200),
        ("neuf cent douze", 912),
        ("mille cinq cents", 1500),
        ("trois mille deux cent vingt-quatre", 3224),
        ("deux millions", 2_000_000),
        ("deux trois", None),
    ],
)
def test_the_value_of_words(printed, value):
    assert value_of(printed) == value
