"""A list in a spreadsheet: any order of columns, every problem at its cell, and what keeping it would change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core import signing

from reciproque.core.tables import Column
from reciproque.core.text import clean, fold
from reciproque.office.bounds import Unreadable
from reciproque.office.grids import Grid, letter_of, read_grid
from reciproque.references.models import Nomenclature
from reciproque.references.queries import lines_of
from reciproque.references.rules import MOST_LINES, Problem, ReadLine, problems_of

HEADINGS = {
    "code": {"code", "numero", "n°", "n", "no", "num", "reference", "ref", "cle"},
    "title": {"intitule", "titre", "libelle", "mesure", "objectif", "axe", "theme", "action", "nom", "title"},
    "detail": {"precisions", "precision", "detail", "details", "description", "commentaire", "contenu"},
    "parent": {
        "parent",
        "depend de",
        "code du parent",
        "code parent",
        "rattachement",
        "parent_code",
        "axe parent",
    },
}
"""What a column may be called (folded), by field."""
WORDS = {"code": "Code", "title": "Intitulé", "detail": "Précisions", "parent": "Dépend de"}
LOOKED_AT = 10  # rows among which the headings stand: a title may stand above them
SALT = "reciproque.framework.imports.lists"
FRESH = 2 * 60 * 60  # seconds during which a judged file may be kept

TEMPLATE: list[Column[Any]] = [
    Column(word, lambda row, name=name: getattr(row, name))  # type: ignore[misc]  # a default that carries the value of the loop has no type
    for name, word in WORDS.items()
]
EXAMPLES = [
    ReadLine("1", "Prévenir", "Un axe, dont dépendent les deux lignes suivantes. Effacez ces exemples."),
    ReadLine("1.1", "Ouvrir une consultation jeunes", "Facultatif : ce qui aide à comprendre la ligne.", "1"),
    ReadLine("1.2", "Former des relais dans chaque quartier", "", "1"),
]


@dataclass
class Change:
    """What keeping the file would do to one line."""

    kind: str  # "ajoutée", "modifiée", "inchangée", "archivée"
    code: str
    title: str
    before: str = ""


@dataclass
class ReadList:
    """A file as it was read: its lines or what is wrong in it, and what would change."""

    lines: list[ReadLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)

    @property
    def is_new(self) -> bool:
        return any(change.kind != "inchangée" for change in self.changes)


def read_list(file: BinaryIO, *, name: str, into: Nomenclature | None) -> ReadList:
    """Judge a file before anything is written. `into`: the list that it would update, None for a new one."""
    try:
        grid = read_grid(file, name=name)
    except Unreadable as unreadable:
        return ReadList(problems=[Problem("", unreadable.reason)])
    read = _lines_in(grid)
    if not read.problems:
        read.changes = changes_to(into, read.lines)
    return read


def _lines_in(grid: Grid) -> ReadList:
    found = _headings(grid)
    if found is None:
        said = "aucune ligne de titres reconnue : une colonne « Code » et une colonne « Intitulé » sont nécessaires."
        return ReadList(problems=[Problem("A1", said)])
    top, columns, ignored = found
    if twice := [name for name in columns if len(columns[name]) > 1]:
        cells = " et ".join(f"{letter_of(place)}{top + 1}" for place in columns[twice[0]])
        said = f"deux colonnes disent « {WORDS[twice[0]]} » : gardez-en une."
        return ReadList(problems=[Problem(cells, said)])
    if missing := [name for name in ("code", "title") if name not in columns]:
        said = f"la colonne « {WORDS[missing[0]]} » manque dans la ligne de titres."
        return ReadList(problems=[Problem(f"A{top + 1}", said)])
    places = {name: where[0] for name, where in columns.items()}
    lines = [
        ReadLine(**{name: _cell(row, place) for name, place in places.items()}, row=number)
        for number, row in enumerate(grid.rows[top + 1 :], start=top + 2)
        if any(_cell(row, place) for place in places.values())
    ]
    problems = problems_of(lines, {name: letter_of(place) for name, place in places.items()})
    if not lines:
        problems = [Problem(f"A{top + 2}", "aucune ligne sous les titres.")]
    if len(lines) > MOST_LINES:
        said = f"la liste compte {len(lines)} lignes ; la limite est de {MOST_LINES}."
        problems = [Problem(f"A{lines[MOST_LINES].row}", said)]
    return ReadList(lines, problems, ignored=ignored)


def _headings(grid: Grid) -> tuple[int, dict[str, list[int]], list[str]] | None:
    """The row of headings (from 0), which columns say what, and the headings that say nothing to us."""
    for top, row in enumerate(grid.rows[:LOOKED_AT]):
        columns: dict[str, list[int]] = {}
        ignored = []
        for place, cell in enumerate(row):
            name = next((one for one, words in HEADINGS.items() if fold(cell).strip(" .:*") in words), None)
            if name is not None:
                columns.setdefault(name, []).append(place)
            elif cell:
                ignored.append(cell)
        if "code" in columns or "title" in columns:
            return top, columns, ignored
    return None


def _cell(row: Sequence[str], place: int) -> str:
    return clean(row[place]).strip() if place < len(row) else ""


def changes_to(into: Nomenclature | None, lines: Sequence[ReadLine]) -> list[Change]:
    """What keeping these lines would do to the list."""
    known = {line.code: line for line in lines_of(into)} if into is not None else {}
    changes = []
    for read in lines:
        line = known.get(read.code)
        if line is None:
            changes.append(Change("ajoutée", read.code, read.title))
            continue
        parent = line.parent.code if line.parent else ""
        same = (line.title, line.detail, parent, line.archived_at) == (
            read.title,
            read.detail,
            read.parent,
            None,
        )
        before = line.title if line.title != read.title else ""
        changes.append(Change("inchangée" if same else "modifiée", read.code, read.title, before))
    wanted = {read.code for read in lines}
    gone = [line for code, line in known.items() if code not in wanted and line.archived_at is None]
    return changes + [Change("archivée", line.code, line.title) for line in gone]


def sealed(lines: Sequence[ReadLine], *, by: int, into: int | None) -> str:
    """The judged lines as a text that the page carries to its second button, and that nobody can alter."""
    rows = [[line.code, line.title, line.detail, line.parent] for line in lines]
    return signing.dumps({"by": by, "into": into, "rows": rows}, salt=SALT, compress=True)


def unsealed(text: str, *, by: int, into: int | None) -> list[ReadLine] | None:
    """The lines that were judged for this person and this list; None when the text is not ours or too old."""
    try:
        told = signing.loads(text, salt=SALT, max_age=FRESH)
    except signing.BadSignature:
        return None
    if told["by"] != by or told["into"] != into:
        return None
    return [ReadLine(*row) for row in told["rows"]]
