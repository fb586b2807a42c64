"""The rows of a spreadsheet that comes in: XLSX, ODS or CSV, as plain text cell by cell.

For lists that people import; documents have their own door (`opening`). A spreadsheet is read in a process of its own:
one that says that it has a billion cells takes nothing down.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, load_workbook

from reciproque.core.text import clean, one_line
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
    """One sheet: its name and its rows, each cell as text; `rows[0]` is row 1.

    `errors`: the cells of an XLSX whose formula failed (« B3 »): they read as empty and are not.
    """

    name: str
    rows: list[list[str]]
    errors: frozenset[str] = frozenset()


def letter_of(column: int) -> str:
    """« A » for 0, « AA » for 26: as a spreadsheet names its columns."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def read_grid(file: BinaryIO, *, name: str, lines: bool = False) -> Grid:
    """The first sheet that holds something. Raises `Unreadable` with a sentence that says what to do.

    `lines`: a cell keeps its ends of lines (long answers); without, it is one line (lists, names, numbers).
    """
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
        return _read_apart(file.read(), nature.value, lines=lines)
    if nature is Nature.TEXT:
        return _read_csv(file.read(), name, lines=lines)
    raise Unreadable(f"Ce fichier n’est pas un tableau. {SAVE_AS}")


def _read_apart(data: bytes, suffix: str, *, lines: bool) -> Grid:
    with tempfile.NamedTemporaryFile(suffix=f".{suffix}") as copy:
        copy.write(data)
        copy.flush()
        try:
            told = call_apart(lines_in if lines else rows_in, copy.name, walls=WALLS)
        except Fault as fault:
            raise Unreadable(
                "Ce classeur est trop grand ou abîmé : il n’a pas pu être lu. Copiez les colonnes utiles dans un "
                "classeur neuf, puis déposez-le."
            ) from fault
    return Grid(told["name"], told["rows"], frozenset(told["errors"]))


def lines_in(path: str, *, progress: Progress = no_progress) -> dict[str, Any]:
    """The same as `rows_in`, with the ends of lines in cells."""
    return rows_in(path, progress=progress, lines=True)


def rows_in(path: str, *, progress: Progress = no_progress, lines: bool = False) -> dict[str, Any]:
    """The first sheet of a workbook that holds something, as plain data; what runs apart."""
    worded = _lines if lines else one_line
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
            rows = [[_text(cell, worded) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            if any(any(row) for row in rows):
                return {"name": name, "rows": rows, "errors": _failed_in(path)}
    except (CalamineError, BadZipFile, OSError, ValueError, KeyError) as error:
        raise Unreadable(f"Ce classeur est abîmé : il ne s’ouvre pas. {SAVE_AS}") from error
    raise Unreadable("Ce classeur ne contient rien : toutes ses feuilles sont vides.")


def _too_large(name: str, rows: int, columns: int) -> str:
    return (
        f"La feuille « {name} » va jusqu’à la ligne {rows} et la colonne {letter_of(columns - 1)} ; la limite est de "
        f"{MOST_ROWS} lignes et {MOST_COLUMNS} colonnes. Supprimez les lignes et les colonnes qui ne servent pas."
    )


def _failed_in(path: str) -> list[str]:
    """The names of the cells whose formula failed; the reader gives them as empty. None for what is no XLSX."""
    found: set[str] = set()
    with ZipFile(path) as package:
        for part in package.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                found |= {one[1].decode() for one in _FAILED.finditer(package.read(part))}
    return sorted(found)


_FAILED = re.compile(rb'<c(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3}[0-9]{1,7})"')


def _lines(text: str) -> str:
    return clean(text).strip()


def _text(cell: Any, worded: Callable[[str], str]) -> str:
    """What a person reads in the cell: « 12 », not « 12.0 »."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell).replace(".", ",")
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return worded(str(cell))


def _read_csv(data: bytes, name: str, *, lines: bool) -> Grid:
    worded = _lines if lines else one_line
    text = decode(data).text
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = [
            [worded(cell) for cell in row]
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
