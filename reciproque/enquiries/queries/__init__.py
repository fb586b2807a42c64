"""What is read of rounds, sheets and answers."""

from reciproque.enquiries.queries.answering import own_list, sheet_page
from reciproque.enquiries.queries.answers import answers_in, answers_of, filed_of, places_on, said_to
from reciproque.enquiries.queries.boards import board_of, reminder_plan, reminders_of
from reciproque.enquiries.queries.rounds import live_questions, questions_for, sheets_of

__all__ = [
    "answers_in",
    "answers_of",
    "board_of",
    "filed_of",
    "live_questions",
    "own_list",
    "places_on",
    "questions_for",
    "reminder_plan",
    "reminders_of",
    "said_to",
    "sheet_page",
    "sheets_of",
]
