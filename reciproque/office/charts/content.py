"""What a chart shows: categories and series of figures, with a sentence for whoever does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

THIN_SPACE, HARD_SPACE = "\u202f", "\u00a0"
MISSING = "non renseigné"
MOST_SAID = 12  # categories told one by one to whoever does not see the chart; its table tells all of them


class ChartKind(StrEnum):
    STACKED = "stacked"  # a lying bar for each category, its parts behind one another
    COLUMNS = "columns"  # standing bars, those of one category side by side
    LINES = "lines"  # a line for each series, over years


Figure = int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one name, one for each category; None is missing, never zero.

    `colour` as « #1d5c63 » (empty: of the palette); `hatched` tells it apart without colour.
    """

    name: str
    values: Sequence[Figure]
    colour: str = ""
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Every series has as many values as there are categories. `unit` is written behind each figure."""

    kind: ChartKind
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no figure, or for parts of a whole only zeros."""
        known = [value for one in self.series for value in one.values if value is not None]
        return not known or (self.kind is ChartKind.STACKED and not any(known))

    @property
    def described(self) -> str:
        """The chart in words: « Réussir : réalisé 3, suspendu 1. »"""
        shown = list(enumerate(self.categories))[:MOST_SAID]
        said = [f"{name}{HARD_SPACE}: {self._told(at)}." for at, name in shown]
        rest = len(self.categories) - len(shown)
        more = [f"Et {rest} autres, dans le tableau."] if rest > 0 else []
        return " ".join([f"Graphique{HARD_SPACE}: {self.title}.", *said, *more])

    def _told(self, at: int) -> str:
        """The figures of a category; zeros of a stack are not worth a word."""
        pairs = [(one.name, one.values[at]) for one in self.series]
        if self.kind is ChartKind.STACKED:
            pairs = [pair for pair in pairs if pair[1]]
        alone = len(self.series) == 1
        told = [
            table_figure(value, self.unit) if alone else f"{name} {table_figure(value, self.unit)}"
            for name, value in pairs
        ]
        return ", ".join(told) or "rien"


def table_figure(value: Figure, unit: str = "") -> str:
    """A figure as a person reads it: « 12 500 € »; what is missing says so."""
    if value is None:
        return MISSING
    text = f"{Decimal(str(value)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", THIN_SPACE).replace(".", ",").replace("-", "−")
    return f"{text}{HARD_SPACE}{unit}" if unit else text
