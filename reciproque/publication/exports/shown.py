"""The published indicators as the public page shows them: what their files say, no more."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reciproque.core.templatetags.reciproque import number as french
from reciproque.publication.choices import STATUS_MEANINGS
from reciproque.publication.models import Leaf


@dataclass(frozen=True)
class Listed:
    """`last`: the last figure of the whole in words, with its year; "" for none."""

    number: str
    name: str
    objective: str
    last: str
    year: str
    rows: int
    made_at: datetime


def listed(leaves: Iterable[Leaf]) -> list[Listed]:
    return [_listed(one) for one in leaves]


def _listed(leaf: Leaf) -> Listed:
    told: dict[str, Any] = json.loads(leaf.meta_json)
    headline = json.loads(leaf.headline_json)
    last = headline[-1] if headline else {}
    return Listed(
        leaf.published.number,
        told["indicator_name"],
        told.get("target_name", ""),
        "en toutes lettres, non publié"
        if told["data_non_statistical"]
        else _said(last, told.get("computation_units", "")),
        str(last.get("Year", "")),
        leaf.rows,
        leaf.made_at,
    )


def _said(row: dict[str, Any], unit: str) -> str:
    if not row:
        return ""
    if row["Value"] is None:
        return STATUS_MEANINGS[row.get("OBS_STATUS") or "O"]
    return f"{french(row['Value'])}\u00a0{unit}".strip()
