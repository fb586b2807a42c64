"""How a contract dresses its papers, the papers prepared for somebody, and the questions that a person keeps."""

from django.db import models
from django.db.models import Q

from reciproque.core.edits import Versioned
from reciproque.office.choices import Format
from reciproque.overview.choices import What


class PaperTemplate(models.Model):
    """A document of the team that gives a kind of paper its look; a newer one follows it, nothing is overwritten."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="paper_templates"
    )
    what = models.CharField("pour", max_length=12, choices=What)
    form = models.CharField(
        "format", max_length=4, choices=[(f.value, f.label) for f in (Format.DOCX, Format.ODT, Format.PPTX)]
    )
    number = models.PositiveIntegerField("version")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+")
    name = models.TextField("nom du fichier")
    added_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name="déposé par", related_name="+")
    added_at = models.DateTimeField("déposé le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "modèle de document"
        verbose_name_plural = "modèles de documents"
        ordering = ["what", "form", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "what", "form", "number"],
                name="overview_papertemplate_numbered",
                violation_error_message="Cette version du modèle existe déjà.",
            ),
            models.UniqueConstraint(
                fields=["contract", "what", "form"],
                condition=Q(withdrawn_at__isnull=True),
                name="overview_papertemplate_one_in_use",
                violation_error_message="Un seul modèle sert à la fois.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (version {self.number})"


class Letterhead(Versioned):
    """The logo, colour and lines that the PDF of a contract bear."""

    contract = models.OneToOneField(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="letterhead"
    )
    logo = models.ForeignKey(
        "office.StoredFile", models.PROTECT, verbose_name="logo", related_name="+", null=True, blank=True
    )
    colour = models.CharField("couleur des titres", max_length=7, blank=True)
    header = models.CharField("ligne en haut de page", max_length=120, blank=True)
    footer = models.CharField("ligne en bas de page", max_length=120, blank=True)

    class Meta:
        verbose_name = "en-tête des documents"
        verbose_name_plural = "en-têtes des documents"

    def __str__(self) -> str:
        return f"En-tête de {self.contract}"


class PreparedPaper(models.Model):
    """A large paper that is made while its person does something else; kept for a month, for her alone.

    Personal data: who asked for it. Deleted with the paper.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.CASCADE, verbose_name="contrat", related_name="+"
    )
    text = models.ForeignKey(
        "contracts.Text", models.CASCADE, verbose_name="texte", related_name="+", null=True, blank=True
    )
    tree = models.ForeignKey(
        "framework.Tree", models.CASCADE, verbose_name="cadre", related_name="+", null=True, blank=True
    )
    what = models.CharField("contenu", max_length=12, choices=What)
    form = models.CharField("format", max_length=4, choices=Format)
    name = models.TextField("nom du fichier")
    asked_by = models.ForeignKey(
        "accounts.User", models.CASCADE, verbose_name="demandé par", related_name="+"
    )
    asked_at = models.DateTimeField("demandé le")
    job_id = models.BigIntegerField("travail", null=True, blank=True)
    file = models.ForeignKey(
        "office.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "document préparé"
        verbose_name_plural = "documents préparés"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Theme(Versioned):
    """A named question, asked of all contracts that one reads: one's own, or shared on the platform.

    `also` are expressions to look for as well, one a line; `without` those set aside, by their stems, one a line.
    """

    name = models.CharField("nom", max_length=120)
    question = models.TextField("question")
    also = models.TextField("chercher aussi", blank=True)
    without = models.TextField("expressions écartées", blank=True)
    by = models.ForeignKey("accounts.User", models.CASCADE, verbose_name="créé par", related_name="themes")
    is_shared = models.BooleanField("partagé sur la plateforme", default=False)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
