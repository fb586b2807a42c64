"""Keeping the files that people bring."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TypeAlias

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db.models import Exists, ForeignObjectRel, OuterRef, ProtectedError

from reciproque.core.refusals import Refused
from reciproque.core.text import one_line
from reciproque.core.uploads import STORE, refused_without_room
from reciproque.office.bounds import DEFAULT_BOUNDS, Unreadable, french_size
from reciproque.office.models import StoredFile
from reciproque.office.sniffing import MEDIA_TYPES, nature_of

FOLDER = STORE
PIECE = 262_144
LONGEST_NAME = 200
LEFT_OVER = timedelta(days=1)  # a file that nobody names after so long belongs to nobody
UNKNOWN_TYPE = "application/octet-stream"

Upload: TypeAlias = "File[Any] | BinaryIO"


def keep_file(upload: Upload, *, name: str, at: datetime, by: AbstractBaseUser | None = None) -> StoredFile:
    """Keep the bytes of an upload: streamed to the disk within the limit, once, under a generated name.

    The same bytes are kept once, whoever brings them: the app that links to the file remembers who did
    (`by`), under which name, and lets in who may see it. To be called outside a transaction: it writes to the
    disk.
    """
    with refused_without_room():
        size, digest, path, media_type = _on_disk(upload, name)
    stored, _new = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "name": plain_name(name),
            "media_type": media_type,
            "size": size,
            "path": path,
            "stored_at": at,
        },
    )
    return stored


def _on_disk(upload: Upload, name: str) -> tuple[int, str, str, str]:
    """Write it, and say its size, its digest, its path in the store and what it is."""
    root = Path(settings.MEDIA_ROOT) / FOLDER
    root.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=root, prefix="arrivee-")
    try:
        with os.fdopen(handle, "wb") as target:
            size, digest = _copy(upload, target)
        path = f"{FOLDER}/{digest[:2]}/{digest}"
        media_type = _media_type(Path(temporary), name)
        _settle(Path(temporary), Path(settings.MEDIA_ROOT) / path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return size, digest, path, media_type


def plain_name(name: str) -> str:
    """The name of a file without folders nor control characters, short enough for every system."""
    bare = one_line(PurePosixPath(name.replace("\\", "/")).name).lstrip(".")
    stem, dot, suffix = bare.rpartition(".")
    if len(bare) > LONGEST_NAME and dot and len(suffix) <= 10:
        return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
    return bare[:LONGEST_NAME] or "fichier"


def _copy(upload: Upload, target: BinaryIO) -> tuple[int, str]:
    """Copy piece by piece, and stop at the limit whatever size was announced."""
    digest = hashlib.sha256()
    size = 0
    _refuse_beyond_limit(getattr(upload, "size", None) or 0)
    for piece in _pieces(upload):
        size += len(piece)
        _refuse_beyond_limit(size)
        digest.update(piece)
        target.write(piece)
    if not size:
        raise Refused(["Ce fichier est vide. Vérifiez que l’enregistrement est allé à son terme."])
    target.flush()
    os.fsync(target.fileno())  # what is acknowledged outlives a cut of the power
    return size, digest.hexdigest()


def _refuse_beyond_limit(size: int) -> None:
    if size > settings.UPLOAD_LIMIT:
        raise Refused(
            [
                f"Ce fichier pèse plus de {french_size(settings.UPLOAD_LIMIT)}, la limite. "
                "Allégez-le (réduisez les images) ou séparez-le en plusieurs fichiers."
            ]
        )


def _pieces(upload: Upload) -> Iterator[bytes]:
    upload.seek(0)
    while piece := upload.read(PIECE):
        yield piece


def _media_type(path: Path, name: str) -> str:
    """What the file is by what it holds; what the browser announced is not asked."""
    try:
        with path.open("rb") as file:
            return MEDIA_TYPES.get(nature_of(file, name, DEFAULT_BOUNDS), UNKNOWN_TYPE)
    except Unreadable:
        return UNKNOWN_TYPE


def _settle(temporary: Path, path: Path) -> None:
    """Move the file to its place in one step: it is there whole, or not at all, and cannot be executed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o600)
    os.replace(temporary, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep_store(at: datetime) -> int:
    """Remove what nobody has: what a killed process left half-way, and files that no app names any more (brought
    to a form that was then refused, taken off again). Returns how many files went.

    Nothing that was brought within a day, anew or again: somebody may be bringing it.
    """
    root = Path(settings.MEDIA_ROOT)
    before = (at - LEFT_OVER).timestamp()
    old = [path for path in (root / FOLDER).rglob("*") if path.is_file() and path.stat().st_mtime < before]
    _forget_unnamed({str(path.relative_to(root)) for path in old})
    known = set(StoredFile.objects.values_list("path", flat=True))
    gone = [path for path in old if str(path.relative_to(root)) not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _forget_unnamed(old: set[str]) -> None:
    """Delete the rows of these paths to which no row of any app points."""
    unnamed = StoredFile.objects.all()
    for one in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(one, ForeignObjectRel):
            pointing = one.related_model._base_manager.filter(**{one.field.name: OuterRef("pk")})
            unnamed = unnamed.filter(~Exists(pointing))
    for row in unnamed:
        if row.path in old:
            with suppress(ProtectedError):  # named meanwhile
                row.delete()
