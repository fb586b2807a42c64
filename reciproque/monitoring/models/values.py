"""What was counted: values by period and breakdown, their history, and the last one of each indicator.

Shaped for five million rows: a value says no more than its cell, its worth and its figure; who brought it stands on
its batch, what was said of it on a note, what it was before on a change. The index by indicator is whole, not of some
worth only: SQLite uses a partial one for no question but the very words of its condition, and reads everything else.
"""

from django.db import models
from django.db.models import Q

from reciproque.monitoring.choices import PENDING, Sex, Standing, ValueStatus


class Breakdown(models.Model):
    """A cell of the crossing of sex, age, place and another dimension, kept once for all values.

    `key` is written by `rules.cells.breakdown_key`; that of the whole is empty. `shape` holds the bits of the
    dimensions present (`choices.Shape`).
    """

    key = models.CharField("clé", max_length=250, unique=True)
    shape = models.PositiveSmallIntegerField("dimensions")
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True)
    age = models.CharField("tranche d’âge", max_length=60, blank=True)
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood",
        models.PROTECT,
        verbose_name="quartier",
        related_name="+",
        null=True,
        blank=True,
    )
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, verbose_name="commune", related_name="+", null=True, blank=True
    )
    other = models.CharField("autre ventilation", max_length=120, blank=True)

    class Meta:
        verbose_name = "ventilation"
        verbose_name_plural = "ventilations"

    def __str__(self) -> str:
        place = self.neighbourhood or self.commune
        said = [self.get_sex_display() if self.sex else "", self.age, str(place or ""), self.other]
        return ", ".join(filter(None, said)) or "ensemble"


class Batch(models.Model):
    """Values that came together: who brought them, when, how, from where.

    Personal data: who brought a value, kept as long as the value, as proof of its origin.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="value_batches"
    )
    way = models.CharField("par", max_length=12)  # "grid", "import", "link", "computed", "register"
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="apporté par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("apporté le")
    source = models.TextField("source", blank=True)
    comment = models.TextField("commentaire", blank=True)
    file = models.ForeignKey(
        "office.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "apport de valeurs"
        verbose_name_plural = "apports de valeurs"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.way} {self.at:%d/%m/%Y %H:%M}"


class Value(models.Model):
    """A figure of an indicator for a period and a breakdown. Missing, not applicable, secret and zero are four."""

    indicator = models.ForeignKey(
        "monitoring.Indicator",
        models.PROTECT,
        verbose_name="indicateur",
        related_name="values",
        db_index=False,
    )
    shape = models.PositiveSmallIntegerField("dimensions")
    period = models.PositiveIntegerField("période")
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, verbose_name="ventilation", related_name="+", db_index=False
    )
    standing = models.PositiveSmallIntegerField("validité", choices=Standing)
    status = models.PositiveSmallIntegerField("état", choices=ValueStatus)
    number = models.FloatField("nombre", null=True, blank=True)
    numerator = models.FloatField("numérateur", null=True, blank=True)
    denominator = models.FloatField("dénominateur", null=True, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, verbose_name="apport", related_name="values", db_index=False
    )

    class Meta:
        verbose_name = "valeur"
        verbose_name_plural = "valeurs"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "shape", "period", "breakdown"],
                condition=Q(standing=Standing.OFFICIAL),
                name="monitoring_value_one_official",
                violation_error_message="Cette case a déjà une valeur validée.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "shape", "period", "breakdown"],
                condition=Q(standing__in=[int(one) for one in PENDING]),
                name="monitoring_value_one_pending",
                violation_error_message="Cette case a déjà une valeur en attente.",
            ),
            models.CheckConstraint(
                condition=Q(status=ValueStatus.NUMBER, number__isnull=False)
                | (~Q(status=ValueStatus.NUMBER) & Q(number__isnull=True)),
                name="monitoring_value_number_or_none",
                violation_error_message="Une valeur est un nombre, ou dit pourquoi elle n’en est pas un.",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "standing"], name="monitoring_value_of_indicator")]

    def __str__(self) -> str:
        return f"{self.period}"


class ValueNote(models.Model):
    """What is said of a cell: its words (for what is not a figure), a comment, a piece of evidence."""

    indicator = models.ForeignKey(
        "monitoring.Indicator", models.PROTECT, verbose_name="indicateur", related_name="value_notes"
    )
    period = models.PositiveIntegerField("période")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, verbose_name="ventilation", related_name="+")
    standing = models.PositiveSmallIntegerField("validité", choices=Standing)
    words = models.TextField("en toutes lettres", blank=True)
    comment = models.TextField("commentaire", blank=True)
    source = models.TextField("source", blank=True)
    evidence = models.ForeignKey(
        "office.StoredFile",
        models.PROTECT,
        verbose_name="justificatif",
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "note sur une valeur"
        verbose_name_plural = "notes sur des valeurs"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "breakdown", "standing"],
                name="monitoring_note_one_a_cell",
                violation_error_message="Cette case a déjà une note.",
            )
        ]

    def __str__(self) -> str:
        return self.words or self.comment


class ValueChange(models.Model):
    """One step in the history of a cell: never changed, never removed.

    `before` and `after` are as typed (« 12,5 », « n.d. », "" for nothing); `act` says what was done.

    Personal data: who changed a value, kept as long as the value, as proof.
    """

    indicator = models.ForeignKey(
        "monitoring.Indicator", models.PROTECT, verbose_name="indicateur", related_name="value_changes"
    )
    period = models.PositiveIntegerField("période")
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, verbose_name="ventilation", related_name="+", db_index=False
    )
    act = models.CharField("acte", max_length=20)
    before = models.TextField("avant", blank=True)
    after = models.TextField("après", blank=True)
    reason = models.TextField("raison", blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "changement de valeur"
        verbose_name_plural = "changements de valeur"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Headline(models.Model):
    """The last validated value of an indicator and the one before, for boards: a pointer, rewritten by the act.

    `shapes` has the bits of every breakdown that any validated value has. Progress is never here: it is computed.
    `revision` grows whenever any value of the indicator was written, so that what was made of them knows its age.
    """

    indicator = models.OneToOneField(
        "monitoring.Indicator",
        models.CASCADE,
        verbose_name="indicateur",
        related_name="headline",
        primary_key=True,
    )
    contract = models.ForeignKey(
        "contracts.Contract", models.CASCADE, verbose_name="contrat", related_name="+", db_index=False
    )
    period = models.PositiveIntegerField("période", null=True, blank=True)
    status = models.PositiveSmallIntegerField("état", choices=ValueStatus, default=ValueStatus.MISSING)
    number = models.FloatField("nombre", null=True, blank=True)
    before_period = models.PositiveIntegerField("période précédente", null=True, blank=True)
    before_number = models.FloatField("nombre précédent", null=True, blank=True)
    shapes = models.PositiveSmallIntegerField("ventilations présentes", default=0)
    pending = models.PositiveIntegerField("valeurs à valider", default=0)
    contested = models.PositiveIntegerField("valeurs contestées", default=0)
    revision = models.PositiveIntegerField("révision", default=1)

    class Meta:
        verbose_name = "dernière valeur"
        verbose_name_plural = "dernières valeurs"
        indexes = [models.Index(fields=["contract", "revision"], name="monitoring_age_of_values")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"
