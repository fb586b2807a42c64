"""What must be true of indicators and their values. Nothing here writes, and nothing here knows a user."""

from reciproque.monitoring.rules.wording import (
    counts_people,
    direction_from_wording,
    kind_from_wording,
    periodicity_from_wording,
    says_no_source,
    sums_from_wording,
    target_from_wording,
    unit_from_wording,
)

__all__ = [
    "counts_people",
    "direction_from_wording",
    "kind_from_wording",
    "periodicity_from_wording",
    "says_no_source",
    "sums_from_wording",
    "target_from_wording",
    "unit_from_wording",
]
