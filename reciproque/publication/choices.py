"""Under which licence data leave, and how files say that a figure is none."""

from django.db import models

from reciproque.monitoring.choices import Periodicity, ValueStatus


class Licence(models.TextChoices):
    OPEN = "etalab-2.0", "Licence Ouverte 2.0 (Etalab)"
    ODBL = "odbl-1.0", "ODbL 1.0 (partage à l’identique)"


LICENCE_ADDRESSES = {
    Licence.OPEN: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.ODBL: "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""The two licences that the law names for local authorities (CRPA, article D. 323-2-1)."""

STATUS_CODES = {
    ValueStatus.NUMBER: "",
    ValueStatus.MISSING: "O",
    ValueStatus.NOT_APPLICABLE: "M",
    ValueStatus.SECRET: "Q",
}
"""How the column OBS_STATUS says why there is no figure: codes of the SDMX list CL_OBS_STATUS."""
STATUS_MEANINGS = {
    "": "valeur chiffrée, zéro compris",
    "O": "valeur non disponible",
    "M": "sans objet : la valeur ne peut pas exister",
    "Q": "valeur non publiée : secret, ou trop peu de personnes",
}
YEARLY = {Periodicity.YEAR, Periodicity.SCHOOL_YEAR, Periodicity.ONCE}
"""Rhythms of which a year holds one value at most: the column Year is enough to name the period."""
