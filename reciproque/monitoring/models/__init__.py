"""What is counted, and what was counted."""

from reciproque.monitoring.models.collecting import Collection
from reciproque.monitoring.models.definitions import FollowUp, Indicator, Milestone, SeriesBreak
from reciproque.monitoring.models.library import Library, Standard
from reciproque.monitoring.models.registers import RegisterEntry
from reciproque.monitoring.models.values import Batch, Breakdown, Headline, Value, ValueChange, ValueNote

__all__ = [
    "Batch",
    "Breakdown",
    "Collection",
    "FollowUp",
    "Headline",
    "Indicator",
    "Library",
    "Milestone",
    "RegisterEntry",
    "SeriesBreak",
    "Standard",
    "Value",
    "ValueChange",
    "ValueNote",
]
