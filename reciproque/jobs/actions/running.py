"""Doing the next work, and taking up what a dead worker left."""

import logging
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reciproque.core import registers
from reciproque.core.edits import plain
from reciproque.core.engine import claim, is_race, lock
from reciproque.core.refusals import Refused
from reciproque.jobs import queries
from reciproque.jobs.actions.work import Cancelled, Lost, Work
from reciproque.jobs.choices import ATTEMPTS, BROKEN_OFF, LEASE, UNEXPECTED, JobState
from reciproque.jobs.models import Job

logger = logging.getLogger(__name__)


def run_next(worker: str, at: datetime) -> Job | None:
    """Take the oldest waiting work, do it to its end, and return it as it stands then. None when nothing waits."""
    token = f"{worker}#{secrets.token_hex(4)}"
    job = claim(
        queries.waiting_jobs(),
        state=JobState.RUNNING,
        claimed_by=token,
        lease_until=timezone.now() + LEASE,
        heartbeat_at=timezone.now(),
        started_at=at,
        attempts=F("attempts") + 1,
        done=0,
        total=0,
        message="",
    )
    if job is None:
        return None
    job.refresh_from_db()
    _do(job, token)
    job.refresh_from_db()
    return job


def _do(job: Job, token: str) -> None:
    """Run the function of the work, outside any transaction, and note how it ended."""
    kind = registers.job_kinds.named(job.kind)
    assert kind is not None  # noqa: S101 -- waiting_jobs() gives known kinds only
    work = Work(job.pk, job.payload, job.contract_id, job.asked_by_id, job.attempts, token)
    try:
        result = kind.run(work)
    except Cancelled:
        _end(work, JobState.CANCELLED)
    except Lost:
        logger.warning("job %s was taken over by another worker", job.pk)
    except Refused as refused:
        _end(work, JobState.FAILED, error=" ".join(refused.reasons))
    except Exception as error:
        if is_race(error) and job.attempts < ATTEMPTS:
            _give_back(work)
            return
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _end(work, JobState.FAILED, error=UNEXPECTED.format(job=job.pk))
    else:
        _end(work, JobState.DONE, result=plain(result), done=F("total"))


def _end(work: Work, state: str, **facts: Any) -> None:
    """Note the end, unless another worker holds the work by now."""
    mine = Job.objects.filter(pk=work.job_id, claimed_by=work.token)
    mine.update(state=state, claimed_by="", lease_until=None, ended_at=timezone.now(), **facts)


def _give_back(work: Work) -> None:
    mine = Job.objects.filter(pk=work.job_id, claimed_by=work.token)
    mine.update(state=JobState.WAITING, claimed_by="", lease_until=None)


@transaction.atomic
def recover(at: datetime) -> int:
    """Take up what dead workers left: it waits again, or is given up after the third time."""
    left = lock(queries.abandoned_jobs(at))
    for job in left:
        job.claimed_by, job.lease_until = "", None
        if job.cancel_asked_at is not None:
            job.state, job.ended_at = JobState.CANCELLED, at
        elif job.attempts >= ATTEMPTS:
            job.state, job.ended_at, job.error = JobState.FAILED, at, BROKEN_OFF
        else:
            job.state = JobState.WAITING
        job.save(update_fields=["claimed_by", "lease_until", "state", "ended_at", "error"])
    return len(left)
