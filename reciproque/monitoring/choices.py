"""Kinds of indicators, how they add up, the life of their values and the states of their progress."""

from datetime import date
from enum import StrEnum

from django.db import models


class IndicatorKind(models.TextChoices):
    NUMBER = "number", "nombre"
    AMOUNT = "amount", "montant"
    RATIO = "ratio", "part ou taux"
    YES_NO = "yes_no", "oui / non"
    LEVEL = "level", "niveau"
    TEXT = "text", "texte"
    REGISTER = "register", "inventaire"
    JUDGEMENT = "judgement", "appréciation"


FIGURES = [IndicatorKind.NUMBER, IndicatorKind.AMOUNT, IndicatorKind.RATIO, IndicatorKind.REGISTER]
"""Kinds whose values are figures: a course towards a target can be drawn."""
ORDERED = [*FIGURES, IndicatorKind.YES_NO, IndicatorKind.LEVEL, IndicatorKind.JUDGEMENT]
"""Kinds whose values can at least be said better or worse."""


class Direction(models.TextChoices):
    RISE = "rise", "doit augmenter"
    FALL = "fall", "doit diminuer"
    KEEP = "keep", "doit se maintenir"


class SourceState(models.TextChoices):
    UNKNOWN = "unknown", "source à préciser"
    KNOWN = "known", "source connue"
    NONE = "none", "aucune source n’existe"


class Aggregation(models.TextChoices):
    """How several values make one, over time or over places."""

    SUM = "sum", "s’additionnent"
    LAST = "last", "la dernière compte"
    MEAN = "mean", "moyenne"
    RATIO = "ratio", "rapport des sommes (numérateur sur dénominateur)"
    NONE = "none", "ne s’additionnent pas"


class Periodicity(models.TextChoices):
    MONTH = "month", "chaque mois"
    QUARTER = "quarter", "chaque trimestre"
    SEMESTER = "semester", "chaque semestre"
    YEAR = "year", "chaque année"
    SCHOOL_YEAR = "school", "chaque année scolaire"
    ONCE = "once", "une fois"


class Method(models.TextChoices):
    """How progress towards a target is judged. The formulas stand in `rules.progress`."""

    PACE = "pace", "allure linéaire (par défaut)"
    GROWTH = "growth", "rapport des croissances (Statistique Canada, Open SDG)"
    PROJECTION = "projection", "projection de la tendance (Destatis)"


class Standing(models.IntegerChoices):
    """What a value is worth: one official value at most for a cell, one draft or submitted one beside it."""

    OFFICIAL = 0, "validée"
    SUBMITTED = 1, "transmise, à valider"
    DRAFT = 2, "brouillon"
    CONTESTED = 3, "contestée"


PENDING = [Standing.SUBMITTED, Standing.DRAFT]


class ValueStatus(models.IntegerChoices):
    """Missing, not applicable, secret and zero are four different things: zero is a number."""

    NUMBER = 0, "renseignée"
    MISSING = 1, "non renseignée"
    NOT_APPLICABLE = 2, "sans objet"
    SECRET = 3, "secret statistique"
    WORDS = 4, "en toutes lettres"


class Shape(models.IntegerChoices):
    """Bits of the dimensions by which a value is broken down; a sum names one shape, so margins are never added."""

    WHOLE = 0, "ensemble"
    SEX = 1, "par sexe"
    AGE = 2, "par âge"
    PLACE = 4, "par quartier"
    OTHER = 8, "autre ventilation"


class Sex(models.TextChoices):
    WOMEN = "F", "femmes"
    MEN = "H", "hommes"


class ProgressState(StrEnum):
    """How a course towards a target, or a trend, stands. Never stored."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    ACCELERATE = "accelerate"
    INSUFFICIENT = "insufficient"
    MOVING_AWAY = "moving_away"
    BETTER = "better"
    STABLE = "stable"
    WORSE = "worse"
    NOT_ASSESSABLE = "not_assessable"


PROGRESS_WORDS = {
    ProgressState.ACHIEVED: "atteint",
    ProgressState.ON_TRACK: "en bonne voie",
    ProgressState.ACCELERATE: "à accélérer",
    ProgressState.INSUFFICIENT: "insuffisant",
    ProgressState.MOVING_AWAY: "s’éloigne",
    ProgressState.BETTER: "en progrès",
    ProgressState.STABLE: "stable",
    ProgressState.WORSE: "en recul",
    ProgressState.NOT_ASSESSABLE: "non évaluable",
}

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Days that a value or a target may bear: outside, somebody mistyped a year."""
