"""What can be asked about indicators and their values."""

from reciproque.monitoring.queries.definitions import (
    archived_indicators,
    counted_on,
    indicators_of,
    indicators_on,
)
from reciproque.monitoring.queries.values import (
    follow_up_of,
    headlines_to_rewrite,
    official_points,
    values_in_cells,
    values_of,
)

__all__ = [
    "archived_indicators",
    "counted_on",
    "follow_up_of",
    "headlines_to_rewrite",
    "indicators_of",
    "indicators_on",
    "official_points",
    "values_in_cells",
    "values_of",
]
