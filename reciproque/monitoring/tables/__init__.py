"""Indicators and their values as tables."""

from reciproque.monitoring.tables.indicators import BADGES, board_table, say_number, say_value

__all__ = ["BADGES", "board_table", "say_number", "say_value"]
