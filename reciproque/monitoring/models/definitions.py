"""What will be counted: the definitions of indicators, first in the words of the contract."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned
from reciproque.monitoring.choices import Method, SourceState
from reciproque.monitoring.models.describing import Described


class Indicator(Described, Versioned):
    """The definition of an indicator. A document gives little more than its wording: people complete the rest.

    `other_values` holds one value a line. `standard` is the indicator of a library that it adopts, and
    `standard_version` the version of it that was taken over. `computed_by` names a source of
    `core.registers.indicator_sources`: the software then feeds it itself. A weight of zero leaves it out of the
    progress of its objective.
    """

    contract = models.ForeignKey(
        "contracts.Contract",
        models.PROTECT,
        verbose_name="contrat",
        related_name="indicators",
        db_index=False,
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
    standard = models.ForeignKey(
        "monitoring.Standard",
        models.PROTECT,
        verbose_name="indicateur commun",
        related_name="adopted",
        null=True,
        blank=True,
    )
    standard_version = models.PositiveIntegerField("version reprise", null=True, blank=True)
    delay_days = models.PositiveSmallIntegerField("délai après la période, en jours", default=90)
    other_dimension = models.CharField("autre ventilation", max_length=80, blank=True)
    other_values = models.TextField("valeurs de l’autre ventilation", blank=True)
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
        indexes = [
            models.Index(fields=["contract", "archived_at"], name="monitoring_of_contract"),
            models.Index(fields=["contract", "version", "id"], name="monitoring_age_of_contract"),
        ]
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


class SeriesBreak(models.Model):
    """From a period on, an indicator counts in another unit or another way: what was before is never joined to it.

    `unit_before` is the unit of the values before `from_period`, the same when only the way of counting changed.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name="indicateur", related_name="breaks")
    from_period = models.PositiveIntegerField("à partir de la période")
    unit_before = models.CharField("unité d’avant", max_length=60, blank=True)
    reason = models.TextField("raison", blank=True)

    class Meta:
        verbose_name = "rupture de série"
        verbose_name_plural = "ruptures de série"
        ordering = ["from_period", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "from_period"],
                name="monitoring_break_one_a_period",
                violation_error_message="La série a déjà une rupture à cette période.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_period}"


class FollowUp(Versioned):
    """How a contract follows its indicators: the way of judging, and the periods that are closed.

    `threshold` is the share below which nothing has changed (0.02: two hundredths), `tolerance` that of a level to
    keep. Nobody changes a value of a period up to `closed_through`.
    `gendered_goal` is the share of the indicators of people that should tell women and men apart.
    """

    contract = models.OneToOneField(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="follow_up"
    )
    method = models.CharField("mode de calcul", max_length=10, choices=Method, default=Method.PACE)
    threshold = models.FloatField("seuil de stabilité", default=0.02)
    tolerance = models.FloatField("tolérance d’un niveau à maintenir", default=0.05)
    closed_through = models.PositiveIntegerField("clos jusqu’à la période", null=True, blank=True)
    gendered_goal = models.FloatField("objectif d’indicateurs genrés", default=1.0)

    class Meta:
        verbose_name = "réglage du suivi"
        verbose_name_plural = "réglages du suivi"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    threshold__gte=0,
                    threshold__lt=1,
                    tolerance__gte=0,
                    tolerance__lt=1,
                    gendered_goal__gte=0,
                    gendered_goal__lte=1,
                ),
                name="monitoring_follow_up_shares",
                violation_error_message="Le seuil et la tolérance sont des parts, entre 0 et 100 %.",
            )
        ]

    def __str__(self) -> str:
        return str(self.contract)
