"""Reading one file of reference data: a table or perimeters. Every problem is a sentence with file and line."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reciproque.core.text import one_line

MOST_BYTES = 200_000_000
UNKNOWN = "NA"
SHOWN = 20  # problems of one file that are told one by one
Judge = Callable[[str], Any]


@dataclass
class Remarks:
    """What a person must know: `problems` forbid the loading, `remarks` do not."""

    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One line of a table, with its number in the file; `text` gives a cleaned cell.

    « NA » is how statistical software writes that nothing is known: empty, never a name.
    """

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        said = one_line(self.cells[column])
        return "" if said == UNKNOWN else said

    @property
    def place(self) -> str:
        return f"{self.file}, ligne {self.number}"


class BrokenLine(ValueError):  # noqa: N818 -- reads as the sentence it is
    """A cell holds what it must not; the sentence goes after the place."""


def whole_number(text: str) -> int | None:
    """Empty means unknown, never zero."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BrokenLine(f"« {text} » n’est pas un nombre entier.")
    return int(text)


def degrees(text: str, limit: int) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise BrokenLine(f"« {text} » n’est pas un nombre.") from error
    if not -limit <= value <= limit:
        raise BrokenLine(f"« {text} » n’est pas une coordonnée en degrés.")
    return value


def counted(number: int, noun: str) -> str:
    """« 1 contrat », « 3 contrats »; only the last word takes the mark."""
    return f"{number} {noun}{'s' if number > 1 else ''}"


def read_text_file(path: Path, name: str, said: Remarks) -> str | None:
    """The text of a file in UTF-8; None, with a problem, when it cannot be had."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        said.problems.append(f"{name} : le fichier ne s’ouvre pas ({error.strerror or 'erreur de lecture'}).")
        return None
    if size > MOST_BYTES:
        said.problems.append(f"{name} : le fichier dépasse {MOST_BYTES // 1_000_000} Mo.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said.problems.append(
            f"{name}, ligne {line} : caractère illisible. Le fichier n’est pas en UTF-8 : enregistrez-le en UTF-8."
        )
        return None


def read_table(folder: Path, name: str, columns: Sequence[str], said: Remarks) -> list[Line]:
    """The lines of a CSV file that has at least these columns; problems are told, and then nothing is returned."""
    text = read_text_file(folder / name, name, said)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    known = len(said.problems)
    try:
        headings = [one_line(cell) for cell in next(reader, [])]
        missing = [column for column in columns if column not in headings]
        for column in missing:
            said.problems.append(f"{name}, ligne 1 : la colonne « {column} » manque.")
        lines = [] if missing else list(_lines(reader, name, headings, said))
    except csv.Error as error:
        said.problems.append(
            f"{name}, ligne {reader.line_num} : le fichier est coupé ou abîmé ({_in_french(error)})."
        )
        return []
    shorten_problems(said, known, name)
    return lines if len(said.problems) == known else []


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def _in_french(error: csv.Error) -> str:
    return (
        "un guillemet n’est pas refermé"
        if "end of data" in str(error)
        else "guillemets ou séparateurs inattendus"
    )


def _lines(reader: Any, name: str, headings: list[str], said: Remarks) -> Iterator[Line]:
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(headings):
            said.problems.append(
                f"{name}, ligne {reader.line_num} : {counted(len(cells), 'colonne')} "
                f"au lieu de {len(headings)}."
            )
            continue
        yield Line(name, reader.line_num, dict(zip(headings, cells, strict=True)))


def shorten_problems(said: Remarks, known: int, name: str) -> None:
    """A file that is wrong everywhere says so once, not thirty thousand times."""
    extra = len(said.problems) - known - SHOWN
    if extra > 0:
        del said.problems[known + SHOWN :]
        said.problems.append(
            f"{name} : et {extra} autre{'s' if extra > 1 else ''} erreur{'s' if extra > 1 else ''}."
        )


def judge_lines(
    lines: Sequence[Line], key: str, judge: Callable[[Line], Any], said: Remarks
) -> dict[str, Any]:
    """What each line says, by its key; a key that comes twice and a cell that cannot be are problems."""
    known, found = len(said.problems), {}
    first: dict[str, int] = {}
    for line in lines:
        code = line.text(key)
        if code in first:
            said.problems.append(f"{line.place} : le code « {code} » est déjà à la ligne {first[code]}.")
            continue
        first[code] = line.number
        try:
            found[code] = judge(line)
        except BrokenLine as broken:
            said.problems.append(f"{line.place} : {broken}")
    if lines:
        shorten_problems(said, known, lines[0].file)
    return found


def read_features(folder: Path, name: str, said: Remarks) -> list[dict[str, Any]]:
    """The features of a GeoJSON file."""
    text = read_text_file(folder / name, name, said)
    if text is None:
        return []
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        said.problems.append(
            f"{name}, ligne {error.lineno}, caractère {error.colno} : le fichier est coupé ou abîmé "
            "(ce n’est pas du JSON complet)."
        )
        return []
    except RecursionError:
        said.problems.append(f"{name}, ligne 1 : ce n’est pas une liste de périmètres.")
        return []
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        said.problems.append(f"{name}, ligne 1 : ce n’est pas une liste de périmètres (FeatureCollection).")
        return []
    return features
