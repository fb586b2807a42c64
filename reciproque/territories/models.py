"""Where things happen: communes, intercommunal bodies, neighbourhoods, as of a date."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.territories.choices import EpciKind, NeighbourhoodKind, SuccessionKind


class Region(models.Model):
    code = models.CharField("code INSEE", max_length=3, unique=True)
    name = models.TextField("nom")
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "région"
        verbose_name_plural = "régions"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    code = models.CharField("code INSEE", max_length=3, unique=True)
    name = models.TextField("nom")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="région", related_name="departments")
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        ordering = ["code", "pk"]

    def __str__(self) -> str:
        return self.name


class Epci(models.Model):
    """An intercommunal body with its own taxes, or a territorial body of Greater Paris (EPT)."""

    siren = models.CharField("SIREN", max_length=9, unique=True)
    name = models.TextField("nom")
    kind = models.CharField("nature", max_length=10, choices=EpciKind, blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "intercommunalité"
        verbose_name_plural = "intercommunalités"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    code = models.CharField("code INSEE", max_length=5, unique=True)
    name = models.TextField("nom")
    siren = models.CharField("SIREN", max_length=9, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="département", related_name="communes", null=True, blank=True
    )
    epci = models.ForeignKey(
        Epci, models.PROTECT, verbose_name="intercommunalité", related_name="communes", null=True, blank=True
    )
    ept = models.ForeignKey(
        Epci,
        models.PROTECT,
        verbose_name="établissement public territorial",
        related_name="ept_communes",
        null=True,
        blank=True,
    )
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class Neighbourhood(Versioned):
    """A priority or watch neighbourhood, or one that a contract gives itself.

    `code` is the official one (QP… of 2015, QN… of 2024) or empty; `contract_id` is the key of the contract
    for which it was entered, and empty for those of the State's list, which belong to all.
    """

    code = models.CharField("code officiel", max_length=10, blank=True)
    name = models.TextField("nom")
    kind = models.CharField("nature", max_length=10, choices=NeighbourhoodKind)
    contract_id = models.BigIntegerField("contrat qui l’a créé", null=True, blank=True, db_index=True)
    communes = models.ManyToManyField(
        Commune, verbose_name="communes", related_name="neighbourhoods", blank=True
    )
    renewal = models.BooleanField("renouvellement urbain (NPNRU)", null=True, blank=True)
    perimeter = models.TextField("périmètre (GeoJSON)", blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)
    sort_key = models.TextField("clé de tri", db_index=True)

    class Meta:
        verbose_name = "quartier"
        verbose_name_plural = "quartiers"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="territories_neighbourhood_one_per_code",
                violation_error_message="Un quartier porte déjà ce code officiel.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="territories_neighbourhood_has_a_name",
                violation_error_message="Un quartier a un nom.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="territories_neighbourhood_lies_on_earth",
                violation_error_message="La latitude et la longitude vont ensemble (en degrés).",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_official(self) -> bool:
        return bool(self.code)


class Population(models.Model):
    """How many people lived there; without commune, in the whole neighbourhood.

    Two sources may disagree for the same date: both figures stay, each under its source.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, models.CASCADE, verbose_name="quartier", related_name="populations"
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", related_name="+", null=True, blank=True
    )
    count = models.PositiveIntegerField("habitants")
    as_of = models.CharField("date ou millésime", max_length=10, blank=True)
    source = models.CharField("source", max_length=200, blank=True)

    class Meta:
        verbose_name = "population d’un quartier"
        verbose_name_plural = "populations des quartiers"
        ordering = ["-as_of", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["neighbourhood", "as_of", "source"],
                condition=Q(commune__isnull=True),
                name="territories_population_once",
                violation_error_message="Cette population est déjà notée pour cette date et cette source.",
            ),
            models.UniqueConstraint(
                fields=["neighbourhood", "commune", "as_of", "source"],
                condition=Q(commune__isnull=False),
                name="territories_population_once_per_commune",
                violation_error_message=(
                    "Cette population est déjà notée pour cette commune, cette date et cette source."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} habitants"


class Succession(models.Model):
    """Which neighbourhood of 2015 became which of 2024."""

    before = models.ForeignKey(Neighbourhood, models.CASCADE, verbose_name="avant", related_name="successors")
    after = models.ForeignKey(
        Neighbourhood, models.CASCADE, verbose_name="après", related_name="predecessors"
    )
    kind = models.CharField("nature", max_length=12, choices=SuccessionKind)

    class Meta:
        verbose_name = "succession de quartiers"
        verbose_name_plural = "successions de quartiers"
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after"],
                name="territories_succession_once",
                violation_error_message="Cette succession est déjà notée.",
            ),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")),
                name="territories_succession_to_another",
                violation_error_message="Un quartier ne se succède pas à lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
