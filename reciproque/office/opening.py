"""The one door by which a document comes in: whatever it is, it is judged by what it holds.

What cannot be read is refused with a sentence that says why and what to do. A file that is too large is
refused before it is read into memory.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from reciproque.core.text import shorten
from reciproque.office.bounds import DEFAULT_BOUNDS, Bounds, Progress, Unreadable, french_size, no_progress
from reciproque.office.document import Document
from reciproque.office.encoding import decode
from reciproque.office.reading.docx import read_docx
from reciproque.office.reading.excess import undo_excess
from reciproque.office.reading.html import read_html
from reciproque.office.reading.ods import read_ods
from reciproque.office.reading.odt import read_odt
from reciproque.office.reading.pdf.reading import read_pdf
from reciproque.office.reading.text import read_text
from reciproque.office.reading.xlsx import read_xlsx
from reciproque.office.sniffing import Nature, nature_of

Source = bytes | str | Path | BinaryIO

AS_DOCX = (
    "Ouvrez-le dans votre traitement de texte, enregistrez-le en DOCX ou en ODT (« Enregistrer sous… »), puis "
    "déposez-le."
)
AS_BOOK = (
    "Ouvrez-le dans votre tableur, enregistrez-le en XLSX ou en ODS (« Enregistrer sous… »), puis déposez-le."
)
AS_TEXT = "Copiez le texte utile dans un document, enregistrez-le en DOCX ou en ODT, puis déposez-le."
REFUSALS = {
    Nature.EMPTY: "Ce fichier est vide. Vérifiez que l’enregistrement ou le téléchargement est allé à son terme.",
    Nature.PROTECTED: "Ce fichier est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, "
    "puis déposez-la.",
    Nature.OLD_WORD: f"Ce fichier est un document Word d’avant 2007 (.doc), qui n’est pas lu. {AS_DOCX}",
    Nature.OLD_EXCEL: "Ce fichier est un classeur Excel d’avant 2007 (.xls), qui n’est pas lu. " + AS_BOOK,
    Nature.BINARY_EXCEL: "Ce fichier est un classeur Excel binaire (.xlsb), qui n’est pas lu. " + AS_BOOK,
    Nature.APPLE: "Ce fichier vient de Pages, Numbers ou Keynote (Apple), et n’est pas lu. Ouvrez-le dans ce logiciel, "
    "exportez-le en Word (DOCX) ou en Excel (XLSX), puis déposez-le.",
    Nature.OLD_POWERPOINT: "Ce fichier est un diaporama PowerPoint, qui n’est pas lu comme un document. "
    + AS_TEXT,
    Nature.OLD_OTHER: f"Ce fichier vient d’un ancien logiciel de bureau et n’est pas lu. {AS_DOCX}",
    Nature.RTF: f"Ce fichier est au format RTF, qui n’est pas lu. {AS_DOCX}",
    Nature.FLAT_OTHER: "Ce fichier est un dessin ou un diaporama LibreOffice, qui n’est pas lu. " + AS_TEXT,
    Nature.ODP: "Ce fichier est un diaporama LibreOffice (.odp), qui n’est pas lu. " + AS_TEXT,
    Nature.PPTX: "Ce fichier est un diaporama PowerPoint (.pptx), qui n’est pas lu. " + AS_TEXT,
    Nature.EPUB: "Ce fichier est un livre numérique (EPUB), qui n’est pas lu. Déposez le document dont il a été tiré, "
    "en DOCX ou en ODT.",
    Nature.ARCHIVE: "Ce fichier est une archive compressée (ZIP ou autre), pas un document. "
    "Décompressez-la et déposez les documents un par un.",
    Nature.IMAGE: "Ce fichier est une image : son texte ne peut pas être lu. Déposez le document d’origine en DOCX "
    "ou en ODT, ou passez l’image à la reconnaissance de caractères (OCR), puis enregistrez le résultat en DOCX.",
    Nature.MEDIA: "Ce fichier est un enregistrement audio ou vidéo, pas un document.",
    Nature.PROGRAM: "Ce fichier est un programme, pas un document. Il n’est ni lu ni exécuté.",
    Nature.DATABASE: "Ce fichier est une base de données, pas un document.",
    Nature.XML: "Ce fichier est du XML d’un genre qui n’est pas lu. Déposez le document en DOCX, "
    "ODT, PDF, HTML ou texte.",
    Nature.MAIL: "Ce fichier est un courriel ou une page web archivée. Déposez le document qui y est joint, "
    "ou enregistrez la page en HTML.",
    Nature.UNKNOWN: "Ce fichier n’est pas d’un genre connu. Sont lus : DOCX, ODT, PDF, XLSX, ODS, HTML, "
    "Markdown et texte.",
}
SAID_BY_NAME = {
    ".docx": "DOCX", ".docm": "DOCM", ".doc": "Word", ".pdf": "PDF", ".odt": "ODT", ".fodt": "FODT",
    ".html": "HTML", ".htm": "HTML", ".txt": "texte", ".md": "Markdown", ".rtf": "RTF",
    ".xlsx": "Excel", ".xlsm": "Excel", ".xls": "Excel", ".ods": "ODS", ".fods": "FODS",
    ".jpg": "image", ".png": "image",
}  # fmt: skip
FITTING = {
    Nature.DOCX: {".docx", ".dotx"},
    Nature.DOCX_WITH_MACROS: {".docm", ".dotm"},
    Nature.ODT: {".odt", ".ott"},
    Nature.FLAT_ODT: {".fodt", ".xml"},
    Nature.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    Nature.ODS: {".ods", ".ots"},
    Nature.FLAT_ODS: {".fods", ".xml"},
    Nature.HTML: {".html", ".htm", ".xhtml", ".xht"},
    Nature.PDF: {".pdf"},
    Nature.TEXT: {".txt", ".md", ".markdown"},
}
FILE_READERS = {
    Nature.DOCX: read_docx,
    Nature.DOCX_WITH_MACROS: read_docx,
    Nature.ODT: read_odt,
    Nature.FLAT_ODT: read_odt,
    Nature.XLSX: read_xlsx,
    Nature.ODS: read_ods,
    Nature.FLAT_ODS: read_ods,
}


def open_document(
    source: Source, *, name: str = "", bounds: Bounds = DEFAULT_BOUNDS, progress: Progress = no_progress
) -> Document:
    """Read a document from bytes, a path or an open file; raise `Unreadable` when it cannot be read.

    `progress(done, total, what)` is told as the reading goes on, for formats that are read piece by piece.
    """
    if isinstance(source, bytes):
        return _open(io.BytesIO(source), name, bounds, progress)
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file:
            return _open(file, name or Path(source).name, bounds, progress)
    return _open(source, name, bounds, progress)


def judge_size(size: int, bounds: Bounds = DEFAULT_BOUNDS) -> None:
    """Refuse a file that is too large, by its announced or measured size."""
    if size > bounds.file_bytes:
        raise Unreadable(
            f"Ce fichier pèse {french_size(size)} ; la limite est de {french_size(bounds.file_bytes)}. "
            "Allégez-le (réduisez les images) ou séparez-le en plusieurs fichiers."
        )


def _open(file: BinaryIO, name: str, bounds: Bounds, progress: Progress) -> Document:
    file.seek(0, io.SEEK_END)
    judge_size(file.tell(), bounds)
    nature = nature_of(file, name, bounds)
    file.seek(0)
    if nature in FILE_READERS:
        document = FILE_READERS[nature](file, name=name, bounds=bounds)
    elif nature is Nature.HTML:
        document = read_html(_read_at_most(file, bounds.page_bytes), name=name, bounds=bounds)
    elif nature is Nature.PDF:
        document = read_pdf(file, name=name, bounds=bounds, progress=progress)
    elif nature is Nature.TEXT:
        document = _read_text(file, name, bounds)
    else:
        raise Unreadable(_behind_the_name(name, nature) + REFUSALS[nature])
    document = undo_excess(document, bounds.cells)
    if not document.parts:
        raise Unreadable("Ce document ne contient aucun texte : il est vide, ou fait d’images seulement.")
    said = _wrong_name(name, nature)
    return replace(document, complaints=(said, *document.complaints)) if said else document


def _read_text(file: BinaryIO, name: str, bounds: Bounds) -> Document:
    decoded = decode(_read_at_most(file, bounds.text_bytes))
    if decoded.text.count("\n") > bounds.text_lines:
        raise Unreadable(
            f"Ce texte compte plus de {bounds.text_lines} lignes. Séparez-le en plusieurs fichiers."
        )
    document = read_text(decoded.text, name=name)
    return replace(
        document,
        media_type=document.media_type or "text/plain",
        complaints=(*decoded.complaints, *document.complaints),
    )


def _read_at_most(file: BinaryIO, most: int) -> bytes:
    data = file.read(most + 1)
    if len(data) > most:
        raise Unreadable(
            f"Ce texte pèse plus de {french_size(most)}, bien plus qu’un contrat. Séparez-le en plusieurs fichiers."
        )
    return data


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _behind_the_name(name: str, nature: Nature) -> str:
    """« Malgré son nom (rapport.docx), » in front of a refusal, when the name says another kind."""
    said = _suffix(name) in SAID_BY_NAME and nature not in {Nature.EMPTY, Nature.UNKNOWN, Nature.PROTECTED}
    if not said or _suffix(name) == f".{nature.value}" or _is_image_name(name, nature):
        return ""
    return f"Le nom « {shorten(name, 80)} » annonce un autre genre de fichier. "


def _is_image_name(name: str, nature: Nature) -> bool:
    return nature is Nature.IMAGE and _suffix(name) in {".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff"}


def _wrong_name(name: str, nature: Nature) -> str:
    suffix = _suffix(name)
    if suffix not in SAID_BY_NAME or suffix in FITTING[nature]:
        return ""
    what = "du texte" if nature is Nature.TEXT else f"du {nature.value.upper()}"
    return f"Le nom « {shorten(name, 80)} » annonce un autre genre de fichier ; le contenu, {what}, a été lu tel."
