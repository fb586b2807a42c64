"""Validation sessions: their agendas, who may be expected, what can still be put on the agenda."""

from collections.abc import Collection

from django.db.models import Count, F, Q, QuerySet

from reciproque.accounts.models import User
from reciproque.enquiries.models import Question, Sheet
from reciproque.evaluation.models import Attendance, Campaign, Proposal, SessionSheet, ValidationSession
from reciproque.organisations.models import Organisation


def sessions_in(campaign: Campaign) -> QuerySet[ValidationSession]:
    """The sessions of a campaign with `n_sheets` and `n_settled`."""
    rows = ValidationSession.objects.filter(campaign=campaign)
    return rows.annotate(
        n_sheets=Count("agenda"), n_settled=Count("agenda", filter=~Q(agenda__outcome=""))
    ).order_by("starts_at", "pk")


def agenda_of(session: ValidationSession) -> list[SessionSheet]:
    rows = SessionSheet.objects.filter(session=session)
    related = ["session__campaign", "sheet__round", "sheet__organisation", "sheet__recipient"]
    return list(rows.select_related(*related).order_by("position", "pk"))


def sheets_for(campaign: Campaign) -> list[Sheet]:
    """The sheets that an agenda may hold, in their order, with how many agendas hold them: `n_agendas`."""
    rows = Sheet.objects.filter(round=campaign.round_id).select_related("organisation")
    return list(rows.annotate(n_agendas=Count("on_agendas")).order_by("position", "pk"))


def sheets_named(campaign: Campaign, keys: Collection[int]) -> list[Sheet]:
    """These sheets, whatever campaign they are of: the act refuses those of another."""
    return list(Sheet.objects.filter(pk__in=keys).order_by("position", "pk"))


def groups_in(campaign: Campaign) -> list[tuple[int, str]]:
    """The pillars that have sheets in the campaign, in their order."""
    rows = Sheet.objects.filter(round=campaign.round_id, group_key__isnull=False)
    found: dict[int, str] = {}
    for key, title in rows.order_by("position", "pk").values_list("group_key", "group"):
        found.setdefault(key or 0, title)
    return list(found.items())


def attended(session: ValidationSession) -> list[Attendance]:
    rows = Attendance.objects.filter(session=session).select_related("organisation", "person")
    return list(rows.order_by("pk"))


def expected_in(session: ValidationSession) -> list[tuple[Organisation | None, User | None]]:
    """Who may be expected: who answers the sheets of the agenda, and the bodies that are asked or are partners."""
    expected: dict[tuple[int | None, int | None], tuple[Organisation | None, User | None]] = {}
    for row in agenda_of(session):
        body, person = row.sheet.organisation, row.sheet.recipient
        if body is not None or person is not None:
            key = (body.pk if body else None, person.pk if person else None)
            expected.setdefault(key, (body, person))
    bodies = {body.pk for body, _person in expected.values() if body is not None}
    for body in partners_on(session).exclude(pk__in=bodies):
        expected[body.pk, None] = (body, None)
    return list(expected.values())


def partners_on(session: ValidationSession) -> QuerySet[Organisation]:
    """The partners of the objectives that the agenda speaks of."""
    nodes = SessionSheet.objects.filter(session=session, sheet__subject_label="framework.node")
    rows = Organisation.objects.filter(partner_nodes__in=nodes.values("sheet__subject_key"))
    return rows.distinct().order_by("sort_key", "pk")


def convened_by(session: ValidationSession) -> list[User]:
    """Whom a convening is proposed to: those who answer the sheets of the agenda, by name."""
    rows = User.objects.filter(sheets__on_agendas__session=session, is_active=True)
    return list(rows.distinct().order_by(F("name").asc(nulls_last=True), "pk"))


def people_named(contract_id: int, keys: Collection[int]) -> list[User]:
    """These people, as far as they have a role in the contract or answer one of its sheets."""
    known = Q(memberships__contract_id=contract_id) | Q(sheets__round__contract_id=contract_id)
    return list(User.objects.filter(known, pk__in=keys, is_active=True).distinct().order_by("name", "pk"))


def people_of(contract_id: int) -> list[User]:
    """All people with a role in the contract: for convening others than those who answer."""
    rows = User.objects.filter(memberships__contract_id=contract_id, is_active=True)
    return list(rows.distinct().order_by("name", "pk"))


def proposals_on(session: ValidationSession) -> list[Proposal]:
    rows = Proposal.objects.filter(session=session).select_related("owner", "sheet")
    return list(rows.order_by("decided_at", "pk"))


def question_of(sheet: Sheet, key: str) -> Question | None:
    return Question.objects.filter(round=sheet.round_id, key=key, archived_at=None).first()
