"""The annual report on the state of the politique de la ville: its parts, and the versions that councils received."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.evaluation.choices import AssemblyKind, PartKind, PartState

FIRST_YEAR, LAST_YEAR = 2015, 2099


class AnnualReport(Versioned):
    """The report of a contract on a year. Where it stands is worked out from its dates, its versions and its councils.

    `months` is how long councils have for their opinion, as the deliberation on modalities says: one at least.
    `slug` is the last part of the public address, once it is published.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="annual_reports"
    )
    year = models.PositiveSmallIntegerField("année")
    campaign = models.ForeignKey(
        "evaluation.Campaign",
        models.PROTECT,
        verbose_name="campagne d’évaluation",
        related_name="annual_reports",
        null=True,
        blank=True,
    )
    modalities_on = models.DateField("modalités délibérées le", null=True, blank=True)
    modalities_number = models.CharField("numéro de la délibération", max_length=120, blank=True)
    modalities = models.TextField("modalités de consultation", blank=True)
    months = models.PositiveSmallIntegerField("mois laissés aux conseils", default=1)
    approved_on = models.DateField("approuvé le", null=True, blank=True)
    approval_number = models.CharField("délibération d’approbation", max_length=120, blank=True)
    follow_up = models.TextField("suites données", blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    slug = models.SlugField("adresse publique", max_length=120, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = "rapport annuel"
        verbose_name_plural = "rapports annuels"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "year"],
                name="evaluation_report_one_a_year",
                violation_error_message="Ce contrat a déjà un rapport pour cette année.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="evaluation_report_year_of_contracts",
                violation_error_message=f"L’année est comprise entre {FIRST_YEAR} et {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=12),
                name="evaluation_report_one_month_at_least",
                violation_error_message="Les conseils ont un mois au moins, un an au plus.",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(modalities_on__isnull=False),
                name="evaluation_report_modalities_before_approval",
                violation_error_message="Un rapport approuvé a des modalités délibérées.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, slug__isnull=True)
                | Q(published_at__isnull=False, slug__isnull=False, approved_on__isnull=False),
                name="evaluation_report_published_was_approved",
                violation_error_message="Un rapport publié a été approuvé et a son adresse.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport annuel {self.year}"


class ReportPart(Versioned):
    """A part of the report as it is being written: an empty one says why it is (to write, or not applicable).

    `text` is plain: paragraphs apart by an empty line, items of lists begin with « - ». `objective` is the legal
    objective, for the parts on the evolution in the neighbourhoods.
    """

    report = models.ForeignKey(
        AnnualReport, models.CASCADE, verbose_name="rapport annuel", related_name="parts"
    )
    position = models.PositiveSmallIntegerField("rang")
    kind = models.CharField("contenu", max_length=14, choices=PartKind)
    objective = models.ForeignKey(
        "references.Reference",
        models.PROTECT,
        verbose_name="objectif légal",
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField("état", max_length=8, choices=PartState, default=PartState.TO_WRITE)
    text = models.TextField("texte", blank=True)
    reason = models.TextField("pourquoi sans objet", blank=True)

    class Meta:
        verbose_name = "partie du rapport annuel"
        verbose_name_plural = "parties du rapport annuel"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "position"],
                name="evaluation_part_one_a_place",
                violation_error_message="Une autre partie tient déjà ce rang.",
            ),
            models.CheckConstraint(
                condition=~Q(state=PartState.WRITTEN) | ~Q(text=""),
                name="evaluation_part_written_has_a_text",
                violation_error_message="Une partie écrite a un texte.",
            ),
            models.CheckConstraint(
                condition=~Q(state=PartState.NOT_APPLICABLE) | ~Q(reason=""),
                name="evaluation_part_without_object_says_why",
                violation_error_message="Une partie sans objet dit pourquoi.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """« Objectif 3 : … » for an evolution by legal objective."""
        if self.objective is not None:
            return f"{self.objective.code} – {self.objective.title}"
        return str(PartKind(self.kind).label)


class Edition(models.Model):
    """A version of the report that was declared ready: what councils received, to the letter, never changed.

    `body` is the JSON that the pages and papers of this version are drawn from (`exports.annual.body_of`).
    At most one is not withdrawn: the present one.
    """

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, verbose_name="rapport annuel", related_name="editions"
    )
    number = models.PositiveSmallIntegerField("numéro")
    ready_at = models.DateTimeField("prête le")
    body = models.TextField("contenu")
    digest = models.CharField("empreinte", max_length=64)
    withdrawn_at = models.DateTimeField("remplacée le", null=True, blank=True)
    withdrawn_because = models.TextField("raison de la correction", blank=True)

    class Meta:
        verbose_name = "version du rapport annuel"
        verbose_name_plural = "versions du rapport annuel"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="evaluation_edition_one_per_number",
                violation_error_message="Une version porte déjà ce numéro.",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(withdrawn_at__isnull=True),
                name="evaluation_edition_one_in_use",
                violation_error_message="Ce rapport a déjà une version prête.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="evaluation_edition_says_why_replaced",
                violation_error_message="Une correction dit pourquoi.",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Debate(Versioned):
    """An assembly debated the report: a municipal council, or the council of the intercommunal body."""

    report = models.ForeignKey(
        AnnualReport, models.CASCADE, verbose_name="rapport annuel", related_name="debates"
    )
    assembly = models.CharField("assemblée", max_length=9, choices=AssemblyKind)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name="organisme", related_name="+"
    )
    held_on = models.DateField("débattu le")
    number = models.CharField("numéro de la délibération", max_length=120, blank=True)
    notes = models.TextField("ce qui a été dit", blank=True)

    class Meta:
        verbose_name = "débat d’une assemblée"
        verbose_name_plural = "débats des assemblées"
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "organisation"],
                name="evaluation_debate_one_per_assembly",
                violation_error_message="Le débat de cette assemblée est déjà noté.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.held_on:%d/%m/%Y}"
