"""Who commits to what: the register of reciprocal commitments."""

from django.db import models

from reciproque.core.edits import Versioned


class Commitment(Versioned):
    """An undertaking of a party, or of all of them, in the words of a text."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="commitments"
    )
    text = models.ForeignKey(
        "contracts.Text",
        models.PROTECT,
        verbose_name="texte",
        related_name="commitments",
        null=True,
        blank=True,
    )
    node = models.ForeignKey(
        "framework.Node",
        models.PROTECT,
        verbose_name="objectif",
        related_name="commitments",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="partie engagée",
        related_name="commitments",
        null=True,
        blank=True,
    )
    party = models.TextField("partie, comme la nomme le texte", blank=True)
    wording = models.TextField("engagement")
    due_on = models.DateField("échéance", null=True, blank=True)
    position = models.PositiveIntegerField("rang", default=0)
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
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording
