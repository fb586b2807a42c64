"""What must be true of lists and of their lines, and which line a text speaks of. Pure: nothing here writes."""

from reciproque.references.rules.lists import (
    MOST_LINES,
    Problem,
    ReadLine,
    obstacles_to_hanging,
    obstacles_to_keeping,
    problems_of,
)
from reciproque.references.rules.matching import Aim, Line, Suggestion, suggestions

__all__ = [
    "MOST_LINES",
    "Aim",
    "Line",
    "Problem",
    "ReadLine",
    "Suggestion",
    "obstacles_to_hanging",
    "obstacles_to_keeping",
    "problems_of",
    "suggestions",
]
