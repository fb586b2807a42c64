"""What is read of rounds, sheets and answers."""

from reciproque.enquiries.queries.answering import blank_page, own_list, people_on, sheet_page
from reciproque.enquiries.queries.answers import (
    answers_in,
    answers_of,
    filed_of,
    places_on,
    said_to,
    standing_of,
)
from reciproque.enquiries.queries.boards import board_of, reminder_plan, reminders_of
from reciproque.enquiries.queries.calendar import due_in
from reciproque.enquiries.queries.choosing import (
    asked_before,
    bodies_of,
    earlier_rounds,
    people_around,
    roles_in,
    who_still_has_sheets,
)
from reciproque.enquiries.queries.papers import grid_places, paper_sheets, people_asked, typing_grid
from reciproque.enquiries.queries.people import known_of
from reciproque.enquiries.queries.rounds import (
    answered_by_hand,
    handed_over,
    live_questions,
    opening_obstacles,
    questions_for,
    sheets_of,
    with_counts,
)

__all__ = [
    "answered_by_hand",
    "answers_in",
    "answers_of",
    "asked_before",
    "blank_page",
    "board_of",
    "bodies_of",
    "due_in",
    "earlier_rounds",
    "filed_of",
    "grid_places",
    "handed_over",
    "known_of",
    "live_questions",
    "opening_obstacles",
    "own_list",
    "paper_sheets",
    "people_around",
    "people_asked",
    "people_on",
    "places_on",
    "questions_for",
    "reminder_plan",
    "reminders_of",
    "roles_in",
    "said_to",
    "sheet_page",
    "sheets_of",
    "standing_of",
    "typing_grid",
    "who_still_has_sheets",
    "with_counts",
]
