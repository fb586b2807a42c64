"""Which files are taken with a sheet: what they hold must be what their name says."""

from pathlib import PurePosixPath

from reciproque.core.text import shorten
from reciproque.office.sniffing import Nature

RUN = {
    ".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".pif", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta",
    ".jar", ".lnk", ".reg", ".sh", ".dll", ".cpl", ".apk", ".app", ".dmg", ".iso", ".img",
}  # fmt: skip
"""Endings that a computer runs when they are clicked upon, or that carry such files past its guard."""
CLAIMS = {
    ".pdf": ("un PDF", {Nature.PDF}),
    ".docx": ("un document Word", {Nature.DOCX, Nature.PROTECTED}),
    ".doc": ("un document Word", {Nature.OLD_WORD, Nature.RTF, Nature.PROTECTED}),
    ".xlsx": ("un classeur Excel", {Nature.XLSX, Nature.PROTECTED}),
    ".xls": ("un classeur Excel", {Nature.OLD_EXCEL, Nature.PROTECTED}),
    ".pptx": ("un diaporama", {Nature.PPTX, Nature.PROTECTED}),
    ".odt": ("un document LibreOffice", {Nature.ODT, Nature.PROTECTED}),
    ".ods": ("un classeur LibreOffice", {Nature.ODS, Nature.PROTECTED}),
    ".jpg": ("une image", {Nature.IMAGE}),
    ".jpeg": ("une image", {Nature.IMAGE}),
    ".png": ("une image", {Nature.IMAGE}),
    ".gif": ("une image", {Nature.IMAGE}),
}


def obstacles_to_joining(name: str, nature: Nature) -> list[str]:
    """Reasons why this file is not taken, in words for whoever brings it."""
    suffix = PurePosixPath(name.lower().strip(" .")).suffix
    if nature is Nature.EMPTY:
        return ["Ce fichier est vide. Vérifiez que l’enregistrement est allé à son terme."]
    if nature is Nature.PROGRAM or suffix in RUN:
        return ["C’est un programme, pas un document : il n’est pas pris. Joignez un document ou une image."]
    what, fitting = CLAIMS.get(suffix, ("", set()))
    if not fitting or nature in fitting:
        return []
    return [
        f"Ce n’est pas {what}, malgré la fin de son nom (« {shorten(suffix, 8)} ») : le fichier est abîmé, ou c’est un "
        "autre. Ouvrez-le sur votre ordinateur, enregistrez-le de nouveau, puis joignez-le."
    ]
