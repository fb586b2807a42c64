"""The rows of a spreadsheet that comes in: XLSX, ODS or CSV, as plain text cell by cell.

For lists that people import; documents have their own door (`opening`). A spreadsheet is read in a process of its own:
one that says that it has a billion cells takes nothing down.
"""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from python_calamine import CalamineError, load_workbook

from reciproque.core.text import one_line
from reciproque.office.apart.calling import call_apart
from reciproque.office.apart.faults import Fault
from reciproque.office.apart.walls import MEGABYTE, Walls
from reciproque.office.bounds import Bounds, Progress, Unreadable, french_size, no_progress
from reciproque.office.encoding import decode
from reciproque.office.sniffing import Nature, nature_of

BOUNDS = Bounds(file_bytes=5 * MEGABYTE, text_bytes=5 * MEGABYTE, unpacked_bytes=60 * MEGABYTE)
WALLS = Walls(memory=400 * MEGABYTE, processor=10.0, seconds=20.0, answer=32 * MEGABYTE)
MOST_ROWS, MOST_COLUMNS = 10_000, 100
SAVE_AS = "Enregistrez-le en XLSX, ODS ou CSV depuis votre tableur, puis déposez-le."
SEPARATORS = ";,\t|"


@dataclass(frozen=True)
class Grid:
    """One sheet: its name and its rows, each cell as text; `rows[0]` is row 1."""

    name: str
    rows: list[list[str]]


def letter_of(column: int) -> str:
    """« A » for 0, « AA » for 26: as a spreadsheet names its columns."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def read_grid(file: BinaryIO, *, name: str) -> Grid:
    """The first sheet that holds something. Raises `Unreadable` with a sentence that says what to do."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    if size > BOUNDS.file_bytes:
        raise Unreadable(
            f"Ce fichier pèse {french_size(size)} ; la limite est de {french_size(BOUNDS.file_bytes)}."
        )
    nature = nature_of(file, name, BOUNDS)
    file.seek(0)
    if nature is Nature.EMPTY:
        raise Unreadable("Ce fichier est vide.")
    if nature is Nature.PROTECTED:
        raise Unreadable(
            "Ce fichier est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe."
        )
    if nature in {Nature.XLSX, Nature.ODS}:
        return _read_apart(file.read(), nature.value)
    if nature is Nature.TEXT:
        return _read_csv(file.read(), name)
    raise Unreadable(f"Ce fichier n’est pas un tableau. {SAVE_AS}")


def _read_apart(data: bytes, suffix: str) -> Grid:
    with tempfile.NamedTemporaryFile(suffix=f".{suffix}") as copy:
        copy.write(data)
        copy.flush()
        try:
            told = call_apart(rows_in, copy.name, walls=WALLS)
        except Fault as fault:
            raise Unreadable(
                "Ce classeur est trop grand ou abîmé : il n’a pas pu être lu. Copiez les colonnes utiles dans un "
                "classeur neuf, puis déposez-le."
            ) from fault
    return Grid(told["name"], told["rows"])


def rows_in(path: str, *, progress: Progress = no_progress) -> dict[str, Any]:
    """The first sheet of a workbook that holds something, as plain data; what runs apart."""
    progress(0, 1, "Lecture du classeur")
    try:
        book = load_workbook(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.end is None:
                continue
            height, width = sheet.end[0] + 1, sheet.end[1] + 1
            if height > MOST_ROWS or width > MOST_COLUMNS:
                raise Unreadable(_too_large(name, height, width))
            rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            if any(any(row) for row in rows):
                return {"name": name, "rows": rows}
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Unreadable(f"Ce classeur est abîmé : il ne s’ouvre pas. {SAVE_AS}") from error
    raise Unreadable("Ce classeur ne contient rien : toutes ses feuilles sont vides.")


def _too_large(name: str, rows: int, columns: int) -> str:
    return (
        f"La feuille « {name} » va jusqu’à la ligne {rows} et la colonne {letter_of(columns - 1)} ; la limite est de "
        f"{MOST_ROWS} lignes et {MOST_COLUMNS} colonnes. Supprimez les lignes et les colonnes qui ne servent pas."
    )


def _text(cell: Any) -> str:
    """What a person reads in the cell: « 12 », not « 12.0 »."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell).replace(".", ",")
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return one_line(str(cell))


def _read_csv(data: bytes, name: str) -> Grid:
    text = decode(data).text
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = [
            [one_line(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise Unreadable(
            "Ce fichier CSV est abîmé : ses guillemets ou ses séparateurs ne se suivent pas."
        ) from error
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise Unreadable(_too_large(Path(name).stem, len(rows), max(map(len, rows))))
    if not any(any(row) for row in rows):
        raise Unreadable("Ce fichier ne contient rien.")
    return Grid(Path(name).stem, rows)
