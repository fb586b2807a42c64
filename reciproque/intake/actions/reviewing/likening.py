"""What a person set right on one line, done to the lines alike: one act, one entry, one undo."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.core.refusals import Refused, refuse_if
from reciproque.intake.actions.reviewing.correcting import corrected, next_position, set_kind, split
from reciproque.intake.actions.reviewing.working import Work, open_reading
from reciproque.intake.choices import ItemState
from reciproque.intake.models import Item, ReviewStep
from reciproque.intake.queries import Change, Likeness, likeness_of


@transaction.atomic
def apply_to_like(step: ReviewStep, chosen: Mapping[int, int], *, by: User, at: datetime) -> int:
    """Do to the chosen lines (key → version that was seen) what `step` did to its own. Returns how many changed.

    What was changed meanwhile is left alone, and so is what is not alike.
    """
    reading = open_reading(step.reading, by=by)
    likeness = likeness_of(step)
    if likeness is None:
        raise Refused(["Cette correction ne se répète pas sur d’autres lignes."])
    alike = {change.item.pk: change for change in likeness.changes if change.item.pk in chosen}
    rows = [one for one in lock(reading.items.filter(pk__in=alike)) if one.version == chosen[one.pk]]
    refuse_if([] if rows else ["Aucune ligne n’est choisie, ou toutes ont été modifiées entre-temps."])
    work = Work(reading, by, at)
    last = next_position(reading, likeness.kind) if likeness.kind else 0
    for number, item in enumerate(sorted(rows, key=lambda one: one.position)):
        item.refresh_from_db(fields=["position"])  # a split of this act may have pushed it on
        item.reading = reading
        _change(work, item, likeness, alike[item.pk], position=last + number)
    work.done("reading.like_applied", None, count=len(rows), what=likeness.what)
    return len(rows)


def _change(work: Work, item: Item, likeness: Likeness, change: Change, *, position: int) -> None:
    if change.parts:
        split(work, item, change.parts)
        return
    work.take(item)
    if likeness.out:
        for child in lock(Item.objects.filter(parent=item)):
            work.take(child)
            child.parent_id = item.parent_id
            work.items[child.pk] = child
        item.state = ItemState.DISCARDED
    elif likeness.kind:
        set_kind(item, likeness.kind, position=position)
    elif change.parent is not None:
        item.parent, item.state = change.parent, corrected(item)
    else:
        item.data_json = json.dumps(item.data | likeness.data, ensure_ascii=False)
        item.state = corrected(item)
