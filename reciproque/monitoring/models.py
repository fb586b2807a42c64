"""What will be counted: the definitions of indicators, first in the words of the contract."""

from django.db import models

from reciproque.core.edits import Versioned
from reciproque.monitoring.choices import Direction, IndicatorKind, SourceState


class Indicator(Versioned):
    """The definition of an indicator. A document gives little more than its wording: people complete the rest."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="indicators"
    )
    node = models.ForeignKey(
        "framework.Node",
        models.PROTECT,
        verbose_name="objectif",
        related_name="indicators",
        null=True,
        blank=True,
    )
    position = models.PositiveIntegerField("rang", default=0)
    wording = models.TextField("libellé")
    kind = models.CharField("nature", max_length=10, choices=IndicatorKind, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    direction = models.CharField("sens souhaité", max_length=5, choices=Direction, blank=True)
    counts_people = models.BooleanField("compte des personnes", null=True, blank=True)
    source_state = models.CharField("source", max_length=8, choices=SourceState, default=SourceState.UNKNOWN)
    source = models.TextField("précision sur la source", blank=True)
    passage = models.ForeignKey(
        "contracts.Passage",
        models.SET_NULL,
        verbose_name="passage d’origine",
        related_name="+",
        null=True,
        blank=True,
    )
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)

    class Meta:
        verbose_name = "indicateur"
        verbose_name_plural = "indicateurs"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording
