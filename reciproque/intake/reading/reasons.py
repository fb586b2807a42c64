"""What of the whole reading makes an item doubtful, once everything is read; said as a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from reciproque.intake.reading.result import FrameworkItem, Item

UNSURE = 0.8


def explain(framework: list[FrameworkItem], places: Mapping[str, str]) -> None:
    """Say of the items of the framework what their own line does not show: a code given twice, an aim said twice.

    `places` says where each passage stands, by its anchor: « page 3 », « ligne 12 ».
    """
    by_code: dict[str, list[FrameworkItem]] = defaultdict(list)
    for item in framework:
        if item.code and item.code.count(".") > 1:
            by_code[item.code].append(item)
    for code, same in by_code.items():
        where = " et ".join(places[item.anchor] for item in same)
        for item in same if len(same) > 1 else ():
            _add(item, f"Le code {code} est donné à plusieurs éléments ({where}).", UNSURE)
    for item in framework:
        if item.same_as is not None:
            other = framework[item.same_as]
            _add(item, f"Presque les mêmes mots que {places[other.anchor]} : « {other.title} ».", 1.0)


def _add(item: Item, reason: str, confidence: float) -> None:
    item.reason = f"{item.reason} {reason}".strip()
    item.confidence = min(item.confidence, confidence)
