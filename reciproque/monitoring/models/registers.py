"""Indicators that are inventories: dated and placed entries, which count themselves."""

from django.db import models

from reciproque.core.edits import Versioned


class RegisterEntry(Versioned):
    """One thing in an inventory (« Identification des manifestations… »). Never a named inhabitant."""

    indicator = models.ForeignKey(
        "monitoring.Indicator", models.PROTECT, verbose_name="indicateur", related_name="register_entries"
    )
    on = models.DateField("date")
    title = models.TextField("intitulé")
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood",
        models.PROTECT,
        verbose_name="quartier",
        related_name="+",
        null=True,
        blank=True,
    )
    notes = models.TextField("précisions", blank=True)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "entrée d’inventaire"
        verbose_name_plural = "entrées d’inventaire"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title
