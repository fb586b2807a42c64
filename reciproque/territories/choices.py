"""Kinds of neighbourhoods and of intercommunal bodies, and what became of the neighbourhoods of 2015."""

from django.db import models


class EpciKind(models.TextChoices):
    CC = "CC", "communauté de communes"
    CA = "CA", "communauté d’agglomération"
    CU = "CU", "communauté urbaine"
    METRO = "METRO", "métropole"
    MET69 = "MET69", "métropole de Lyon"
    EPT = "EPT", "établissement public territorial"
    SAN = "SAN", "syndicat d’agglomération nouvelle"


class NeighbourhoodKind(models.TextChoices):
    QPV_2015 = "qpv2015", "quartier prioritaire (2015-2023)"
    QPV_2024 = "qpv2024", "quartier prioritaire (depuis 2024)"
    QVA = "qva", "quartier de veille active"
    TVA = "tva", "territoire de veille active"
    LOCAL = "local", "quartier retenu localement"


PRIORITY = [NeighbourhoodKind.QPV_2015, NeighbourhoodKind.QPV_2024]
WATCH = [NeighbourhoodKind.QVA, NeighbourhoodKind.TVA]


class SuccessionKind(models.TextChoices):
    IDENTICAL = "identical", "identique"
    MODIFIED = "modified", "modifié"
    MERGED = "merged", "fusionné"
    SPLIT = "split", "scindé"
