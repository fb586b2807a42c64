"""Kinds of contracts and texts, and the steps by which a text comes into force."""

from django.db import models


class Generation(models.TextChoices):
    PILLARS = "2015", "contrat de ville 2015-2023"
    COMMITMENTS = "2024", "Engagements Quartiers 2030 (2024-2030)"


class TextKind(models.TextChoices):
    FOUNDING = "founding", "contrat cadre"
    AMENDMENT = "amendment", "avenant"
    PROTOCOL = "protocol", "protocole d’engagements renforcés et réciproques"
    ROADMAP = "roadmap", "feuille de route"
    CONVENTION = "convention", "convention"
    ANNEX = "annex", "annexe"


class StepKind(models.TextChoices):
    """The way of a text, in the order in which it usually goes."""

    PREPARED = "prepared", "préparé par le comité technique"
    COUNCILS = "councils", "présenté aux conseils citoyens"
    STEERING = "steering", "validé par le comité de pilotage"
    DELIBERATED = "deliberated", "délibéré par une assemblée"
    IN_FORCE = "in_force", "entré en vigueur"


class SignatureState(models.TextChoices):
    EXPECTED = "expected", "attendue"
    SIGNED = "signed", "signée"
    DECLINED = "declined", "refusée"
