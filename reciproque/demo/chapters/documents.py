"""Reading the documents of the story, as a person does it: bring, let the worker read, review, accept."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from reciproque.demo.chapters.stage import HERE
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.storing import ask_reading
from reciproque.intake.queries import fresh, terms_of
from reciproque.jobs.actions import run_next
from reciproque.office.actions import keep_file


def bring(name: str, *, contract: Any = None, by: Any, at: datetime, data: bytes | None = None) -> Any:
    """Upload a document and let the worker read it: the reading, ready for review (or failed)."""
    data = (HERE / "documents" / name).read_bytes() if data is None else data
    file = keep_file(ContentFile(data, name=name), name=name, at=at, by=by)
    reading, _new = ask_reading(file, name=name, contract=contract, by=by, at=at)
    while run_next("démonstration", timezone.now()):
        pass
    return fresh(reading)


def accept(reading: Any, *, contract: Any = None, by: Any, at: datetime, **terms: Any) -> Any:
    """Accept a reading with what its document says of itself, but for `terms`."""
    return accept_reading(reading, contract=contract, terms=replace(terms_of(reading), **terms), by=by, at=at)
