"""The councils that give their opinion on an annual report, what each received, what it said, what was answered."""

from django.db import models
from django.db.models import F, Q

from reciproque.core.edits import Versioned
from reciproque.evaluation.choices import CouncilKind, OpinionKind


class Council(Versioned):
    """A council that is asked for its opinion on a report: a body of the directory, or an instance of the contract.

    Personal data: name and address of whom the draft is sent to, kept as long as the report, as proof of the sending.
    """

    report = models.ForeignKey(
        "evaluation.AnnualReport", models.CASCADE, verbose_name="rapport annuel", related_name="councils"
    )
    kind = models.CharField("nature", max_length=9, choices=CouncilKind)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        verbose_name="organisme",
        related_name="+",
        null=True,
        blank=True,
    )
    body = models.ForeignKey(
        "governance.Body", models.PROTECT, verbose_name="instance", related_name="+", null=True, blank=True
    )
    name = models.TextField("nom")
    person = models.TextField("personne à qui écrire", blank=True)
    email = models.EmailField("adresse électronique", blank=True)

    class Meta:
        verbose_name = "conseil consulté"
        verbose_name_plural = "conseils consultés"
        ordering = ["-kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "organisation"],
                name="evaluation_council_organisation_once",
                violation_error_message="Ce conseil est déjà consulté sur ce rapport.",
            ),
            models.UniqueConstraint(
                fields=["report", "body"],
                name="evaluation_council_body_once",
                violation_error_message="Ce conseil est déjà consulté sur ce rapport.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body__isnull=True)
                | Q(organisation__isnull=True, body__isnull=False),
                name="evaluation_council_is_one_thing",
                violation_error_message="Un conseil est un organisme ou une instance, l’un des deux.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Consultation(Versioned):
    """A version of the report that went to a council, and the opinion that came back, if one did.

    A deadline that passed without an opinion is a favourable opinion: that is worked out from the dates, never kept.
    `sheet` carries the personal link and the reminders when the draft went by mail; without it, it went on paper.

    Personal data: who recorded the opinion, kept as long as the report, as proof.
    """

    edition = models.ForeignKey(
        "evaluation.Edition", models.PROTECT, verbose_name="version", related_name="consultations"
    )
    council = models.ForeignKey(Council, models.PROTECT, verbose_name="conseil", related_name="consultations")
    sent_on = models.DateField("envoyée le")
    deadline_on = models.DateField("avis attendu jusqu’au")
    sheet = models.OneToOneField(
        "enquiries.Sheet",
        models.PROTECT,
        verbose_name="fiche",
        related_name="consultation",
        null=True,
        blank=True,
    )
    opinion = models.CharField("avis", max_length=12, choices=OpinionKind, blank=True)
    given_on = models.DateField("avis rendu le", null=True, blank=True)
    number = models.CharField("numéro de la délibération", max_length=120, blank=True)
    text = models.TextField("texte de l’avis", blank=True)
    file = models.ForeignKey(
        "office.StoredFile",
        models.PROTECT,
        verbose_name="délibération ou contribution",
        related_name="+",
        null=True,
        blank=True,
    )
    by_link = models.BooleanField("donné par le lien personnel", default=False)
    recorded_at = models.DateTimeField("enregistré le", null=True, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name="enregistré par",
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "consultation d’un conseil"
        verbose_name_plural = "consultations des conseils"
        ordering = ["council", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "council"],
                name="evaluation_consultation_once",
                violation_error_message="Ce conseil a déjà reçu cette version.",
            ),
            models.CheckConstraint(
                condition=Q(deadline_on__gt=F("sent_on")),
                name="evaluation_consultation_deadline_after_sending",
                violation_error_message="Le délai finit après l’envoi.",
            ),
            models.CheckConstraint(
                condition=Q(opinion="", given_on__isnull=True)
                | (~Q(opinion="") & Q(given_on__isnull=False, recorded_at__isnull=False)),
                name="evaluation_consultation_opinion_has_a_day",
                violation_error_message="Un avis dit quand il a été rendu.",
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True) | Q(given_on__gte=F("sent_on")),
                name="evaluation_consultation_opinion_after_sending",
                violation_error_message="Un avis ne vient pas avant l’envoi du projet.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.council)


class Remark(Versioned):
    """One thing that a council said in its opinion, and what the intercommunal body answers to it."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, verbose_name="consultation", related_name="remarks"
    )
    position = models.PositiveSmallIntegerField("rang", default=0)
    wording = models.TextField("observation")
    answer = models.TextField("suite donnée", blank=True)

    class Meta:
        verbose_name = "observation d’un conseil"
        verbose_name_plural = "observations des conseils"
        ordering = ["consultation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wording=""),
                name="evaluation_remark_has_words",
                violation_error_message="Une observation a un texte.",
            )
        ]

    def __str__(self) -> str:
        return self.wording
