"""What freezing looks at, and what is frozen."""

from typing import Any

from django.db.models import Q

from reciproque.accounts.models import User
from reciproque.enquiries.models import Sheet
from reciproque.evaluation.choices import ProposalState
from reciproque.evaluation.models import (
    Attendance,
    Campaign,
    Proposal,
    Snapshot,
    SnapshotName,
    ValidationSession,
)
from reciproque.evaluation.rules.freezing import troubles_in

SHORTEST_NAME = 4


def before_freezing(campaign: Campaign) -> dict[str, Any]:
    """The facts that the rule judges: sheets, sessions, decisions that wait."""
    return {
        "sheets": list(Sheet.objects.filter(round=campaign.round_id).order_by("position", "pk")),
        "sessions": list(ValidationSession.objects.filter(campaign=campaign)),
        "proposals": list(Proposal.objects.filter(campaign=campaign, state=ProposalState.PROPOSED)),
    }


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
