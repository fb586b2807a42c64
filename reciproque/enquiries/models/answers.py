"""What was answered, field by field."""

from django.db import models

from reciproque.core.edits import Versioned
from reciproque.enquiries.choices import AnswerStatus


class Answer(Versioned):
    """The answer to one question (for questions of kind « each »: for one item) of a sheet.

    `value` is canonical text: a number with a point, an amount with two decimals, "yes"/"no", the key of an option,
    keys of options a line each, an ISO date, "12 8" for twelve women and eight men ("" for an unknown one: "12 -").
    `comment` holds the reasons of a choice. No row: nothing was said.

    Personal data: who answered, kept as long as the sheet, as proof of the answer.
    """

    sheet = models.ForeignKey("enquiries.Sheet", models.CASCADE, verbose_name="fiche", related_name="answers")
    question = models.ForeignKey(
        "enquiries.Question", models.PROTECT, verbose_name="question", related_name="answers"
    )
    item = models.CharField("élément", max_length=80, blank=True)
    status = models.CharField("état", max_length=8, choices=AnswerStatus, default=AnswerStatus.GIVEN)
    value = models.TextField("réponse", blank=True)
    comment = models.TextField("raisons", blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("le")
    brought_over = models.BooleanField("reprise de la fiche précédente", default=False)

    class Meta:
        verbose_name = "réponse"
        verbose_name_plural = "réponses"
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question", "item"],
                name="enquiries_answer_once",
                violation_error_message="Cette question a déjà sa réponse.",
            )
        ]

    def __str__(self) -> str:
        return self.value


class Attachment(models.Model):
    """A file joined to a sheet, as an answer or as evidence of one; `name` as this person calls it."""

    sheet = models.ForeignKey(
        "enquiries.Sheet", models.CASCADE, verbose_name="fiche", related_name="attachments"
    )
    question = models.ForeignKey(
        "enquiries.Question",
        models.PROTECT,
        verbose_name="question",
        related_name="attachments",
        null=True,
        blank=True,
    )
    item = models.CharField("élément", max_length=80, blank=True)
    file = models.ForeignKey("office.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+")
    name = models.TextField("nom", blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("le")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.file)
