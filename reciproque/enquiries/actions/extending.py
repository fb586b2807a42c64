"""Another day for some sheets: of one person, of one body, of all that the board shows."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.enquiries.actions.bulk import on_each
from reciproque.enquiries.actions.mails import tell_put_off
from reciproque.enquiries.choices import AWAITED
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.board import person_of


@transaction.atomic
def put_off(
    sheets: Sequence[Sheet], *, due_on: date | None, tell: bool = False, by: User | None, at: datetime
) -> tuple[int, list[str], int]:
    """Give each that day (None: that of its round again): (how many, why not the others, how many persons were told).

    `tell`: whoever has some of them to hand over gets one mail, with all of hers. Reminders follow the new day.
    """
    done, reasons = on_each("extend", sheets, day=due_on, reason="", by=by, at=at)
    own: dict[tuple[int, int], list[Sheet]] = {}
    changed = Sheet.objects.filter(pk__in=[one.pk for one in sheets], state__in=AWAITED, due_on=due_on)
    for one in changed.select_related("round__contract", "recipient", "checker") if tell else ():
        if person_of(one) is not None:
            own.setdefault((person_of(one).pk, one.round_id), []).append(one)
    for its in own.values():
        tell_put_off(person_of(its[0]), its, by=by, at=at)
    return done, reasons, len(own)
