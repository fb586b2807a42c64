"""Indicators and their values as tables."""

from reciproque.monitoring.tables.indicators import BADGES, board_table, say_number, say_value
from reciproque.monitoring.tables.libraries import (
    followers_table,
    say_figure,
    standards_table,
    template_of_standards,
)
from reciproque.monitoring.tables.places import answerable_columns, place_table, places_table

__all__ = [
    "BADGES",
    "answerable_columns",
    "board_table",
    "followers_table",
    "place_table",
    "places_table",
    "say_figure",
    "say_number",
    "say_value",
    "standards_table",
    "template_of_standards",
]
