"""Asking named people for an answer by a date: rounds, their questions, the sheets and what was answered."""

from reciproque.enquiries.models.answers import Answer, Attachment
from reciproque.enquiries.models.rounds import Question, Round
from reciproque.enquiries.models.sheets import Participation, Reminder, Sheet, SheetStep

__all__ = [
    "Answer",
    "Attachment",
    "Participation",
    "Question",
    "Reminder",
    "Round",
    "Sheet",
    "SheetStep",
]
