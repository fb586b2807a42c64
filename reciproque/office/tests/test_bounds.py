"""What hostile files cost: each is opened in a process of its own, whose memory and time are measured."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from reciproque.office.bounds import MEGABYTE, french_size
from reciproque.office.tests.files import OPENING, docx, p, package, tc, tr

pytestmark = pytest.mark.once  # no database: one engine is enough


ROOT = Path(__file__).parents[3]
MOST_MEMORY = 500  # megabytes
MOST_TIME = 40  # seconds of the processor
LONGEST_WAIT = 300  # seconds on the clock: the machine may be busy with other things

OPEN = """
import resource, sys
from pathlib import Path
from reciproque.office.bounds import Unreadable
from reciproque.office.opening import open_document
try:
    said = f"lu {len(open_document(sys.argv[1], name=sys.argv[2]).parts)}"
except Unreadable as unreadable:
    said = unreadable.reason
# The peak of this program alone: getrusage also counts the process that started it, up to the moment of exec.
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
used = resource.getrusage(resource.RUSAGE_SELF)
print((peaks or [used.ru_maxrss])[0] // 1024, round(used.ru_utime + used.ru_stime), said)
"""


def opened(path, name):
    """Open a file elsewhere; give the peak of memory in megabytes, the time in seconds, and what was said."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path), name],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LONGEST_WAIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    peak, seconds, said = done.stdout.split(" ", 2)
    return int(peak), int(seconds), said.strip()


def main_part(inside):
    """A document compressed so lightly that its rate alone gives nothing away."""
    return docx(main=f"<w:document {OPENING}><w:body>{inside}</w:body></w:document>", compression=1)


def many_entries(count, length):
    return package({f"{number:0{length}}": b"" for number in range(count)})


def scattered(size):
    return random.Random(7).randbytes(size)


HOSTILE = {
    "bombe de zéros.docx": (lambda: docx(p("x"), extra={"word/media/a": bytes(390 * MEGABYTE)}), "bombe"),
    "partie immense.docx": (lambda: main_part(" " * (120 * MEGABYTE)), "c’est trop"),
    "cent mille entrées.docx": (lambda: many_entries(65_000, 40), "trop d’éléments"),
    "noms immenses.docx": (lambda: many_entries(100, 60_000), "démesuré"),
    "éléments sans fin.docx": (lambda: main_part("<w:p/>" * 2_500_000), "trop"),
    "un seul paragraphe.docx": (lambda: main_part(f"<w:p>{'<w:r/>x' * 2_000_000}</w:p>"), "d’un seul tenant"),
    "attributs sans fin.docx": (
        lambda: main_part("<w:p " + " ".join(f'a{n}=""' for n in range(900_000)) + "/>"),
        "",
    ),
    "mots sans fin.docx": (lambda: main_part(p("mot " * 1000) * 15_000), "trop long"),
    "paragraphes sans fin.docx": (
        lambda: main_part("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 250_000),
        "trop long",
    ),
    "dix mille lignes.docx": (
        lambda: main_part(
            f"<w:tbl>{tr(*(tc('Une case ordinaire du tableau') for _ in range(8))) * 10_000}</w:tbl>"
        ),
        "lu 1",
    ),
    "cases sans fin.docx": (
        lambda: main_part(f"<w:tbl>{tr(*(tc() for _ in range(9))) * 40_000}</w:tbl>"),
        "cases",
    ),
    "styles immenses.docx": (
        lambda: docx(p("x"), styles="<w:style/>" * 3_000_000, compression=1),
        "d’un seul tenant",
    ),
    "entités.docx": (
        lambda: docx(
            main='<!DOCTYPE x [<!ENTITY a "'
            + "a" * 1000
            + '">'
            + "".join(f'<!ENTITY a{n} "{("&a" + (str(n - 1) if n else "") + ";") * 50}">' for n in range(9))
            + f"]><w:document {OPENING}><w:body>{p('&a8;')}</w:body></w:document>"
        ),
        "entités",
    ),
    "emboîtements sans fin.html": (lambda: b"<html>" + b"<div><p>" * 1_000_000, "emboîtés"),
    "balises sans fin.html": (lambda: b"<html>" + b"<b>" * 4_000_000, "emboîtés"),
    "paragraphes sans fin.html": (lambda: b"<html>" + b"<p>x" * 3_500_000, "trop long"),
    "cases sans fin.html": (lambda: b"<html><table>" + b"<tr><td><td>" * 1_000_000, "cases"),
    "attributs sans fin.html": (lambda: b"<html><p " + b"a=1 " * 3_500_000 + b">x", ""),
    "un mot immense.html": (lambda: b"<html><p>" + b"x" * (15 * MEGABYTE), "lu 1"),
    "page trop lourde.html": (lambda: b"<html><p>" + b"x" * (30 * MEGABYTE), "plus de 16 Mo"),
    "lignes vides sans fin.txt": (lambda: b"\n" * (8 * MEGABYTE), "vide"),
    "petites lignes.txt": (lambda: b"a\n\n" * 90_000, "lu"),
    "une seule ligne.txt": (lambda: b"mot " * (2 * MEGABYTE - 10), "lu"),
    "accents abîmés.txt": (lambda: "Ã©".encode() * (2 * MEGABYTE - 10), "lu"),
    "emojis.txt": (lambda: "🙂 ".encode() * (MEGABYTE + MEGABYTE // 2), "lu"),
    "octets au hasard.docx": (lambda: scattered(49 * MEGABYTE), "n’est pas d’un genre connu"),
    "vieux fichier.doc": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + scattered(45 * MEGABYTE),
        "ancien logiciel",
    ),
    "faux.pdf": (lambda: b"%PDF-1.7\n" + scattered(45 * MEGABYTE), "abîmé"),
    "zip dans zip.docx": (lambda: package({"a.zip": package({"b": bytes(10 * MEGABYTE)})}), "une archive"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little_memory_and_time(name, tmp_path):
    build, words = HOSTILE[name]
    path = tmp_path / "fichier"
    path.write_bytes(build())

    peak, seconds, said = opened(path, name)

    assert peak < MOST_MEMORY
    assert seconds < MOST_TIME
    assert words in said


@pytest.mark.slow
def test_a_file_of_two_hundred_megabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "fichier"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)

    peak, _seconds, said = opened(path, "contrat.docx")

    assert said.startswith("Ce fichier pèse 200 Mo ; la limite est de 50 Mo.")
    assert peak < 150


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 octet"), (10, "1 ko"), (2048, "2 ko"), (50 * MEGABYTE, "50 Mo"), (MEGABYTE * 3 // 2, "1,5 Mo")],
)
def test_sizes_are_said_in_french(size, said):
    assert french_size(size) == said
