"""How an indicator stands: the cases in which other tools are wrong, and what must hold for any figures."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from reciproque.monitoring.choices import Direction, Method, ProgressState
from reciproque.monitoring.rules.progress import (
    Course,
    Progress,
    by_trend,
    expected_on,
    of_parts,
    towards_target,
)

pytestmark = pytest.mark.once

START, HALF, END = date(2020, 1, 1), date(2021, 12, 31), date(2023, 12, 31)
AFTER = date(2024, 12, 31)


def course(baseline, target, **more):
    return Course(baseline, START, target, END, **more)


def state(baseline, target, actual, on=HALF, **more):
    return towards_target(course(baseline, target), [(on, actual)], **more).state


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "expected"),
    [
        (40, 30, 40, "insufficient"),  # nothing has moved: no ratio of 133 %
        (40, 30, 45, "moving_away"),
        (0, 100, 5, "insufficient"),
        (10, 0, 4, "on_track"),
        (0, 100, 50, "on_track"),
        (0, 100, 47.5, "on_track"),
        (0, 100, 47, "accelerate"),
        (0, 100, 30, "accelerate"),
        (0, 100, 29, "insufficient"),
        (0, 100, 0, "insufficient"),
        (0, 100, -1, "moving_away"),
        (0, 100, 100, "achieved"),
        (0, 100, 140, "achieved"),
        (10, 0, 0, "achieved"),  # a reported zero is a value
        (-20, -10, -15, "on_track"),
        (-10, 10, 0, "on_track"),
    ],
)
def test_half_way_through(baseline, target, actual, expected):
    assert state(baseline, target, actual) == expected


def test_a_pace_says_how_far_from_the_expected():
    progress = towards_target(course(0, 100), [(HALF, 30)])

    assert progress.expected == pytest.approx(50, abs=0.1)
    assert progress.pace == pytest.approx(0.6, abs=0.01)
    assert progress.share == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("direction", "actual", "expected"),
    [
        ("", 100, "achieved"),
        ("", 104, "achieved"),
        ("", 106, "moving_away"),
        ("", 94, "moving_away"),
        (Direction.KEEP, 96, "achieved"),
        (Direction.RISE, 200, "achieved"),
        (Direction.RISE, 94, "moving_away"),
        (Direction.FALL, 10, "achieved"),
        (Direction.FALL, 106, "moving_away"),
    ],
)
def test_a_level_to_keep(direction, actual, expected):
    assert state(100, 100, actual, direction=direction, keep=0.05) == expected


def test_zero_to_keep():
    assert state(0, 0, 0, keep=0.05) == ProgressState.ACHIEVED
    assert state(0, 0, 1, keep=0.05) == ProgressState.MOVING_AWAY


def test_a_milestone_bends_the_course():
    bent = course(0, 100, milestones=((HALF, 10.0),))

    assert expected_on(bent, HALF) == 10
    assert towards_target(bent, [(HALF, 10)]).state == ProgressState.ON_TRACK
    assert towards_target(bent, [(HALF, 5)]).state == ProgressState.INSUFFICIENT


def test_nothing_expected_yet_is_not_a_division_by_zero():
    level = course(0, 100, milestones=((HALF, 0.0),))

    assert towards_target(level, [(date(2021, 1, 1), 0)]).state == ProgressState.ON_TRACK
    assert towards_target(level, [(date(2021, 1, 1), -1)]).state == ProgressState.MOVING_AWAY


def test_after_the_end_the_target_is_expected_and_it_is_said():
    late = towards_target(course(0, 100), [(AFTER, 80)])

    assert (late.state, late.expected, late.overdue) == (ProgressState.ACCELERATE, 100, True)
    assert not towards_target(course(0, 100), [(AFTER, 100)]).overdue


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "Aucune valeur validée."),
        ([(START, 3)], "Pas encore de valeur après celle de référence."),
        ([(date(2019, 1, 1), 3)], "Pas encore de valeur après celle de référence."),
    ],
)
def test_what_cannot_be_assessed_says_why(values, reason):
    assert towards_target(course(0, 100), values) == Progress(ProgressState.NOT_ASSESSABLE, reason=reason)


def test_a_target_before_its_baseline_is_no_course():
    turned = Course(0, END, 100, START)

    assert towards_target(turned, [(AFTER, 50)]).state == ProgressState.NOT_ASSESSABLE


def test_compound_growth():
    doubling = Course(100, date(2020, 1, 1), 200, date(2030, 1, 1))
    on_course = 100 * 2**0.5

    progress = towards_target(doubling, [(date(2025, 1, 1), on_course)], method=Method.GROWTH)

    assert progress.pace == pytest.approx(1, abs=0.01)
    assert towards_target(doubling, [(date(2025, 1, 1), 0)], method=Method.GROWTH).state == "not_assessable"
    assert state(100, 50, 120, method=Method.GROWTH) == ProgressState.MOVING_AWAY


YEARLY = [date(year, 12, 31) for year in range(2016, 2022)]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ([0, 10, 20, 30, 40, 50], "accelerate"),  # 70 of the 80 that were asked for: missed by 1 - 20/30
        ([0, 12, 24, 36, 48, 60], "on_track"),
        ([50, 50, 50, 50, 50, 50], "moving_away"),
        ([60, 58, 56, 54, 52, 50], "moving_away"),
        ([40, 42, 44, 46, 48, 50], "insufficient"),
        ([45, 48, 50], "not_assessable"),
    ],
)
def test_projecting_the_tendency(last, expected):
    aim = Course(0, date(2015, 12, 31), 72 if expected == "accelerate" else 80, date(2023, 12, 31))
    values = list(zip(YEARLY[-len(last) :], last, strict=True))

    assert towards_target(aim, values, method=Method.PROJECTION).state == expected


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ([10, 12], Direction.RISE, "better"),
        ([10, 12], Direction.FALL, "worse"),
        ([10, 12], Direction.KEEP, "worse"),
        ([10, 8], Direction.FALL, "better"),
        ([100, 101], Direction.RISE, "stable"),
        ([0, 0], Direction.RISE, "stable"),
        ([0, 1], Direction.RISE, "better"),
        ([5, 0], Direction.FALL, "better"),
        ([12], Direction.RISE, "not_assessable"),
        ([10, 12], "", "not_assessable"),
        ([], Direction.RISE, "not_assessable"),
    ],
)
def test_a_trend_without_target(values, direction, expected):
    points = list(zip([HALF, END], values, strict=False))

    assert by_trend(points, direction, threshold=0.02).state == expected


def test_one_value_is_compared_with_the_baseline():
    assert by_trend([(HALF, 12)], Direction.RISE, threshold=0.02, baseline=(START, 10)).state == "better"
    assert (
        by_trend([(HALF, 12)], Direction.RISE, threshold=0.02, baseline=(END, 10)).state == "not_assessable"
    )


def part(share):
    return Progress(ProgressState.ON_TRACK, share=share)


def test_a_parent_shows_its_coverage_and_is_nothing_when_a_part_that_weighs_is_missing():
    unknown = Progress(ProgressState.NOT_ASSESSABLE)

    assert of_parts([(part(0.5), 1), (part(1.0), 3)]) == (0.875, 1.0)
    assert of_parts([(part(0.5), 1), (unknown, 1)]) == (None, 0.5)
    assert of_parts([(part(0.5), 1), (unknown, 0)]) == (0.5, 1.0)
    assert of_parts([(part(1.7), 1)]) == (1.0, 1.0)
    assert of_parts([]) == (None, 0.0)


FIGURES = some.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3))
DAYS = some.dates(START, AFTER)


@given(FIGURES, FIGURES, FIGURES, DAYS)
def test_turning_everything_round_changes_nothing(baseline, target, actual, on):
    """A fall from 100 to 20 is judged as a rise from −100 to −20 turned round."""
    one = towards_target(course(baseline, target), [(on, actual)])
    other = towards_target(course(-baseline, -target), [(on, -actual)])

    assert one.state == other.state


@given(FIGURES, FIGURES, FIGURES, FIGURES, DAYS)
def test_being_nearer_to_the_target_is_never_judged_worse(baseline, target, actual, step, on):
    order = ["moving_away", "insufficient", "accelerate", "on_track", "achieved"]
    assume(abs(target - baseline) > 1e-3 and on > START)
    nearer = actual + abs(step) * (1 if target > baseline else -1)

    before = state(baseline, target, actual, on)
    after = state(baseline, target, nearer, on)

    assert order.index(after) >= order.index(before)


@given(FIGURES, FIGURES, DAYS)
def test_what_is_exactly_as_expected_is_on_track(baseline, target, on):
    assume(abs(target - baseline) > 1 and on > START)
    aim = course(baseline, target)

    assert towards_target(aim, [(on, expected_on(aim, on))]).state in ("on_track", "achieved")
