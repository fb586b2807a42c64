"""Sound files to strike: the documents of the bench in each format, and an invented contract where they are absent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from reciproque.intake.tests.retyping import as_docx, as_html
from reciproque.office.document import Document, Table
from reciproque.office.reading.text import read_text
from tests.converted import NotConverted, convert_all
from tests.readings import invented
from tests.readings.measure import DOCUMENTS, missing, text_of

FROM_WORD = ("odt", "tagged.pdf", "untagged.pdf")


def originals(folder: Path, *, small: bool = False) -> dict[tuple[str, str], bytes]:
    """(document, suffix) → bytes. What LibreOffice made is kept in the folder for the next time."""
    texts = {"invented": invented.TEXT}
    if not small and not missing():
        texts |= {name: text_of(name) for name in DOCUMENTS}
    documents = {name: read_text(text, name=name) for name, text in texts.items()}
    made = {(name, "md"): text.encode() for name, text in texts.items()}
    for name, document in documents.items():
        made[name, "docx"], made[name, "html"] = as_docx(document), as_html(document)
        made[name, "xlsx"] = as_workbook(document)
    return made if small else made | dict(_converted(made, list(documents), folder))


def as_workbook(document: Document) -> bytes:
    """A plan kept as a spreadsheet: a paragraph is a row of one cell, a table its rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, y = book.add_worksheet("Plan"), 0
        for part in document.parts:
            rows = (
                [[cell.text for cell, _more in row] for row in part.grid()]
                if isinstance(part, Table)
                else [[part.text]]
            )
            for row in rows:
                sheet.write_row(y, 0, row)
                y += 1
    return file.getvalue()


def _converted(
    made: dict[tuple[str, str], bytes], names: list[str], folder: Path
) -> Iterator[tuple[tuple[str, str], bytes]]:
    for source, targets in (("docx", FROM_WORD), ("xlsx", ("ods",))):
        for target in targets:
            kept = [folder / f"{name}.{target}" for name in names]
            if not all(path.exists() for path in kept):
                try:
                    files = convert_all([made[name, source] for name in names], source, target)
                except NotConverted as absent:
                    print(f"not struck: {target} ({absent})")
                    continue
                for path, data in zip(kept, files, strict=True):
                    path.write_bytes(data)
            for name, path in zip(names, kept, strict=True):
                yield (f"{name} {target}", target.split(".")[-1]), path.read_bytes()
