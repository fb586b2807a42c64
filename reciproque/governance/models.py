"""The bodies that steer a contract."""

from django.db import models

from reciproque.core.edits import Versioned


class Body(Versioned):
    """A steering committee, a technical committee, a citizens' council … `meetings_per_year` is what is planned."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="bodies"
    )
    name = models.TextField("nom")
    scope = models.TextField("périmètre ou plan", blank=True)
    composition = models.TextField("composition", blank=True)
    role = models.TextField("rôle", blank=True)
    meetings_per_year = models.PositiveSmallIntegerField("réunions par an", null=True, blank=True)
    position = models.PositiveIntegerField("rang", default=0)
    passage = models.ForeignKey(
        "contracts.Passage",
        models.SET_NULL,
        verbose_name="passage d’origine",
        related_name="+",
        null=True,
        blank=True,
    )
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)

    class Meta:
        verbose_name = "instance"
        verbose_name_plural = "instances"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
