"""The questions that an evaluation answers, the criteria by which, and the judgements."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.models import Campaign, Criterion, EvaluationQuestion
from reciproque.evaluation.rules.judging import obstacles_to_asking, obstacles_to_judging
from reciproque.journal.actions import record


def _locked(campaign: Campaign, by: User | None) -> Campaign:
    locked = lock_one(campaign)
    admit(by is None or may_steer_campaigns(by, locked.contract_id))
    return locked


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(one).strip() if isinstance(one, str) else one for name, one in values.items()}


@transaction.atomic
def add_evaluation_question(
    campaign: Campaign, *, wording: str, by: User | None, at: datetime
) -> EvaluationQuestion:
    """A question at the end of the list."""
    campaign = _locked(campaign, by)
    wording = clean(wording).strip()
    refuse_if(obstacles_to_asking(wording, frozen=campaign.is_frozen))
    last = campaign.evaluation_questions.aggregate(last=Max("position"))["last"] or 0
    made = EvaluationQuestion.objects.create(campaign=campaign, position=last + 1, wording=wording)
    record("evaluation.asked", campaign, by=by, at=at, said=wording)
    return made


@transaction.atomic
def edit_evaluation_question(
    question: EvaluationQuestion, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> EvaluationQuestion:
    """Its wording and its conclusion."""
    campaign = _locked(question.campaign, by)
    question = lock_one(question)
    check_seen(question, seen)
    values = _cleaned(values)
    refuse_if(obstacles_to_asking(values.get("wording", question.wording), frozen=campaign.is_frozen))
    return _keep(question, values, campaign, by=by, at=at)


@transaction.atomic
def add_criterion(question: EvaluationQuestion, *, wording: str, by: User | None, at: datetime) -> Criterion:
    campaign = _locked(question.campaign, by)
    wording = clean(wording).strip()
    refuse_if(obstacles_to_asking(wording, frozen=campaign.is_frozen))
    last = question.criteria.aggregate(last=Max("position"))["last"] or 0
    made = Criterion.objects.create(question=question, position=last + 1, wording=wording)
    record("evaluation.criterion_added", campaign, by=by, at=at, said=wording)
    return made


@transaction.atomic
def edit_criterion(
    criterion: Criterion, *, seen: int | None, by: User | None, at: datetime, **values: Any
) -> Criterion:
    """Its wording, judgement, reasons and sources."""
    campaign = _locked(criterion.question.campaign, by)
    criterion = lock_one(criterion)
    check_seen(criterion, seen)
    values = _cleaned(values)
    said = {name: values.get(name, getattr(criterion, name)) for name in ("wording", "judgement", "reasons")}
    refuse_if(obstacles_to_asking(said["wording"], frozen=campaign.is_frozen))
    refuse_if(obstacles_to_judging(said["judgement"], said["reasons"]))
    return _keep(criterion, values, campaign, by=by, at=at)


def archive_evaluation_question(question: EvaluationQuestion, *, by: User | None, at: datetime) -> None:
    _archive(question, question.campaign, by=by, at=at)


def archive_criterion(criterion: Criterion, *, by: User | None, at: datetime) -> None:
    _archive(criterion, criterion.question.campaign, by=by, at=at)


@transaction.atomic
def _archive(thing: Any, campaign: Campaign, *, by: User | None, at: datetime) -> None:
    """It is asked no more; what was said stays."""
    campaign = _locked(campaign, by)
    refuse_if(obstacles_to_asking(thing.wording, frozen=campaign.is_frozen))
    _keep(lock_one(thing), {"archived_at": at}, campaign, by=by, at=at)


def _keep(thing: Any, values: dict[str, Any], campaign: Campaign, *, by: User | None, at: datetime) -> Any:
    changes = apply_changes(thing, values)
    if changes:
        thing.save()
        gone = "archived_at" in changes
        act = "evaluation.withdrawn" if gone else "evaluation.judged"
        record(act, campaign, by=by, at=at, said=thing.wording, changes={} if gone else changes)
    return thing
