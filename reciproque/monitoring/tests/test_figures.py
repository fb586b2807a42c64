"""What people type into cells, and how cells add up."""

import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reciproque.monitoring.choices import Aggregation, IndicatorKind, ValueStatus
from reciproque.monitoring.rules.figures import LARGEST, Figure, read_figure, write_figure
from reciproque.monitoring.rules.sums import disagreement, together

pytestmark = pytest.mark.once

NUMBER, MISSING, NOT_APPLICABLE, SECRET, WORDS = ValueStatus


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("12,5", 12.5), ("12 500", 12500), ("12\u202f500,25", 12500.25), ("0", 0), ("-3", -3), ("1 200 €", 1200),
        ("1.234,5", 1234.5), (0, 0), (3.5, 3.5), (Decimal("2.5"), 2.5),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(said, number):
    assert read_figure(said, kind="number") == Figure(NUMBER, number)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("n.d.", MISSING), ("ND", MISSING), ("Non disponible", MISSING), ("?", MISSING),
        ("s.o.", NOT_APPLICABLE), ("Sans objet", NOT_APPLICABLE), ("n.a.", NOT_APPLICABLE),
        ("s", SECRET), ("Secret", SECRET), ("secret statistique", SECRET),
    ],
)  # fmt: skip
def test_four_ways_of_having_no_number(said, status):
    assert read_figure(said, kind="number") == Figure(status)


def test_an_empty_cell_says_nothing():
    assert [read_figure(said, kind="number") for said in ("", "  ", None, "\u00a0")] == [None] * 4


@pytest.mark.parametrize(
    "said",
    ["1e400", "12/05/2024", "2024-05-12", date(2024, 5, 12), datetime(2024, 5, 12, 8, tzinfo=UTC),
     "beaucoup", "12,5,3", "=1+1", math.inf, math.nan, 1e300, "1" * 400],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(said):
    with pytest.raises(ValueError, match=r"«"):
        read_figure(said, kind="number")


def test_a_share_is_kept_in_its_unit():
    assert read_figure("12,5 %", kind="ratio", unit="%") == Figure(NUMBER, 12.5)
    assert read_figure("12,5", kind="ratio", unit="%") == Figure(NUMBER, 12.5)
    assert read_figure("12,5 %", kind="ratio", unit="") == Figure(NUMBER, 0.125)


def test_a_share_may_say_what_it_is_made_of():
    assert read_figure("12 sur 40", kind="ratio", unit="%") == Figure(NUMBER, 30.0, "", 12.0, 40.0)
    assert read_figure("1 200/2 400", kind="ratio") == Figure(NUMBER, 0.5, "", 1200.0, 2400.0)
    for wrong in ("12 sur 0", "12 sur -3", "a sur b", "12/"):
        with pytest.raises(ValueError, match="«"):
            read_figure(wrong, kind="ratio")


@pytest.mark.parametrize(
    ("said", "kind", "figure"),
    [
        ("Oui", "yes_no", Figure(NUMBER, 1.0)), ("non", "yes_no", Figure(NUMBER, 0.0)),
        (True, "yes_no", Figure(NUMBER, 1.0)), ("3", "level", Figure(NUMBER, 3.0)),
        ("En cours d’élaboration", "judgement", Figure(WORDS, None, "En cours d’élaboration")),
        ("12 partenaires", "text", Figure(WORDS, None, "12 partenaires")), ("n.d.", "text", Figure(MISSING)),
    ],
)  # fmt: skip
def test_other_kinds(said, kind, figure):
    assert read_figure(said, kind=kind) == figure


@pytest.mark.parametrize(
    ("said", "kind"), [("peut-être", "yes_no"), (2, "yes_no"), ("2,5", "level"), ("12", "level")]
)
def test_other_kinds_refuse_too(said, kind):
    with pytest.raises(ValueError, match="«"):
        read_figure(said, kind=kind)


@given(some.floats(-LARGEST, LARGEST, exclude_min=True, exclude_max=True, allow_nan=False))
def test_a_number_that_is_written_is_read_again(number):
    figure = Figure(NUMBER, number + 0.0)

    assert read_figure(write_figure(figure), kind="number") == figure


@given(some.text(max_size=40), some.sampled_from([kind.value for kind in IndicatorKind]))
def test_any_text_gives_a_figure_nothing_or_a_sentence(text, kind):
    said = ""
    figure = None
    try:
        figure = read_figure(text, kind=kind)
    except ValueError as refused:
        said = str(refused)

    assert figure is None or (figure.status == NUMBER) == (figure.number is not None)
    assert not said or "«" in said


def parts(*figures):
    return [one if isinstance(one, Figure) else Figure(NUMBER, float(one)) for one in figures]


def test_a_sum_tells_what_it_lacks():
    total = together(parts(2, 3, Figure(MISSING)), Aggregation.SUM)

    assert (total.figure, total.known, total.counted, total.partial) == (Figure(NUMBER, 5), 2, 3, True)


def test_zero_is_a_number_and_what_does_not_apply_is_no_part():
    total = together(parts(0, 0, Figure(NOT_APPLICABLE)), Aggregation.SUM)

    assert (total.figure, total.counted, total.partial) == (Figure(NUMBER, 0), 2, False)
    assert together(parts(Figure(NOT_APPLICABLE)), Aggregation.SUM).figure == Figure(NOT_APPLICABLE)
    assert together([], Aggregation.SUM).figure == Figure(MISSING)


def test_a_secret_part_keeps_the_whole_secret():
    assert together(parts(2, Figure(SECRET)), Aggregation.SUM).figure == Figure(SECRET)


def test_other_ways_of_adding():
    assert together(parts(2, 4), Aggregation.MEAN).figure.number == 3
    assert together(parts(2, 4), Aggregation.LAST).figure.number == 4
    assert together(parts(2, 4), Aggregation.NONE).figure == Figure(MISSING)
    shares = [read_figure("1 sur 2", kind="ratio"), read_figure("1/10", kind="ratio")]
    assert together(shares, Aggregation.RATIO).figure.number == pytest.approx(2 / 12)
    assert together(parts(0.5, 0.1), Aggregation.RATIO).figure == Figure(MISSING)


@pytest.mark.parametrize(
    ("whole", "broken_down", "told"),
    [
        (10, [6, 4], ""),
        (10, [6, 5], "Sexe : les parties font 11, le total dit 10 (écart de 1)."),
        (10, [6, Figure(MISSING)], ""),
        (
            10,
            [11, Figure(SECRET)],
            "Sexe : les parties connues font déjà 11, plus que le total (10 ; écart de 1).",
        ),
        (10, [10, Figure(NOT_APPLICABLE)], ""),
        (0, [0, 0], ""),
        (0, [1, 0], "Sexe : les parties font 1, le total dit 0 (écart de 1)."),
    ],
)
def test_parts_are_checked_against_their_total(whole, broken_down, told):
    figures = parts(*broken_down)

    assert disagreement(Figure(NUMBER, whole), figures, "Sexe") == told


def test_a_number_beyond_every_measure_is_refused():
    for said in (10**400, -(10**400), Decimal("1e400")):
        with pytest.raises(ValueError, match="hors de toute mesure"):
            read_figure(said, kind=IndicatorKind.NUMBER)
