"""What leaves, and in which formats."""

from django.db import models


class What(models.TextChoices):
    FRAMEWORK = "cadre", "le cadre stratégique"
    PROTOCOL = "protocole", "le protocole à signer"
    MONITORING = "suivi", "les tableaux de suivi"


class Format(models.TextChoices):
    DOCX = "docx", "Word (DOCX)"
    ODT = "odt", "LibreOffice (ODT)"
    PDF = "pdf", "PDF accessible"
    XLSX = "xlsx", "Excel (XLSX)"
    ODS = "ods", "LibreOffice Calc (ODS)"
    MARKDOWN = "md", "Markdown"
    JSON = "json", "JSON"
