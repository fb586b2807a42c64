"""Who may see and steer campaigns and what they come to. A lead sees her sheets by their links, not the campaign."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import (
    WHOLE_CONTRACT,
    contract_ids,
    is_administrator,
    reads_contract,
    sees_everything,
    steers_contract,
)
from reciproque.accounts.choices import Role
from reciproque.accounts.models import Link, User
from reciproque.core.refusals import admit
from reciproque.enquiries.access import sheets_of_link
from reciproque.evaluation.choices import CampaignState, Voice
from reciproque.evaluation.models import (
    AnnualReport,
    Campaign,
    CampaignPaper,
    Consultation,
    Council,
    Criterion,
    Debate,
    EvaluationQuestion,
    Proposal,
    Remark,
    ReportPart,
    SessionSheet,
    ValidationSession,
)


def in_contracts_of(user: User, path: str = "contract_id") -> Q:
    """The condition on rows of an app of the contracts that the person reads whole, `path` being their contract."""
    return Q() if sees_everything(user) else Q(**{f"{path}__in": contract_ids(user, WHOLE_CONTRACT)})


def campaigns_visible_to(user: User) -> QuerySet[Campaign]:
    """Those of the contracts that the person reads whole; one in preparation is known to its team only."""
    if is_administrator(user):
        return Campaign.objects.all()
    steered = Q(contract_id__in=contract_ids(user, [Role.TEAM]))
    return Campaign.objects.filter(steered | in_contracts_of(user) & ~Q(state=CampaignState.PREPARING))


def may_read_campaigns(user: User, contract_id: int) -> bool:
    return reads_contract(user, contract_id)


def may_steer_campaigns(user: User, contract_id: int) -> bool:
    return steers_contract(user, contract_id)


def campaign_seen_by(user: User, key: int) -> Campaign:
    """The campaign, or a 404 for whoever may not see it."""
    rows = campaigns_visible_to(user).select_related("contract", "round", "previous")
    return get_object_or_404(rows, pk=key)


def campaign_steered_by(user: User, key: int) -> Campaign:
    """The campaign, for the team of its contract: 404 for strangers, 403 for readers."""
    campaign = campaign_seen_by(user, key)
    admit(may_steer_campaigns(user, campaign.contract_id))
    return campaign


def steered_by(user: User, rows: QuerySet[Any], key: int) -> Any:
    """A row that hangs on a campaign, for the team of its contract: 404 for strangers, 403 for readers."""
    thing = get_object_or_404(rows.filter(in_contracts_of(user, "campaign__contract_id")), pk=key)
    admit(may_steer_campaigns(user, thing.campaign.contract_id))
    return thing


def reports_visible_to(user: User) -> QuerySet[AnnualReport]:
    """Annual reports: to the team from the first word on, to readers of the contract once councils have received it."""
    if is_administrator(user):
        return AnnualReport.objects.all()
    steered = Q(contract_id__in=contract_ids(user, [Role.TEAM]))
    sent = Q(pk__in=Consultation.objects.values("edition__report_id"))
    return AnnualReport.objects.filter(steered | sent & in_contracts_of(user))


def may_steer_reports(user: User | None, contract_id: int) -> bool:
    """The team writes and steers the procedure. None: the house itself (commands, the demo)."""
    return user is None or steers_contract(user, contract_id)


def report_seen_by(user: User, key: int) -> AnnualReport:
    """The report, or a 404 for whoever may not see it."""
    rows = reports_visible_to(user).select_related("contract", "campaign")
    return get_object_or_404(rows, pk=key)


def report_steered_by(user: User, key: int) -> AnnualReport:
    """The report, for the team of its contract: 404 for strangers, 403 for readers."""
    report = report_seen_by(user, key)
    admit(may_steer_reports(user, report.contract_id))
    return report


def of_report(user: User, rows: QuerySet[Any], path: str, key: int) -> Any:
    """A row that hangs on an annual report by `path`, for its team: 404 for strangers, 403 for readers."""
    visible = rows.filter(**{f"{path}__in": reports_visible_to(user)})
    thing = get_object_or_404(visible.select_related(f"{path}__contract"), pk=key)
    report = thing
    for step in path.split("__"):
        report = getattr(report, step)
    admit(may_steer_reports(user, report.contract_id))
    return thing


def part_steered_by(user: User, key: int) -> ReportPart:
    return of_report(user, ReportPart.objects.select_related("objective"), "report", key)


def council_steered_by(user: User, key: int) -> Council:
    return of_report(user, Council.objects.all(), "report", key)


def debate_steered_by(user: User, key: int) -> Debate:
    return of_report(user, Debate.objects.all(), "report", key)


def consultation_steered_by(user: User, key: int) -> Consultation:
    return of_report(user, Consultation.objects.select_related("council"), "edition__report", key)


def remark_steered_by(user: User, key: int) -> Remark:
    return of_report(user, Remark.objects.all(), "consultation__edition__report", key)


def consultation_seen_by(user: User, key: int) -> Consultation:
    """A consultation of a report that the person may read: for the file of the opinion."""
    rows = Consultation.objects.filter(edition__report__in=reports_visible_to(user))
    return get_object_or_404(rows.select_related("file", "council", "edition__report"), pk=key)


def published_report(slug: str) -> AnnualReport:
    """What anybody may read: a report that was published. Before that, a 404 like for no report at all."""
    rows = AnnualReport.objects.filter(published_at__isnull=False)
    return get_object_or_404(rows.select_related("contract"), slug=slug)


def consultation_of_link(link: Link, sheet: int) -> Consultation:
    """The consultation behind a sheet of a personal link, with the version received; a 404 for any other sheet."""
    rows = Consultation.objects.filter(sheet__in=sheets_of_link(link))
    related = ["council", "edition__report__contract", "sheet__round__contract", "file"]
    return get_object_or_404(rows.select_related(*related), sheet=sheet)


def sessions_visible_to(user: User) -> QuerySet[ValidationSession]:
    return ValidationSession.objects.filter(in_contracts_of(user, "campaign__contract_id"))


def session_seen_by(user: User, key: int) -> ValidationSession:
    """The session, or a 404 for whoever may not see it."""
    rows = sessions_visible_to(user).select_related("campaign__contract", "campaign__round")
    return get_object_or_404(rows, pk=key)


def session_steered_by(user: User, key: int) -> ValidationSession:
    session = session_seen_by(user, key)
    admit(may_steer_campaigns(user, session.campaign.contract_id))
    return session


def agenda_line_steered_by(user: User, key: int) -> SessionSheet:
    """A sheet on an agenda, for the team of its contract: 404 for strangers, 403 for readers."""
    rows = SessionSheet.objects.filter(in_contracts_of(user, "session__campaign__contract_id"))
    related = ["session__campaign__contract", "sheet__round", "sheet__organisation", "sheet__previous"]
    line = get_object_or_404(rows.select_related(*related), pk=key)
    admit(may_steer_campaigns(user, line.session.campaign.contract_id))
    return line


def may_speak(user: User, contract_id: int, voice: str) -> bool:
    """Who may write down the verdict of a voice: the team all of them, a citizens’ councillor that of inhabitants."""
    if steers_contract(user, contract_id):
        return True
    return voice == Voice.INHABITANTS and contract_id in contract_ids(user, [Role.COUNCILLOR])


def proposal_steered_by(user: User, key: int) -> Proposal:
    rows = Proposal.objects.select_related("campaign__contract")
    proposal: Proposal = steered_by(user, rows, key)
    return proposal


def evaluation_question_steered_by(user: User, key: int) -> EvaluationQuestion:
    rows = EvaluationQuestion.objects.filter(archived_at=None)
    question: EvaluationQuestion = steered_by(user, rows.select_related("campaign__contract"), key)
    return question


def criterion_steered_by(user: User, key: int) -> Criterion:
    """A criterion, for the team of its contract: 404 for strangers, 403 for readers."""
    rows = Criterion.objects.filter(archived_at=None, question__archived_at=None)
    visible = rows.filter(in_contracts_of(user, "question__campaign__contract_id"))
    one = get_object_or_404(visible.select_related("question__campaign__contract"), pk=key)
    admit(may_steer_campaigns(user, one.question.campaign.contract_id))
    return one


def papers_visible_to(user: User) -> QuerySet[CampaignPaper]:
    """Papers of campaigns: to the team as soon as they are asked for, to readers of the contract once released."""
    if is_administrator(user):
        return CampaignPaper.objects.all()
    steered = Q(campaign__contract_id__in=contract_ids(user, [Role.TEAM]))
    released = Q(released_at__isnull=False)
    return CampaignPaper.objects.filter(steered | released & in_contracts_of(user, "campaign__contract_id"))


def paper_seen_by(user: User, key: int) -> CampaignPaper:
    """The paper, or a 404 for whoever may not read it."""
    rows = papers_visible_to(user).select_related("campaign__contract", "file", "asked_by")
    return get_object_or_404(rows, pk=key)


def paper_steered_by(user: User, key: int) -> CampaignPaper:
    paper = paper_seen_by(user, key)
    admit(may_steer_campaigns(user, paper.contract_id))
    return paper
