"""What a contract opens to everybody, and the texts that are kept ready for it."""

from django.db import models

from reciproque.core.edits import Versioned
from reciproque.publication.choices import Licence


class OpenData(Versioned):
    """Whether anybody may read the figures of a contract. Closed until the team opens it."""

    contract = models.OneToOneField(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="open_data"
    )
    licence = models.CharField("licence", max_length=12, choices=Licence, default=Licence.OPEN)
    about = models.TextField("présentation", blank=True)
    contact = models.EmailField("adresse de contact", blank=True)
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)

    class Meta:
        verbose_name = "ouverture des données"
        verbose_name_plural = "ouvertures de données"

    def __str__(self) -> str:
        return str(self.contract)


class PublishedIndicator(models.Model):
    """An indicator that anybody may read, under a number that it keeps: addresses of open data do not change."""

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, verbose_name="contrat", related_name="published_indicators"
    )
    indicator = models.OneToOneField(
        "monitoring.Indicator", models.PROTECT, verbose_name="indicateur", related_name="published"
    )
    number = models.CharField("numéro public", max_length=20)
    published_at = models.DateTimeField("publié le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "indicateur publié"
        verbose_name_plural = "indicateurs publiés"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="publication_one_number",
                violation_error_message="Un indicateur de ce contrat porte déjà ce numéro.",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Leaf(models.Model):
    """The files of one indicator, written once when it changes and not each time they are read.

    `stamp` tells what they were made of (`rules.stamps`). `data_csv` and `data_json` are compressed as a member of a
    zip archive is (raw deflate); `checksum` (CRC-32) and `size` are those of the CSV before.
    """

    published = models.OneToOneField(
        PublishedIndicator,
        models.CASCADE,
        verbose_name="indicateur publié",
        related_name="leaf",
        primary_key=True,
    )
    stamp = models.CharField("empreinte", max_length=80)
    made_at = models.DateTimeField("préparé le")
    rows = models.PositiveIntegerField("lignes")
    masked = models.PositiveIntegerField("valeurs masquées", default=0)
    columns = models.TextField("colonnes")
    data_csv = models.BinaryField("données CSV")
    checksum = models.PositiveBigIntegerField("somme de contrôle")
    size = models.PositiveBigIntegerField("taille du CSV")
    data_json = models.BinaryField("données JSON")
    headline_csv = models.TextField("série principale CSV")
    headline_json = models.TextField("série principale JSON")
    edges_csv = models.TextField("dépendances CSV")
    edges_json = models.TextField("dépendances JSON")
    meta_json = models.TextField("métadonnées JSON")

    class Meta:
        verbose_name = "feuille publiée"
        verbose_name_plural = "feuilles publiées"

    def __str__(self) -> str:
        return str(self.published)
