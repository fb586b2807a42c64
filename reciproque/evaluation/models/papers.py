"""What came out of a campaign: reports, slides and sheets that the team had made, and which of them others may read."""

from django.db import models
from django.db.models import Q

from reciproque.evaluation.choices import PaperKind
from reciproque.office.choices import Format


class CampaignPaper(models.Model):
    """A report, slides or sheets of a campaign as they were made at a moment; never changed, made anew instead.

    Closed to readers of the contract until the team releases it. `digest` is that of the frozen year from which it was
    drawn, "" for what was drawn from a campaign that still moved. `emptied_at`: its bytes went when a person whom it
    named was forgotten; it is made anew.
    """

    campaign = models.ForeignKey(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="papers"
    )
    what = models.CharField("document", max_length=10, choices=PaperKind)
    form = models.CharField("format", max_length=4, choices=Format)
    with_annex = models.BooleanField("avec toutes les réponses en annexe", default=False)
    name = models.TextField("nom du fichier")
    digest = models.CharField("empreinte de l’année figée", max_length=64, blank=True)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="demandé par", related_name="+"
    )
    asked_at = models.DateTimeField("demandé le")
    job_id = models.BigIntegerField("travail", null=True, blank=True)
    file = models.ForeignKey(
        "office.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+", null=True, blank=True
    )
    emptied_at = models.DateTimeField("vidé le", null=True, blank=True)
    released_at = models.DateTimeField("diffusé le", null=True, blank=True)
    released_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="diffusé par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "document de campagne"
        verbose_name_plural = "documents de campagne"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(file__isnull=False),
                name="evaluation_paper_released_once_made",
                violation_error_message="Un document se diffuse une fois préparé.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def contract_id(self) -> int:
        return self.campaign.contract_id

    @property
    def is_provisional(self) -> bool:
        return not self.digest
