"""What a deck says, whatever its look: slides are built as this plain data, with the parts of papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reciproque.office.charts import Chart
from reciproque.office.papers.content import Bullets, KeyFigures, TableBlock

SlidePart = Bullets | TableBlock | Chart | KeyFigures


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: key figures stand in a row on top, at most two other parts share the rest side by side.

    What does not fit goes on to a next slide of the same title. `foot`: a line in small letters below, on method or
    coverage. `notes`: what the speaker reads.
    """

    title: str
    parts: Sequence[SlidePart] = ()
    foot: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """`lines` stand on the cover below the subtitle; `footer` at the bottom of every other slide."""

    title: str
    subtitle: str = ""
    lines: Sequence[str] = ()
    slides: Sequence[Slide] = field(default=())
    footer: str = ""
    author: str = ""
