"""Documents turned into other formats by LibreOffice, as a town hall would do it.

    @needs_soffice
    def test_…():
        pdf = converted(as_docx(document), "docx", "tagged.pdf")

Each process has a profile of its own, so that two of them never wait for each other; whatever was converted
once is kept until the process ends. `convert_all` turns several files in one start of LibreOffice, which
costs more than the turning itself.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

_TAGS = '{{"UseTaggedPDF":{{"type":"boolean","value":"{}"}}}}'
_WRITER_PDF, _CALC_PDF = "pdf:writer_pdf_Export:", "pdf:calc_pdf_Export:"
TARGETS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "html": "html:HTML (StarWriter)",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "ods": "ods:calc8",
    "tagged.pdf": _WRITER_PDF + _TAGS.format("true"),
    "untagged.pdf": _WRITER_PDF + _TAGS.format("false"),
    "slides.pdf": "pdf:impress_pdf_Export",
}
SHEETS = {"xlsx", "ods", "csv"}
INTO_WRITER = {"html": "HTML (StarWriter)", "txt": "Text (encoded):UTF8,LF,,,"}
SECONDS = 120

ABSENT = "LibreOffice (soffice) est absent : les documents convertis ne sont pas vérifiés."
needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("CI") != "true", reason=ABSENT
)
_kept: dict[tuple[str, str, str], bytes] = {}


class NotConverted(Exception):  # noqa: N818 -- reads as the sentence it is
    """LibreOffice is absent, too slow, or gave nothing back."""


def converted(data: bytes, source: str, target: str) -> bytes:
    """The same document in another format; `source` is a suffix ("docx"), `target` one of TARGETS."""
    return convert_all([data], source, target)[0]


def convert_all(files: Sequence[bytes], source: str, target: str) -> list[bytes]:
    """Several documents of one format into another, in their order."""
    keys = [(hashlib.sha256(data).hexdigest(), source, target) for data in files]
    new = {key: data for key, data in zip(keys, files, strict=True) if key not in _kept}
    if new:
        _kept.update(zip(new, _convert(list(new.values()), source, target), strict=True))
    return [_kept[key] for key in keys]


def _convert(files: list[bytes], source: str, target: str) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="converted-") as name:
        folder = Path(name)
        sources = [folder / f"{number}.{source}" for number in range(len(files))]
        for path, data in zip(sources, files, strict=True):
            path.write_bytes(data)
        out = folder / "out"
        said = _run(
            ["--convert-to", _filter(source, target), "--outdir", str(out), *map(str, sources)], source
        )
        made = [out / f"{path.stem}.{target.split('.')[-1]}" for path in sources]
        absent = [path.name for path in made if not path.is_file()]
        if absent:
            raise NotConverted(f"{', '.join(absent)} from {source}: {said}")
        return [path.read_bytes() for path in made]


def _filter(source: str, target: str) -> str:
    wanted = TARGETS[target]
    return wanted.replace(_WRITER_PDF, _CALC_PDF) if source in SHEETS else wanted


def _run(arguments: list[str], source: str) -> str:
    soffice = shutil.which("soffice")
    if soffice is None:
        raise NotConverted(ABSENT)
    into = [f"--infilter={INTO_WRITER[source]}"] if source in INTO_WRITER else []
    command = [
        soffice,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        *into,
        *arguments,
    ]
    process = subprocess.Popen(
        command,
        env={**os.environ, "HOME": str(_profile())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise NotConverted(f"LibreOffice took more than {SECONDS} s") from None
    return said.decode(errors="replace")


@cache
def _profile() -> Path:
    """The folder that LibreOffice of this process keeps its settings in; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="soffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
