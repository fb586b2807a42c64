"""The life of a campaign: prepared, brought up to date, sent, validated, presented. Freezing it stands apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen, plain
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.models.rounds import REMINDERS
from reciproque.enquiries.queries import sheets_of
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.choices import KIND, CampaignKind, CampaignState, SheetsOn
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.campaigns import carried_on, obstacles_to_removal, period_of
from reciproque.evaluation.queries.scope import drift_of, ground_of, sheets_of_scope, with_blocks
from reciproque.evaluation.rules.campaigns import (
    FROZEN,
    obstacles_to_moving,
    obstacles_to_preparing,
    obstacles_to_presenting,
    obstacles_to_sending,
    usual_dates,
    usual_title,
)
from reciproque.journal.actions import record

LISTS = ("trees", "pillars", "texts", "neighbourhoods")
OF_ROUND = ("introduction", "reminder_days", "needs_check", "due_on", "closes_on")
SCOPE = ("sheets_on", "level", *LISTS)
Lists = Mapping[str, Iterable[Any]]


@transaction.atomic
def prepare_campaign(  # noqa: PLR0913 -- a campaign has that many settings, all named
    contract: Contract,
    *,
    kind: str = CampaignKind.ANNUAL,
    title: str,
    starts_on: date,
    ends_on: date,
    due_on: date,
    closes_on: date,
    sheets_on: str = SheetsOn.LEAVES,
    level: str = "",
    scope: Lists | None = None,
    previous: Campaign | None = None,
    same_questions: bool = True,
    introduction: str = "",
    reminder_days: str = REMINDERS,
    needs_check: bool = False,
    by: User | None,
    at: datetime,
) -> Campaign:
    """A campaign with its round of questions and its sheets, ready to be looked at. Nothing is sent.

    `scope` gives the rows of the lists of `LISTS`. Questions are those of `previous` unless `same_questions` is
    false or there is none; then the standard ones.
    """
    admit(by is None or may_steer_campaigns(by, contract.pk))
    lists = {name: list((scope or {}).get(name, ())) for name in LISTS}
    _judge(
        {
            "starts_on": starts_on,
            "ends_on": ends_on,
            "due_on": due_on,
            "closes_on": closes_on,
            "sheets_on": sheets_on,
            "level": level,
        },
        lists,
    )
    round_ = enquiries.prepare_round(
        contract,
        kind=KIND,
        title=title,
        due_on=due_on,
        closes_on=closes_on,
        introduction=introduction,
        reminder_days=reminder_days,
        needs_check=needs_check,
        copy_of=previous.round if previous is not None and same_questions else None,
        by=by,
        at=at,
    )
    campaign = Campaign.objects.create(
        contract=contract,
        round=round_,
        kind=kind,
        title=round_.title,
        starts_on=starts_on,
        ends_on=ends_on,
        sheets_on=sheets_on,
        level=level,
        previous=previous,
    )
    for name, rows in lists.items():
        getattr(campaign, name).set(rows)
    record("campaign.prepared", campaign, by=by, at=at)
    _bring_up_to_date(campaign, by=by, at=at)
    return campaign


@transaction.atomic
def repeat_campaign(campaign: Campaign, *, by: User, at: datetime) -> Campaign:
    """The same campaign for the year that follows, in one act: its questions, its scope, its reminders."""
    settings = carried_on(campaign)
    days: dict[str, Any] = {**usual_dates(timezone.localdate(at), period_of(campaign))}
    scope = {name: settings.pop(name) for name in LISTS}
    title = usual_title(campaign.kind, days["starts_on"], days["ends_on"])
    return prepare_campaign(
        campaign.contract, kind=campaign.kind, title=title, scope=scope, by=by, at=at, **days, **settings
    )


def _judge(values: Mapping[str, Any], lists: Mapping[str, list[Any]]) -> None:
    names = ("starts_on", "ends_on", "due_on", "closes_on", "sheets_on", "level")
    refuse_if(obstacles_to_preparing(**{name: values[name] for name in names}, chosen=len(lists["pillars"])))


@transaction.atomic
def edit_campaign(
    campaign: Campaign, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> Campaign:
    """Change the settings: all of them before the sheets leave, afterwards not the scope nor the kind.

    The title, the days and the reminders go to its round as well. In preparation the sheets follow the scope.
    """
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    check_seen(campaign, seen)
    refuse_if([FROZEN] if campaign.is_frozen else [])
    preparing = campaign.state == CampaignState.PREPARING
    refuse_if([] if preparing or not _touches_scope(campaign, values) else [SENT_SCOPE])
    asked = {name: values.pop(name) for name in OF_ROUND if name in values}
    lists = {name: list(values.pop(name)) for name in LISTS if name in values}
    known = {name: getattr(campaign, name) for name in ("starts_on", "ends_on", "sheets_on", "level")}
    days = {name: getattr(campaign.round, name) for name in ("due_on", "closes_on")}
    pillars = {"pillars": lists.get("pillars", list(campaign.pillars.all()))}
    _judge(known | days | asked | values, pillars)
    changes = apply_changes(campaign, values) | _set_lists(campaign, lists)
    if "title" in values:
        asked["title"] = values["title"]
    campaign.round = enquiries.edit_round(campaign.round, seen=None, by=by, at=at, **asked)
    if changes:
        campaign.save()
        record("campaign.edited", campaign, by=by, at=at, changes=changes)
    if preparing:
        _bring_up_to_date(campaign, by=by, at=at)
    return campaign


SENT_SCOPE = (
    "Les fiches sont parties : le périmètre ne change plus. Dispensez les fiches de trop, "
    "ou mettez les fiches à jour si le cadre a changé."
)


def _touches_scope(campaign: Campaign, values: Mapping[str, Any]) -> bool:
    for name in (*SCOPE, "kind"):
        if name not in values:
            continue
        if name in LISTS:
            now = set(getattr(campaign, name).values_list("pk", flat=True))
            if now != {one.pk for one in values[name]}:
                return True
        elif values[name] != getattr(campaign, name):
            return True
    return False


def _set_lists(campaign: Campaign, lists: Mapping[str, list[Any]]) -> dict[str, Any]:
    changes = {}
    for name, rows in lists.items():
        before = sorted(getattr(campaign, name).values_list("pk", flat=True))
        after = sorted({one.pk for one in rows})
        if before != after:
            getattr(campaign, name).set(after)
            changes[name] = [plain(before), plain(after)]
    return changes


@dataclass(frozen=True)
class Updated:
    """What an update did with the sheets."""

    sheets: int
    new: int = 0
    excused: int = 0
    given: int = 0


@transaction.atomic
def update_sheets(campaign: Campaign, *, by: User | None, at: datetime) -> Updated:
    """Bring the sheets up to date with the framework: new objectives get theirs, those that are gone are excused.

    Sheets that were handed over stay as they were. In an open campaign the new ones leave at once.
    """
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if([FROZEN] if campaign.is_frozen else [])
    done = _bring_up_to_date(campaign, by=by, at=at)
    record("campaign.updated", campaign, by=by, at=at, new=done.new, excused=done.excused, given=done.given)
    if campaign.state == CampaignState.ASKING and timezone.localdate(at) <= campaign.round.closes_on:
        enquiries.send_sheets(list(sheets_of(campaign.round).filter(state="ready")), by=by, at=at)
    return done


def _bring_up_to_date(campaign: Campaign, *, by: User | None, at: datetime) -> Updated:
    ground = ground_of(campaign.contract_id)
    drift = drift_of(campaign, ground=ground)
    asked = with_blocks(campaign, sheets_of_scope(campaign, ground=ground), ground)
    sheets = enquiries.prepare_sheets(campaign.round, asked, by=by, at=at)
    if campaign.state == CampaignState.PREPARING:
        enquiries.drop_sheets(campaign.round, [sheet for sheet, _reason in drift.gone], by=by, at=at)
        drift.gone.clear()
    for sheet, reason in drift.gone:
        enquiries.excuse_sheet(sheet, reason=reason, by=by, at=at)
    found = [one for one in drift.found if not (one[0].state == "ready" and one[0].recipient_id is None)]
    for sheet, one in found:
        enquiries.set_recipient(sheet, one.recipient, organisation=one.organisation, by=by, at=at)
    return Updated(len(sheets), len(drift.new), len(drift.gone), len(drift.found))


@transaction.atomic
def remove_campaign(campaign: Campaign, *, by: User | None, at: datetime) -> None:
    """Take away for good a campaign that is only prepared, with its questions and sheets: nothing was sent."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if(obstacles_to_removal(campaign))
    round_ = campaign.round
    record("campaign.removed", campaign, by=by, at=at, title=campaign.title)
    campaign.evaluation_questions.all().delete()
    campaign.delete()
    enquiries.drop_round(round_, by=by, at=at)


@transaction.atomic
def send_campaign(campaign: Campaign, *, by: User | None, at: datetime) -> Campaign:
    """Step 1: the sheets leave, one mail a person."""
    campaign = _moving(campaign, CampaignState.ASKING, by)
    sheets = sheets_of(campaign.round).exclude(state="excused")
    with_person = sheets.filter(recipient__is_active=True).count()
    refuse_if(obstacles_to_sending(campaign.state, sheets=sheets.count(), with_person=with_person))
    enquiries.open_round(campaign.round, by=by, at=at)
    return _moved(campaign, CampaignState.ASKING, "campaign.sent", by=by, at=at, with_person=with_person)


def begin_validation(campaign: Campaign, *, by: User | None, at: datetime) -> Campaign:
    """Step 3 is over: what came in was read, the sessions begin. Late sheets are still taken until the last day."""
    with transaction.atomic():
        campaign = _moving(campaign, CampaignState.VALIDATING, by)
        return _moved(campaign, CampaignState.VALIDATING, "campaign.validating", by=by, at=at)


def resume_collection(campaign: Campaign, *, by: User | None, at: datetime) -> Campaign:
    """Back to collecting sheets."""
    with transaction.atomic():
        campaign = lock_one(campaign)
        admit(by is None or may_steer_campaigns(by, campaign.contract_id))
        refuse_if([] if campaign.state == CampaignState.VALIDATING else [FROZEN])
        return _moved(campaign, CampaignState.ASKING, "campaign.resumed", by=by, at=at)


@transaction.atomic
def present_campaign(campaign: Campaign, *, on: date | None, by: User | None, at: datetime) -> Campaign:
    """Step 5: the day of the steering committee; None takes it away."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    sent_at = campaign.round.opened_at
    sent_on = timezone.localdate(sent_at) if sent_at else None
    if on is not None:
        today = timezone.localdate(at)
        refuse_if(obstacles_to_presenting(campaign.state, on, today=today, sent_on=sent_on))
    refuse_if([FROZEN] if campaign.is_frozen else [])
    changes = apply_changes(campaign, {"presented_on": on})
    if changes:
        campaign.save()
        record("campaign.presented", campaign, by=by, at=at, changes=changes)
    return campaign


def _moving(campaign: Campaign, target: str, by: User | None) -> Campaign:
    """The campaign, locked, for whoever may move it there."""
    campaign = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, campaign.contract_id))
    refuse_if(obstacles_to_moving(campaign.state, target))
    return campaign


def _moved(
    campaign: Campaign, target: str, act: str, *, by: User | None, at: datetime, **details: Any
) -> Campaign:
    changes = apply_changes(campaign, {"state": target})
    campaign.save()
    record(act, campaign, by=by, at=at, changes=changes, **details)
    return campaign
