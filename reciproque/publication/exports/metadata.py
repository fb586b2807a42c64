"""What is said of an indicator beside its figures, under the names that Open SDG sites know."""

import json
from typing import Any

from reciproque.monitoring.choices import Direction, SourceState
from reciproque.monitoring.models import Indicator
from reciproque.publication.rules.opening import WORDY

DIRECTIONS = {Direction.RISE: "positive", Direction.FALL: "negative"}


def metadata(indicator: Indicator, number: str, *, goal: str, told: int) -> dict[str, Any]:
    """`goal`: the title of the root above its objective; `told`: how many figures it has."""
    ranks = number.split("-")
    known = {
        "indicator_number": ".".join(ranks),
        "indicator_name": indicator.wording,
        "graph_title": indicator.wording,
        "graph_type": "line",
        "sdg_goal": ranks[0],
        "goal_number": ranks[0],
        "goal_name": goal,
        "target_number": ".".join(ranks[:2]),
        "target_name": str(indicator.node or ""),
        "indicator_sort_order": "-".join(rank.zfill(2) for rank in ranks),
        "reporting_status": "complete" if told else "notstarted",
        "data_non_statistical": indicator.kind in WORDY,
        "published": True,
        "computation_units": indicator.unit,
        "computation_definitions": indicator.counted,
        "computation_calculations": indicator.method_note,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "un_designated_tier": "",
        "data_source": indicator.source if indicator.source_state == SourceState.KNOWN else "",
        "source_organisation_1": str(indicator.producer or ""),
        "source_periodicity_1": str(indicator.get_periodicity_display()) if indicator.periodicity else "",
        "progress_direction": DIRECTIONS.get(Direction(indicator.direction), "")
        if indicator.direction
        else "",
        **_course(indicator),
    }
    return {name: value for name, value in known.items() if value not in ("", None)}


def _course(indicator: Indicator) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if indicator.baseline is not None and indicator.baseline_on is not None:
        told |= {"baseline_year": indicator.baseline_on.year, "baseline_value": indicator.baseline}
    if indicator.target is not None and indicator.target_on is not None:
        told |= {"target_year": indicator.target_on.year, "target_value": indicator.target}
    return told


def compact(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
