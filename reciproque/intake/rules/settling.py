"""What may be said of a contradiction or of an absent annex."""

import json
from collections.abc import Mapping
from typing import Any

from reciproque.intake.choices import POINT_ANSWERS, ItemKind, PointKind, PointState
from reciproque.intake.models import Point, Reading
from reciproque.intake.rules.fields import words_field


def points_from(reading: Reading, told: Mapping[str, Any]) -> list[Point]:
    """What a document leaves to be settled, not saved yet. `told` is the reading's JSON."""
    contradictions = [
        Point(
            reading=reading,
            kind=PointKind.CONTRADICTION,
            position=number,
            words=one["text"],
            subject=one.get("subject") or "",
            anchor=one["anchor"],
            line=one["source_line"],
            sides_json=json.dumps(one["sides"], ensure_ascii=False),
        )
        for number, one in enumerate(told.get("contradictions") or (), 1)
        if one.get("sides")
    ]
    annexes = [
        Point(
            reading=reading,
            kind=PointKind.ANNEX,
            position=number,
            words=one["text"],
            anchor=one["anchor"],
            line=one["source_line"],
        )
        for number, one in enumerate(told.get("missing_annexes") or (), 1)
    ]
    return [*contradictions, *annexes]


def obstacles_to_settling(point: Point, state: str, choice: int | None) -> list[str]:
    if state not in POINT_ANSWERS[PointKind(point.kind)]:
        return ["Cette réponse ne convient pas à ce point."]
    if state == PointState.SETTLED and (choice is None or not 0 <= choice < len(point.sides)):
        return ["Dites lequel des passages est juste."]
    return []


def says(kind: str, words: str, told: Mapping[str, Any]) -> str:
    """The value that an item of a list states, as a contradiction compares it."""
    if kind == ItemKind.DATE:
        return str(told.get("date") or "")
    return str(told.get(words_field(kind)) or words)
