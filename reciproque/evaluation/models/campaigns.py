"""A campaign: once a year, at mid-term and at the end, what each objective has come to."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned
from reciproque.evaluation.choices import CampaignKind, CampaignState, SheetsOn


class Campaign(Versioned):
    """An evaluation campaign of a contract, over a period. What is asked, of whom and by when is its `round`.

    Its scope: the trees, pillars (nodes whose branches count, empty: all), texts and neighbourhoods (empty: all).
    `level` is the label of the level for `SheetsOn.LEVEL`. A mid-term or final campaign consolidates the annual ones
    that fall into its period.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="campaigns"
    )
    round = models.OneToOneField(
        "enquiries.Round", models.PROTECT, verbose_name="enquête", related_name="campaign"
    )
    kind = models.CharField("nature", max_length=8, choices=CampaignKind, default=CampaignKind.ANNUAL)
    title = models.TextField("titre")
    starts_on = models.DateField("début de la période")
    ends_on = models.DateField("fin de la période")
    state = models.CharField("état", max_length=10, choices=CampaignState, default=CampaignState.PREPARING)
    sheets_on = models.CharField("une fiche pour", max_length=8, choices=SheetsOn, default=SheetsOn.LEAVES)
    level = models.TextField("niveau", blank=True)
    trees = models.ManyToManyField(
        "framework.Tree", verbose_name="cadres", related_name="campaigns", blank=True
    )
    pillars = models.ManyToManyField(
        "framework.Node", verbose_name="branches", related_name="campaigns", blank=True
    )
    texts = models.ManyToManyField(
        "contracts.Text", verbose_name="textes", related_name="campaigns", blank=True
    )
    neighbourhoods = models.ManyToManyField(
        "territories.Neighbourhood", verbose_name="quartiers", related_name="campaigns", blank=True
    )
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="campagne précédente",
        related_name="next_ones",
        null=True,
        blank=True,
    )
    presented_on = models.DateField("présentée au comité de pilotage le", null=True, blank=True)
    frozen_at = models.DateTimeField("figée le", null=True, blank=True)

    class Meta:
        verbose_name = "campagne d’évaluation"
        verbose_name_plural = "campagnes d’évaluation"
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="evaluation_campaign_ends_after_start",
                violation_error_message="La période évaluée finit après son début.",
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.FROZEN, frozen_at__isnull=False)
                | (~Q(state=CampaignState.FROZEN) & Q(frozen_at__isnull=True)),
                name="evaluation_campaign_frozen_has_a_day",
                violation_error_message="Une campagne figée dit depuis quand.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.state == CampaignState.FROZEN
