"""Long work that somebody waits for, and chores that come round."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from reciproque.core import registers
from reciproque.jobs.choices import ENDED, JobState


class Job(models.Model):
    """One long work. While it runs a worker holds a lease on it; when the lease runs out the worker is dead.

    Personal data: the key of the person who asked, to show her own work to her. Deleted after three months.
    """

    kind = models.CharField("nature", max_length=80)
    payload = models.JSONField("demande", default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField("état", max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.BigIntegerField("fait", default=0)
    total = models.BigIntegerField("à faire", default=0)
    message = models.TextField("où l’on en est", blank=True)
    asked_by_id = models.BigIntegerField("demandé par", null=True, blank=True, db_index=True)
    contract_id = models.BigIntegerField("contrat", null=True, blank=True, db_index=True)
    result = models.JSONField("résultat", null=True, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField("ce qui a manqué", blank=True)
    claimed_by = models.TextField("pris par", blank=True)
    lease_until = models.DateTimeField("bail jusqu’au", null=True, blank=True)
    heartbeat_at = models.DateTimeField("dernier signe le", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    asked_at = models.DateTimeField("demandé le")
    started_at = models.DateTimeField("commencé le", null=True, blank=True)
    cancel_asked_at = models.DateTimeField("annulation demandée le", null=True, blank=True)
    ended_at = models.DateTimeField("fini le", null=True, blank=True)

    class Meta:
        verbose_name = "travail long"
        verbose_name_plural = "travaux longs"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="jobs_job_open",
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=JobState.RUNNING) & Q(lease_until__isnull=False) & ~Q(claimed_by=""))
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True, claimed_by="")),
                name="jobs_job_running_has_a_lease",
                violation_error_message="Un travail en cours est tenu par quelqu’un.",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=ENDED) & Q(ended_at__isnull=False))
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="jobs_job_ended_has_a_date",
                violation_error_message="Un travail fini porte une date de fin.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        kind = registers.job_kinds.named(self.kind)
        return kind.label if kind is not None else self.kind.replace(".", " : ").replace("_", " ")

    @property
    def is_over(self) -> bool:
        return self.state in ENDED

    @property
    def is_being_cancelled(self) -> bool:
        return self.cancel_asked_at is not None and not self.is_over

    @property
    def share(self) -> float | None:
        """How much is done, between 0 and 1; None as long as nobody knows."""
        if self.state == JobState.DONE:
            return 1.0
        return min(self.done / self.total, 1.0) if self.total > 0 else None


class ChoreRun(models.Model):
    """When a chore was last done and is due again; a worker that does it holds it until `lease_until`."""

    key = models.CharField("tâche", max_length=80, unique=True)
    due_at = models.DateTimeField("à faire le")
    started_at = models.DateTimeField("commencée le", null=True, blank=True)
    ended_at = models.DateTimeField("finie le", null=True, blank=True)
    claimed_by = models.TextField("prise par", blank=True)
    lease_until = models.DateTimeField("bail jusqu’au", null=True, blank=True)
    did = models.TextField("ce qui a été fait", blank=True)
    error = models.TextField("ce qui a manqué", blank=True)

    class Meta:
        verbose_name = "tâche régulière"
        verbose_name_plural = "tâches régulières"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
