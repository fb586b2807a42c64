"""The contradictions of a document and the annexes that it lacks, with what was said of them."""

import json
from typing import Any

from django.db.models import Count, Q

from reciproque.intake.choices import PointKind, PointState
from reciproque.intake.models import Point, Reading
from reciproque.intake.rules import says


def points_of(reading: Reading, kind: str) -> list[Point]:
    return list(reading.points.filter(kind=kind).select_related("settled_by").order_by("position", "pk"))


def open_points(reading: Reading) -> dict[str, int]:
    """How many contradictions and annexes nobody has said anything of."""
    counts = {kind.value: Count("pk", filter=Q(kind=kind, state=PointState.OPEN)) for kind in PointKind}
    return dict(reading.points.aggregate(**counts))


def items_that_say(reading: Reading, side: dict[str, Any]) -> list[int]:
    """The keys of the items that a side of a contradiction was read in: same list, same passage, same value."""
    if not side.get("list"):
        return []
    rows = reading.items.filter(kind=side["list"], anchor__in=side.get("anchors") or [side["anchor"]])
    return [
        key
        for key, words, data in rows.values_list("pk", "words", "proposed_json")
        if says(side["list"], words, json.loads(data)) == side["says"]
    ]


def signature_chosen(reading: Reading) -> str | None:
    """The day of signature that a person said holds, as the document writes it (ISO, maybe partial)."""
    rows = reading.points.filter(subject="signature", state=PointState.SETTLED)
    chosen = [point.chosen for point in rows]
    return next((str(one["says"]) for one in chosen if one), None)
