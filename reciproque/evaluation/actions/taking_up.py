"""What an accepted sheet says becomes what the contract says: levels of engagement, verdicts of the leads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.choices import AnswerStatus, SheetState
from reciproque.enquiries.models import Answer, Sheet
from reciproque.enquiries.queries import answers_of
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.actions.verdicts import give_verdict
from reciproque.evaluation.choices import Voice
from reciproque.evaluation.models import Campaign, TakenUp
from reciproque.evaluation.queries.campaigns import sheets_to_take_up
from reciproque.evaluation.queries.scope import NODE, RESULT
from reciproque.evaluation.rules.questions import ENGAGEMENT, VERDICTS
from reciproque.evaluation.rules.verdicts import verdict_of
from reciproque.framework.actions.describing import edit_part, report_on_node
from reciproque.framework.choices import Engagement
from reciproque.framework.models import Action, Node, Result
from reciproque.journal.actions import record

Answers = Mapping[tuple[str, str], Answer]


@transaction.atomic
def accept_and_take_up(campaign: Campaign, sheet: Sheet, *, by: User, at: datetime) -> Sheet:
    """Accept a sheet; its level of engagement becomes its objective's, its verdicts those of the lead."""
    accepted = enquiries.accept_sheet(sheet, by=by, at=at)
    take_up(campaign, accepted, by=by, at=at)
    return accepted


def take_up_all(campaign: Campaign, *, by: User, at: datetime) -> int:
    """Take up all accepted sheets that were not yet. Returns how many."""
    with transaction.atomic():
        sheets: Sequence[Sheet] = list(sheets_to_take_up(campaign))
        for sheet in sheets:
            take_up(campaign, sheet, by=by, at=at)
        return len(sheets)


@transaction.atomic
def take_up(campaign: Campaign, sheet: Sheet, *, by: User, at: datetime) -> TakenUp:
    """One accepted sheet. An objective that was archived since keeps its level; results that are gone are left out."""
    campaign = lock_one(campaign)
    admit(may_steer_campaigns(by, campaign.contract_id))
    refuse_if(_obstacles(campaign, sheet))
    answers = answers_of(sheet)
    before, after = _give_engagement(sheet, answers, by=by, at=at)
    verdicts = _give_verdicts(campaign, answers, by=by, at=at)
    taken, _new = TakenUp.objects.update_or_create(
        sheet=sheet,
        defaults={
            "campaign": campaign,
            "before": before,
            "after": after,
            "verdicts": verdicts,
            "by": by,
            "at": at,
        },
    )
    record(
        "sheet.taken_up",
        sheet,
        by=by,
        at=at,
        contract=campaign.contract_id,
        changes={"engagement": [before, after]} if before != after else {},
        verdicts=verdicts,
    )
    return taken


def _obstacles(campaign: Campaign, sheet: Sheet) -> list[str]:
    if campaign.is_frozen:
        return ["Cette campagne est figée : elle ne change plus."]
    if sheet.round_id != campaign.round_id:
        return ["Cette fiche est d’une autre campagne."]
    if sheet.state != SheetState.ACCEPTED:
        return ["Seule une fiche validée est reportée sur le contrat."]
    return []


def _give_engagement(sheet: Sheet, answers: Answers, *, by: User, at: datetime) -> tuple[str, str]:
    """The level before and after; the same twice when nothing changes."""
    subject = Node if sheet.subject_label == NODE else Action
    thing: Any = subject._default_manager.filter(pk=sheet.subject_key).first()
    before = thing.engagement if thing is not None else ""
    said = answers.get((ENGAGEMENT, ""))
    given = said is not None and said.status == AnswerStatus.GIVEN and said.value in Engagement.values
    if thing is None or said is None or not given or said.value == before:
        return before, before
    try:
        with transaction.atomic():
            _report(thing, said.value, by=by, at=at)
    except Refused:  # archived since: it keeps the level that it had
        return before, before
    return before, said.value


def _report(thing: Any, level: str, *, by: User, at: datetime) -> None:
    if isinstance(thing, Node):
        report_on_node(thing, seen=None, engagement=level, notes=thing.notes, by=by, at=at)
    elif thing.archived_at is None:
        edit_part(thing, seen=None, by=by, at=at, engagement=level)


def _give_verdicts(campaign: Campaign, answers: Answers, *, by: User, at: datetime) -> int:
    said = {item: one for (key, item), one in answers.items() if key == VERDICTS and verdict_of(one)}
    keys = [int(item.rpartition(":")[2]) for item in said if item.startswith(f"{RESULT}:")]
    results = Result.objects.filter(pk__in=keys, contract=campaign.contract_id, archived_at=None)
    for result in results:
        answer = said[f"{RESULT}:{result.pk}"]
        give_verdict(
            campaign,
            result,
            voice=Voice.LEAD,
            value=verdict_of(answer),
            evidence=answer.comment,
            by=by,
            at=at,
        )
    return len(results)
