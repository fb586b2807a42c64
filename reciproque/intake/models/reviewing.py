"""What a review keeps besides its items: the acts to take back, who is where, what is to be settled."""

import json
from typing import Any

from django.db import models

from reciproque.core.edits import Versioned
from reciproque.intake.choices import ItemKind, PointKind, PointState
from reciproque.intake.models.proposals import Item, Reading


class ReviewStep(models.Model):
    """One act of one person on a review: what it changed, so that she can take it back.

    `before_json` and `after_json` give for each item (by key) the fields that changed; null stands for an item
    that was not there.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, verbose_name="lecture", related_name="steps")
    act = models.CharField("acte", max_length=40)
    item = models.ForeignKey(
        Item, models.SET_NULL, verbose_name="élément", related_name="+", null=True, blank=True
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name="par", related_name="+")
    at = models.DateTimeField("le")
    before_json = models.TextField("avant")
    after_json = models.TextField("après")
    undone_at = models.DateTimeField("annulé le", null=True, blank=True)

    class Meta:
        verbose_name = "acte de relecture"
        verbose_name_plural = "actes de relecture"
        ordering = ["pk"]
        indexes = [models.Index(fields=["reading", "by", "undone_at"], name="intake_step_of_person")]

    def __str__(self) -> str:
        return self.act


class Reviewer(models.Model):
    """Where a person is in a review, or was when she left it."""

    reading = models.ForeignKey(Reading, models.CASCADE, verbose_name="lecture", related_name="reviewers")
    person = models.ForeignKey("accounts.User", models.CASCADE, verbose_name="personne", related_name="+")
    kind = models.CharField("liste", max_length=30, choices=ItemKind)
    item = models.ForeignKey(
        Item, models.SET_NULL, verbose_name="élément", related_name="+", null=True, blank=True
    )
    seen_at = models.DateTimeField("vu le")

    class Meta:
        verbose_name = "place dans une relecture"
        verbose_name_plural = "places dans une relecture"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "person"], name="intake_reviewer_one_place_each")
        ]

    def __str__(self) -> str:
        return str(self.person)


class Point(Versioned):
    """Something that a document leaves to be settled: a contradiction, or an annex that it cites and lacks.

    `sides_json` holds the passages that do not agree: for each `says` (the value), `words` (the passage), `list`
    (the list of the items that say so), `anchor` and `line`. `choice` is the rank of the side that holds.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, verbose_name="lecture", related_name="points")
    kind = models.CharField("nature", max_length=20, choices=PointKind)
    position = models.PositiveIntegerField("rang")
    words = models.TextField("énoncé")
    subject = models.CharField("sujet", max_length=20, blank=True)
    anchor = models.CharField("ancre", max_length=60, blank=True)
    line = models.PositiveIntegerField("ligne", default=0)
    sides_json = models.TextField("passages", default="[]")
    state = models.CharField("état", max_length=10, choices=PointState, default=PointState.OPEN)
    choice = models.PositiveIntegerField("passage retenu", null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="tranché par", related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField("tranché le", null=True, blank=True)

    class Meta:
        verbose_name = "point à trancher"
        verbose_name_plural = "points à trancher"
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=PointState.SETTLED, choice__isnull=False)
                | (~models.Q(state=PointState.SETTLED) & models.Q(choice__isnull=True)),
                name="intake_point_settled_by_a_side",
                violation_error_message="Un point tranché dit quel passage est retenu ; un autre n’en dit aucun.",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def sides(self) -> list[dict[str, Any]]:
        return list(json.loads(self.sides_json))

    @property
    def chosen(self) -> dict[str, Any] | None:
        """The side that holds, once a person has said so."""
        return None if self.choice is None else dict(self.sides[self.choice])
