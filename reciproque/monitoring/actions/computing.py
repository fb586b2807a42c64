"""Indicators that the software feeds itself, from what it knows: a chore of every night, or a button."""

from datetime import datetime

from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.registers import indicator_sources
from reciproque.monitoring.actions.recording import Origin, Said, record_values
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries import computed_indicators, follow_up_of
from reciproque.monitoring.rules.cells import WHOLE, obstacles_to_recording
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.periods import end_of, period_around


def compute_indicators(at: datetime) -> int:
    """Write what all computed indicators say of the period around that moment. Returns how many values changed."""
    return sum(compute_indicator(one, by=None, at=at) for one in computed_indicators())


def compute_indicator(indicator: Indicator, *, by: User | None, at: datetime) -> int:
    """The same for one. A period that is closed stays as it is, and a source that is gone says nothing."""
    source = indicator_sources.named(indicator.computed_by)
    today = timezone.localdate(at)
    period = period_around(today, indicator.periodicity)
    closed = obstacles_to_recording(
        indicator,
        period,
        WHOLE,
        follow_up=follow_up_of(indicator.contract_id),
        ends_on=indicator.contract.ends_on,
    )
    if source is None or closed:
        return 0
    number, above, below = source.measure(indicator.contract, min(today, end_of(period)))
    status = ValueStatus.NUMBER if number is not None else ValueStatus.MISSING
    said = Said(indicator, period, Figure(status, number, "", above, below))
    origin = Origin("computed", source=source.label)
    return record_values(indicator.contract, [said], origin=origin, standing=Standing.OFFICIAL, by=by, at=at)
