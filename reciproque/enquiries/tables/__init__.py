"""Rounds and sheets as tables."""

from reciproque.enquiries.tables.boards import board_table
from reciproque.enquiries.tables.rounds import ROUNDS

__all__ = ["ROUNDS", "board_table"]
