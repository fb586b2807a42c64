"""Columns of rows that are mappings, and days as the picture keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from reciproque.core.tables import CellKind, Column
from reciproque.evaluation.exports.extracts import Told

Row = Mapping[str, Any]


def columns_of(*described: tuple[str, str] | tuple[str, str, CellKind]) -> list[Column[Any]]:
    return [
        Column(one[0], _taker(one[1]), one[2] if len(one) == 3 else "text", key=one[1]) for one in described
    ]


def _taker(key: str) -> Callable[[Row], Any]:
    return lambda row: row.get(key)


def day_of(on: str | None) -> date | None:
    return datetime.fromisoformat(on).date() if on else None


def every_sheet(picture: Told) -> list[Told]:
    return [
        {**sheet, "pillar": pillar["title"]} for pillar in picture["pillars"] for sheet in pillar["sheets"]
    ]
