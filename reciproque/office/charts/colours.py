"""Colours of charts: readable on white, told apart in grey too, with the ink that is read on each."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.office.charts.content import Series

PALETTE = ("#0d5a6b", "#d08a3c", "#7fa3b5", "#8a4b6f", "#5f7d3b", "#b9b2a5")
INK, WHITE = "#1f2628", "#ffffff"


def colours_of(series: Sequence[Series]) -> list[str]:
    """The colour of each series: its own, or the next of the palette."""
    return [one.colour or PALETTE[at % len(PALETTE)] for at, one in enumerate(series)]


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on that colour (relative luminance of WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return WHITE if luminance < 0.2 else INK
