"""Values asked of those who produce them: asked, typed on a sheet, handed over, taken or sent back."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused, refuse_if
from reciproque.core.text import shorten
from reciproque.enquiries.actions import (
    accept_sheet,
    begin_sheet,
    prepare_round,
    prepare_sheets,
    return_sheet,
    save_answer,
    submit_sheet,
)
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.asking import AskedOf
from reciproque.monitoring.actions.typing import Outcome, Typed, type_cells
from reciproque.monitoring.actions.validating import move_values, validate_values
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.models import Collection
from reciproque.monitoring.queries import (
    collection_of,
    filled_on,
    grids_on,
    producers_of,
    question_of_remarks,
    remarks_on,
    waiting_on,
)
from reciproque.monitoring.queries.collecting import Producer
from reciproque.monitoring.rules.collecting import KIND, NOTHING_SAID, PREFIX, obstacles_to_asking


@transaction.atomic
def prepare_collection(  # noqa: PLR0913 -- a round has that many parts, all named
    contract: Contract,
    *,
    first: int,
    last: int,
    title: str,
    due_on: date,
    closes_on: date,
    introduction: str = "",
    by: User | None,
    at: datetime,
) -> Collection:
    """Prepare a sheet for each producer of the periods that end from `first` to `last`. Nothing is sent."""
    round_ = prepare_round(
        contract,
        kind=KIND,
        title=title,
        due_on=due_on,
        closes_on=closes_on,
        introduction=introduction,
        by=by,
        at=at,
    )
    collection = Collection.objects.create(round=round_, first=first, last=last)
    refresh_collection(collection, by=by, at=at)
    return collection


@transaction.atomic
def refresh_collection(collection: Collection, *, by: User | None, at: datetime) -> list[Sheet]:
    """Bring the sheets up to date with what the definitions say of who feeds what."""
    producers = producers_of(collection.round.contract, collection.first, collection.last)
    refuse_if(obstacles_to_asking(len(producers)))
    asked = [_asked(one, place) for place, one in enumerate(producers, 1)]
    return prepare_sheets(collection.round, asked, by=by, at=at)


def _asked(producer: Producer, place: int) -> AskedOf:
    person, body = producer.person, producer.organisation
    subject = (
        ("accounts.user", person.pk) if person else ("organisations.organisation", body.pk if body else 0)
    )
    count = len(producer.indicators)
    return AskedOf(
        *subject,
        title=f"Valeurs de {count} indicateur{'s' * (count > 1)} – {person or body}",
        group=str(body or ""),
        position=place,
        organisation=body,
        recipient=person,
        items=[{"key": f"{PREFIX}{one.pk}", "title": shorten(one.wording)} for one in producer.indicators],
    )


def type_on_sheet(sheet: Sheet, typed: Iterable[Typed], *, by: User, at: datetime) -> dict[str, Outcome]:
    """Keep cells of a sheet as drafts, each for itself; the first one begins the sheet.

    On a sheet that was handed over meanwhile every cell says so, and nothing is kept.
    """
    cells = [one for one in typed if one.text.strip() != one.seen.strip()]
    if not cells:
        return {}
    try:
        insist(lambda: begin_sheet(sheet, by=by, at=at))
    except Refused as refused:
        return {one.name: Outcome(one.text, " ".join(refused.reasons)) for one in cells}
    return type_cells(sheet.round.contract, cells, by=by, at=at, by_sheet=True)


def remark_on_sheet(sheet: Sheet, text: str, *, by: User, at: datetime) -> None:
    """Keep what the producer says of her values, while the sheet still takes answers."""
    question = question_of_remarks(sheet)
    if question is None or text.strip() == remarks_on(sheet):
        return
    with suppress(Refused):  # handed over meanwhile: the page that follows shows what stands
        save_answer(sheet, question, value=text, by=by, at=at)


@transaction.atomic
def hand_over_values(sheet: Sheet, *, by: User, at: datetime) -> Sheet:
    """The drafts of a sheet become submitted, and the sheet is handed over. A second click does nothing."""
    collection = collection_of(sheet)
    refuse_if([] if filled_on(grids_on(sheet, collection)).said else [NOTHING_SAID])
    handed = submit_sheet(sheet, by=by, at=at)
    drafts = waiting_on(sheet, collection, Standing.DRAFT)
    move_values(sheet.round.contract, drafts, Standing.SUBMITTED, by=by, at=at)
    return handed


@transaction.atomic
def accept_collected(sheet: Sheet, *, by: User, at: datetime) -> int:
    """The team takes all that a sheet submits: its values are official. Returns how many."""
    accept_sheet(sheet, by=by, at=at)
    rows = waiting_on(sheet, collection_of(sheet), Standing.SUBMITTED)
    return validate_values(sheet.round.contract, rows, by=by, at=at)


@transaction.atomic
def return_collected(sheet: Sheet, *, reason: str, by: User, at: datetime) -> Sheet:
    """The team sends a sheet back: what it submitted is a draft again, and its person gets a fresh link."""
    returned = return_sheet(sheet, reason=reason, by=by, at=at)
    rows = waiting_on(sheet, collection_of(sheet), Standing.SUBMITTED)
    move_values(sheet.round.contract, rows, Standing.DRAFT, by=by, at=at, reason=reason)
    return returned
