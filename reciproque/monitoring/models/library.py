"""Lists of indicators that several contracts follow alike: published by whoever keeps them, adopted by contracts."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.monitoring.models.describing import Described


class Library(Versioned):
    """A list of indicators, kept by the team of a contract (a métropole for those below) or by the platform.

    Nobody else sees it before it is published. `contract` is None for a list of the platform.
    """

    name = models.TextField("nom")
    publisher = models.TextField("publiée par", blank=True)
    about = models.TextField("présentation", blank=True)
    contract = models.ForeignKey(
        "contracts.Contract",
        models.PROTECT,
        verbose_name="tenue par l’équipe du contrat",
        related_name="indicator_libraries",
        null=True,
        blank=True,
    )
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)

    class Meta:
        verbose_name = "base d’indicateurs"
        verbose_name_plural = "bases d’indicateurs"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="monitoring_library_has_a_name",
                violation_error_message="Une base d’indicateurs a un nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Standard(Described, Versioned):
    """An indicator of a library. Its `version` tells contracts that it changed since they adopted it."""

    library = models.ForeignKey(
        Library, models.PROTECT, verbose_name="base d’indicateurs", related_name="standards"
    )
    position = models.PositiveIntegerField("rang", default=0)
    code = models.CharField("code", max_length=30)
    source = models.TextField("source", blank=True)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "indicateur commun"
        verbose_name_plural = "indicateurs communs"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "code"],
                name="monitoring_standard_one_per_code",
                violation_error_message="Un indicateur de cette base porte déjà ce code.",
            )
        ]
