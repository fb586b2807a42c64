"""The long work of the way in: reading a document."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from reciproque.intake.actions.reviewing import forget_places
from reciproque.intake.actions.storing import begin_reading, fail_reading, keep_proposal
from reciproque.intake.choices import ReadingState
from reciproque.intake.models import Reading
from reciproque.intake.queries.steps import places_of
from reciproque.intake.reading.file import READ, read_file
from reciproque.office.apart.calling import call_apart
from reciproque.office.apart.walls import MEGABYTE, Walls
from reciproque.office.bounds import Progress, Unreadable, no_progress
from reciproque.office.paths import path_of

BUSY = 3  # how many times slower than its processor a machine may be that has much else to do


def read_upload(work: Any) -> dict[str, Any]:
    """Read the file of a reading and keep the proposal. A file that cannot be read says why, and stays."""
    reading = Reading.objects.select_related("file").get(pk=work.payload["reading"])
    if reading.state not in {ReadingState.WAITING, ReadingState.READING}:
        return {
            "reading": reading.pk,
            "already": reading.state,
        }  # its worker was killed between keeping and saying so
    return read_now(reading, progress=work.progress)


def read_now(reading: Reading, *, progress: Callable[..., Any] = no_progress) -> dict[str, Any]:
    """The same, while somebody waits for it (the command)."""
    reading = begin_reading(reading)
    try:
        read = read_apart(path_of(reading.file), reading.name, progress=progress)
    except Unreadable as unreadable:
        fail_reading(reading, str(unreadable), at=timezone.now())
        return {"reading": reading.pk, "failed": str(unreadable)}
    told = read["reading"]
    progress(READ, 100, "Mise au propre de la proposition")
    keep_proposal(reading, read["document"], told, at=timezone.now())
    progress(100, 100, "Lecture terminée")
    return {"reading": reading.pk, "items": sum(len(v) for v in told.values() if isinstance(v, list))}


def read_apart(path: Path, name: str, *, progress: Progress = no_progress) -> dict[str, Any]:
    """Open and read a file in a process of its own: no file takes a worker down. Raises `Unreadable`."""
    walls = Walls(
        memory=settings.READING_MEMORY * MEGABYTE,
        processor=settings.READING_SECONDS,
        seconds=settings.READING_SECONDS * BUSY,
    )
    read: dict[str, Any] = call_apart(read_file, str(path.resolve()), name, walls=walls, progress=progress)
    return read


def export_person(person: Any) -> list[dict[str, Any]]:
    return [
        {"relecture": place.reading.name, "vue pour la dernière fois le": place.seen_at.isoformat()}
        for place in places_of(person)
    ]


def forget_person(person: Any, at: datetime) -> None:
    forget_places(person)
