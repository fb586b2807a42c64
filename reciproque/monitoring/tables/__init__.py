"""Indicators and their values as tables."""

from reciproque.monitoring.tables.indicators import BADGES, board_table, say_number, say_value
from reciproque.monitoring.tables.libraries import followers_table, say_figure, standards_table

__all__ = [
    "BADGES",
    "board_table",
    "followers_table",
    "say_figure",
    "say_number",
    "say_value",
    "standards_table",
]
