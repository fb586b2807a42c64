"""A file read from its bytes to what it says, in one call that can be made in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reciproque.intake.reading.exchange import HEAD, looks_like_exchange, read_exchange
from reciproque.intake.reading.reader import read_document
from reciproque.office.bounds import DEFAULT_BOUNDS, Progress, Unreadable, french_size
from reciproque.office.encoding import decode
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
        exchanged = _exchanged(path, name)
        if exchanged is not None:
            return exchanged
        document = open_document(path, name=name, progress=opening)
    except OSError as error:
        raise Unreadable(
            f"Ce fichier ne peut pas être ouvert ({error.strerror or error}). "
            "S’il a été déposé ici, prévenez l’administration."
        ) from error
    progress(OPENED, 100, "Lecture")
    told = read_document(document).as_json()
    return {"document": document_to_json(document), "reading": told}


def _exchanged(path: str, name: str) -> dict[str, Any] | None:
    """A file in the exchange format of a reading says its proposal itself; None for any other."""
    with Path(path).open("rb") as file:
        if not looks_like_exchange(file.read(HEAD), name):
            return None
        file.seek(0)
        data = file.read(DEFAULT_BOUNDS.text_bytes + 1)
    if len(data) > DEFAULT_BOUNDS.text_bytes:
        raise Unreadable(
            f"Ce fichier JSON pèse plus de {french_size(DEFAULT_BOUNDS.text_bytes)}. Séparez-le."
        )
    read = read_exchange(decode(data).text, name=name)
    if read is None:
        return None
    document, reading = read
    return {"document": document_to_json(document), "reading": reading.as_json()}
