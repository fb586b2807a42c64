"""A year as it was: what a campaign came to, written once and never changed."""

from django.db import models


class Snapshot(models.Model):
    """All that the pages and papers of a frozen campaign are drawn from, and nothing else.

    `body` is JSON text in its one spelling (`rules.freezing.canonical`), `digest` its SHA-256 in hexadecimal.
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


class SnapshotName(models.Model):
    """A name of a person that stands in what was frozen, beside it: forgotten, the seal of the rest still holds.

    `number` is its mark in the body, which keeps the SHA-256 of salt and name: a name that is still there can be
    proved. Forgetting empties name and salt.

    Personal data: who took part, under the name of that time. Kept as long as the frozen year, unless forgotten.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, verbose_name="année figée", related_name="names")
    number = models.PositiveIntegerField("repère")
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True
    )
    name = models.TextField("nom", blank=True)
    salt = models.CharField("sel", max_length=32, blank=True)

    class Meta:
        verbose_name = "nom dans une année figée"
        verbose_name_plural = "noms dans les années figées"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "number"],
                name="evaluation_snapshotname_once",
                violation_error_message="Ce repère désigne déjà un nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name
