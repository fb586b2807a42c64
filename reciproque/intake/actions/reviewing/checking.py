"""« C’est juste »: an item, all that is under it, a whole list; and what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.intake.actions.reviewing.working import Work, open_item, open_reading
from reciproque.intake.choices import ItemState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import beneath, is_doubtful, touched_since


@dataclass(frozen=True)
class Checked:
    """What checking many at once did: how many were checked, and which were left for a person to look at.

    `doubtful` are looked at one by one; `changed` were changed by somebody else since the page was drawn.
    """

    checked: int = 0
    doubtful: int = 0
    changed: int = 0


@transaction.atomic
def check_item(item: Item, *, seen: int | None = None, by: User, at: datetime) -> Item:
    """« C’est juste ». A discarded item comes back."""
    item = open_item(item, by=by, seen=seen)
    work = Work(item.reading, by, at)
    work.take(item)
    kept = {ItemState.CORRECTED, ItemState.ADDED}
    item.state = item.state if item.state in kept else ItemState.CHECKED
    work.done("item.checked", item)
    return item


@transaction.atomic
def check_beneath(
    item: Item, *, seen: int | None = None, since: int | None = None, by: User, at: datetime
) -> Checked:
    """The item is right, and all that hangs under it in its list; doubtful ones beneath wait for their own look.

    `since` is the last step that the page knew: what somebody else changed after it is left.
    """
    item = open_item(item, by=by, seen=seen)
    rows = lock(Item.objects.filter(pk__in=beneath(item)))
    return _check(item.reading, [item, *rows], "item.checked_beneath", item, since=since, by=by, at=at)


@transaction.atomic
def check_all(reading: Reading, kind: str, *, since: int | None = None, by: User, at: datetime) -> Checked:
    """Check what is still as proposed in a list, but for what is doubtful: one act, one entry."""
    reading = open_reading(reading, by=by)
    rows = lock(reading.items.filter(kind=kind, state=ItemState.PROPOSED))
    return _check(reading, rows, "reading.list_checked", None, since=since, by=by, at=at, kind=kind)


def _check(
    reading: Reading,
    rows: Sequence[Item],
    act: str,
    root: Item | None,
    *,
    since: int | None,
    by: User,
    at: datetime,
    **details: str,
) -> Checked:
    fresh = touched_since(reading, since, but=by) if since is not None else set()
    proposed = [one for one in rows if one.state == ItemState.PROPOSED]
    changed = [one for one in proposed if one.pk in fresh and one != root]
    doubtful = [one for one in proposed if is_doubtful(one) and one != root and one not in changed]
    left = {one.pk for one in (*changed, *doubtful)}
    right = [one for one in proposed if one.pk not in left]
    work = Work(reading, by, at)
    work.take(*right)
    for one in right:
        one.state = ItemState.CHECKED
    work.done(act, root, count=len(right), **details)
    return Checked(len(right), len(doubtful), len(changed))


@transaction.atomic
def discard_item(item: Item, *, seen: int | None = None, by: User, at: datetime) -> Item:
    """Leave the item out. What hung on it hangs on what it hung on."""
    item = open_item(item, by=by, seen=seen)
    children = lock(Item.objects.filter(parent=item))
    work = Work(item.reading, by, at)
    work.take(item, *children)
    item.state = ItemState.DISCARDED
    for child in children:
        child.parent_id = item.parent_id
    work.done("item.discarded", item)
    return item
