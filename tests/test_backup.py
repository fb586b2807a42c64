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


def rewritten(backup, target, *, change=None, more=(), without=()):
    """The same archive with parts changed by `change(name, data)`, added or left out."""
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name not in without:
                data = source.read(name)
                archive.writestr(name, change(name, data) if change else data)
        for name, data in more:
            archive.writestr(name, data)
    return target


@pytest.fixture
def backup(house, tmp_path):
    path = tmp_path / "sauvegarde.zip"
    write_backup(path, at=AT)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "fichiers/../../evade",
        "fichiers/../evade",
        "/tmp/evade",
        "fichiers//etc/evade",
        "fichiers/",
        "fichiers/fichiers/ab/",
        "fichiers/fichiers/ab/court",
        "tables/auth.Permission.jsonl",
        "tables/../evade.jsonl",
        "fichiers/fichiers/aa/" + "b" * 64,
    ],
)
def test_no_name_of_an_archive_becomes_a_path(backup, tmp_path, settings, name):
    kept = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    before = everything()

    with pytest.raises(Refused, match="ce qu’aucune sauvegarde ne contient"):
        restore_backup(rewritten(backup, tmp_path / "autre.zip", more=[(name, b"x")]), replace=True)

    assert everything() == before
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == kept
    assert not list(tmp_path.rglob("evade*"))


def test_a_link_in_an_archive_is_no_link_here(backup, tmp_path, settings):
    link = zipfile.ZipInfo("fichiers/fichiers/aa/" + "a" * 64)
    link.external_attr = 0o120777 << 16

    with pytest.raises(Refused, match="abîmée"):
        restore_backup(rewritten(backup, tmp_path / "autre.zip", more=[(link, "/etc/passwd")]), replace=True)

    media = Path(settings.MEDIA_ROOT)
    assert not any(path.is_symlink() for path in media.rglob("*"))
    assert not list(media.rglob("a" * 64))


def test_a_file_that_is_not_what_its_name_says_replaces_nothing(house, backup, tmp_path):
    other = rewritten(
        backup,
        tmp_path / "autre.zip",
        change=lambda name, data: b"faux" if name.startswith("fichiers") else data,
    )

    with pytest.raises(Refused, match="abîmée"):
        restore_backup(other, replace=True)

    assert path_of(house).read_text() == "Décidé à l’unanimité"
    assert not list(path_of(house).parent.glob("arrivee-*"))


def test_an_archive_that_is_larger_than_the_disk_is_refused_before_it_is_unpacked(
    backup, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        "reciproque.office.imports.shutil.disk_usage", lambda _path: type("Left", (), {"free": 3})
    )

    with pytest.raises(Refused, match="il reste 1 ko sur le disque"):
        restore_backup(backup, replace=True)


@pytest.mark.parametrize(
    ("part", "data", "said"),
    [
        (MANIFEST, b"[1]", "n’est pas une sauvegarde"),
        (MANIFEST, b"{", "n’est pas une sauvegarde"),
        (MANIFEST, b"[" * 100_000, "n’est pas une sauvegarde"),
        (MANIFEST, b'{"format": 1}', "même version"),
        (MANIFEST, b" " * 2_000_000, "n’est pas une sauvegarde"),
        ("tables/territories.Commune.jsonl", b"{}\n", "Table « communes », ligne 1"),
        ("tables/territories.Commune.jsonl", b"[]\n", "ligne 1"),
        ("tables/territories.Commune.jsonl", b"{" * 100_000, "ligne 1"),
        ("tables/territories.Commune.jsonl", b"\xff\xfe\n", "ligne 1"),
        ("tables/territories.Commune.jsonl", b"", "ne tiennent pas ensemble"),  # a tie that names nothing
    ],
)
def test_what_an_archive_says_wrongly_is_said_and_changes_nothing(house, backup, tmp_path, part, data, said):
    before = everything()
    other = rewritten(
        backup, tmp_path / "autre.zip", change=lambda name, kept: data if name == part else kept
    )

    with pytest.raises(Refused, match=said):
        restore_backup(other, replace=True)

    assert everything() == before


def test_an_archive_without_a_table_is_refused(backup, tmp_path):
    other = rewritten(backup, tmp_path / "autre.zip", without=["tables/office.StoredFile.jsonl"])

    with pytest.raises(Refused, match="incomplète"):
        restore_backup(other, replace=True)


def test_only_its_owner_reads_a_backup(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
