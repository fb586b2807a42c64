"""A year as it was: what a campaign came to, written once and never changed."""

from django.db import models


class Snapshot(models.Model):
    """All that the pages and papers of a frozen campaign are drawn from, and nothing else.

    `body` is canonical JSON text (sorted keys, numbers as written), `digest` its SHA-256 in hexadecimal.
    """

    campaign = models.OneToOneField(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="snapshot"
    )
    body = models.TextField("contenu")
    digest = models.CharField("empreinte", max_length=64)
    taken_at = models.DateTimeField("figé le")
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "année figée"
        verbose_name_plural = "années figées"

    def __str__(self) -> str:
        return f"{self.campaign} ({self.digest[:8]})"
