"""What an accepted sheet has changed in the contract."""

from django.db import models


class TakenUp(models.Model):
    """An accepted sheet whose answers were taken up: its verdicts kept, its level of engagement given to its objective.

    Taken up again after the sheet was reopened and accepted anew: `at` is then later than its acceptance.
    """

    campaign = models.ForeignKey(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="taken_up"
    )
    sheet = models.OneToOneField(
        "enquiries.Sheet", models.PROTECT, verbose_name="fiche", related_name="taken_up"
    )
    before = models.CharField("niveau d’engagement avant", max_length=12, blank=True)
    after = models.CharField("niveau d’engagement après", max_length=12, blank=True)
    verdicts = models.PositiveSmallIntegerField("verdicts repris", default=0)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "report d’une fiche"
        verbose_name_plural = "reports de fiches"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.sheet)
