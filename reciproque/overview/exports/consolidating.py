"""What the indicators of all contracts together come to, as plain data for the page."""

from typing import Any

from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState
from reciproque.monitoring.queries import Tally
from reciproque.monitoring.tables import BADGES


def states_of(total: Tally) -> list[dict[str, Any]]:
    """How many indicators stand in each state: badge, word, count and share; states without any left out."""
    return [
        {
            "state": BADGES[state],
            "word": PROGRESS_WORDS[state],
            "count": total.states[state],
            "share": total.states[state] / total.indicators,
        }
        for state in ProgressState
        if total.states[state]
    ]


def figures_of(total: Tally) -> list[tuple[str, float | None, str, str]]:
    """(what, share or None, of how many, how many): the three shares that a reader looks at first."""
    return [
        (
            "Renseignés",
            total.coverage,
            "des indicateurs qui ont une source",
            f"{total.fed} sur {total.feedable}",
        ),
        ("En retard", total.late_share, "attendent une valeur", f"{total.late} sur {total.feedable}"),
        (
            "Femmes et hommes distingués",
            total.gendered_share,
            "des indicateurs de personnes renseignés",
            f"{total.gendered} sur {total.people}",
        ),
    ]
