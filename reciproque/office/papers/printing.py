"""Printing by typst, of files that lie in a folder: here, or in a process of its own (no Django is needed)."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import typst

from reciproque.office.bounds import Progress, no_progress

DATA = "papier.json"


def printed(main: str, *, progress: Progress = no_progress) -> dict[str, str]:
    """Print the template `main` with the data beside it: {"pdf": base 64}, or {"error": what the printer says}."""
    progress(0, 1, "Impression")
    try:
        return {"pdf": b64encode(print_here(Path(main))).decode()}
    except typst.TypstError as error:
        return {"error": str(error)}


def print_here(main: Path) -> bytes:
    """A tagged PDF (PDF/UA-1). Raises `typst.TypstError`."""
    return bytes(
        typst.compile(
            main,
            root=main.parent,
            sys_inputs={"data": (main.parent / DATA).read_text(encoding="utf-8")},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    )
