"""Where a stored file lies, and how it leaves again: as a download, never shown, never run."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.http import FileResponse


class Stored(Protocol):
    """What must be known of a stored file; `models.StoredFile` is one."""

    name: str
    path: str


def path_of(file: Stored) -> Path:
    """The path of a stored file. One that would lead out of the store is refused."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / file.path).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"hors du dossier des fichiers déposés : {file.path}")
    return path


def open_stored(file: Stored) -> BinaryIO:
    return path_of(file).open("rb")


def download_response(file: Stored, *, name: str = "") -> FileResponse:
    """The file as a download under its own name. Whatever it holds, no browser opens it as a page of ours."""
    response = FileResponse(
        open_stored(file),
        as_attachment=True,
        filename=name or file.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
