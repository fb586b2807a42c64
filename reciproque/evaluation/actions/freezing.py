"""Freezing a year: what it came to is written once, with a seal, and never changed."""

import secrets
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.actions import close_round
from reciproque.enquiries.choices import RoundState
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.exports.keeping import pages_told
from reciproque.evaluation.exports.picture import drawn
from reciproque.evaluation.models import Attendance, Campaign, Snapshot, SnapshotName
from reciproque.evaluation.queries import freezing as queries
from reciproque.evaluation.rules.freezing import canonical, digest_of, name_digest, obstacles_to_freezing
from reciproque.evaluation.rules.naming import marks_in, unspoken
from reciproque.journal.actions import record


@dataclass(frozen=True)
class Drawing:
    """What a freeze would write, and the stamp of all that it was drawn from. `names`: (mark, name, salt, person)."""

    stamp: Any
    body: str
    names: Sequence[tuple[int, str, str, User]]


def freeze_campaign(
    campaign: Campaign, *, left_open: Collection[int] = (), by: User | None, at: datetime
) -> Snapshot:
    """Write down what the year came to, and close it. `left_open`: sheets confirmed to stay without an end.

    The year is drawn before anything is locked, which takes its time; under the lock it is only checked that nothing
    changed meanwhile. If something did it is drawn again, the last time under the lock.
    """
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    for _ in range(DRAWN_FREELY):
        fresh = Campaign.objects.select_related("contract", "round", "previous").get(pk=campaign.pk)
        _refuse_unready(fresh, left_open)
        drawing = _draw(fresh, at)
        with transaction.atomic():
            locked = lock_one(campaign)
            if queries.stamp_of(locked) == drawing.stamp:
                return _freeze(locked, drawing, left_open, by=by, at=at)
    with transaction.atomic():
        locked = lock_one(campaign)
        _refuse_unready(locked, left_open)
        return _freeze(locked, _draw(locked, at), left_open, by=by, at=at)


DRAWN_FREELY = 3
"""How often a year is drawn without a lock before its drawing holds the others up."""


def _refuse_unready(campaign: Campaign, left_open: Collection[int]) -> None:
    refuse_if(obstacles_to_freezing(campaign, left_open=left_open, **queries.before_freezing(campaign)))


def _draw(campaign: Campaign, at: datetime) -> Drawing:
    """The year as it will be told, drawn from a copy of the campaign that says that it is frozen.

    The names of people stand beside it: only their marks and seals are in what is sealed.
    """
    stamp, people = queries.stamp_of(campaign), queries.people_around(campaign)
    frozen = copy(campaign)
    frozen.state, frozen.frozen_at = CampaignState.FROZEN, at
    on = timezone.localdate(at)
    numbers = {name: number for number, name in enumerate(people, start=1)}
    told = unspoken(drawn(frozen, on=on) | {"pages": pages_told(frozen, on=on)}, numbers)
    used = marks_in(told)
    names = [
        (number, name, secrets.token_hex(16), people[name])
        for name, number in numbers.items()
        if number in used
    ]
    seals = {str(number): name_digest(salt, name) for number, name, salt, _person in names}
    return Drawing(stamp, canonical(told | {"names": seals}), names)


def _freeze(
    campaign: Campaign, drawing: Drawing, left_open: Collection[int], *, by: User | None, at: datetime
) -> Snapshot:
    """The campaign is locked, and still as it was drawn."""
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    _refuse_unready(campaign, left_open)
    campaign.state, campaign.frozen_at = CampaignState.FROZEN, at
    campaign.version += 1
    campaign.save(update_fields=["state", "frozen_at", "version"])
    if campaign.round.state == RoundState.OPEN:
        close_round(campaign.round, by=by, at=at)
    snapshot = _keep(campaign, drawing, by=by, at=at)
    told: dict[str, Any] = {"digest": snapshot.digest, "left_open": len(left_open)}
    record("campaign.frozen", campaign, by=by, at=at, contract=campaign.contract_id, **told)
    return snapshot


def _keep(campaign: Campaign, drawing: Drawing, *, by: User | None, at: datetime) -> Snapshot:
    body = drawing.body
    snapshot = Snapshot.objects.create(
        campaign=campaign, body=body, digest=digest_of(body), taken_at=at, by=by
    )
    SnapshotName.objects.bulk_create(
        SnapshotName(snapshot=snapshot, number=number, person=person, name=name, salt=salt)
        for number, name, salt, person in drawing.names
    )
    return snapshot


@transaction.atomic
def forget_in_years(person: User, at: datetime) -> None:
    """The person's name goes from sessions and frozen years; that somebody of her body was there stays."""
    SnapshotName.objects.filter(person=person).update(name="", salt="", person=None)
    rows = Attendance.objects.filter(person=person)
    rows.filter(organisation=None, name="").update(name="Personne oubliée")
    rows.update(person=None)
