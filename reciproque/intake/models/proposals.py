"""From a document to a proposal: the reading of an upload, and its items, until a person accepts them."""

import json
from typing import Any

from django.db import models

from reciproque.core.edits import Versioned
from reciproque.intake.choices import ItemKind, ItemState, ReadingState


class Reading(Versioned):
    """An upload on its way into a contract.

    `document_json` is the neutral structure of the file, `summary_json` what is said of the document as a
    whole (title, territory, kind, period, contradictions, missing annexes, complaints). When it is accepted,
    `text` is the text that it became.
    """

    contract = models.ForeignKey(
        "contracts.Contract",
        models.PROTECT,
        verbose_name="contrat",
        related_name="readings",
        null=True,
        blank=True,
    )
    file = models.ForeignKey(
        "office.StoredFile", models.PROTECT, verbose_name="fichier", related_name="readings"
    )
    name = models.TextField("nom du document")
    state = models.CharField("état", max_length=10, choices=ReadingState, default=ReadingState.WAITING)
    job_id = models.BigIntegerField("travail", null=True, blank=True)
    document_json = models.TextField("document", blank=True)
    summary_json = models.TextField("résumé", blank=True)
    failure = models.TextField("pourquoi il n’a pas pu être lu", blank=True)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="déposé par", related_name="readings"
    )
    asked_at = models.DateTimeField("déposé le")
    read_at = models.DateTimeField("lu le", null=True, blank=True)
    accepted_at = models.DateTimeField("accepté le", null=True, blank=True)
    text = models.ForeignKey(
        "contracts.Text",
        models.PROTECT,
        verbose_name="texte",
        related_name="readings",
        null=True,
        blank=True,
    )
    corrects = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="version corrigée de",
        related_name="corrections",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "lecture"
        verbose_name_plural = "lectures"
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReadingState.ACCEPTED)
                | models.Q(accepted_at__isnull=False, text__isnull=False, contract__isnull=False),
                name="intake_reading_accepted_into_a_text",
                violation_error_message="Une lecture acceptée a donné un texte d’un contrat.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Item(Versioned):
    """Something that the reading found: what it proposes, what a person made of it, and what it became.

    `words` is the main text; `data_json` the other fields as in the reading's JSON; `proposed_json` the item as
    it was read, never changed. `target_label` and `target_key` name the row that it became; an accepted item
    without target waits for the app that will own it.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, verbose_name="lecture", related_name="items")
    kind = models.CharField("liste", max_length=30, choices=ItemKind)
    position = models.PositiveIntegerField("rang")
    parent = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="dépend de", related_name="children", null=True, blank=True
    )
    words = models.TextField("texte")
    data_json = models.TextField("autres champs", default="{}")
    proposed_json = models.TextField("proposé", default="{}")
    anchor = models.CharField("ancre", max_length=60, blank=True)
    anchors_json = models.TextField("ancres", default="[]")
    line = models.PositiveIntegerField("ligne", default=0)
    confidence = models.FloatField("confiance", default=1.0)
    reason = models.TextField("motif", blank=True)
    state = models.CharField("état", max_length=10, choices=ItemState, default=ItemState.PROPOSED)
    target_label = models.CharField("nature de l’objet créé", max_length=60, blank=True)
    target_key = models.BigIntegerField("objet créé", null=True, blank=True)
    touched_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="vu ou modifié par",
        related_name="+",
        null=True,
        blank=True,
    )
    touched_at = models.DateTimeField("vu ou modifié le", null=True, blank=True)

    class Meta:
        verbose_name = "élément lu"
        verbose_name_plural = "éléments lus"
        ordering = ["kind", "position", "pk"]
        indexes = [models.Index(fields=["reading", "kind", "position"], name="intake_item_in_reading")]

    def __str__(self) -> str:
        return self.words

    @property
    def data(self) -> dict[str, Any]:
        """The other fields of the item, as in the reading's JSON."""
        return dict(json.loads(self.data_json))

    @property
    def anchors(self) -> list[str]:
        return list(json.loads(self.anchors_json))
