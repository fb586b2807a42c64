"""How indicators stand, as plain data for pages: figures by state, one indicator in sentences, what stands apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from reciproque.core.registers import indicator_sources, writers
from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState
from reciproque.monitoring.models import Indicator, Value, ValueChange
from reciproque.monitoring.queries.situations import Situation, counts_by_state
from reciproque.monitoring.rules.figures import Figure, write_figure
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.tables import BADGES, say_number

THINGS_SHOWN = 500
METHOD_HELP = [
    (
        "Allure linéaire",
        "La valeur attendue avance régulièrement de la référence à la cible (ou d’un jalon à l’autre). L’allure est "
        "le chemin fait rapporté au chemin attendu : 95 % et plus, en bonne voie ; 60 % et plus, à accélérer ; de 0 "
        "à 60 %, insuffisant ; moins de 0, s’éloigne.",
        "De 40 à 30 en quatre ans, et toujours 40 au bout de deux : 0 % du chemin attendu, insuffisant. À 45 : "
        "s’éloigne. De 0 à 100, et 5 à mi-parcours : 10 %, insuffisant. De 10 à 0, et 4 à mi-parcours : 120 %, en "
        "bonne voie.",
    ),
    (
        "Rapport des croissances (Statistique Canada, Open SDG)",
        "La croissance annuelle obtenue rapportée à la croissance annuelle nécessaire, aux mêmes seuils. Ne connaît "
        "que des valeurs au-dessus de zéro.",
        "De 100 à 200 en dix ans, et 141 au bout de cinq : 7,1 % par an pour 7,2 % nécessaires, en bonne voie.",
    ),
    (
        "Projection de la tendance (Destatis)",
        "L’évolution moyenne des cinq dernières années se poursuit jusqu’à l’échéance. Si elle manque la cible de "
        "moins de 5 % du chemin qui reste : en bonne voie ; jusqu’à 20 % : à accélérer ; au-delà : insuffisant ; dans "
        "le mauvais sens : s’éloigne. Demande quatre valeurs au moins.",
        "0, 12, 24, 36, 48, 60 pour une cible de 80 deux ans plus tard : la tendance mène à 84, en bonne voie.",
    ),
]
"""How progress is judged, for the page that explains it: name, rule, worked examples (tested in test_progress.py)."""
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


def apart_of(indicator: Indicator, values: Iterable[Value]) -> list[Apart]:
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


def contestable_in(indicator: Indicator, values: Sequence[Value]) -> dict[str, list[Any]]:
    """The periods and the parts (key, words) that have a validated value, for whoever holds another against it."""
    periods = sorted({one.period for one in values}, reverse=True)
    parts = {one.breakdown.key: str(one.breakdown) for one in values}
    return {
        "periods": [say_period(one, indicator.periodicity) for one in periods],
        "parts": sorted(parts.items()),
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
