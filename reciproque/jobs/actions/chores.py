"""Doing what comes round: each chore by one worker at a time, when it is due."""

import logging
from datetime import datetime
from typing import Any

from django.utils import timezone

from reciproque.core import registers
from reciproque.jobs import queries
from reciproque.jobs.choices import CHORE_LEASE
from reciproque.jobs.models import ChoreRun

logger = logging.getLogger(__name__)


def run_due_chores(worker: str, at: datetime) -> list[str]:
    """Do every chore that is due and that nobody else is doing. Returns the keys of those done."""
    known = set(queries.chore_runs().values_list("key", flat=True))
    new = [ChoreRun(key=chore.key, due_at=at) for chore in registers.chores if chore.key not in known]
    ChoreRun.objects.bulk_create(new, ignore_conflicts=True)
    due = set(queries.free_chores(at).values_list("key", flat=True))
    return [chore.key for chore in registers.chores if chore.key in due and _run_if_due(chore, worker, at)]


def _run_if_due(chore: registers.Chore, worker: str, at: datetime) -> bool:
    """One conditional UPDATE decides who does it."""
    free = queries.free_chores(at).filter(key=chore.key)
    if not free.update(claimed_by=worker, lease_until=at + CHORE_LEASE, started_at=at):
        return False
    did, error = _run(chore, at)
    ChoreRun.objects.filter(key=chore.key, claimed_by=worker, started_at=at).update(
        claimed_by="",
        lease_until=None,
        due_at=at + chore.every,
        ended_at=timezone.now(),
        did=did,
        error=error,
    )
    return True


def _run(chore: registers.Chore, at: datetime) -> tuple[str, str]:
    """What it did, what went wrong. A chore that fails is tried again when it is due, and holds up no other."""
    try:
        done: Any = chore.run(at)
    except Exception as error:
        logger.exception("chore %s failed", chore.key)
        return "", f"{type(error).__name__}: {error}"[:500]
    return str(done)[:200], ""
