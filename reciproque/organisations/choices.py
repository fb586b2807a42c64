"""Kinds of bodies that sign, fund, act."""

from django.db import models


class OrganisationKind(models.TextChoices):
    STATE = "state", "État"
    EPCI = "epci", "intercommunalité"
    COMMUNE = "commune", "commune"
    DEPARTMENT = "department", "département"
    REGION = "region", "région"
    SOCIAL = "social", "organisme de protection sociale"
    LANDLORD = "landlord", "bailleur social"
    JUSTICE = "justice", "justice"
    EDUCATION = "education", "éducation nationale"
    HEALTH = "health", "santé"
    EMPLOYMENT = "employment", "emploi et insertion"
    CHAMBER = "chamber", "chambre consulaire"
    COMPANY = "company", "entreprise"
    ASSOCIATION = "association", "association"
    COUNCIL = "council", "conseil citoyen"
    OTHER = "other", "autre"


class SuccessionReason(models.TextChoices):
    MERGED = "merged", "fusion"
    RENAMED = "renamed", "changement de nom"
    SPLIT = "split", "scission"
    DUPLICATE = "duplicate", "doublon"
