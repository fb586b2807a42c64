"""What an evaluation or an inspection recommended, and what became of it."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.framework.choices import RecommendationState


class Recommendation(Versioned):
    """A finding, what was recommended, the objectives that answer it, and how far that is.

    `origin` says in words who recommended it ("Évaluation finale 2015-2022"); where that is a thing of the house,
    `origin_label` and `origin_key` name it as the journal does ("evaluation.campaign", 12).
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="recommendations"
    )
    position = models.PositiveIntegerField("rang", default=0)
    origin = models.TextField("origine")
    origin_label = models.CharField("nature de l’origine", max_length=60, blank=True)
    origin_key = models.BigIntegerField("clé de l’origine", null=True, blank=True)
    given_on = models.DateField("émise le", null=True, blank=True)
    finding = models.TextField("constat", blank=True)
    wording = models.TextField("recommandation")
    nodes = models.ManyToManyField(
        "framework.Node", verbose_name="objectifs qui y répondent", related_name="recommendations", blank=True
    )
    answer = models.TextField("réponse apportée", blank=True)
    owner = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="qui s’en charge",
        related_name="recommendations",
        null=True,
        blank=True,
    )
    due_on = models.DateField("échéance", null=True, blank=True)
    state = models.CharField(
        "suite donnée", max_length=10, choices=RecommendationState, default=RecommendationState.TO_EXAMINE
    )
    reason = models.TextField("raison", blank=True)
    settled_on = models.DateField("suite donnée le", null=True, blank=True)
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)
    search_key = models.TextField("clé de recherche", db_index=True)

    class Meta:
        verbose_name = "recommandation"
        verbose_name_plural = "recommandations"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[RecommendationState.REFUSED, RecommendationState.PARTLY])
                | ~Q(reason=""),
                name="framework_recommendation_refused_says_why",
                violation_error_message="Dites pourquoi la recommandation n’est pas suivie, ou pas entièrement.",
            )
        ]

    def __str__(self) -> str:
        return self.wording
