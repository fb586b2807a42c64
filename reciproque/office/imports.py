"""Bringing an archive back: everything is judged first, then written in one go.

An archive comes from outside, perhaps from somebody who wants harm: no name of it becomes a path, no line of it is
read beyond a bound, and what it says of itself is checked.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from reciproque.core.engine import continue_numbering, empty, insert_many
from reciproque.core.refusals import Refused, refuse_if
from reciproque.office.bounds import MEGABYTE, french_size
from reciproque.office.exports import FORMAT, MANIFEST, applied_migrations, our_tables

STORED = re.compile(r"fichiers/(?P<path>fichiers/(?P<front>[0-9a-f]{2})/(?P<digest>(?P=front)[0-9a-f]{62}))")
LONGEST_MANIFEST = MEGABYTE
LONGEST_LINE = 256 * MEGABYTE
PIECE = MEGABYTE
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)
MISFITS = (KeyError, TypeError, ValueError, AttributeError, OverflowError, ValidationError)
DAMAGED = "La sauvegarde est abîmée : une de ses parties ne se relit pas."


def restore_backup(path: Path, *, replace: bool = False) -> dict[str, int]:
    """Put an archive into this database and its files into the store. Returns how many rows and files.

    Refused with reasons: an archive that is none, of another version, or a house that is not empty unless
    `replace` is given. Rows are written in one transaction: all or nothing.
    """
    none = [f"« {path.name} » n’est pas une sauvegarde de Réciproque."]
    refuse_if([] if zipfile.is_zipfile(path) else none)
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, none)
            refuse_if(_obstacles(manifest, archive, replace=replace))
            files = _copy_files(archive)
            rows = _write_rows(archive)
    except DAMAGES:
        raise Refused([DAMAGED]) from None
    return {"rows": rows, "files": files}


def _manifest(archive: zipfile.ZipFile, none: list[str]) -> dict[str, Any]:
    """What the archive says of itself; refused for what no backup of ours would say."""
    refuse_if([] if MANIFEST in archive.namelist() else none)
    with archive.open(MANIFEST) as said:
        text = said.read(LONGEST_MANIFEST + 1)
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        manifest = None
    refuse_if([] if isinstance(manifest, dict) and len(text) <= LONGEST_MANIFEST else none)
    return manifest


def _obstacles(manifest: dict[str, Any], archive: zipfile.ZipFile, *, replace: bool) -> list[str]:
    reasons = []
    if manifest.get("format") != FORMAT:
        reasons.append("Cette sauvegarde est d’un autre format : restaurez-la avec la version qui l’a faite.")
    elif manifest.get("migrations") != applied_migrations():
        reasons.append(
            "Cette sauvegarde n’est pas de la même version que cette installation : installez la version "
            "qui l’a faite, restaurez, puis mettez à jour."
        )
    else:
        reasons += _obstacles_inside(archive)
    if not replace and any(model._base_manager.exists() for model in our_tables()):
        reasons.append("Cette installation contient déjà des données : ajoutez --replace pour les remplacer.")
    return reasons


def _obstacles_inside(archive: zipfile.ZipFile) -> list[str]:
    """Names first, then the room that is left, and only then every byte."""
    names = archive.namelist()
    tables = {_part(model) for model in our_tables()}
    others = [name for name in names if name not in tables | {MANIFEST} and not STORED.fullmatch(name)]
    if others:
        return [f"La sauvegarde contient ce qu’aucune sauvegarde ne contient : « {others[0][:80]} »."]
    if len(names) != len(set(names)) or tables - set(names):
        return ["La sauvegarde est incomplète : il lui manque des tables, ou elle en a deux fois la même."]
    store = Path(settings.MEDIA_ROOT)
    store.mkdir(parents=True, exist_ok=True)
    needed = sum(entry.file_size for entry in archive.infolist() if STORED.fullmatch(entry.filename))
    left = shutil.disk_usage(store).free
    if needed > left:
        return [f"Les fichiers prennent {french_size(needed)} ; il reste {french_size(left)} sur le disque."]
    return [] if archive.testzip() is None else [DAMAGED]


def _part(model: type[models.Model]) -> str:
    return f"tables/{model._meta.label}.jsonl"


def _copy_files(archive: zipfile.ZipFile) -> int:
    """Files first: each bears the name of its content, which is checked, so that one too many harms nobody."""
    stored = [found for found in map(STORED.fullmatch, archive.namelist()) if found]
    for found in stored:
        _copy_file(archive, found[0], Path(settings.MEDIA_ROOT) / found["path"], found["digest"])
    return len(stored)


def _copy_file(archive: zipfile.ZipFile, name: str, target: Path, expected: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=target.parent, prefix="arrivee-")
    try:
        digest = hashlib.sha256()
        with archive.open(name) as source, os.fdopen(handle, "wb") as copy:
            while piece := source.read(PIECE):
                digest.update(piece)
                copy.write(piece)
        refuse_if([] if digest.hexdigest() == expected else [f"{DAMAGED} « {name} » n’a pas son contenu."])
        os.replace(partial, target)
    finally:
        Path(partial).unlink(missing_ok=True)


def _write_rows(archive: zipfile.ZipFile) -> int:
    """All the rows in one transaction; those that do not hold together change nothing."""
    try:
        with transaction.atomic():
            empty(our_tables())
            rows = sum(_read_table(archive, model) for model in our_tables())
            continue_numbering(our_tables())
    except DatabaseError:
        raise Refused(
            ["Les données de la sauvegarde ne tiennent pas ensemble : rien n’a été changé."]
        ) from None
    return rows


def _read_table(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    with archive.open(_part(model)) as lines:
        return insert_many(_rows(model, lines))


def _rows(model: type[models.Model], lines: Any) -> Iterator[models.Model]:
    fields = {field.attname: _bare(field) for field in model._meta.concrete_fields}
    number = 0
    while line := lines.readline(LONGEST_LINE):
        number += 1
        try:
            values = json.loads(line)
            row = model(**{name: field.to_python(values[name]) for name, field in fields.items()})
        except (*MISFITS, RecursionError):
            said = f"{DAMAGED} Table « {model._meta.verbose_name_plural} », ligne {number}."
            raise Refused([said]) from None
        yield row


def _bare(field: Any) -> Any:
    """The field that knows the type of the column: that of the key that a foreign key names."""
    return field.target_field if field.remote_field else field
