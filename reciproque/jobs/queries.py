"""What can be asked about long work."""

from datetime import datetime

from django.db.models import Q, QuerySet

from reciproque.core import registers
from reciproque.jobs.choices import ENDED, JobState
from reciproque.jobs.models import ChoreRun, Job


def jobs_asked_by(person_id: int) -> QuerySet[Job]:
    """A person's own work, the latest first: the only one that she may follow and cancel."""
    return Job.objects.filter(asked_by_id=person_id)


def jobs_of_contract(contract_id: int) -> QuerySet[Job]:
    return Job.objects.filter(contract_id=contract_id)


def all_jobs() -> QuerySet[Job]:
    return Job.objects.all()


def waiting_jobs() -> QuerySet[Job]:
    """What a worker of this house can begin, the oldest first."""
    known = [kind.key for kind in registers.job_kinds]
    return Job.objects.filter(state=JobState.WAITING, kind__in=known).order_by("pk")


def abandoned_jobs(at: datetime) -> QuerySet[Job]:
    """Work whose worker has said nothing for longer than its lease."""
    return Job.objects.filter(state=JobState.RUNNING, lease_until__lt=at)


def ended_before(moment: datetime) -> QuerySet[Job]:
    return Job.objects.filter(state__in=ENDED, ended_at__lt=moment)


def free_chores(at: datetime) -> QuerySet[ChoreRun]:
    """Chores that are due and that nobody is doing (or whose worker died)."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    return ChoreRun.objects.filter(free, due_at__lte=at)


def chore_runs() -> QuerySet[ChoreRun]:
    return ChoreRun.objects.all()
