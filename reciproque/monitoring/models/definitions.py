"""What will be counted: the definitions of indicators, first in the words of the contract."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned
from reciproque.monitoring.choices import (
    Aggregation,
    Direction,
    IndicatorKind,
    Method,
    Periodicity,
    SourceState,
)

AGE_BANDS = "0-15 ans\n16-25 ans\n26-64 ans\n65 ans et plus"


class Indicator(Versioned):
    """The definition of an indicator. A document gives little more than its wording: people complete the rest.

    `age_bands` and `other_values` hold one value a line; `levels` the words of a scale from 0 up, one a line.
    `computed_by` names a source of `core.registers.indicator_sources`: the software then feeds it itself. A weight
    of zero leaves it out of the progress of its objective.
    """

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
    counted = models.TextField("ce qui est compté", blank=True)
    kind = models.CharField("nature", max_length=10, choices=IndicatorKind, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    direction = models.CharField("sens souhaité", max_length=5, choices=Direction, blank=True)
    counts_people = models.BooleanField("compte des personnes", null=True, blank=True)
    numerator = models.TextField("numérateur", blank=True)
    denominator = models.TextField("dénominateur", blank=True)
    levels = models.TextField("échelle", blank=True)
    over_time = models.CharField("dans le temps", max_length=5, choices=Aggregation, blank=True)
    over_places = models.CharField("entre les lieux", max_length=5, choices=Aggregation, blank=True)
    periodicity = models.CharField("périodicité", max_length=8, choices=Periodicity, blank=True)
    delay_days = models.PositiveSmallIntegerField("délai après la période, en jours", default=90)
    by_sex = models.BooleanField("ventilé par sexe", default=False)
    by_age = models.BooleanField("ventilé par âge", default=False)
    by_place = models.BooleanField("ventilé par quartier", default=False)
    age_bands = models.TextField("tranches d’âge", blank=True, default=AGE_BANDS)
    other_dimension = models.CharField("autre ventilation", max_length=80, blank=True)
    other_values = models.TextField("valeurs de l’autre ventilation", blank=True)
    method_note = models.TextField("mode de calcul et limites", blank=True)
    source_state = models.CharField("source", max_length=8, choices=SourceState, default=SourceState.UNKNOWN)
    source = models.TextField("précision sur la source", blank=True)
    producer = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="producteur",
        related_name="produced_indicators",
        null=True,
        blank=True,
    )
    producer_person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="personne qui renseigne",
        related_name="fed_indicators",
        null=True,
        blank=True,
    )
    computed_by = models.CharField("calculé par le logiciel", max_length=60, blank=True)
    baseline = models.FloatField("valeur de référence", null=True, blank=True)
    baseline_on = models.DateField("date de référence", null=True, blank=True)
    target = models.FloatField("cible", null=True, blank=True)
    target_on = models.DateField("échéance de la cible", null=True, blank=True)
    weight = models.PositiveSmallIntegerField("poids", default=1)
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
        indexes = [models.Index(fields=["contract", "archived_at"], name="monitoring_of_contract")]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target_on__isnull=False),
                name="monitoring_target_has_a_day",
                violation_error_message="Une cible a une échéance.",
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline_on__isnull=False),
                name="monitoring_baseline_has_a_day",
                violation_error_message="Une valeur de référence a une date.",
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True)
                | Q(target_on__isnull=True)
                | Q(target_on__gt=F("baseline_on")),
                name="monitoring_target_follows_baseline",
                violation_error_message="L’échéance de la cible vient après la date de référence.",
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def needs_sex(self) -> bool:
        """People are always told apart by sex: the annual report presents its data so (CGCT, article L. 1111-2)."""
        return self.by_sex or self.counts_people is True


class Milestone(models.Model):
    """A value expected on the way to the target."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name="indicateur", related_name="milestones"
    )
    on = models.DateField("date")
    number = models.FloatField("valeur attendue")

    class Meta:
        verbose_name = "jalon"
        verbose_name_plural = "jalons"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"],
                name="monitoring_milestone_one_a_day",
                violation_error_message="Un jalon porte déjà cette date.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class FollowUp(Versioned):
    """How a contract follows its indicators: the way of judging, and the periods that are closed.

    `threshold` is the share below which nothing has changed (0.02: two hundredths), `tolerance` that of a level to
    keep. Nobody changes a value of a period up to `closed_through`.
    """

    contract = models.OneToOneField(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="follow_up"
    )
    method = models.CharField("mode de calcul", max_length=10, choices=Method, default=Method.PACE)
    threshold = models.FloatField("seuil de stabilité", default=0.02)
    tolerance = models.FloatField("tolérance d’un niveau à maintenir", default=0.05)
    closed_through = models.PositiveIntegerField("clos jusqu’à la période", null=True, blank=True)

    class Meta:
        verbose_name = "réglage du suivi"
        verbose_name_plural = "réglages du suivi"
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=0, threshold__lt=1, tolerance__gte=0, tolerance__lt=1),
                name="monitoring_follow_up_shares",
                violation_error_message="Le seuil et la tolérance sont des parts, entre 0 et 100 %.",
            )
        ]

    def __str__(self) -> str:
        return str(self.contract)
