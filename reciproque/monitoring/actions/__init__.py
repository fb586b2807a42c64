"""What can be done with indicators and their values."""

from reciproque.monitoring.actions.collecting import (
    accept_collected,
    hand_over_values,
    prepare_collection,
    refresh_collection,
    remark_on_sheet,
    return_collected,
    type_on_sheet,
)
from reciproque.monitoring.actions.computing import compute_indicator, compute_indicators
from reciproque.monitoring.actions.defining import (
    add_indicator,
    archive_indicator,
    bring_indicators,
    edit_indicator,
    mend_series,
    restore_indicator,
)
from reciproque.monitoring.actions.handing import hand_on_indicators
from reciproque.monitoring.actions.libraries import (
    add_library,
    add_standard,
    adopt_standards,
    archive_standard,
    detach_indicator,
    edit_library,
    edit_standard,
    keep_ours,
    publish_library,
    take_over,
    tie_indicator,
    withdraw_library,
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
    "accept_collected",
    "add_entry",
    "add_indicator",
    "add_library",
    "add_standard",
    "adopt_standards",
    "archive_entry",
    "archive_indicator",
    "archive_standard",
    "bring_indicators",
    "close_periods",
    "compute_indicator",
    "compute_indicators",
    "contest_value",
    "detach_indicator",
    "edit_entry",
    "edit_indicator",
    "edit_library",
    "edit_standard",
    "hand_on_indicators",
    "hand_over_values",
    "keep_ours",
    "mend_series",
    "prepare_collection",
    "publish_library",
    "record_values",
    "refresh_collection",
    "remark_on_sheet",
    "restore_indicator",
    "return_collected",
    "return_values",
    "set_follow_up",
    "settle_contest",
    "take_over",
    "tie_indicator",
    "type_cells",
    "type_on_sheet",
    "validate_values",
    "withdraw_library",
]
