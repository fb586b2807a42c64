"""What an indicator counts and how: the same words for that of a contract and for that of a library."""

from django.db import models

from reciproque.monitoring.choices import Aggregation, Direction, IndicatorKind, Periodicity

AGE_BANDS = "0-15 ans\n16-25 ans\n26-64 ans\n65 ans et plus"


class Described(models.Model):
    """The part of a definition that does not depend on who follows it.

    `age_bands` holds one value a line; `levels` the words of a scale from 0 up, one a line.
    """

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
    by_sex = models.BooleanField("ventilé par sexe", default=False)
    by_age = models.BooleanField("ventilé par âge", default=False)
    by_place = models.BooleanField("ventilé par quartier", default=False)
    by_commune = models.BooleanField("ventilé par commune", default=False)
    age_bands = models.TextField("tranches d’âge", blank=True, default=AGE_BANDS)
    method_note = models.TextField("mode de calcul et limites", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.wording


DESCRIBED = [field.name for field in Described._meta.local_fields]
"""The names of these fields, in their order."""
