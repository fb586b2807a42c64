"""A sheet held for an act, and the step that the act leaves."""

from collections.abc import Collection
from datetime import datetime

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.enquiries.models import Sheet, SheetStep

RELATED = ["round__contract", "organisation", "recipient", "checker"]


def locked_sheet(sheet: Sheet) -> Sheet:
    """The same sheet, locked and fresh, with its round and people. Raises DoesNotExist if it is gone."""
    found = locked_sheets([sheet])
    if not found:
        raise Sheet.DoesNotExist
    return found[0]


def locked_sheets(sheets: Collection[Sheet]) -> list[Sheet]:
    return lock(Sheet.objects.filter(pk__in=[one.pk for one in sheets]).select_related(*RELATED))


def step_on(
    sheet: Sheet,
    step: str,
    *,
    by: User | None,
    at: datetime,
    person: User | None = None,
    note: str = "",
) -> SheetStep:
    """Note what happened to a sheet."""
    return SheetStep.objects.create(sheet=sheet, step=step, by=by, at=at, person=person, note=note)
