"""What freezing looks at, and what is frozen."""

from typing import Any

from django.db.models import Aggregate, Count, Max, Q, Sum

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import Versioned
from reciproque.enquiries.models import Answer, Question, Sheet
from reciproque.evaluation.choices import CampaignKind, ProposalState
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
from reciproque.evaluation.queries.pictures import told_years
from reciproque.evaluation.rules.freezing import troubles_in
from reciproque.framework.models import Node, Recommendation, Result
from reciproque.monitoring.models import FollowUp, Headline, Indicator, Milestone, SeriesBreak
from reciproque.organisations.models import Organisation

SHORTEST_NAME = 4


def before_freezing(campaign: Campaign) -> dict[str, Any]:
    """The facts that the rule judges: sheets, sessions, decisions that wait."""
    return {
        "sheets": list(Sheet.objects.filter(round=campaign.round_id).order_by("position", "pk")),
        "sessions": list(ValidationSession.objects.filter(campaign=campaign)),
        "proposals": list(Proposal.objects.filter(campaign=campaign, state=ProposalState.PROPOSED)),
    }


def stamp_of(campaign: Campaign) -> list[Any]:
    """What changes whenever anything changes that a freeze writes down: counts, versions, names that have none.

    A flat number of short questions for the contract, and for each campaign that still moves: the campaign itself
    and, for a mid-term or final one, the years that it brings together.
    """
    years = [] if campaign.kind == CampaignKind.ANNUAL else told_years(campaign)
    moving = [_stamp_of_campaign(one) for one in years if not one.is_frozen]
    frozen = [one.pk for one in years if one.is_frozen]
    return [_stamp_of_contract(campaign.contract_id), _stamp_of_campaign(campaign), moving, frozen]


def _stamp_of_contract(contract: int) -> list[Any]:
    known = [
        Contract.objects.filter(pk=contract),
        ResultVerdict.objects.filter(campaign__contract=contract),
        Result.objects.filter(contract=contract),
        Node.objects.filter(contract=contract),
        Recommendation.objects.filter(contract=contract),
        Indicator.objects.filter(contract=contract),
        Milestone.objects.filter(indicator__contract=contract),
        SeriesBreak.objects.filter(indicator__contract=contract),
        FollowUp.objects.filter(contract=contract),
    ]
    values = Headline.objects.filter(contract=contract).aggregate(Count("pk"), Sum("revision"))
    return [*map(_versions, known), values]


def _stamp_of_campaign(campaign: Campaign) -> list[Any]:
    round_ = campaign.round_id
    sheets = Sheet.objects.filter(round=round_)
    asked = [one for one in (campaign.pk, campaign.previous_id) if one is not None]
    known = [
        Campaign.objects.filter(pk__in=asked),
        Campaign.pillars.through.objects.filter(campaign=campaign),
        Question.objects.filter(round=round_),
        sheets,
        Answer.objects.filter(sheet__round=round_),
        ValidationSession.objects.filter(campaign=campaign),
        SessionSheet.objects.filter(session__campaign=campaign),
        Proposal.objects.filter(campaign=campaign),
        EvaluationQuestion.objects.filter(campaign=campaign),
        Criterion.objects.filter(question__campaign=campaign),
        _bodies_around(campaign),
    ]
    standing = sheets.order_by("pk").values_list(
        "pk", "state", "title", "group", "reason", "due_on", "recipient", "organisation", "blocks_at"
    )
    seats = Attendance.objects.filter(session__campaign=campaign).order_by("pk")
    seated = seats.values_list("pk", "organisation", "person", "name", "presence")
    people = [(name, person.pk) for name, person in people_around(campaign).items()]
    return [*map(_versions, known), list(standing), list(seated), people]


def _bodies_around(campaign: Campaign) -> Any:
    """The bodies whose names are written down: asked, seated, charged with something."""
    named = Q()
    for rows, name in (
        (Sheet.objects.filter(round=campaign.round_id), "organisation"),
        (Attendance.objects.filter(session__campaign=campaign), "organisation"),
        (Proposal.objects.filter(campaign=campaign), "owner"),
        (Recommendation.objects.filter(contract=campaign.contract_id), "owner"),
    ):
        named |= Q(pk__in=rows.order_by().values(name))
    return Organisation.objects.filter(named)


def _versions(rows: Any) -> tuple[Any, ...]:
    """How many, the last, and the sum of their versions where they have any."""
    told: dict[str, Aggregate] = {"n": Count("pk"), "last": Max("pk")}
    if issubclass(rows.model, Versioned):
        told["versions"] = Sum("version")
    return tuple(rows.order_by().aggregate(**told).values())


def people_around(campaign: Campaign) -> dict[str, User]:
    """The people whose names may stand in what is frozen, by name: who answers, helps, checks, sits, has a role."""
    of_sheets = Q(participations__sheet__round=campaign.round_id) | Q(sheets__round=campaign.round_id)
    of_contract = Q(memberships__contract_id=campaign.contract_id)
    of_sessions = Q(pk__in=Attendance.objects.filter(session__campaign=campaign).values("person"))
    rows = User.objects.filter(of_sheets | of_contract | of_sessions, forgotten_at=None).distinct()
    return {one.name: one for one in rows.order_by("-pk") if len(one.name.strip()) >= SHORTEST_NAME}


def troubles_of(snapshot: Snapshot) -> list[str]:
    """Whether a frozen year still says what was sealed: reasons why not."""
    rows = SnapshotName.objects.filter(snapshot=snapshot)
    return troubles_in(snapshot, rows.values_list("number", "name", "salt"))


def all_snapshots() -> Any:
    return Snapshot.objects.select_related("campaign__contract").order_by("pk").iterator(chunk_size=20)


def attended_by(person: User) -> list[Attendance]:
    rows = Attendance.objects.filter(person=person).select_related("session", "organisation")
    return list(rows.order_by("session__starts_at", "pk"))


def frozen_with(person: User) -> list[SnapshotName]:
    return list(
        SnapshotName.objects.filter(person=person).select_related("snapshot__campaign").order_by("pk")
    )
