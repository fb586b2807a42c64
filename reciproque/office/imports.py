"""Bringing an archive back: everything is judged first, then written in one go."""

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from reciproque.core.engine import continue_numbering, empty, insert_many
from reciproque.core.refusals import refuse_if
from reciproque.office.exports import FORMAT, MANIFEST, applied_migrations, our_tables


def restore_backup(path: Path, *, replace: bool = False) -> dict[str, int]:
    """Put an archive into this database and its files into the store. Returns how many rows and files.

    Refused with reasons: an archive that is none, of another version, or a house that is not empty unless
    `replace` is given. Rows are written in one transaction: all or nothing.
    """
    refuse_if(
        [] if zipfile.is_zipfile(path) else [f"« {path.name} » n’est pas une sauvegarde de Réciproque."]
    )
    with zipfile.ZipFile(path) as archive:
        manifest = _manifest(archive, path)
        refuse_if(_obstacles(manifest, archive, replace=replace))
        _copy_files(archive)
        with transaction.atomic():
            empty(our_tables())
            rows = sum(_read_table(archive, label) for label in manifest["tables"])
            continue_numbering(our_tables())
    return {"rows": rows, "files": manifest["files"]}


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    refuse_if(
        [] if MANIFEST in archive.namelist() else [f"« {path.name} » n’est pas une sauvegarde de Réciproque."]
    )
    return dict(json.loads(archive.read(MANIFEST)))


def _obstacles(manifest: dict[str, Any], archive: zipfile.ZipFile, *, replace: bool) -> list[str]:
    reasons = []
    if manifest.get("format") != FORMAT:
        reasons.append("Cette sauvegarde est d’un autre format : restaurez-la avec la version qui l’a faite.")
    elif manifest["migrations"] != applied_migrations():
        reasons.append(
            "Cette sauvegarde n’est pas de la même version que cette installation : installez la version "
            "qui l’a faite, restaurez, puis mettez à jour."
        )
    if not _is_sound(archive):
        reasons.append("La sauvegarde est abîmée : une de ses parties ne se relit pas.")
    if not replace and any(model._base_manager.exists() for model in our_tables()):
        reasons.append("Cette installation contient déjà des données : ajoutez --replace pour les remplacer.")
    return reasons


def _is_sound(archive: zipfile.ZipFile) -> bool:
    try:
        return archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False


def _copy_files(archive: zipfile.ZipFile) -> None:
    """Files first: they bear the name of their content, so that one too many harms nobody."""
    root = Path(settings.MEDIA_ROOT)
    for name in archive.namelist():
        inside = PurePosixPath(name)
        if inside.parts[:1] != ("fichiers",) or ".." in inside.parts:
            continue
        target = root.joinpath(*inside.parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)


def _read_table(archive: zipfile.ZipFile, label: str) -> int:
    model = apps.get_model(label)
    with archive.open(f"tables/{label}.jsonl") as lines:
        return insert_many(_rows(model, lines))


def _rows(model: type[models.Model], lines: Any) -> Iterator[models.Model]:
    fields = {field.attname: _bare(field) for field in model._meta.concrete_fields}
    for line in lines:
        values = json.loads(line)
        yield model(**{name: field.to_python(values[name]) for name, field in fields.items()})


def _bare(field: Any) -> Any:
    """The field that knows the type of the column: that of the key that a foreign key names."""
    return field.target_field if field.remote_field else field
