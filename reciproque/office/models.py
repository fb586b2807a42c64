"""Files that people bring: kept once, under a generated name, outside the web root, never executed."""

from django.db import models


class StoredFile(models.Model):
    """The bytes of an upload. Each app has its own link to it and its own download page with its own guard."""

    sha256 = models.CharField("empreinte", max_length=64, unique=True)
    name = models.TextField("nom du fichier")
    media_type = models.CharField("type", max_length=120)
    size = models.BigIntegerField("taille en octets")
    path = models.CharField("emplacement", max_length=200)
    stored_at = models.DateTimeField("déposé le")

    class Meta:
        verbose_name = "fichier déposé"
        verbose_name_plural = "fichiers déposés"
        ordering = ["-stored_at", "pk"]

    def __str__(self) -> str:
        return self.name
