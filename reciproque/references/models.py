"""National frameworks and lists to which local things are tied."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned


class Nomenclature(Versioned):
    """A list that somebody else keeps: the ten legal objectives, the themes of programme 147, a local plan, …

    With a `contract_id` (contracts stand above: a key) it belongs to that contract, and no other ever sees it.
    The lines of `measures` are localised: each contract says which of them apply to it.
    """

    code = models.CharField("code", max_length=60, unique=True)
    contract_id = models.BigIntegerField("contrat", null=True, blank=True, db_index=True)
    name = models.TextField("nom")
    source = models.TextField("source", blank=True)
    measures = models.BooleanField("liste de mesures à localiser", default=False)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_national(self) -> bool:
        return self.contract_id is None


class Reference(Versioned):
    """One line of such a list. What is tied to it outlives it: a line that vanishes is archived."""

    nomenclature = models.ForeignKey(
        Nomenclature, models.CASCADE, verbose_name="référentiel", related_name="references"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name="dépend de", related_name="children", null=True, blank=True
    )
    code = models.CharField("code", max_length=40)
    title = models.TextField("intitulé")
    detail = models.TextField("précisions", blank=True)
    position = models.PositiveIntegerField("rang", default=0)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "repère"
        verbose_name_plural = "repères"
        ordering = ["nomenclature", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomenclature", "code"],
                name="references_reference_one_per_code",
                violation_error_message="Ce code existe déjà dans ce référentiel.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="references_reference_is_not_its_parent",
                violation_error_message="Une ligne ne dépend pas d’elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ListedContract(models.Model):
    """A contract of the State's public list (2015-2023): what is known of it without its documents."""

    code = models.CharField("code", max_length=10, unique=True)
    name = models.TextField("nom")
    department_code = models.CharField("département", max_length=3, blank=True)
    epci_siren = models.CharField("SIREN de l’intercommunalité", max_length=9, blank=True)
    epci_name = models.TextField("intercommunalité", blank=True)
    population = models.PositiveIntegerField("population des quartiers prioritaires", null=True, blank=True)
    communes = models.PositiveIntegerField("nombre de communes", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)

    class Meta:
        verbose_name = "contrat recensé"
        verbose_name_plural = "contrats recensés"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
