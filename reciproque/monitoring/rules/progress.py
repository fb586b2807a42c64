"""How an indicator stands: one pure rule, for page, board, export and nation alike. Never typed, never stored.

With a target, three methods. The house's own, `pace`:

    expected(t) = B + (T − B) × (t − t0) / (tT − t0)     (through the milestones, where there are some)
    pace        = (A − B) / (expected(t) − B)

where B is the baseline at t0, T the target at tT, A the value at t (the end of its period). What has reached the
target is achieved, first of all; then a pace of 0.95 and more is on track, 0.60 and more to accelerate, 0 and more
insufficient, less than 0 moving away. T = B asks to keep a level. Unlike a ratio A / T it needs no positive
figures, judges a fall as a rise, and takes a standstill for a standstill.

The others, which a contract may choose to compare itself with tools that use them:

    growth      ((A / B)^(1/(t−t0)) − 1) / ((T / B)^(1/(tT−t0)) − 1): the ratio of compound yearly growth to the
                one required, as Statistics Canada and Open SDG measure it (open-sdg.readthedocs.io, « Progress
                Measurement Methodology »); same thresholds; B, A and T must be positive.
    projection  the mean yearly change of the last five years (at least four points) goes on until tT; what the
                target is then missed by, as a share of the distance from A to T: less than 5 % on track, up to 20 %
                to accelerate, beyond insufficient, the wrong way moving away (dns-indikatoren.de, « Status of
                indicators – Methodology », the weather signs of Destatis).

Without a target: better, stable or worse than before, by the wanted direction and a threshold that is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reciproque.monitoring.choices import Direction, Method, ProgressState

ON_TRACK, ACCELERATE = 0.95, 0.60
NEAR_MISS, FAR_MISS = 0.05, 0.20
ALIKE = 1e-9
YEAR = 365.25
PROJECTED_POINTS, FEWEST_POINTS = 6, 4

Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Course:
    """From a baseline to a target, through milestones in the order of their days."""

    baseline: float
    starts_on: date
    target: float
    ends_on: date
    milestones: tuple[Point, ...] = ()

    def points(self) -> list[Point]:
        return [(self.starts_on, self.baseline), *self.milestones, (self.ends_on, self.target)]


@dataclass(frozen=True, slots=True)
class Progress:
    """How it stands: `pace` 1.0 is exactly as expected; `reason` says why it cannot be assessed, or what it rests on.

    `share` is the way made from the baseline to the target (0.4: four tenths), None without one.
    """

    state: ProgressState
    pace: float | None = None
    expected: float | None = None
    share: float | None = None
    overdue: bool = False
    reason: str = ""


def expected_on(course: Course, on: date) -> float:
    """The value expected on a day: linear between the points of the course, level after its end."""
    points = course.points()
    if on >= points[-1][0]:
        return points[-1][1]
    for (before, low), (after, high) in pairwise(points):
        if before <= on < after:
            return low + (high - low) * (on - before).days / (after - before).days
    return course.baseline


def towards_target(
    course: Course,
    values: Sequence[Point],
    *,
    direction: str = "",
    keep: float = 0.0,
    method: str = Method.PACE,
) -> Progress:
    """Judge the last of `values` (in the order of their days) by a course.

    `direction` matters only where the target is the baseline: « at least », « at most », or within `keep`, the
    tolerance as a share of the level (0.05: five hundredths).
    """
    reason = _why_no_course(course, values)
    if reason:
        return Progress(ProgressState.NOT_ASSESSABLE, reason=reason)
    on, actual = values[-1]
    expected = expected_on(course, on)
    overdue = on > course.ends_on
    if _alike(course.target, course.baseline):
        return _kept(course, actual, direction, keep, overdue)
    share = (actual - course.baseline) / (course.target - course.baseline)
    if share >= 1 - ALIKE:
        return Progress(ProgressState.ACHIEVED, None, expected, share)
    judge = {Method.PACE: _by_pace, Method.GROWTH: _by_growth, Method.PROJECTION: _by_projection}[
        Method(method)
    ]
    pace, state, reason = judge(course, values, expected)
    return Progress(state, pace, expected, share, overdue, reason)


def _why_no_course(course: Course, values: Sequence[Point]) -> str:
    if not values:
        return "Aucune valeur validée."
    if course.ends_on <= course.starts_on:
        return "L’échéance de la cible ne suit pas la date de référence."
    if values[-1][0] <= course.starts_on:
        return "Pas encore de valeur après celle de référence."
    return ""


def _kept(course: Course, actual: float, direction: str, keep: float, overdue: bool) -> Progress:
    """The target is the baseline: the level is held, or it is not."""
    beyond = actual - course.target
    tolerance = keep * abs(course.target) + ALIKE * max(1.0, abs(course.target))
    lost = -beyond if direction == Direction.RISE else beyond if direction == Direction.FALL else abs(beyond)
    if lost <= tolerance:
        return Progress(ProgressState.ACHIEVED, None, course.target, 1.0)
    said = "Le niveau à maintenir n’est plus tenu."
    return Progress(ProgressState.MOVING_AWAY, None, course.target, 0.0, overdue, said)


def _by_pace(
    course: Course, values: Sequence[Point], expected: float
) -> tuple[float | None, ProgressState, str]:
    actual = values[-1][1]
    if _alike(expected, course.baseline):
        rising = course.target > course.baseline
        ahead = actual >= course.baseline if rising else actual <= course.baseline
        state = ProgressState.ON_TRACK if ahead else ProgressState.MOVING_AWAY
        return None, state, "Rien n’était encore attendu à cette date."
    pace = (actual - course.baseline) / (expected - course.baseline)
    return pace, _graded(pace), ""


def _graded(pace: float) -> ProgressState:
    if pace >= ON_TRACK - ALIKE:
        return ProgressState.ON_TRACK
    if pace >= ACCELERATE - ALIKE:
        return ProgressState.ACCELERATE
    return ProgressState.INSUFFICIENT if pace >= -ALIKE else ProgressState.MOVING_AWAY


def _by_growth(
    course: Course, values: Sequence[Point], expected: float
) -> tuple[float | None, ProgressState, str]:
    on, actual = values[-1]
    if min(course.baseline, actual, course.target) <= 0:
        return (
            None,
            ProgressState.NOT_ASSESSABLE,
            "Ce mode de calcul ne connaît que des valeurs au-dessus de zéro.",
        )
    made = (actual / course.baseline) ** (1 / _years(course.starts_on, on)) - 1
    asked = (course.target / course.baseline) ** (1 / _years(course.starts_on, course.ends_on)) - 1
    return made / asked, _graded(made / asked), ""


def _by_projection(
    course: Course, values: Sequence[Point], expected: float
) -> tuple[float | None, ProgressState, str]:
    last = values[-PROJECTED_POINTS:]
    if len(last) < FEWEST_POINTS:
        return (
            None,
            ProgressState.NOT_ASSESSABLE,
            f"Ce mode de calcul demande {FEWEST_POINTS} valeurs au moins.",
        )
    on, actual = last[-1]
    yearly = (actual - last[0][1]) / _years(last[0][0], on)
    way = course.target - actual
    if yearly * way <= 0:
        return None, ProgressState.MOVING_AWAY, "La tendance des dernières valeurs ne mène pas vers la cible."
    reached = yearly * max(0.0, _years(on, course.ends_on))
    missed = max(0.0, 1 - reached / way)
    if missed < NEAR_MISS:
        return reached / way, ProgressState.ON_TRACK, ""
    near = missed <= FAR_MISS + ALIKE
    return reached / way, ProgressState.ACCELERATE if near else ProgressState.INSUFFICIENT, ""


def _years(start: date, end: date) -> float:
    return (end - start).days / YEAR


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= ALIKE * max(1.0, abs(one), abs(other))


def by_trend(
    values: Sequence[Point], direction: str, *, threshold: float, baseline: Point | None = None
) -> Progress:
    """Without a target: the last value against the one before it, or against the baseline where there is but one.

    `threshold` is the share of the earlier value (of one unit, if that is zero) below which nothing has changed.
    """
    earlier = values[-2] if len(values) > 1 else baseline
    reason = _why_no_trend(values, direction, earlier)
    if reason or earlier is None:
        return Progress(ProgressState.NOT_ASSESSABLE, reason=reason)
    before, now = earlier[1], values[-1][1]
    moved = now - before
    still = abs(moved) <= threshold * (abs(before) or 1.0) + ALIKE * max(1.0, abs(before))
    than = f"{earlier[0]:%d/%m/%Y}"
    if still:
        return Progress(ProgressState.STABLE, reason=f"Comparé au {than}.")
    good = direction != Direction.KEEP and (moved > 0) == (direction == Direction.RISE)
    return Progress(ProgressState.BETTER if good else ProgressState.WORSE, reason=f"Comparé au {than}.")


def _why_no_trend(values: Sequence[Point], direction: str, earlier: Point | None) -> str:
    if not values:
        return "Aucune valeur validée."
    if not direction:
        return "Le sens souhaité n’est pas dit."
    if earlier is None or earlier[0] >= values[-1][0]:
        return "Une seule valeur, et pas de référence plus ancienne."
    return ""


def of_parts(parts: Sequence[tuple[Progress, float]]) -> tuple[float | None, float]:
    """The progress of a parent: the weighted mean of the shares of its parts, and its coverage (0 … 1).

    None when a part that weighs has no share: what is missing is not a zero. Parts of weight zero do not count.
    """
    weighed = [(progress, weight) for progress, weight in parts if weight > 0]
    total = sum(weight for _progress, weight in weighed)
    if not total:
        return None, 0.0
    known = [(min(1.0, progress.share), weight) for progress, weight in weighed if progress.share is not None]
    coverage = sum(weight for _share, weight in known) / total
    if len(known) < len(weighed):
        return None, coverage
    return sum(share * weight for share, weight in known) / total, 1.0
