"""Freezing a year: what it came to is written once, with a seal, and never changed."""

import secrets
from collections.abc import Collection
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
from reciproque.evaluation.exports.picture import drawn
from reciproque.evaluation.models import Attendance, Campaign, Snapshot, SnapshotName
from reciproque.evaluation.queries import freezing as queries
from reciproque.evaluation.rules.freezing import canonical, digest_of, name_digest, obstacles_to_freezing
from reciproque.evaluation.rules.naming import marks_in, unspoken
from reciproque.journal.actions import record


@transaction.atomic
def freeze_campaign(
    campaign: Campaign, *, left_open: Collection[int] = (), by: User | None, at: datetime
) -> Snapshot:
    """Write down what the year came to, and close it. `left_open`: sheets confirmed to stay without an end."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if(obstacles_to_freezing(campaign, left_open=left_open, **queries.before_freezing(campaign)))
    campaign.state, campaign.frozen_at = CampaignState.FROZEN, at
    campaign.version += 1
    campaign.save(update_fields=["state", "frozen_at", "version"])
    if campaign.round.state == RoundState.OPEN:
        close_round(campaign.round, by=by, at=at)
    snapshot = _keep(campaign, by=by, at=at)
    told: dict[str, Any] = {"digest": snapshot.digest, "left_open": len(left_open)}
    record("campaign.frozen", campaign, by=by, at=at, contract=campaign.contract_id, **told)
    return snapshot


def _keep(campaign: Campaign, *, by: User | None, at: datetime) -> Snapshot:
    """The picture, with the names of people beside it: only their marks and seals stand in what is sealed."""
    people = queries.people_around(campaign)
    numbers = {name: number for number, name in enumerate(people, start=1)}
    told = unspoken(drawn(campaign, on=timezone.localdate(at)), numbers)
    used = marks_in(told)
    salts = {number: secrets.token_hex(16) for number in sorted(used)}
    names = [(name, number) for name, number in numbers.items() if number in used]
    seals = {str(number): name_digest(salts[number], name) for name, number in names}
    body = canonical(told | {"names": seals})
    snapshot = Snapshot.objects.create(
        campaign=campaign, body=body, digest=digest_of(body), taken_at=at, by=by
    )
    SnapshotName.objects.bulk_create(
        SnapshotName(snapshot=snapshot, number=number, person=people[name], name=name, salt=salts[number])
        for name, number in names
    )
    return snapshot


@transaction.atomic
def forget_in_years(person: User, at: datetime) -> None:
    """The person's name goes from sessions and frozen years; that somebody of her body was there stays."""
    SnapshotName.objects.filter(person=person).update(name="", salt="", person=None)
    rows = Attendance.objects.filter(person=person)
    rows.filter(organisation=None, name="").update(name="Personne oubliée")
    rows.update(person=None)
