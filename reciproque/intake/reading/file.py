"""A file read from its bytes to what it says, in one call that can be made in a process of its own."""

from __future__ import annotations

from typing import Any

from reciproque.intake.reading.reader import read_document
from reciproque.office.bounds import Progress, Unreadable
from reciproque.office.keeping import document_to_json
from reciproque.office.opening import open_document

OPENED = 80  # of a hundred: opening is what takes long
READ = 95


def read_file(path: str, name: str, *, progress: Progress) -> dict[str, Any]:
    """The document as the house keeps it and its reading, both as plain data. Raises `Unreadable`."""

    def opening(done: int, total: int, what: str) -> None:
        progress(OPENED * done // total if total else 0, 100, what)

    progress(0, 100, "Ouverture du document")
    try:
        document = open_document(path, name=name, progress=opening)
    except OSError as error:
        raise Unreadable(
            f"Ce fichier ne peut pas être ouvert ({error.strerror or error}). "
            "S’il a été déposé ici, prévenez l’administration."
        ) from error
    progress(OPENED, 100, "Lecture")
    told = read_document(document).as_json()
    return {"document": document_to_json(document), "reading": told}
