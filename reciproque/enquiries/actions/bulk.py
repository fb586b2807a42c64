"""One act on many sheets: those that it cannot be done to are left as they are, with the reason."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.refusals import Refused
from reciproque.enquiries.actions.handing import accept_sheet, excuse_sheet, extend_sheet, pause_reminders
from reciproque.enquiries.models import Sheet


@transaction.atomic
def on_each(
    what: str, sheets: Sequence[Sheet], *, day: date | None, reason: str, by: User | None, at: datetime
) -> tuple[int, list[str]]:
    """Do `what` (a key of `ON_EACH`) to each: (how many, the reasons why the others were left).

    Refused when it could be done to none.
    """
    done, reasons = 0, []
    for sheet in sorted(sheets, key=lambda one: one.pk):
        try:
            with transaction.atomic():
                ON_EACH[what](sheet, day, reason, {"by": by, "at": at})
        except Refused as refused:
            reasons += [f"{sheet.title} : {said}" for said in refused.reasons]
        else:
            done += 1
    if not done:
        raise Refused(reasons[:5] or ["Aucune fiche n’est choisie."])
    return done, reasons


ON_EACH: dict[str, Callable[[Sheet, date | None, str, dict[str, Any]], Sheet]] = {
    "extend": lambda sheet, day, reason, how: extend_sheet(sheet, due_on=day, **how),
    "excuse": lambda sheet, day, reason, how: excuse_sheet(sheet, reason=reason, **how),
    "pause": lambda sheet, day, reason, how: pause_reminders(sheet, until=day, **how),
    "accept": lambda sheet, day, reason, how: accept_sheet(sheet, **how),
}
