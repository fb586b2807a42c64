"""Verdicts on expected results: given, changed, withdrawn, each voice for itself."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean
from reciproque.evaluation.access import may_speak
from reciproque.evaluation.choices import Voice
from reciproque.evaluation.models import Campaign, ResultVerdict
from reciproque.evaluation.rules.verdicts import obstacles_to_verdict
from reciproque.framework.models import Result
from reciproque.journal.actions import record


@transaction.atomic
def give_verdict(
    campaign: Campaign,
    result: Result,
    *,
    voice: str,
    value: str,
    evidence: str = "",
    seen: int | None = None,
    by: User | None,
    at: datetime,
) -> ResultVerdict:
    """One voice says whether an expected result was reached. Its former verdict of the campaign is changed, with trace.

    `seen`: the version of the verdict that was on the page, 0 when there was none; None checks nothing.
    """
    campaign = lock_one(campaign)
    admit(by is None or may_speak(by, campaign.contract_id, voice))
    refuse_if(
        obstacles_to_verdict(
            value,
            frozen=campaign.is_frozen,
            same_contract=result.contract_id == campaign.contract_id,
            archived=result.archived_at is not None,
        )
    )
    there = ResultVerdict.objects.filter(campaign=campaign, result=result, voice=voice).first()
    verdict = there or ResultVerdict(campaign=campaign, result=result, voice=voice, version=0)
    check_seen(verdict, seen)
    values: dict[str, Any] = {"value": value, "evidence": clean(evidence).strip()}
    changes = apply_changes(verdict, values)
    if changes:
        verdict.by, verdict.at = by, at
        verdict.save()
        _trace("verdict.given", verdict, by=by, at=at, changes=changes)
    return verdict


@transaction.atomic
def withdraw_verdict(
    campaign: Campaign, result: Result, *, voice: str, by: User | None, at: datetime
) -> None:
    """Take a voice's verdict away: nothing is said any more."""
    campaign = lock_one(campaign)
    admit(by is None or may_speak(by, campaign.contract_id, voice))
    refuse_if(["Cette campagne est figée : ses verdicts ne changent plus."] if campaign.is_frozen else [])
    there = ResultVerdict.objects.filter(campaign=campaign, result=result, voice=voice).first()
    if there is not None:
        _trace("verdict.withdrawn", there, by=by, at=at, changes={"value": [there.value, ""]})
        there.delete()


def _trace(
    act: str, verdict: ResultVerdict, *, by: User | None, at: datetime, changes: dict[str, Any]
) -> None:
    """In the history of the expected result, where one looks for it."""
    record(
        act,
        verdict.result,
        by=by,
        at=at,
        contract=verdict.campaign.contract_id,
        changes=changes,
        voice=Voice(verdict.voice).label,
        said=verdict.get_value_display(),
        campaign=verdict.campaign.title,
    )
