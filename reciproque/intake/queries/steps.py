"""Who did what in a review, who is there, where one left it."""

import json
from datetime import datetime, timedelta

from django.db.models import Max

from reciproque.accounts.models import User
from reciproque.intake.models import Item, Reading, Reviewer, ReviewStep

HERE = timedelta(seconds=45)
"""Whoever gave no sign for this long is no longer there."""


def last_step(reading: Reading) -> int:
    """The key of the last act on the review; 0 before the first."""
    found = ReviewStep.objects.filter(reading=reading).aggregate(last=Max("pk"))["last"]
    return int(found or 0)


def steps_since(reading: Reading, since: int, *, but: User) -> list[ReviewStep]:
    """What others did after that step, the undone included."""
    rows = reading.steps.filter(pk__gt=since).exclude(by=but).select_related("by").order_by("pk")
    return list(rows[:200])


def touched_by(steps: list[ReviewStep]) -> set[int]:
    """The keys of the items that these steps changed or made."""
    return {int(key) for step in steps for key in json.loads(step.before_json)}


def touched_since(reading: Reading, since: int, *, but: User) -> set[int]:
    return touched_by(steps_since(reading, since, but=but))


def changes_the_list(steps: list[ReviewStep]) -> bool:
    """Whether any of these steps moved, made or took away something, so that the list is to be drawn again."""
    for step in steps:
        told = [*json.loads(step.before_json).values(), *json.loads(step.after_json).values()]
        if any(values is None or {"kind", "position", "parent_id"} & set(values) for values in told):
            return True
    return False


def may_undo(reading: Reading, user: User) -> ReviewStep | None:
    """The act that « annuler » would take back."""
    return reading.steps.filter(by=user, undone_at=None).order_by("-pk").first()


def last_undone(reading: Reading, user: User) -> int | None:
    """The key of the item of the act that this person took back last."""
    rows = reading.steps.filter(by=user, undone_at__isnull=False).exclude(item=None)
    return rows.order_by("-undone_at", "pk").values_list("item_id", flat=True).first()


def step_of(reading: Reading, item: Item, user: User) -> ReviewStep | None:
    """The last act of this person on this item that stands."""
    return reading.steps.filter(by=user, undone_at=None, item=item).order_by("-pk").first()


def others_here(reading: Reading, user: User, *, at: datetime) -> list[Reviewer]:
    """Who else has this review open now."""
    rows = reading.reviewers.filter(seen_at__gte=at - HERE).exclude(person=user)
    return list(rows.select_related("person", "item").order_by("person__sort_key"))


def place_left(reading: Reading, user: User) -> Reviewer | None:
    """Where this person was when she left the review."""
    return reading.reviewers.filter(person=user).first()


def places_of(person: User) -> list[Reviewer]:
    """In which reviews a person is remembered to have been."""
    return list(Reviewer.objects.filter(person_id=person.pk).select_related("reading").order_by("pk"))
