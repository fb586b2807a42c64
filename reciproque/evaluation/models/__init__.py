"""What was it worth: campaigns, verdicts, evaluation questions, validation sessions, what is frozen."""

from reciproque.evaluation.models.campaigns import Campaign
from reciproque.evaluation.models.frozen import Snapshot
from reciproque.evaluation.models.judging import Criterion, EvaluationQuestion, ResultVerdict
from reciproque.evaluation.models.sessions import Attendance, Proposal, SessionSheet, ValidationSession

__all__ = [
    "Attendance",
    "Campaign",
    "Criterion",
    "EvaluationQuestion",
    "Proposal",
    "ResultVerdict",
    "SessionSheet",
    "Snapshot",
    "ValidationSession",
]
