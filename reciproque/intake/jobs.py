"""The long work of the way in: reading a document."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from reciproque.intake.actions.storing import begin_reading, fail_reading, keep_proposal
from reciproque.intake.models import Reading
from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import Unreadable, open_document
from reciproque.office.paths import path_of


def read_upload(work: Any) -> dict[str, Any]:
    """Read the file of a reading and keep the proposal. A file that cannot be read says why, and stays."""
    reading = Reading.objects.select_related("file").get(pk=work.payload["reading"])
    return read_now(reading, progress=work.progress)


def read_now(reading: Reading, *, progress: Callable[..., Any] = lambda *_: None) -> dict[str, Any]:
    """The same, while somebody waits for it (the command)."""
    reading = begin_reading(reading)
    progress(0, 3, "Ouverture du document")
    try:
        document = open_document(path_of(reading.file), name=reading.name, progress=progress)
    except Unreadable as unreadable:
        fail_reading(reading, str(unreadable), at=timezone.now())
        return {"reading": reading.pk, "failed": str(unreadable)}
    progress(1, 3, "Lecture")
    told = read_document(document).as_json()
    progress(2, 3, "Mise au propre de la proposition")
    keep_proposal(reading, document, told, at=timezone.now())
    progress(3, 3, "Lecture terminée")
    return {"reading": reading.pk, "items": sum(len(v) for v in told.values() if isinstance(v, list))}
