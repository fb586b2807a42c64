"""How a contract stands to lists that others keep: suggestions that were set aside, measures that apply."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reciproque.core.edits import Versioned
from reciproque.framework.choices import Applies, Engagement


class Judgement(models.Model):
    """What a person said of an objective and a line of a list, and the words on which it had been suggested.

    `words`: for a tie the words of the suggestion as they were read, for a refusal their stems with a space between;
    empty when nothing had been suggested.
    """

    words = models.TextField("mots de la suggestion", blank=True)
    by = models.ForeignKey(
        "accounts.User", models.SET_NULL, verbose_name="par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        abstract = True


class DismissedTie(Judgement):
    """A suggestion that a person set aside: it does not come back, unless other words make it again."""

    node = models.ForeignKey(
        "framework.Node", models.CASCADE, verbose_name="objectif", related_name="dismissed_ties"
    )
    reference = models.ForeignKey(
        "references.Reference", models.PROTECT, verbose_name="repère", related_name="dismissed_ties"
    )

    class Meta:
        verbose_name = "suggestion écartée"
        verbose_name_plural = "suggestions écartées"
        constraints = [
            models.UniqueConstraint(
                fields=["node", "reference"],
                name="framework_dismissedtie_once",
                violation_error_message="Cette suggestion est déjà écartée.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.node} – {self.reference}"


class Localisation(Versioned):
    """What becomes of a measure of a list in one contract: does it apply, where, how much, how far.

    No row, or a row without a state: nobody has looked at it yet.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="localisations"
    )
    reference = models.ForeignKey(
        "references.Reference", models.PROTECT, verbose_name="mesure", related_name="localisations"
    )
    state = models.CharField("s’applique", max_length=7, choices=Applies, blank=True)
    neighbourhoods = models.ManyToManyField(
        "territories.Neighbourhood", verbose_name="quartiers", related_name="localisations", blank=True
    )
    target = models.TextField("cible locale", blank=True)
    engagement = models.CharField("où on en est", max_length=12, choices=Engagement, blank=True)
    comment = models.TextField("commentaire", blank=True)

    class Meta:
        verbose_name = "mesure localisée"
        verbose_name_plural = "mesures localisées"
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "reference"],
                name="framework_localisation_once",
                violation_error_message="Cette mesure est déjà localisée dans ce contrat.",
            ),
            models.CheckConstraint(
                condition=~Q(state=Applies.NOT) | Q(engagement=""),
                name="framework_localisation_not_has_no_level",
                violation_error_message="Une mesure qui ne s’applique pas n’a pas d’avancement.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.contract}"
