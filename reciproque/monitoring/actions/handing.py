"""When a person leaves: what she was named to feed goes to another, in one act."""

from datetime import datetime

from django.db import transaction

from reciproque.accounts.access import steers_contract
from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes
from reciproque.core.engine import lock, update_many
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.actions import reassign_sheet
from reciproque.journal.actions import record
from reciproque.monitoring.queries import fed_by, open_sheets_of, people_feeding
from reciproque.monitoring.rules.handing import obstacles_to_handing_on


@transaction.atomic
def hand_on_indicators(
    contract: Contract, *, giver: User, taker: User, sheets: bool, by: User, at: datetime
) -> int:
    """Name another person for all that one feeds in a contract. Returns how many indicators.

    With `sheets` the grids of values that she was sent and did not hand over yet are asked of the other as well.
    What she brought stays hers.
    """
    admit(contract.archived_at is None and steers_contract(by, contract.pk))
    rows = lock(fed_by(giver, contract))
    asked = list(open_sheets_of(giver, contract)) if sheets else []
    may_take = people_feeding(contract).filter(pk=taker.pk).exists()
    refuse_if(
        obstacles_to_handing_on(
            indicators=len(rows), sheets=len(asked), same=giver.pk == taker.pk, may_take=may_take
        )
    )
    for row in rows:
        apply_changes(row, {"producer_person": taker})
    update_many(rows, ["producer_person", "version"])
    for sheet in asked:
        reassign_sheet(sheet, email=taker.email, name=taker.name, by=by, at=at)
    record(
        "indicators.handed_on",
        contract,
        by=by,
        at=at,
        contract=contract,
        changes={"producer_person": [giver.pk, taker.pk]},
        count=len(rows),
        indicators=[row.pk for row in rows],
    )
    return len(rows)
