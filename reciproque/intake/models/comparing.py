"""What a comparison with what stands keeps: the state before, and what people said of it."""

from django.db import models

from reciproque.intake.models.proposals import Item, Reading


class Standing(models.Model):
    """What stood in the contract just before a text was accepted: plain data, so that the comparison never drifts.

    `things_json` is a list of `rules.things.Thing`.
    """

    reading = models.OneToOneField(Reading, models.CASCADE, verbose_name="lecture", related_name="standing")
    things_json = models.TextField("ce qui valait")
    kept_at = models.DateTimeField("noté le")

    class Meta:
        verbose_name = "état avant le texte"
        verbose_name_plural = "états avant les textes"

    def __str__(self) -> str:
        return f"Avant {self.reading}"


class HandMatch(models.Model):
    """What a person said of a comparison: these two are the same thing, or they are not.

    `old` names what stood (« framework.node:12 »), `item` what the text says. Her word goes before any likeness.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, verbose_name="lecture", related_name="hand_matches")
    old = models.CharField("ce qui valait", max_length=80)
    item = models.ForeignKey(Item, models.CASCADE, verbose_name="élément lu", related_name="hand_matches")
    together = models.BooleanField("même chose")
    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name="dit par", related_name="+")
    at = models.DateTimeField("dit le")

    class Meta:
        verbose_name = "rapprochement"
        verbose_name_plural = "rapprochements"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "old", "item"],
                name="intake_handmatch_once",
                violation_error_message="Ce rapprochement est déjà noté.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} {'=' if self.together else '≠'} {self.item_id}"


class LinkRefusal(models.Model):
    """A link between two objectives that was proposed and that a person refused: it is not proposed again."""

    source = models.ForeignKey("framework.Node", models.CASCADE, verbose_name="objectif", related_name="+")
    target = models.ForeignKey(
        "framework.Node", models.CASCADE, verbose_name="objectif lié", related_name="+"
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name="refusé par", related_name="+")
    at = models.DateTimeField("refusé le")

    class Meta:
        verbose_name = "lien refusé"
        verbose_name_plural = "liens refusés"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"],
                name="intake_linkrefusal_once",
                violation_error_message="Ce lien est déjà refusé.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} ≠ {self.target}"
