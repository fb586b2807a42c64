"""What cannot be read, from the upload to the page that says why: nothing half done, the file kept, another try."""

import errno
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from reciproque.contracts.models import Contract
from reciproque.intake import jobs
from reciproque.intake.choices import ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.tests.factories import AT, CONTRACT
from reciproque.jobs.actions.running import run_next
from reciproque.jobs.choices import JobState
from reciproque.jobs.models import Job
from reciproque.office.paths import path_of
from reciproque.office.tests import harmful
from reciproque.office.tests.files import docx, p


def bomb():
    """Three hundred megabytes of nothing in a file of three hundred kilobytes, written piece by piece."""
    file = io.BytesIO(docx(p("Bonjour")))
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/big.xml", "w", force_zip64=True) as member,
    ):
        for _piece in range(300):
            member.write(bytes(1_000_000))
    return file.getvalue()


BOMB = bomb()
XXE = docx(
    main='<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = docx("<w:sdt><w:sdtContent>" * 1_000 + p("fond") + "</w:sdtContent></w:sdt>" * 1_000)

LONG_TABLE = "\n".join(
    ["# Cadre", "", "| Axe | Objectif | Résultats attendus |", "|---|---|---|"]
    + [f"| Axe {n % 9} | Objectif {n} | Résultat {n} |" for n in range(10_000)]
).encode()
MEASURE = """
import sys
from contextlib import suppress
from pathlib import Path
from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import Unreadable, open_document
with suppress(Unreadable):
    read_document(open_document(sys.argv[1])).as_json()
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(most.split()[1])
"""


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("contrat.md", CONTRACT)
    return file.getvalue()


UNREADABLE = {
    "another kind behind a right name": ("contrat.docx", b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
    "an archive": ("contrat.zip", zipped(), "archive"),
    "a program": ("contrat.docx", b"\x7fELF" + bytes(200), "programme"),
    "truncated": ("contrat.docx", docx(p("Bonjour"))[:-300], "incomplet"),
    "a bomb": ("contrat.docx", BOMB, ""),
    "entities": ("contrat.docx", XXE, ""),
    "without words": ("contrat.md", b"\n \n\n", "vide"),
}


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_why_and_can_be_tried_again(signed_in, upload, read, name, data, said):
    url = upload(signed_in, data, name)
    job = run_next("alice", AT)

    page = read(signed_in.get(url))
    reading = Reading.objects.get()
    assert (reading.state, job.state) == (ReadingState.FAILED, JobState.DONE)
    sentence = page.select_one(".callout.error").text.strip()
    assert sentence == reading.failure
    assert sentence.endswith(".")
    assert said in sentence
    assert not Item.objects.exists()
    assert not Contract.objects.exists()
    assert path_of(reading.file).read_bytes() == data

    signed_in.post(reverse("intake:read_again", args=[reading.pk]))
    reading.refresh_from_db()
    assert (reading.state, reading.failure) == (ReadingState.WAITING, "")
    assert Job.objects.count() == 2


def test_an_empty_file_is_said_at_once(signed_in, read):
    response = signed_in.post(
        reverse("intake:bring_document"), {"file": SimpleUploadedFile("vide.docx", b"")}
    )

    assert "vide" in read(response).select_one(".summary").text
    assert not Reading.objects.exists()


def test_no_file_is_said(signed_in, read):
    response = signed_in.post(reverse("intake:bring_document"))

    assert "Choisissez un document" in read(response).select_one(".summary").text


def test_200_megabytes_are_refused_before_they_are_read(signed_in, read, settings):
    settings.UPLOAD_LIMIT = 2_000_000  # the same door with a lower lintel: 200 MB in a test help nobody
    response = signed_in.post(
        reverse("intake:bring_document"), {"file": SimpleUploadedFile("gros.md", b"x" * 2_000_001)}
    )

    assert "la limite est de" in read(response).select_one(".summary").text
    assert not Reading.objects.exists()


ODD = {
    "nul and control characters": (
        "contrat.md",
        CONTRACT.replace("Rénover les", "\x07Rénover\x00 \x1bles").encode(),
    ),
    "windows-1252": ("contrat.txt", CONTRACT.replace("- ", "– ").encode("windows-1252")),
    "utf-16": ("contrat.txt", CONTRACT.encode("utf-16")),
    "a wrong name": ("contrat.docx", CONTRACT.encode()),
}


@pytest.mark.parametrize(("name", "data"), ODD.values(), ids=ODD)
def test_what_is_odd_but_readable_is_read(signed_in, upload, name, data):
    upload(signed_in, data, name)
    run_next("alice", AT)

    reading = Reading.objects.get()
    assert reading.state == ReadingState.READY
    assert reading.items.filter(words="Rénover les logements").exists()


def test_a_table_of_ten_thousand_rows_is_read_and_its_pages_stay_light(signed_in, upload, read):
    url = upload(signed_in, LONG_TABLE, "tableau.md")

    job = run_next("alice", AT)
    response = signed_in.get(url)
    reading = Reading.objects.get()
    item = reading.items.filter(kind="results")[5_000]
    there = read(signed_in.get(f"{url}?liste=results&element={item.pk}"))

    assert (job.state, reading.state) == (JobState.DONE, ReadingState.READY)
    assert reading.items.filter(kind="results").count() == 10_000
    assert len(response.content) < 1_500_000
    assert there.select_one(f"#{item.anchor} a[href='#item-{item.pk}']")
    assert signed_in.get(reverse("intake:edit_item", args=[item.pk])).status_code == 200


def test_nesting_a_thousand_deep_ends_in_a_proposal_or_a_sentence(signed_in, upload, read):
    url = upload(signed_in, DEEP, "profond.docx")

    job = run_next("alice", AT)

    reading = Reading.objects.get()
    assert job.state == JobState.DONE
    assert reading.state == ReadingState.READY or reading.failure.endswith(".")
    assert signed_in.get(url).status_code == 200


def test_a_deep_list_is_taken_over_without_falling(signed_in, upload):
    deep = "\n".join(f"{'  ' * n}- Objectif {n} : agir" for n in range(300))
    url = upload(signed_in, f"# Cadre stratégique\n\n{deep}\n".encode(), "liste.md")

    assert run_next("alice", AT).state == JobState.DONE
    assert signed_in.get(url).status_code == 200


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="La mémoire se lit dans /proc.")
@pytest.mark.parametrize(
    ("name", "data"), [("bombe.docx", BOMB), ("tableau.md", LONG_TABLE), ("profond.docx", DEEP)]
)
def test_memory_stays_under_500_megabytes(tmp_path, name, data):
    """In a process of its own, as a worker reads it."""
    path = tmp_path / name
    path.write_bytes(data)

    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 500 * 1024


def test_a_file_that_is_gone_from_the_disk_is_said_to_be_so(signed_in, upload, read):
    url = upload(signed_in, CONTRACT.encode(), "contrat.md")
    path_of(Reading.objects.get().file).unlink()

    run_next("alice", AT)

    page = read(signed_in.get(url))
    assert "ne peut pas être ouvert" in page.select_one(".callout.error").text
    assert page.find("button", string="Essayer à nouveau")


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (harmful.segfault, "s’est interrompue net"),
        (harmful.eat_memory, "plus de 500 Mo de mémoire"),
        (harmful.never_end, "dépassait 1 secondes de calcul"),
        (harmful.fail, "erreur inattendue"),
    ],
)
def test_whatever_a_file_does_to_its_reader_the_worker_goes_on(
    signed_in, upload, read, monkeypatch, settings, reader, said
):
    """The person gets a sentence and another try, the file stays, the next document is read."""
    settings.READING_SECONDS = 1 if reader is harmful.never_end else 60
    harmed = upload(signed_in, CONTRACT.encode(), "contrat.md")
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "read_file", reader)
        job = run_next("alice", AT)
    upload(signed_in, CONTRACT.encode() + b"\n", "autre.md")

    after = run_next("alice", AT)

    page = read(signed_in.get(harmed))
    assert said in page.select_one(".callout.error").text
    assert page.find("button", string="Essayer à nouveau")
    assert (job.state, after.state) == (JobState.DONE, JobState.DONE)
    assert path_of(Reading.objects.get(name="contrat.md").file).exists()
    assert Reading.objects.get(name="autre.md").state == ReadingState.READY


def test_a_reading_that_hangs_can_be_cancelled(signed_in, upload, monkeypatch):
    upload(signed_in, CONTRACT.encode(), "contrat.md")
    Job.objects.update(cancel_asked_at=AT)
    monkeypatch.setattr(jobs, "read_file", harmful.never_end)
    began = time.monotonic()

    job = run_next("alice", AT)

    assert job.state == JobState.CANCELLED
    assert time.monotonic() - began < 20


def test_a_disk_that_fills_while_a_file_arrives_is_named(ada, settings, monkeypatch):
    """The page of failures is asked for by its exception: the client of the tests must not raise it itself."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    def full(*_args, **_how):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)

    response = client.post(reverse("intake:bring_document"), {"file": SimpleUploadedFile("a.md", b"x" * 100)})

    assert response.status_code == 507
    assert "n’a plus de place" in response.content.decode()
    assert not Reading.objects.exists()
