"""All that a picture of a campaign is drawn from, in a flat number of queries."""

from django.db.models import Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.enquiries.choices import RETURNED_TO_TEAM, SheetState
from reciproque.enquiries.models import Answer, Question, Sheet
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import (
    Attendance,
    Campaign,
    Criterion,
    EvaluationQuestion,
    Proposal,
    ResultVerdict,
    SessionSheet,
    Snapshot,
    SnapshotName,
    ValidationSession,
)
from reciproque.evaluation.queries.campaigns import annual_ones_in
from reciproque.framework.models import Node, Recommendation
from reciproque.monitoring.queries import Situation, situations_through


def snapshot_of(campaign: Campaign) -> Snapshot | None:
    return Snapshot.objects.filter(campaign=campaign).first()


def names_in(snapshot: Snapshot) -> dict[int, str]:
    """The names that stand beside what was frozen, by the number of their mark; "" for the forgotten ones."""
    return dict(SnapshotName.objects.filter(snapshot=snapshot).values_list("number", "name"))


def questions_of(campaign: Campaign) -> list[Question]:
    return list(Question.objects.filter(round=campaign.round_id, archived_at=None))


def sheets_of(campaign: Campaign) -> list[Sheet]:
    """In the order in which one reads them: by pillar as they come, then by rank."""
    rows = Sheet.objects.filter(round=campaign.round_id).select_related("organisation")
    return list(rows.order_by("position", "pk"))


def answers_by_sheet(campaign: Campaign, *, accepted_only: bool = False) -> dict[int, list[Answer]]:
    """The answers of the sheets that were handed in (or accepted): a draft is nobody's business yet."""
    states = [SheetState.ACCEPTED] if accepted_only else RETURNED_TO_TEAM
    rows = Answer.objects.filter(sheet__round=campaign.round_id, sheet__state__in=states)
    told: dict[int, list[Answer]] = {}
    for answer in rows.order_by("question__position", "question_id", "item", "pk"):
        told.setdefault(answer.sheet_id, []).append(answer)
    return told


def verdicts_of(campaign: Campaign) -> QuerySet[ResultVerdict]:
    return ResultVerdict.objects.filter(campaign=campaign).select_related("result").order_by("pk")


def sessions_of(campaign: Campaign) -> list[ValidationSession]:
    return list(ValidationSession.objects.filter(campaign=campaign).order_by("starts_at", "pk"))


def agendas_of(campaign: Campaign) -> list[SessionSheet]:
    """What is on the agendas of a campaign, in the order of the sessions and of their agendas."""
    rows = SessionSheet.objects.filter(session__campaign=campaign).select_related("session", "sheet")
    return list(rows.order_by("session__starts_at", "session_id", "position", "pk"))


def attendance_of(campaign: Campaign) -> list[Attendance]:
    rows = Attendance.objects.filter(session__campaign=campaign).select_related("organisation", "person")
    return list(rows.order_by("pk"))


def proposals_of(campaign: Campaign) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(campaign=campaign)
    return rows.select_related("owner", "session", "sheet").order_by("decided_at", "pk")


def evaluation_questions_of(campaign: Campaign) -> list[tuple[EvaluationQuestion, list[Criterion]]]:
    """The questions of the evaluation with their criteria."""
    questions = list(EvaluationQuestion.objects.filter(campaign=campaign, archived_at=None))
    criteria: dict[int, list[Criterion]] = {}
    for one in Criterion.objects.filter(question__campaign=campaign, archived_at=None):
        criteria.setdefault(one.question_id, []).append(one)
    return [(one, criteria.get(one.pk, [])) for one in questions]


def recommendations_for(campaign: Campaign) -> list[Recommendation]:
    """Those that the campaign itself gave, and those given to the contract before the end of its period."""
    own = Q(origin_label=Campaign._meta.label_lower, origin_key=campaign.pk)
    before = Q(given_on=None) | Q(given_on__lte=campaign.ends_on)
    rows = Recommendation.objects.filter(own | before, contract=campaign.contract_id, archived_at=None)
    return list(rows.select_related("owner").order_by("position", "pk"))


def lines_above(contract_id: int) -> dict[int, int | None]:
    """Of each objective of a contract, the one that it depends on."""
    return dict(Node.objects.filter(contract=contract_id).values_list("pk", "parent_id"))


def indicators_through(campaign: Campaign) -> list[Situation]:
    """The indicators of the contract as they stood at the end of the campaign's period, in their order."""
    found = situations_through(campaign.contract, campaign.ends_on)
    return sorted(found, key=lambda one: (one.indicator.position, one.indicator.pk))


def told_campaigns(contract: Contract) -> list[Campaign]:
    """The campaigns of a contract that have something to tell, in the order of their years."""
    rows = Campaign.objects.filter(contract=contract).exclude(state=CampaignState.PREPARING)
    return list(rows.select_related("contract", "round").order_by("ends_on", "pk"))


def told_years(campaign: Campaign) -> list[Campaign]:
    """The annual campaigns of its period that have something to tell, oldest first."""
    return list(annual_ones_in(campaign).exclude(state=CampaignState.PREPARING))
