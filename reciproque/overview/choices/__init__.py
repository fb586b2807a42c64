"""What leaves a contract, and what a team dresses."""

from django.db import models


class What(models.TextChoices):
    """The kinds of papers; those of campaigns are made on the pages of evaluation, and dressed with the others."""

    FRAMEWORK = "cadre", "le cadre stratégique"
    PROTOCOL = "protocole", "le protocole à signer"
    MONITORING = "suivi", "les tableaux de suivi"
    EVALUATION = "evaluation", "le rapport d’évaluation"
    SLIDES = "diaporama", "le diaporama du comité de pilotage"
    ANNUAL = "annuel", "le rapport annuel"


EXPORTED = [What.FRAMEWORK, What.PROTOCOL, What.MONITORING]
"""What the page « Exporter » of a contract gives."""
