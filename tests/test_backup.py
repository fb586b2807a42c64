"""A backup brings everything back, on the engine of the test, and refuses what does not fit."""

import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from reciproque.core.refusals import Refused
from reciproque.journal.actions import record
from reciproque.office.actions import keep_file
from reciproque.office.exports import MANIFEST, our_tables, write_backup
from reciproque.office.imports import restore_backup
from reciproque.office.models import StoredFile
from reciproque.office.paths import path_of

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(someone):
    """A person, a stored file, an entry of the journal, and ties between places."""
    with transaction.atomic():
        record("test.done", someone, by=someone, at=AT)
    commune = apps.get_model("territories", "Commune").objects.create(
        code="29019", name="Brest", search_key="brest", sort_key="brest"
    )
    place = apps.get_model("territories", "Neighbourhood").objects.create(
        name="Kérangoff « ouest »", kind="local", search_key="kerangoff", sort_key="kerangoff"
    )
    place.communes.add(commune)
    return keep_file(BytesIO("Décidé à l’unanimité".encode()), name="note.txt", at=AT, by=someone)


def everything():
    """All rows of the house, as plain values."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in our_tables()}


def test_a_restored_house_is_the_same(house, tmp_path):
    before = everything()
    backup = tmp_path / "sauvegarde.zip"
    counts = write_backup(backup, at=AT)
    path_of(house).unlink()
    StoredFile.objects.all().delete()

    restored = restore_backup(backup, replace=True)

    assert everything() == before
    assert path_of(house).read_text() == "Décidé à l’unanimité"
    assert restored == counts == {"rows": sum(map(len, before.values())), "files": 1}


def test_numbering_goes_on_after_a_restore(house, tmp_path):
    backup = tmp_path / "sauvegarde.zip"
    write_backup(backup, at=AT)
    restore_backup(backup, replace=True)

    another = keep_file(BytesIO(b"autre"), name="autre.txt", at=AT)

    assert another.pk > house.pk


def test_a_house_that_is_not_empty_is_not_overwritten(house, tmp_path):
    backup = tmp_path / "sauvegarde.zip"
    write_backup(backup, at=AT)
    before = everything()

    with pytest.raises(Refused, match="contient déjà des données"):
        restore_backup(backup)

    assert everything() == before


def test_what_is_no_backup_is_refused(tmp_path):
    text, archive = tmp_path / "lettre.zip", tmp_path / "photos.zip"
    text.write_text("Bonjour")
    with zipfile.ZipFile(archive, "w") as photos:
        photos.writestr("plage.jpg", b"...")

    for path in (text, archive):
        with pytest.raises(Refused, match="n’est pas une sauvegarde"):
            restore_backup(path, replace=True)


def test_a_backup_of_another_version_is_refused(house, tmp_path):
    backup = tmp_path / "sauvegarde.zip"
    write_backup(backup, at=AT)
    other = tmp_path / "autre.zip"
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == MANIFEST:
                data = json.dumps(json.loads(data) | {"migrations": ["core.0099_future"]}).encode()
            target.writestr(name, data)

    with pytest.raises(Refused, match="même version"):
        restore_backup(other, replace=True)


def test_a_damaged_backup_changes_nothing(house, tmp_path):
    backup = tmp_path / "sauvegarde.zip"
    write_backup(backup, at=AT)
    with zipfile.ZipFile(backup) as archive:
        inside = archive.getinfo("tables/office.StoredFile.jsonl")
    data = bytearray(backup.read_bytes())
    start = inside.header_offset + 30 + len(inside.filename) + 20
    data[start : start + 30] = b"\0" * 30
    backup.write_bytes(bytes(data))
    before = everything()

    with pytest.raises(Refused):
        restore_backup(backup, replace=True)

    assert everything() == before


def test_a_half_written_backup_never_bears_the_name(house, tmp_path, monkeypatch):
    path_of(house).unlink()  # the file is gone: writing fails half-way
    backup = tmp_path / "sauvegarde.zip"

    with pytest.raises(FileNotFoundError):
        write_backup(backup, at=AT)

    assert list(tmp_path.iterdir()) == [] or not backup.exists()
    assert [p for p in tmp_path.iterdir() if p.name.endswith(".partiel")] == []


def test_the_commands_say_what_they_did(house, tmp_path, capsys):
    backup = tmp_path / "sauvegarde.zip"

    call_command("backup", str(backup))
    call_command("restore", str(backup), replace=True)

    said = capsys.readouterr().out
    assert "Sauvegarde écrite" in said
    assert "Restauré" in said
    assert Path(backup).stat().st_size > 0
