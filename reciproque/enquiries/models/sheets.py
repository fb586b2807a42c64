"""The sheets of a round: about what, asked of whom, where they stand, and all that happened to them."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.enquiries.choices import SHEET_BADGES, Part, SheetState, Step


class Sheet(Versioned):
    """One person's sheet about one subject (an objective, an action, a signatory, a person …).

    The subject is a label and a key with its title at the time: the engine knows nothing of objectives.
    `group` gathers sheets on boards and sessions (the pillar). `items` is the JSON list of what the questions of kind
    « each » ask about: [{"key": "framework.result:12", "title": "…", "remark": "…"}]. `blocks` is the JSON list of
    what was known of the subject when the sheet was last prepared (see `core.registers.SheetBlock`).
    """

    round = models.ForeignKey(
        "enquiries.Round", models.PROTECT, verbose_name="enquête", related_name="sheets"
    )
    subject_label = models.CharField("nature du sujet", max_length=60)
    subject_key = models.BigIntegerField("sujet")
    title = models.TextField("intitulé")
    place = models.TextField("où dans le cadre", blank=True)
    group_key = models.BigIntegerField("clé du regroupement", null=True, blank=True)
    group = models.TextField("regroupement", blank=True)
    position = models.PositiveIntegerField("rang", default=0)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme sollicité",
        related_name="sheets",
        null=True,
        blank=True,
    )
    recipient = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="personne qui répond",
        related_name="sheets",
        null=True,
        blank=True,
    )
    checker = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="personne qui relit",
        related_name="checked_sheets",
        null=True,
        blank=True,
    )
    state = models.CharField("état", max_length=10, choices=SheetState, default=SheetState.READY)
    reason = models.TextField("raison", blank=True)
    due_on = models.DateField("à rendre le (propre à la fiche)", null=True, blank=True)
    paused_until = models.DateField("relances suspendues jusqu’au", null=True, blank=True)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    begun_at = models.DateTimeField("commencée le", null=True, blank=True)
    submitted_at = models.DateTimeField("rendue le", null=True, blank=True)
    accepted_at = models.DateTimeField("validée le", null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="fiche précédente",
        related_name="next_ones",
        null=True,
        blank=True,
    )
    items = models.TextField("éléments", blank=True)
    blocks = models.TextField("ce qui est connu", blank=True)
    blocks_at = models.DateTimeField("connu le", null=True, blank=True)

    class Meta:
        verbose_name = "fiche"
        verbose_name_plural = "fiches"
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["round", "state"], name="enquiries_sheet_board"),
            models.Index(fields=["subject_label", "subject_key"], name="enquiries_sheet_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "subject_label", "subject_key"],
                name="enquiries_sheet_subject_once",
                violation_error_message="Ce sujet a déjà une fiche dans cette enquête.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SheetState.SUBMITTED, SheetState.ACCEPTED])
                | Q(submitted_at__isnull=False),
                name="enquiries_sheet_submitted_has_a_day",
                violation_error_message="Une fiche rendue dit quand.",
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.ACCEPTED) | Q(accepted_at__isnull=False),
                name="enquiries_sheet_accepted_has_a_day",
                violation_error_message="Une fiche validée dit quand.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SheetState.REFUSED, SheetState.RETURNED]) | ~Q(reason=""),
                name="enquiries_sheet_says_why",
                violation_error_message="Un refus ou un renvoi dit pourquoi.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> str:
        """The look of its state."""
        return SHEET_BADGES[self.state]


class Participation(models.Model):
    """A person who may come to a sheet, in which part, since when; ended rather than deleted: it is a trace.

    `Sheet.recipient` and `Sheet.checker` are the present ones of their parts; helpers stand here only.

    Personal data: who was asked, by whom it was passed on. Kept as long as the sheet, as proof of the answer.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, verbose_name="fiche", related_name="participations")
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="personne", related_name="participations"
    )
    part = models.CharField("rôle", max_length=8, choices=Part)
    since = models.DateTimeField("depuis")
    ended_at = models.DateTimeField("jusqu’au", null=True, blank=True)
    by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="désignée par",
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "participation à une fiche"
        verbose_name_plural = "participations aux fiches"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "user", "part"],
                condition=Q(ended_at__isnull=True),
                name="enquiries_participation_once",
                violation_error_message="Cette personne participe déjà à cette fiche.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {Part(self.part).label}"


class SheetStep(models.Model):
    """What happened to a sheet: never changed, never removed.

    Personal data: who did it, kept as long as the sheet, as proof of the answer.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, verbose_name="fiche", related_name="steps")
    step = models.CharField("étape", max_length=12, choices=Step)
    at = models.DateTimeField("le")
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="personne concernée",
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.TextField("précision", blank=True)

    class Meta:
        verbose_name = "étape d’une fiche"
        verbose_name_plural = "étapes des fiches"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(Step(self.step).label)


class Reminder(models.Model):
    """A reminder that was sent to a person: one a day at most, whatever the rounds and contracts it speaks of.

    Personal data: to whom and when, kept three years, to prove that nobody is harassed and that people were asked.
    """

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, verbose_name="personne", related_name="reminders"
    )
    on = models.DateField("jour")
    at = models.DateTimeField("envoyée le")
    sheets = models.PositiveSmallIntegerField("fiches rappelées")

    class Meta:
        verbose_name = "relance"
        verbose_name_plural = "relances"
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "on"],
                name="enquiries_reminder_one_a_day",
                violation_error_message="Cette personne a déjà été relancée ce jour-là.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.on:%d/%m/%Y}"
