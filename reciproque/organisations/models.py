"""Which bodies exist, and which became which. A body is never deleted: it has a successor."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.organisations.choices import OrganisationKind, SuccessionReason


class Organisation(Versioned):
    """A body that signs, funds or acts. `match_key` is its name as compared with other printed names."""

    name = models.TextField("nom")
    short_name = models.CharField("sigle", max_length=60, blank=True)
    kind = models.CharField("nature", max_length=12, choices=OrganisationKind, default=OrganisationKind.OTHER)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)
    match_key = models.TextField("clé de rapprochement", db_index=True)
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "organisme"
        verbose_name_plural = "organismes"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisations_organisation_has_a_name",
                violation_error_message="Un organisme a un nom.",
            ),
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret=""),
                name="organisations_organisation_one_per_siret",
                violation_error_message="Un organisme porte déjà ce SIRET.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """Which body took over from which. The one before stays, archived, with all that it signed."""

    before = models.ForeignKey(Organisation, models.PROTECT, verbose_name="avant", related_name="successors")
    after = models.ForeignKey(Organisation, models.PROTECT, verbose_name="après", related_name="predecessors")
    on = models.DateField("à partir du", null=True, blank=True)
    reason = models.CharField("motif", max_length=10, choices=SuccessionReason)

    class Meta:
        verbose_name = "succession d’organismes"
        verbose_name_plural = "successions d’organismes"
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after"],
                name="organisations_succession_once",
                violation_error_message="Cette succession est déjà notée.",
            ),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")),
                name="organisations_succession_to_another",
                violation_error_message="Un organisme ne se succède pas à lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
