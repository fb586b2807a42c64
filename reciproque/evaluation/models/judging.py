"""Verdicts on expected results, and the questions of an evaluation with their criteria."""

from django.db import models

from reciproque.core.edits import Versioned
from reciproque.evaluation.choices import VerdictValue, Voice


class ResultVerdict(Versioned):
    """What one voice says of an expected result at the end of a campaign, with its evidence.

    Personal data: who wrote it down, kept as long as the verdict, as proof of its origin. Never a named inhabitant.
    """

    campaign = models.ForeignKey(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="verdicts"
    )
    result = models.ForeignKey(
        "framework.Result", models.PROTECT, verbose_name="résultat attendu", related_name="verdicts"
    )
    voice = models.CharField("voix", max_length=11, choices=Voice)
    value = models.CharField("verdict", max_length=7, choices=VerdictValue)
    evidence = models.TextField("sur quoi il repose", blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "verdict"
        verbose_name_plural = "verdicts"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "result", "voice"],
                name="evaluation_verdict_once_a_voice",
                violation_error_message="Cette voix a déjà donné son verdict sur ce résultat.",
            )
        ]

    def __str__(self) -> str:
        return str(VerdictValue(self.value).label)


class EvaluationQuestion(Versioned):
    """A question that a mid-term or final evaluation is to answer, and the answer given to it."""

    campaign = models.ForeignKey(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="evaluation_questions"
    )
    position = models.PositiveIntegerField("rang", default=0)
    wording = models.TextField("question évaluative")
    conclusion = models.TextField("réponse apportée", blank=True)
    archived_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "question évaluative"
        verbose_name_plural = "questions évaluatives"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording


class Criterion(Versioned):
    """By what a question is judged, and the judgement: what was seen, from which sources, how far it is met."""

    question = models.ForeignKey(
        EvaluationQuestion, models.CASCADE, verbose_name="question évaluative", related_name="criteria"
    )
    position = models.PositiveIntegerField("rang", default=0)
    wording = models.TextField("critère de jugement")
    judgement = models.CharField("jugement", max_length=7, choices=VerdictValue, blank=True)
    reasons = models.TextField("ce qui a été constaté", blank=True)
    sources = models.TextField("sources", blank=True)
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "critère de jugement"
        verbose_name_plural = "critères de jugement"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.wording
