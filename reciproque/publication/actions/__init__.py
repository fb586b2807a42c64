"""What can be done with what anybody may read."""

from reciproque.publication.actions.opening import (
    choose_indicators,
    close_data,
    open_data,
    set_open_data,
)
from reciproque.publication.actions.publishing import refresh, write_files

__all__ = [
    "choose_indicators",
    "close_data",
    "open_data",
    "refresh",
    "set_open_data",
    "write_files",
]
