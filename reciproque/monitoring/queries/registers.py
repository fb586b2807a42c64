"""What can be asked about inventories."""

from collections.abc import Collection

from django.db.models import QuerySet

from reciproque.monitoring.models import Indicator, RegisterEntry
from reciproque.monitoring.rules.periods import period_around


def entries_of(indicator: Indicator) -> QuerySet[RegisterEntry]:
    return RegisterEntry.objects.filter(indicator=indicator, archived_at=None).select_related("neighbourhood")


def entries_counted(indicator: Indicator, periods: Collection[int]) -> dict[int, int]:
    """How many entries these periods hold."""
    counts = dict.fromkeys(periods, 0)
    for day in entries_of(indicator).values_list("on", flat=True):
        period = period_around(day, indicator.periodicity)
        if period in counts:
            counts[period] += 1
    return counts
