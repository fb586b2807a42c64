"""Whom a round of the team itself is asked of: one sheet a person, about what she knows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.access import may_steer
from reciproque.enquiries.actions.people import person_at
from reciproque.enquiries.actions.preparing import prepare_sheets
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.queries.choosing import asked_before
from reciproque.enquiries.rules.asking import AskedOf
from reciproque.enquiries.rules.pasting import Pasted
from reciproque.journal.actions import record
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import the_one_meant

PERSON = "accounts.user"


@transaction.atomic
def ask_people(
    round_: Round,
    people: Iterable[User] = (),
    *,
    pasted: Iterable[Pasted] = (),
    by: User | None,
    at: datetime,
) -> list[Sheet]:
    """One sheet for each of these persons; who has one already keeps it. What she answered last time stands beside."""
    admit(may_steer(by, round_))
    asked: dict[int, tuple[User, Organisation | None]] = {one.pk: (one, one.organisation) for one in people}
    bodies = _bodies(pasted)
    for one in pasted:
        body = bodies.get(one.body)
        person = person_at(one.email, one.name, organisation=body, at=at)
        asked.setdefault(person.pk, (person, body or person.organisation))
    refuse_if([] if asked else ["Choisissez au moins une personne."])
    before = asked_before(round_)
    sheets = [
        AskedOf(
            PERSON,
            person.pk,
            f"{person}, {body}" if body else str(person),
            group=str(body or ""),
            group_key=body.pk if body else None,
            organisation=body,
            recipient=person,
            previous=before.get(person.pk),
        )
        for person, body in asked.values()
    ]
    return prepare_sheets(round_, sheets, by=by, at=at)


def _bodies(pasted: Iterable[Pasted]) -> Mapping[str, Organisation]:
    """The known bodies that are meant; a name that is none of theirs stays with the person’s sheet as nothing."""
    found = {name: the_one_meant(name, "") for name in {one.body for one in pasted if one.body}}
    return {name: body for name, body in found.items() if body is not None}


@transaction.atomic
def drop_sheet(sheet: Sheet, *, by: User | None, at: datetime) -> None:
    """Take a sheet out of a round before it was sent; afterwards it is excused, never deleted."""
    admit(may_steer(by, sheet.round))
    refuse_if(
        []
        if sheet.state == SheetState.READY
        else ["Une fiche envoyée ne se supprime pas : dispensez-en la personne."]
    )
    record("sheet.dropped", sheet, by=by, at=at, contract=sheet.round.contract_id)
    sheet.delete()
