"""Contradictions and absent annexes: what a person says of them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import refuse_if
from reciproque.intake.actions.reviewing.working import Work, open_reading
from reciproque.intake.choices import ItemState, PointState
from reciproque.intake.models import Item, Point
from reciproque.intake.queries import items_that_say
from reciproque.intake.rules import obstacles_to_settling
from reciproque.journal.actions import record


@transaction.atomic
def settle_point(
    point: Point,
    state: str,
    *,
    choice: int | None = None,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Point:
    """Say which side of a contradiction holds (`choice`), or what becomes of an absent annex.

    The items of the sides that do not hold are left out, those of the side that holds are right: what is left is
    what acceptance proposes. Another answer brings them all back.
    """
    reading = open_reading(point.reading, by=by)
    point = lock_one(point)
    check_seen(point, seen)
    refuse_if(obstacles_to_settling(point, state, choice))
    values: dict[str, Any] = {"state": state, "choice": choice if state == PointState.SETTLED else None}
    changes = apply_changes(point, values)
    if not changes:
        return point
    decided = state != PointState.OPEN
    point.settled_by, point.settled_at = (by, at) if decided else (None, None)
    point.save()
    _follow(Work(reading, by, at), point)
    said = (point.chosen or {}).get("says") or PointState(state).label
    record(
        "point.settled", point, by=by, at=at, contract=reading.contract_id, changes=changes, said=str(said)
    )
    return point


def _follow(work: Work, point: Point) -> None:
    """The items that the sides were read in: out when another side holds, back when none does."""
    for rank, side in enumerate(point.sides):
        held = point.choice is None or rank == point.choice
        for item in lock(Item.objects.filter(pk__in=items_that_say(point.reading, side))):
            out = item.state == ItemState.DISCARDED
            if held == out:
                item.state = ItemState.CHECKED if held else ItemState.DISCARDED
                item.version += 1
                item.touched_by, item.touched_at = work.by, work.at
                item.save(update_fields=["state", "version", "touched_by", "touched_at"])
