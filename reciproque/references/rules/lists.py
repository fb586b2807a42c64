"""What a line of a list must be, whether it is typed or read in a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reciproque.references.models import Reference

LONGEST_CODE, LONGEST_TITLE, LONGEST_DETAIL = 40, 2_000, 20_000  # characters
MOST_LINES = 2_000
DEEPEST = 6  # levels


@dataclass(frozen=True)
class ReadLine:
    """A line as a file gives it; `parent` is a code of the same file. `row`: its number in the sheet, from 1."""

    code: str
    title: str
    detail: str = ""
    parent: str = ""
    row: int = 0


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file, at which cell (« B12 »), and what to do."""

    cell: str
    said: str

    def __str__(self) -> str:
        return f"{self.cell} : {self.said}" if self.cell else self.said


def obstacles_to_keeping(line: Reference, others: Iterable[Reference]) -> list[str]:
    """Why a typed line cannot be kept beside the others of its list."""
    reasons = []
    if not line.title.strip():
        reasons.append("Donnez un intitulé à la ligne.")
    if not line.code.strip():
        reasons.append("Donnez un code à la ligne.")
    if any(one.code == line.code for one in others):
        reasons.append(f"Le code « {line.code} » existe déjà dans ce référentiel (peut-être archivé).")
    if line.parent is not None and line.parent.nomenclature_id != line.nomenclature_id:
        reasons.append("La ligne dont elle dépend est dans un autre référentiel.")
    return reasons


def obstacles_to_hanging(line: Reference, others: Iterable[Reference]) -> list[str]:
    """A line does not hang on one that hangs on it."""
    parents = {one.pk: one.parent_id for one in others} | {line.pk: line.parent_id}
    return ["Une ligne ne dépend pas de celles qui dépendent d’elle."] if _turns(line.pk, parents) else []


def _turns(key: int, parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    up: int | None = key
    while up is not None and up not in seen:
        seen.add(up)
        up = parents.get(up)
    return up is not None


def problems_of(lines: Sequence[ReadLine], cells: Mapping[str, str]) -> list[Problem]:
    """What is wrong in the lines of a file, each at its cell. `cells`: field → letter of its column."""
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for line in lines:
        problems += _problems_of_line(line, cells)
        if line.code and line.code in first:
            said = f"le code « {line.code} » est déjà à la ligne {first[line.code]} : un code ne sert qu’une fois."
            problems.append(Problem(f"{cells['code']}{line.row}", said))
        first.setdefault(line.code, line.row)
    return problems + _problems_of_parents(lines, cells)


def _problems_of_line(line: ReadLine, cells: Mapping[str, str]) -> list[Problem]:
    wrong = []
    if not line.code:
        wrong.append(("code", "le code manque : numérotez la ligne, il sert à la reconnaître."))
    if len(line.code) > LONGEST_CODE:
        wrong.append(
            ("code", f"le code compte {len(line.code)} caractères ; la limite est de {LONGEST_CODE}.")
        )
    if not line.title:
        wrong.append(("title", "l’intitulé manque."))
    if len(line.title) > LONGEST_TITLE:
        wrong.append(("title", "l’intitulé est trop long : mettez-en une partie dans les précisions."))
    if len(line.detail) > LONGEST_DETAIL:
        wrong.append(("detail", "les précisions sont trop longues : raccourcissez-les."))
    return [Problem(f"{cells[name]}{line.row}", said) for name, said in wrong]


def _problems_of_parents(lines: Sequence[ReadLine], cells: Mapping[str, str]) -> list[Problem]:
    parents = {line.code: line.parent for line in lines if line.code}
    problems = []
    for line in lines:
        place = f"{cells.get('parent', '')}{line.row}"
        if line.parent and line.parent not in parents:
            said = f"« {line.parent} » n’est le code d’aucune ligne : corrigez-le, ou ajoutez cette ligne."
            problems.append(Problem(place, said))
        elif line.parent and _depth(line.code, parents) is None:
            problems.append(Problem(place, "la ligne dépend d’elle-même, directement ou par d’autres."))
        elif line.parent and (_depth(line.code, parents) or 0) > DEEPEST:
            problems.append(Problem(place, f"plus de {DEEPEST} niveaux : mettez la liste plus à plat."))
    return problems


def _depth(code: str, parents: Mapping[str, str]) -> int | None:
    """The level of a line, 1 at the top; None when its way up turns in a ring."""
    seen: list[str] = []
    while code and code in parents:
        if code in seen:
            return None
        seen.append(code)
        code = parents[code]
    return len(seen)
