"""Asking for a long work, and asking that it stop."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from reciproque.core import registers
from reciproque.core.edits import plain
from reciproque.core.engine import lock_one
from reciproque.core.refusals import refuse_if
from reciproque.jobs import queries
from reciproque.jobs.choices import KEPT, JobState
from reciproque.jobs.models import Job


def ask(
    kind: str,
    payload: Mapping[str, Any],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    contract: models.Model | int | None = None,
) -> Job:
    """Put a work into the queue, in the transaction of the act: a worker sees it once that is kept.

    `payload` is plain data (rows become their key). A kind that no app hung is an error at once.
    """
    if registers.job_kinds.named(kind) is None:
        raise LookupError(f"unknown kind of job: {kind}; hang a JobKind in doors.py")
    return Job.objects.create(
        kind=kind,
        payload=plain(payload),
        asked_by_id=by.pk if by is not None else None,
        contract_id=contract.pk if isinstance(contract, models.Model) else contract,
        asked_at=at,
    )


@transaction.atomic
def cancel(job: Job, *, at: datetime | None = None) -> Job:
    """Stop a work: at once if nobody began it, otherwise at its next sign of progress."""
    at = at or timezone.now()
    job = lock_one(job)
    refuse_if(["Ce travail est déjà fini."] if job.is_over else [])
    if job.state == JobState.WAITING:
        job.state, job.ended_at = JobState.CANCELLED, at
    job.cancel_asked_at = at
    job.save(update_fields=["state", "ended_at", "cancel_asked_at"])
    return job


def forget_old(at: datetime) -> int:
    """Delete what ended three months ago."""
    deleted, _by_model = queries.ended_before(at - KEPT).delete()
    return deleted
