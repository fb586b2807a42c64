"""The states of a long work, how long a worker may be silent, how often a work is begun again."""

from datetime import timedelta

from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting", "en attente"
    RUNNING = "running", "en cours"
    DONE = "done", "terminé"
    FAILED = "failed", "échoué"
    CANCELLED = "cancelled", "annulé"


ENDED = [JobState.DONE, JobState.FAILED, JobState.CANCELLED]

LEASE = timedelta(seconds=90)  # a work that says nothing for so long is taken for dead
CHORE_LEASE = timedelta(minutes=10)  # a chore has no progress: it is short
ATTEMPTS = 3
KEPT = timedelta(days=90)

BROKEN_OFF = (
    "Ce travail a été interrompu trois fois. Relancez-le ; s’il s’arrête encore, prévenez l’administration."
)
UNEXPECTED = (
    "Ce travail s’est arrêté sur une erreur inattendue. Relancez-le ; si cela recommence, donnez à "
    "l’administration le numéro {job}."
)
