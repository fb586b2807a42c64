"""A sheet held for an act, and the step that the act leaves."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.core.refusals import refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.enquiries.models import Round, Sheet, SheetStep

RELATED = ["round__contract", "organisation", "recipient", "checker"]


def locked_sheet(sheet: Sheet, *, related: Sequence[str] = RELATED) -> Sheet:
    """The same sheet, locked and fresh, with its round and people. Raises DoesNotExist if it is gone."""
    found = locked_sheets([sheet], related=related)
    if not found:
        raise Sheet.DoesNotExist
    return found[0]


def locked_sheets(sheets: Collection[Sheet], *, related: Sequence[str] = RELATED) -> list[Sheet]:
    """The same sheets, locked and fresh. Refused when an upper app has ended their round for good (a frozen year)."""
    found = lock(Sheet.objects.filter(pk__in=[one.pk for one in sheets]).select_related(*related))
    refuse_ended({one.round_id: one.round for one in found}.values())
    return found


def refuse_ended(rounds: Iterable[Round]) -> None:
    """Nothing of a round changes any more once an upper app says why (`core.registers.obstacles`)."""
    refuse_if([reason for one in rounds for reason in reasons_from_above("enquiries.change_round", one)])


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
