"""Values asked of those who produce them: a round of sheets, each of which is a grid to type in."""

from django.db import models
from django.db.models import F, Q


class Collection(models.Model):
    """What a round of kind « monitoring.values » asks for: all periods that end from `first` to `last`.

    Each of its sheets is about a person or a body; its items are the indicators that it is asked for
    (« monitoring.indicator:12 »).
    """

    round = models.OneToOneField(
        "enquiries.Round",
        models.PROTECT,
        verbose_name="enquête",
        related_name="collection",
        primary_key=True,
    )
    first = models.PositiveIntegerField("première période")
    last = models.PositiveIntegerField("dernière période")

    class Meta:
        verbose_name = "collecte de valeurs"
        verbose_name_plural = "collectes de valeurs"
        ordering = ["-last", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="monitoring_collection_in_order",
                violation_error_message="La dernière période ne vient pas avant la première.",
            )
        ]

    def __str__(self) -> str:
        return str(self.round)
