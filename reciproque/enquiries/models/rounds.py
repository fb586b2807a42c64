"""A round of questions: what is asked, of whom it will be, by when."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned
from reciproque.enquiries.choices import ROUND_BADGES, QuestionKind, RoundState

REMINDERS = "-14 -3 1 8"


class Round(Versioned):
    """Questions put to named people, to be answered by a date.

    `kind` names an entry of `core.registers.enquiry_kinds`: what the round is for, and where its own page stands.
    `reminder_days` are days relative to the date due, between spaces, in order: "-14 -3 1 8" reminds two weeks and
    three days before, and one and eight days after. After `closes_on`, links show what was answered and take no more.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="rounds"
    )
    kind = models.CharField("nature", max_length=60)
    title = models.TextField("titre")
    introduction = models.TextField("message aux personnes sollicitées", blank=True)
    state = models.CharField("état", max_length=8, choices=RoundState, default=RoundState.DRAFT)
    opens_on = models.DateField("ouverture", null=True, blank=True)
    due_on = models.DateField("à rendre le")
    closes_on = models.DateField("fin des réponses")
    reminder_days = models.CharField("jours de relance", max_length=80, blank=True, default=REMINDERS)
    needs_check = models.BooleanField("relecture par un responsable de l’organisme", default=False)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, verbose_name="reprise de", related_name="copies", null=True, blank=True
    )
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "enquête"
        verbose_name_plural = "enquêtes"
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("due_on")),
                name="enquiries_round_closes_after_due",
                violation_error_message="La fin des réponses ne vient pas avant la date à laquelle rendre.",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(opens_on__lte=F("due_on")),
                name="enquiries_round_opens_before_due",
                violation_error_message="L’ouverture ne vient pas après la date à laquelle rendre.",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT) | Q(opened_at__isnull=False),
                name="enquiries_round_open_has_a_day",
                violation_error_message="Une enquête ouverte dit depuis quand.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> str:
        """The look of its state."""
        return ROUND_BADGES[self.state]


class Question(Versioned):
    """One question of a round.

    `key` is stable from year to year ("done", "engagement"): what reads the answers asks for it. `options` holds one
    option a line, « clé = libellé » or the words alone. `only_on` limits the question to sheets of a subject label.
    `carries_over`: the sheet begins with last year's answer.
    """

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="enquête", related_name="questions")
    position = models.PositiveIntegerField("rang", default=0)
    key = models.SlugField("clé", max_length=40)
    kind = models.CharField("nature", max_length=8, choices=QuestionKind)
    section = models.TextField("rubrique", blank=True)
    wording = models.TextField("question")
    hint = models.TextField("aide", blank=True)
    options = models.TextField("choix possibles", blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    required = models.BooleanField("obligatoire", default=False)
    carries_over = models.BooleanField("reprend la réponse précédente", default=False)
    only_on = models.CharField("seulement pour", max_length=60, blank=True)
    archived_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "question"
        verbose_name_plural = "questions"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "key"],
                name="enquiries_question_key_once",
                violation_error_message="Une autre question porte déjà cette clé.",
            )
        ]

    def __str__(self) -> str:
        return self.wording
