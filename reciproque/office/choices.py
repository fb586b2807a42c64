"""The formats in which papers, slides and sheets leave the house."""

from django.db import models


class Format(models.TextChoices):
    DOCX = "docx", "Word (DOCX)"
    ODT = "odt", "LibreOffice (ODT)"
    PDF = "pdf", "PDF accessible"
    PPTX = "pptx", "PowerPoint (PPTX)"
    XLSX = "xlsx", "Excel (XLSX)"
    ODS = "ods", "LibreOffice Calc (ODS)"
    MARKDOWN = "md", "Markdown"
    JSON = "json", "JSON"


MEDIA_TYPES: dict[str, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.PDF: "application/pdf",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.JSON: "application/json",
}
