"""How progress is judged, for the page that explains it, with examples that the rule itself works out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reciproque.core.templatetags.reciproque import number as french
from reciproque.monitoring.choices import PROGRESS_WORDS, Direction, Method, ProgressState, ValueStatus
from reciproque.monitoring.exports.pictures import round_figure
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.cells import WHOLE, Cell, cells_of
from reciproque.monitoring.rules.figures import Figure, read_figure
from reciproque.monitoring.rules.judging import USUAL
from reciproque.monitoring.rules.periods import due_on
from reciproque.monitoring.rules.progress import (
    ACCELERATE,
    FAR_MISS,
    FEWEST_POINTS,
    NEAR_MISS,
    ON_TRACK,
    Course,
    Point,
    Progress,
    by_trend,
    of_parts,
    towards_target,
)
from reciproque.monitoring.rules.sums import together, troubles_in
from reciproque.monitoring.tables import BADGES

START, END = date(2024, 12, 31), date(2026, 12, 31)
HALFWAY = date(2025, 12, 31)


@dataclass(frozen=True)
class Example:
    """One line: what is asked, what was counted, and what the rule says of it."""

    case: str
    value: str
    expected: str
    pace: str
    state: str
    word: str
    reason: str = ""


def _example(case: str, course: Course, values: Sequence[Point], **more: Any) -> Example:
    return _told(case, values[-1][1], towards_target(course, values, **more))


def _told(case: str, value: float, progress: Progress) -> Example:
    expected = french(round_figure(progress.expected)) if progress.expected is not None else "—"
    pace = f"{round(progress.pace * 100)}\u00a0%" if progress.pace is not None else "—"
    return Example(
        case,
        french(round_figure(value)),
        expected,
        pace,
        BADGES[progress.state],
        PROGRESS_WORDS[progress.state],
        progress.reason,
    )


def _way(start: float, target: float, *milestones: Point) -> Course:
    return Course(start, START, target, END, milestones)


def _from(start: float, target: float) -> str:
    return f"De {french(round_figure(start))} à {french(round_figure(target))}"


def pace_examples() -> list[Example]:
    """Cases at half-time, among them those in which a plain ratio to the target is wrong."""
    cases = [
        (40, 30, 40),
        (40, 30, 45),
        (40, 30, 35),
        (0, 100, 5),
        (0, 100, 30),
        (10, 0, 4),
        (0, 9, 9),
        (20, 0, 0),
    ]
    told = [
        _example(_from(start, target), _way(start, target), [(HALFWAY, value)])
        for start, target, value in cases
    ]
    late = _way(0, 100, (HALFWAY, 20.0))
    return [*told, _example("De 0 à 100, avec un jalon de 20 à mi-parcours", late, [(HALFWAY, 20.0)])]


def keep_examples() -> list[Example]:
    """The target is the baseline."""
    words = {Direction.RISE: "au moins 50", Direction.FALL: "au plus 50", Direction.KEEP: "environ 50"}
    return [
        _example(said, _way(50, 50), [(HALFWAY, value)], direction=direction, keep=USUAL.tolerance)
        for direction, said in words.items()
        for value in (46.0, 49.0, 60.0)
    ]


def trend_examples() -> list[Example]:
    cases = [
        ("Doit augmenter, 100 puis 101", 100, 101, Direction.RISE),
        ("Doit augmenter, 100 puis 110", 100, 110, Direction.RISE),
        ("Doit diminuer, 100 puis 110", 100, 110, Direction.FALL),
        ("Doit se maintenir, 100 puis 110", 100, 110, Direction.KEEP),
        ("Sens non précisé, 100 puis 110", 100, 110, ""),
    ]
    return [
        _told(
            case,
            now,
            by_trend([(START, before), (HALFWAY, now)], direction, threshold=USUAL.threshold),
        )
        for case, before, now, direction in cases
    ]


def other_examples() -> dict[str, list[Example]]:
    growth = Course(100, date(2020, 12, 31), 200, date(2030, 12, 31))
    trend = [(date(2020 + step, 12, 31), 12.0 * step) for step in range(6)]
    aims = Course(0, date(2019, 12, 31), 80, date(2027, 12, 31))
    far = Course(0, date(2019, 12, 31), 200, date(2027, 12, 31))
    return {
        "growth": [
            _example(
                "De 100 en 2020 à 200 en 2030, en 2025",
                growth,
                [(date(2025, 12, 31), value)],
                method=Method.GROWTH,
            )
            for value in (141.0, 120.0)
        ],
        "projection": [
            _example(said, course, trend, method=Method.PROJECTION)
            for said, course in (
                ("0, 12, 24, 36, 48, 60 de 2020 à 2025, pour 80 en 2027", aims),
                ("Les mêmes valeurs, pour 200 en 2027", far),
            )
        ],
    }


def sum_examples() -> dict[str, str]:
    """Shares put together, a secret part, a part that is missing, parts that do not make their total: in words."""
    shares = [read_figure(said, kind="ratio", unit="%") for said in ("1 sur 2", "10 sur 100")]
    figures = [one for one in shares if one is not None]
    whole = together(figures, "ratio", scale=100).figure
    parts = [Figure(ValueStatus.NUMBER, 12.0), Figure(ValueStatus.MISSING)]
    partial = together(parts, "sum")
    counted = Indicator(kind="number", by_sex=True)
    told = {WHOLE: 100.0, Cell(sex="F"): 52.0, Cell(sex="H"): 43.0}
    wrong = troubles_in(
        counted,
        {cell: Figure(ValueStatus.NUMBER, number) for cell, number in told.items()},
        cells_of(counted),
        period="2025",
    )
    return {
        "shares": f"« 1 sur 2 » et « 10 sur 100 » font {french(round_figure(whole.number or 0))}\u00a0% "
        f"({french(round_figure(whole.numerator or 0))} sur {french(round_figure(whole.denominator or 0))}), "
        f"pas {french(round_figure(sum(one.number or 0 for one in figures) / 2))}\u00a0%.",
        "partial": f"12 et « n.d. » font {french(round_figure(partial.figure.number or 0))}, dit partiel "
        f"({partial.known} sur {partial.counted}).",
        "wrong": " ".join(wrong),
    }


def parent_example() -> dict[str, Any]:
    """An objective with two indicators, then the same with one that cannot be assessed."""
    course = _way(0, 100)
    parts = [towards_target(course, [(HALFWAY, value)]) for value in (40.0, 80.0)]
    share, _all = of_parts([(one, 1.0) for one in parts])
    missing, coverage = of_parts([(parts[0], 1.0), (Progress(ProgressState.NOT_ASSESSABLE), 1.0)])
    return {"share": share, "missing": missing, "coverage": coverage}


def explained() -> dict[str, Any]:
    """Everything that the page of explanation shows."""
    return {
        "on_track": ON_TRACK,
        "accelerate": ACCELERATE,
        "near": NEAR_MISS,
        "far": FAR_MISS,
        "fewest": FEWEST_POINTS,
        "threshold": USUAL.threshold,
        "tolerance": USUAL.tolerance,
        "pace": pace_examples(),
        "keep": keep_examples(),
        "trend": trend_examples(),
        **other_examples(),
        "sums": sum_examples(),
        "parent": parent_example(),
        "due": due_on(202512, 90),
    }
