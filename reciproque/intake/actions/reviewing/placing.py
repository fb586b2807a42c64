"""Where a person is in a review: shown to the others, and found again when she comes back."""

from datetime import datetime, timedelta

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.core.refusals import admit
from reciproque.intake.access import may_review
from reciproque.intake.models import Reading, Reviewer

FRESH = timedelta(seconds=15)
"""A place that did not change is written again after this long only: one sees who is there, at little cost."""


@transaction.atomic
def note_place(reading: Reading, kind: str, item: int | None, *, by: User, at: datetime) -> None:
    """Not an act: no entry, no version. `item` is a key of this reading; another one is left out."""
    admit(may_review(by, reading))
    known = Reviewer.objects.filter(reading=reading, person=by).first()
    same = known is not None and (known.kind, known.item_id) == (kind, item)
    if same and known is not None and at - known.seen_at < FRESH:
        return
    if not lock(Reading.objects.filter(pk=reading.pk).only("pk")):
        return
    if item is not None and not lock(reading.items.filter(pk=item).only("pk")):
        item = None  # gone meanwhile: undone, or read again
    values = {"kind": kind, "item_id": item, "seen_at": at}
    Reviewer.objects.update_or_create(reading=reading, person=by, defaults=values)


def forget_places(person: User) -> int:
    """When a person is forgotten: where she was in reviews goes; what she did there is the contract's."""
    return Reviewer.objects.filter(person_id=person.pk).delete()[0]
