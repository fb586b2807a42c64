"""A collection of values as its team follows it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.sheets import due_of, is_late
from reciproque.monitoring.models import Collection
from reciproque.monitoring.queries.collecting import Filled
from reciproque.monitoring.rules.collecting import asked_on

BADGES_OF = {
    SheetState.READY: "draft",
    SheetState.SENT: "waiting",
    SheetState.BEGUN: "waiting",
    SheetState.CHECKING: "waiting",
    SheetState.RETURNED: "care",
    SheetState.SUBMITTED: "proposed",
    SheetState.ACCEPTED: "accepted",
    SheetState.REFUSED: "refused",
    SheetState.EXCUSED: "closed",
}


def sheets_told(
    collection: Collection, sheets: Sequence[Sheet], filled: dict[int, Filled], *, on: date
) -> list[dict[str, Any]]:
    """One line a producer: who was asked, where it stands, how much is said."""
    return [
        {
            "sheet": one,
            "who": str(one.recipient or one.organisation or one.title),
            "body": str(one.organisation or "") if one.recipient else "",
            "email": one.recipient.email if one.recipient else "",
            "suggested": one.organisation.email if one.organisation and not one.recipient else "",
            "state": BADGES_OF[SheetState(one.state)],
            "word": one.get_state_display(),
            "late": is_late(one, collection.round, on),
            "due_on": due_of(one, collection.round),
            "indicators": len(asked_on(one)),
            "filled": filled[one.pk],
            "to_settle": one.state == SheetState.SUBMITTED,
            "url": reverse("enquiries:sheet_detail", args=[one.pk]),
        }
        for one in sheets
    ]
