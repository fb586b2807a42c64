"""Kinds of indicators and the way in which they should go."""

from django.db import models


class IndicatorKind(models.TextChoices):
    NUMBER = "number", "nombre"
    AMOUNT = "amount", "montant"
    RATIO = "ratio", "part ou taux"
    YES_NO = "yes_no", "oui / non"
    REGISTER = "register", "inventaire"
    JUDGEMENT = "judgement", "appréciation"


class Direction(models.TextChoices):
    RISE = "rise", "doit augmenter"
    FALL = "fall", "doit diminuer"
    KEEP = "keep", "doit se maintenir"


class SourceState(models.TextChoices):
    UNKNOWN = "unknown", "source à préciser"
    KNOWN = "known", "source connue"
    NONE = "none", "aucune source n’existe"
