"""The team decides what anybody may read of its contract: which indicators, under which licence, from when."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.journal.actions import record
from reciproque.monitoring.models import Indicator
from reciproque.publication.access import may_open
from reciproque.publication.models import OpenData, PublishedIndicator
from reciproque.publication.queries import all_published, numbers_taken, places_in_trees, published_to_lock
from reciproque.publication.rules.opening import (
    OUTSIDE,
    beginnings,
    free_number,
    obstacles_to_opening,
    obstacles_to_publishing,
)


def _locked(contract: Contract) -> OpenData:
    OpenData.objects.get_or_create(contract=contract)
    [row] = lock(OpenData.objects.filter(contract=contract))
    return row


@transaction.atomic
def set_open_data(contract: Contract, *, seen: int | None, by: User, at: datetime, **values: Any) -> OpenData:
    """Say under which licence the data leave, what they are and whom to ask."""
    admit(may_open(by, contract))
    row = _locked(contract)
    check_seen(row, seen)
    changes = apply_changes(row, values)
    if changes:
        row.save()
        record("opendata.set", row, by=by, at=at, contract=contract, changes=changes)
    return row


@transaction.atomic
def open_data(contract: Contract, *, by: User, at: datetime) -> OpenData:
    """From now on anybody may read the indicators that were chosen."""
    contract = lock_one(contract)
    admit(may_open(by, contract))
    row = _locked(contract)
    refuse_if(obstacles_to_opening(contract, published=all_published(contract.pk).count()))
    if row.opened_at is None:
        row.opened_at = at
        row.version += 1
        row.save()
        record("opendata.opened", row, by=by, at=at, contract=contract)
    return row


@transaction.atomic
def close_data(contract: Contract, *, by: User, at: datetime) -> OpenData:
    """From now on nobody reads them without an account; what was taken away before stays with who took it."""
    admit(may_open(by, contract))
    row = _locked(contract)
    if row.opened_at is not None:
        row.opened_at = None
        row.version += 1
        row.save()
        record("opendata.closed", row, by=by, at=at, contract=contract)
    return row


@transaction.atomic
def choose_indicators(contract: Contract, keys: Collection[int], *, by: User, at: datetime) -> int:
    """Publish these indicators and no others. Returns how many became or ceased to be published."""
    admit(may_open(by, contract))
    opening = _locked(contract)
    chosen = lock(Indicator.objects.filter(pk__in=keys))
    refuse_if(obstacles_to_publishing(chosen, contract))
    standing = {one.indicator_id: one for one in all_published(contract.pk)}
    withdrawn = [one for key, one in standing.items() if key not in {i.pk for i in chosen}]
    for one in withdrawn:
        one.withdrawn_at = at
        one.save(update_fields=["withdrawn_at"])
    added = [one for one in chosen if one.pk not in standing]
    _publish(added, contract, at)
    if added or withdrawn:
        record(
            "opendata.chosen",
            opening,
            by=by,
            at=at,
            contract=contract,
            added=len(added),
            withdrawn=len(withdrawn),
        )
    return len(added) + len(withdrawn)


def _publish(indicators: Collection[Indicator], contract: Contract, at: datetime) -> None:
    """Give each its number, or the one that it had before."""
    before = {one.indicator_id: one for one in published_to_lock(contract.pk, [one.pk for one in indicators])}
    taken, places = numbers_taken(contract.pk), beginnings(places_in_trees(contract.pk))
    for one in indicators:
        known = before.get(one.pk)
        if known is not None:
            known.withdrawn_at, known.published_at = None, at
            known.save(update_fields=["withdrawn_at", "published_at"])
            continue
        number = free_number(places.get(one.node_id or 0, OUTSIDE), taken)
        taken.add(number)
        PublishedIndicator.objects.create(contract=contract, indicator=one, number=number, published_at=at)
