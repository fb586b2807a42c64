"""Keeping what people bring, and giving it back."""

import hashlib
import io
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reciproque.core.refusals import Refused
from reciproque.office.actions import keep_file, plain_name, sweep_store
from reciproque.office.models import StoredFile
from reciproque.office.paths import download_response, open_stored, path_of
from reciproque.office.tests.files import docx, p

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 2, 2, 9, tzinfo=UTC)


def kept(data=b"Bonjour", name="contrat.txt", at=AT):
    return keep_file(SimpleUploadedFile(name, data, content_type="text/html"), name=name, at=at)


def files_under(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_the_bytes_are_kept_with_what_they_are():
    data = docx(p("Texte"))

    stored = kept(data, "Contrat de ville.docx")

    stored.refresh_from_db()
    assert (stored.name, stored.size, stored.stored_at) == ("Contrat de ville.docx", len(data), AT)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.media_type.endswith("wordprocessingml.document")
    with open_stored(stored) as file:
        assert file.read() == data


def test_the_type_is_what_the_file_holds_not_what_is_said(settings):
    assert (
        kept(b"\x7fELF\x02\x01\x01" + b"\x00" * 50, "contrat.docx").media_type == "application/octet-stream"
    )
    assert kept(b"PK\x03\x04 tronque", "contrat.docx").media_type == "application/octet-stream"


def test_the_place_of_a_file_owes_nothing_to_its_name_and_nobody_executes_it(settings):
    stored = kept(name="../../../etc/cron.d/mal.sh")

    path = path_of(stored)
    assert path.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert stored.sha256 in path.name
    assert stored.name == "mal.sh"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_bytes_are_kept_once(settings):
    first, second, other = kept(), kept(name="autre nom.txt", at=LATER), kept(b"Bonsoir")

    assert (first.pk, first.stored_at) == (second.pk, second.stored_at)
    assert other.pk != first.pk
    assert len(files_under(settings.MEDIA_ROOT)) == 2


def test_bytes_lost_from_the_disk_come_back_with_the_next_deposit():
    path_of(kept()).unlink()

    assert path_of(kept()).read_bytes() == b"Bonjour"


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(settings):
    settings.UPLOAD_LIMIT = 1_000_000

    class Endless(io.RawIOBase):
        """Announces nothing and never ends."""

        given = 0

        def seek(self, *where):
            return 0

        def read(self, size=-1):
            self.given += size
            assert self.given < 3_000_000
            return b"x" * size

    with pytest.raises(Refused, match="plus de 977 ko"):
        keep_file(Endless(), name="a.docx", at=AT)

    assert files_under(settings.MEDIA_ROOT) == []
    assert not StoredFile.objects.exists()


def test_an_empty_file_is_refused_and_leaves_nothing(settings):
    with pytest.raises(Refused, match="vide"):
        kept(b"")

    assert files_under(settings.MEDIA_ROOT) == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("contrat.docx", "contrat.docx"),
        ("C:\\Documents\\contrat.docx", "contrat.docx"),
        ("a/b/../c.txt", "c.txt"),
        (".htaccess", "htaccess"),
        ("a\r\nContent-Type: text/html.txt", "html.txt"),
        ("", "fichier"),
        ("../..", "fichier"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
        ("\u202egpj.exe", "gpj.exe"),
    ],
)
def test_names_lose_folders_and_tricks(name, plain):
    assert plain_name(name) == plain


def test_a_download_is_never_shown_as_a_page_of_ours():
    response = download_response(kept(b"<html><script>alert(1)</script>", "été.html"))

    assert b"".join(response.streaming_content) == b"<html><script>alert(1)</script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9t%C3%A9.html"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    response.close()


def test_a_path_that_leads_out_of_the_store_is_refused():
    with pytest.raises(ValueError, match="hors du dossier"):
        path_of(StoredFile(name="x", path="../../etc/passwd"))


def test_a_size_that_is_announced_beyond_the_limit_is_believed(settings):
    settings.UPLOAD_LIMIT = 1_000_000
    upload = SimpleUploadedFile("gros.docx", b"")
    upload.size = 1_000_001

    with pytest.raises(Refused, match="la limite"):
        keep_file(upload, name="gros.docx", at=AT)

    assert files_under(settings.MEDIA_ROOT) == []


def test_what_a_killed_process_left_is_swept_a_day_later(settings):
    stored = kept()
    folder = path_of(stored).parent
    left = [folder.parent / "arrivee-x", folder / ("b" * 64), folder.parent / "arrivee-y"]
    for path in left:
        path.write_bytes(b"moitie")
    now = datetime.now(UTC)
    yesterday = (now - timedelta(days=1, minutes=1)).timestamp()
    for path in left[:2]:
        os.utime(path, (yesterday, yesterday))

    removed = sweep_store(now)

    assert removed == 2
    assert sorted(files_under(settings.MEDIA_ROOT)) == sorted([path_of(stored), left[2]])


def test_a_file_that_nobody_names_is_swept_a_day_after_it_was_last_brought(settings):
    stored = kept()
    now = datetime.now(UTC)
    yesterday = (now - timedelta(days=1, minutes=1)).timestamp()
    os.utime(path_of(stored), (yesterday, yesterday))
    assert kept() == stored
    assert sweep_store(now) == 0
    os.utime(path_of(stored), (yesterday, yesterday))

    removed = sweep_store(now)

    assert removed == 1
    assert not StoredFile.objects.exists()
    assert files_under(settings.MEDIA_ROOT) == []


def test_an_empty_store_is_swept_as_well():
    assert sweep_store(AT) == 0
