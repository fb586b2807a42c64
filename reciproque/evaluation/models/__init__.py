"""What was it worth: campaigns, verdicts, evaluation questions, validation sessions, what is frozen."""

from reciproque.evaluation.models.annual import AnnualReport, Debate, Edition, ReportPart
from reciproque.evaluation.models.campaigns import Campaign
from reciproque.evaluation.models.councils import Consultation, Council, Remark
from reciproque.evaluation.models.frozen import Snapshot, SnapshotName
from reciproque.evaluation.models.judging import Criterion, EvaluationQuestion, ResultVerdict
from reciproque.evaluation.models.papers import CampaignPaper
from reciproque.evaluation.models.sessions import Attendance, Proposal, SessionSheet, ValidationSession
from reciproque.evaluation.models.taking_up import TakenUp

__all__ = [
    "AnnualReport",
    "Attendance",
    "Campaign",
    "CampaignPaper",
    "Consultation",
    "Council",
    "Criterion",
    "Debate",
    "Edition",
    "EvaluationQuestion",
    "Proposal",
    "Remark",
    "ReportPart",
    "ResultVerdict",
    "SessionSheet",
    "Snapshot",
    "SnapshotName",
    "TakenUp",
    "ValidationSession",
]
