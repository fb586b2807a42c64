"""How indicators stand, as plain data for pages: figures by state, one indicator in sentences, what stands apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from reciproque.core.registers import indicator_sources, writers
from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState
from reciproque.monitoring.models import Indicator, ValueChange
from reciproque.monitoring.queries.situations import Situation, counts_by_state
from reciproque.monitoring.queries.values import Told
from reciproque.monitoring.rules.figures import Figure, write_figure
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.tables import BADGES, say_number

THINGS_SHOWN = 500
CHANGE_WORDS = {
    "official": "a enregistré",
    "submitted": "a transmis",
    "draft": "a noté en brouillon",
    "validated": "a validé",
    "returned": "a renvoyé",
    "contested": "conteste",
    "contest_accepted": "a retenu la contestation",
    "contest_refused": "a écarté la contestation",
}


def file_formats() -> list[tuple[str, str]]:
    """(key, title) of the formats in which a table leaves the house."""
    return [(one.key, one.title) for one in writers]


def state_figures(rows: Sequence[Situation]) -> list[dict[str, Any]]:
    """How many indicators stand in each state: badge, word, count and share of all; states without any left out."""
    counts = counts_by_state(rows)
    total = len(rows) or 1
    return [
        {
            "state": BADGES[state],
            "word": PROGRESS_WORDS[state],
            "count": counts[state],
            "share": counts[state] / total,
        }
        for state in ProgressState
        if counts[state]
    ]


def standing_of(situation: Situation) -> dict[str, Any]:
    """One indicator: badge and word, the way made, what was expected, why it cannot be said."""
    progress, indicator = situation.progress, situation.indicator
    expected = ""
    if progress.expected is not None:
        rounded = round(progress.expected, 2)
        expected = say_number(int(rounded) if rounded == int(rounded) else rounded, indicator)
    return {
        "state": BADGES[progress.state],
        "word": PROGRESS_WORDS[progress.state],
        "share": None if progress.share is None else max(0.0, min(1.0, progress.share)),
        "pace": progress.pace,
        "expected": expected,
        "reason": progress.reason,
        "overdue": progress.overdue,
        "late": situation.late,
        "due_on": situation.due_on,
    }


@dataclass(frozen=True)
class Apart:
    """A value that is not the official one: submitted or contested."""

    key: int
    period: str
    breakdown: str
    value: str
    reason: str
    by: str
    at: datetime


def apart_of(indicator: Indicator, values: Iterable[Told]) -> list[Apart]:
    return [
        Apart(
            one.pk,
            say_period(one.period, indicator.periodicity),
            str(one.breakdown),
            write_figure(Figure(one.status, one.number), indicator.kind) or "en toutes lettres",
            one.batch.comment,
            str(one.batch.by or ""),
            one.batch.at,
        )
        for one in values
    ]


def contestable_in(indicator: Indicator, values: Sequence[Told]) -> dict[str, list[Any]]:
    """The periods and the parts (key, words) that have a validated value, for whoever holds another against it."""
    periods = sorted({one.period for one in values}, reverse=True)
    breakdowns = {one.breakdown.pk: one.breakdown for one in values}
    return {
        "periods": [say_period(one, indicator.periodicity) for one in periods],
        "parts": sorted((one.key, str(one)) for one in breakdowns.values()),
    }


def changes_of(indicator: Indicator, changes: Iterable[ValueChange]) -> list[dict[str, Any]]:
    """The history of the cells, in sentences."""
    return [
        {
            "at": one.at,
            "by": str(one.by or "le logiciel"),
            "act": CHANGE_WORDS.get(one.act, one.act),
            "period": say_period(one.period, indicator.periodicity),
            "breakdown": str(one.breakdown),
            "before": one.before,
            "after": one.after,
            "reason": one.reason,
        }
        for one in changes
    ]


def counted_by(indicator: Indicator, *, on: date) -> dict[str, Any] | None:
    """What the software counts for an indicator, and each thing behind the figure; None when it does not."""
    source = indicator_sources.named(indicator.computed_by)
    if source is None:
        return None
    return {
        "label": source.label,
        "things": list(islice(source.things(indicator.contract, on), THINGS_SHOWN)),
    }
