"""The whole house in one file: every row of our tables and every file that people brought.

The archive is the same for both engines, so that a town that starts on SQLite can go on on PostgreSQL.
"""

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from reciproque.core.engine import snapshot
from reciproque.office.models import StoredFile

MANIFEST = "manifeste.json"
FORMAT = 1
AT_ONCE = 2_000


def our_tables() -> list[type[models.Model]]:
    """Every model of the house, ties included. What is not ours (sessions, failed sign-ins) is not kept."""
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("reciproque.")]
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ours and model._meta.managed and not model._meta.proxy
    ]


def applied_migrations() -> list[str]:
    """The migrations of our apps that this database has: two archives fit if they have the same."""
    ours = {model._meta.app_label for model in our_tables()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in ours)


def write_backup(path: Path, *, at: datetime) -> dict[str, int]:
    """Write everything to a ZIP file and return how many rows and files it holds.

    The rows are those of one moment. The file appears under its name only once it is whole and on the disk. It
    holds the secrets of second factors: only its owner reads it.
    """
    partial = path.with_name(f".{path.name}.partiel")
    counts = {"rows": 0, "files": 0}
    try:
        with (
            open(partial, "wb", opener=_for_the_owner) as target,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive,
            snapshot(),
        ):
            manifest: dict[str, Any] = {
                "format": FORMAT,
                "at": at.isoformat(),
                "migrations": applied_migrations(),
                "tables": {},
            }
            for model in our_tables():
                number = _write_table(archive, model)
                manifest["tables"][model._meta.label] = number
                counts["rows"] += number
            files = list(StoredFile.objects.values_list("path", flat=True))
            for name in files:
                archive.write(Path(settings.MEDIA_ROOT) / name, f"fichiers/{name}")
            counts["files"] = manifest["files"] = len(files)
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return counts


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    number = 0
    with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as target:
        for line in _lines(model):
            target.write(line)
            number += 1
    return number


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    fields = model._meta.concrete_fields
    for row in model._base_manager.order_by("pk").iterator(chunk_size=AT_ONCE):
        values = {field.attname: field.value_from_object(row) for field in fields}
        yield json.dumps(values, default=_told, ensure_ascii=False).encode() + b"\n"


def _told(value: Any) -> str:
    """Days and moments to the microsecond (the seals of the journal depend on them), amounts as they are."""
    return value.isoformat() if isinstance(value, date | time) else str(value)
