"""One paragraph of a word processor: what is printed of it, and what hangs on it (notes, boxes, images)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Self

from lxml import etree

from reciproque.office.reading.blocks import Emphasis


@dataclass(slots=True)
class Printed:
    """What a paragraph shows. `runs` are (text, strong, slanted); a "\\n" stands where a line was broken by hand.

    `notes` are the keys of the footnotes called, `boxes` the text boxes that hang on it, `seen` counts what was
    met on the way and not read, by the keys of `left_out`.
    """

    runs: list[tuple[str, bool, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pages_before: int = 0
    pages_after: int = 0
    gap_before: int = 0
    gap_after: int = 0
    centred: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        return "".join(text for text, _strong, _slanted in self.runs)

    def emphasis(self) -> Emphasis:
        emphasis = Emphasis()
        for text, strong, slanted in self.runs:
            emphasis.add(text, strong=strong, slanted=slanted)
        return emphasis

    def has_text(self) -> bool:
        return any(text.strip() for text, _strong, _slanted in self.runs)

    def put_before(self, earlier: Self) -> None:
        """Take over the text of a paragraph whose end was deleted by a tracked change."""
        self.runs = [*earlier.runs, *self.runs]
        self.notes = [*earlier.notes, *self.notes]
        self.boxes = [*earlier.boxes, *self.boxes]
        self.pages_before += earlier.pages_before
        self.gap_before = max(self.gap_before, earlier.gap_before)
        self.seen += earlier.seen
