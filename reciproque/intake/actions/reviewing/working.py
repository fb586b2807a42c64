"""What every act of a review shares: lock, judge, write what differs, keep what was, one entry in the journal."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reciproque.accounts.models import User
from reciproque.core.edits import check_seen
from reciproque.core.engine import lock, lock_one, update_many
from reciproque.core.refusals import admit, refuse_if
from reciproque.intake.access import may_review
from reciproque.intake.models import Item, Reading, ReviewStep
from reciproque.intake.rules import obstacles_to_reviewing
from reciproque.journal.actions import record

FIELDS = ("kind", "position", "parent_id", "words", "data_json", "anchors_json", "state")
"""What acts of a review change, and what undoing them gives back."""


def told(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in FIELDS}


def open_reading(reading: Reading, *, by: User) -> Reading:
    """Lock the reading, without its document: acts on one review follow each other, and no acceptance crosses."""
    admit(may_review(by, reading))
    rows = lock(Reading.objects.filter(pk=reading.pk).defer("document_json", "summary_json"))
    refuse_if(obstacles_to_reviewing(rows[0]))
    return rows[0]


def open_item(item: Item, *, by: User, seen: int | None = None) -> Item:
    """Lock the item for an act on it, as it stands now. Refuses (`Overtaken`) what was done on an older version."""
    reading = open_reading(item.reading, by=by)
    item = lock_one(item)
    item.reading = reading
    check_seen(item, seen)
    return item


@dataclass
class Work:
    """An act under way: the items that it may change as they were, and those that it makes."""

    reading: Reading
    by: User
    at: datetime
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    made: list[Item] = field(default_factory=list)

    def take(self, *items: Item) -> None:
        """Note how these items are, before they are changed."""
        for item in items:
            self.items[item.pk] = item
            self.before[item.pk] = told(item)

    def make(self, items: Iterable[Item]) -> list[Item]:
        for item in items:
            item.touched_by, item.touched_at = self.by, self.at
            item.save()
            self.made.append(item)
        return self.made

    def done(self, act: str, item: Item | None = None, **details: Any) -> bool:
        """Write what differs, with one step to undo and one entry; says whether anything did."""
        changed = [one for one in self.items.values() if told(one) != self.before[one.pk]]
        if not changed and not self.made:
            return False
        for one in changed:
            one.version += 1
            one.touched_by, one.touched_at = self.by, self.at
        columns = sorted({name.removesuffix("_id") for one in changed for name in self._differing(one)})
        update_many(changed, [*columns, "version", "touched_by", "touched_at"])
        self._keep_step(act, item, changed)
        if item is not None and item.pk in self.before:
            details["changes"] = {
                name: [self.before[item.pk][name], told(item)[name]] for name in self._differing(item)
            }
        record(
            act, item or self.reading, by=self.by, at=self.at, contract=self.reading.contract_id, **details
        )
        return True

    def _differing(self, item: Item) -> list[str]:
        was, now = self.before[item.pk], told(item)
        return [name for name in FIELDS if was[name] != now[name]]

    def _keep_step(self, act: str, item: Item | None, changed: Sequence[Item]) -> None:
        before: dict[int, Any] = {
            one.pk: {name: self.before[one.pk][name] for name in self._differing(one)} for one in changed
        }
        after: dict[int, Any] = {
            one.pk: {name: told(one)[name] for name in self._differing(one)} for one in changed
        }
        before |= {one.pk: None for one in self.made}
        after |= {one.pk: told(one) for one in self.made}
        ReviewStep.objects.create(
            reading=self.reading,
            act=act,
            item=item,
            by=self.by,
            at=self.at,
            before_json=json.dumps(before, ensure_ascii=False),
            after_json=json.dumps(after, ensure_ascii=False),
        )
