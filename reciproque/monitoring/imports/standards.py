"""Common indicators in a spreadsheet: any order of columns, every problem at its cell, nothing written before.

A line is found again by its code, so that the same file brought twice changes nothing. An empty cell leaves what is
there as it is; a column that is not in the file as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core import signing
from django.db import models

from reciproque.accounts.models import User
from reciproque.core.edits import plain
from reciproque.core.text import clean, fold
from reciproque.monitoring.imports.values import CHANGED, FRESH, NEW, SAME, Problem
from reciproque.monitoring.models import Library, Standard
from reciproque.monitoring.rules.standards import obstacles_to_standard
from reciproque.monitoring.tables.libraries import FIELDS, LISTS, heading_of
from reciproque.office.bounds import Unreadable
from reciproque.office.grids import Grid, letter_of, read_grid
from reciproque.office.sheets import as_written

ALSO_CALLED = {
    "wording": {"indicateur", "intitule"},
    "over_time": {"plusieurs periodes"},
    "over_places": {"plusieurs lieux"},
    "periodicity": {"rythme"},
    "method_note": {"methode", "mode de calcul"},
}
SALT = "reciproque.monitoring.imports.standards"
MOST = 1_000
LOOKED_AT = 10
YES, NO = {"oui", "o", "x", "vrai", "true", "1"}, {"non", "n", "faux", "false", "0"}


@dataclass(frozen=True)
class StandardSaid:
    """What a line says of a common indicator: only what it says. `seen` is the version that it was held against."""

    code: str
    values: Mapping[str, Any]
    seen: int | None


@dataclass(frozen=True)
class StandardChange:
    kind: str
    place: str
    code: str
    wording: str
    fields: str


@dataclass
class ReadStandards:
    """A file as it was read: what would be written, or what is wrong in it."""

    said: list[StandardSaid] = field(default_factory=list)
    changes: list[StandardChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.changes)

    @property
    def shown(self) -> list[StandardChange]:
        return [one for one in self.changes if one.kind != SAME]


def read_standards(file: BinaryIO, *, name: str, library: Library) -> ReadStandards:
    """Judge a file before anything is written."""
    try:
        grid = read_grid(file, name=name, lines=True)
    except Unreadable as unreadable:
        return ReadStandards(problems=[Problem("", unreadable.reason)])
    read = ReadStandards()
    top, columns = _headings(grid, read)
    if top is None:
        said = "aucune ligne de titres reconnue : il faut une colonne « Code » et une colonne « Libellé »."
        return ReadStandards(problems=[Problem("A1", said)])
    known = {one.code: one for one in Standard.objects.filter(library=library)}
    seen: dict[str, str] = {}
    for row in range(top + 1, len(grid.rows)):
        _line(grid.rows[row], row, columns, known, seen, read)
    if not read.problems and not read.changes:
        read.problems.append(Problem(f"A{top + 2}", "aucun indicateur sous les titres."))
    if len(read.changes) > MOST:
        read.problems.append(Problem("", f"plus de {MOST} indicateurs : séparez le fichier en plusieurs."))
    return read


def _headings(grid: Grid, read: ReadStandards) -> tuple[int | None, dict[str, int]]:
    words = {name: {fold(heading_of(name)), *ALSO_CALLED.get(name, ())} for name in FIELDS}
    for top, row in enumerate(grid.rows[:LOOKED_AT]):
        columns: dict[str, int] = {}
        ignored = []
        for place, cell in enumerate(row):
            word = fold(cell).strip(" .:*")
            name = next((one for one, called in words.items() if word in called), None)
            if name is not None:
                columns.setdefault(name, place)
            elif cell:
                ignored.append(cell)
        if {"code", "wording"} <= columns.keys():
            read.ignored = ignored
            return top, columns
    return None, {}


def _line(
    cells: list[str],
    row: int,
    columns: Mapping[str, int],
    known: Mapping[str, Standard],
    seen: dict[str, str],
    read: ReadStandards,
) -> None:
    texts = {name: as_written(clean(cells[at]).strip()) for name, at in columns.items() if at < len(cells)}
    texts = {name: text for name, text in texts.items() if text}
    if not texts:
        return
    before = len(read.problems)

    def wrong(name: str, said: str) -> None:
        read.problems.append(Problem(f"{letter_of(columns[name])}{row + 1}", said))

    values = _values(texts, wrong)
    code = values.pop("code", "")
    standard = known.get(code)
    place = f"{letter_of(columns['code'])}{row + 1}"
    if code or "code" not in texts:  # one that is too long was told
        for said in _obstacles(code, standard, values, seen.get(code, "")):
            wrong("code", said)
        seen.setdefault(code, place)
    if len(read.problems) > before:
        return
    changed = {
        name: value for name, value in values.items() if standard is None or getattr(standard, name) != value
    }
    kind = NEW if standard is None else CHANGED if changed else SAME
    if changed:
        version = standard.version if standard is not None else None
        read.said.append(StandardSaid(code, changed, version))
    wording = str(values.get("wording", standard.wording if standard is not None else ""))
    told = ", ".join(heading_of(name) for name in changed) if standard is not None else ""
    read.changes.append(StandardChange(kind, place, code, wording, told))


def _obstacles(code: str, standard: Standard | None, values: Mapping[str, Any], there: str) -> Iterator[str]:
    """Why a line cannot be kept as a whole. `there` is the cell that named the same code before."""
    if not code:
        yield "cette ligne n’a pas de code."
        return
    if there:
        yield f"« {code} » se trouve déjà en {there}."
    if standard is None:
        yield from obstacles_to_standard({"wording": "", "kind": ""} | dict(values))
    elif standard.archived_at is not None:
        yield f"« {code} » a été retiré de la base : remettez-le d’abord."


def _values(texts: Mapping[str, str], wrong: Callable[[str, str], None]) -> dict[str, Any]:
    """What the cells of a line mean; what means nothing is told."""
    values: dict[str, Any] = {}
    for name, text in texts.items():
        try:
            values[name] = _value(name, text)
        except ValueError as refused:
            wrong(name, str(refused))
    return values


def _value(name: str, text: str) -> Any:
    column: Any = Standard._meta.get_field(name)
    if isinstance(column, models.BooleanField):
        if fold(text) in YES | NO:
            return fold(text) in YES
        raise ValueError(f"« {text[:40]} » : écrivez « oui » ou « non ».")
    if column.choices:
        found = {fold(str(said)): key for key, said in column.choices}
        found |= {fold(str(key)): key for key, _said in column.choices}
        if fold(text) in found:
            return str(found[fold(text)])
        offered = ", ".join(f"« {said} »" for key, said in column.choices if key)
        raise ValueError(f"« {text[:40]} » : écrivez {offered}.")
    if name in LISTS:
        return "\n".join(part.strip() for part in text.replace(";", "\n").splitlines() if part.strip())
    longest = column.max_length
    if longest is not None and len(text) > longest:
        raise ValueError(f"« {text[:40]}… » : {longest} caractères au plus.")
    return " ".join(text.split()) if name in ("code", "wording", "unit") else text


def sealed(said: list[StandardSaid], *, by: User, library: Library) -> str:
    """The judged lines as a text that the page carries to its second button, and that nobody can alter."""
    rows = [[one.code, {name: plain(value) for name, value in one.values.items()}, one.seen] for one in said]
    return signing.dumps({"by": by.pk, "library": library.pk, "rows": rows}, salt=SALT, compress=True)


def unsealed(text: str, *, by: User, library: Library) -> list[StandardSaid] | None:
    """The lines that were judged for this person and this list; None when the text is not ours or too old."""
    try:
        told = signing.loads(text, salt=SALT, max_age=FRESH)
    except signing.BadSignature:
        return None
    if (told["by"], told["library"]) != (by.pk, library.pk):
        return None
    return [StandardSaid(code, values, seen) for code, values, seen in told["rows"]]
