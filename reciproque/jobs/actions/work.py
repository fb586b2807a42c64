"""What a long work holds in its hands while it runs."""

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db.models import F
from django.utils import timezone

from reciproque.jobs.choices import LEASE, JobState
from reciproque.jobs.models import Job

QUIET = 0.25  # seconds between two signs of progress that are written down


class Cancelled(Exception):  # noqa: N818 -- an event, not an error
    """Somebody asked that this work stop."""


class Lost(Exception):  # noqa: N818 -- reads as the sentence it is
    """This worker was silent for longer than its lease and another took the work over: stop at once."""


@dataclass
class Work:
    """A work as its function sees it: what was asked, and the way to say how far it is.

    Call `progress` between two slices, outside any transaction, at least once a minute: it renews the lease,
    and it is where a work is stopped.
    """

    job_id: int
    payload: dict[str, Any]
    contract_id: int | None
    asked_by_id: int | None
    attempt: int
    token: str
    _said_at: float = field(default=0.0, repr=False)

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Say how far the work is. Raises Cancelled (somebody wants it stopped) or Lost (too late)."""
        last = 0 < total <= done
        if monotonic() - self._said_at < QUIET and not last:
            return
        now = timezone.now()
        mine = Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, claimed_by=self.token)
        kept = mine.update(
            done=done, total=total or F("total"), message=message, heartbeat_at=now, lease_until=now + LEASE
        )
        self._said_at = monotonic()
        if not kept:
            raise Lost
        if mine.filter(cancel_asked_at__isnull=False).exists():
            raise Cancelled
