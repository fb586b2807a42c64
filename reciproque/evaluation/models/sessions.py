"""Validation sessions: who sat together when, over which sheets, and what was decided."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.evaluation.choices import Outcome, Presence, ProposalKind, ProposalState


class ValidationSession(Versioned):
    """A working session of a campaign on a pillar or a theme, as governance may take it over later."""

    campaign = models.ForeignKey(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="sessions"
    )
    title = models.TextField("titre")
    starts_at = models.DateTimeField("date et heure")
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    place = models.TextField("lieu", blank=True)
    notes = models.TextField("relevé de la séance", blank=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "séance de validation"
        verbose_name_plural = "séances de validation"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="evaluation_session_opened_before_closed",
                violation_error_message="Une séance close a d’abord été ouverte.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SessionSheet(Versioned):
    """A sheet on the agenda of a session, and what the session made of it."""

    session = models.ForeignKey(
        ValidationSession, models.CASCADE, verbose_name="séance", related_name="agenda"
    )
    sheet = models.ForeignKey(
        "enquiries.Sheet", models.PROTECT, verbose_name="fiche", related_name="on_agendas"
    )
    position = models.PositiveIntegerField("rang", default=0)
    outcome = models.CharField("issue", max_length=9, choices=Outcome, blank=True)
    note = models.TextField("ce qui a été dit", blank=True)
    settled_at = models.DateTimeField("tranchée le", null=True, blank=True)

    class Meta:
        verbose_name = "fiche à l’ordre du jour"
        verbose_name_plural = "fiches à l’ordre du jour"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sheet"],
                name="evaluation_sessionsheet_once",
                violation_error_message="Cette fiche est déjà à l’ordre du jour.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.RETURNED) | ~Q(note=""),
                name="evaluation_sessionsheet_returned_says_why",
                violation_error_message="Une fiche renvoyée dit ce qui est à reprendre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.sheet}"


class Attendance(models.Model):
    """Who was there: a body, with whoever represented it, or a person by her function. `person` has an account.

    Personal data: name and function, to tell who took part. Kept as long as the session.
    """

    session = models.ForeignKey(
        ValidationSession, models.CASCADE, verbose_name="séance", related_name="attendance"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme",
        related_name="+",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True
    )
    name = models.TextField("nom ou fonction", blank=True)
    presence = models.CharField("présence", max_length=7, choices=Presence)

    class Meta:
        verbose_name = "présence à une séance"
        verbose_name_plural = "présences aux séances"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False) | ~Q(name=""),
                name="evaluation_attendance_says_who",
                violation_error_message="Une présence nomme un organisme ou une personne.",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person or self.name)


class Proposal(Versioned):
    """What a session decided to change in the contract; applied later, all in one act, with its trace.

    `target_label` and `target_key` name the objective or indicator, `target_title` says it as it was called then;
    `before` is its wording (or level of engagement) when it was decided: applying is refused when it has changed
    since. `after` is the new wording or value; `outcome` says why it was dropped.
    """

    campaign = models.ForeignKey(
        "evaluation.Campaign", models.PROTECT, verbose_name="campagne", related_name="proposals"
    )
    session = models.ForeignKey(
        ValidationSession,
        models.PROTECT,
        verbose_name="séance",
        related_name="proposals",
        null=True,
        blank=True,
    )
    sheet = models.ForeignKey(
        "enquiries.Sheet",
        models.PROTECT,
        verbose_name="fiche",
        related_name="proposals",
        null=True,
        blank=True,
    )
    kind = models.CharField("nature", max_length=16, choices=ProposalKind)
    target_label = models.CharField("nature de ce qui change", max_length=60, blank=True)
    target_key = models.BigIntegerField("ce qui change", null=True, blank=True)
    target_title = models.TextField("intitulé de ce qui change", blank=True)
    before = models.TextField("avant", blank=True)
    after = models.TextField("après", blank=True)
    reason = models.TextField("raison", blank=True)
    owner = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="qui s’en charge",
        related_name="+",
        null=True,
        blank=True,
    )
    due_on = models.DateField("échéance", null=True, blank=True)
    state = models.CharField("état", max_length=8, choices=ProposalState, default=ProposalState.PROPOSED)
    outcome = models.TextField("suite donnée", blank=True)
    decided_at = models.DateTimeField("décidée le")
    settled_at = models.DateTimeField("appliquée ou abandonnée le", null=True, blank=True)

    class Meta:
        verbose_name = "décision de séance"
        verbose_name_plural = "décisions de séance"
        ordering = ["decided_at", "pk"]

    def __str__(self) -> str:
        return f"{ProposalKind(self.kind).label} : {self.after or self.before}"
