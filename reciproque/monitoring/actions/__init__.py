"""What can be done with indicators and their values."""

from reciproque.monitoring.actions.computing import compute_indicator, compute_indicators
from reciproque.monitoring.actions.defining import (
    add_indicator,
    archive_indicator,
    bring_indicators,
    edit_indicator,
    restore_indicator,
)
from reciproque.monitoring.actions.recording import CellOvertaken, Origin, Said, record_values
from reciproque.monitoring.actions.registers import add_entry, archive_entry, edit_entry
from reciproque.monitoring.actions.typing import Outcome, Typed, type_cells
from reciproque.monitoring.actions.validating import (
    close_periods,
    contest_value,
    return_values,
    set_follow_up,
    settle_contest,
    validate_values,
)

__all__ = [
    "CellOvertaken",
    "Origin",
    "Outcome",
    "Said",
    "Typed",
    "add_entry",
    "add_indicator",
    "archive_entry",
    "archive_indicator",
    "bring_indicators",
    "close_periods",
    "compute_indicator",
    "compute_indicators",
    "contest_value",
    "edit_entry",
    "edit_indicator",
    "record_values",
    "restore_indicator",
    "return_values",
    "set_follow_up",
    "settle_contest",
    "type_cells",
    "validate_values",
]
