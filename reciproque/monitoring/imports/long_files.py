"""A long file of figures, one line a value with a column for each dimension: hundreds of thousands of lines.

Everything is judged before anything is written. Headings may be French or English, in any order: indicator, year or
period, sex, age, place, other, value. An indicator is named by its code (« I12 ») or its wording, a place by its name
or its official code.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reciproque.contracts.models import Contract
from reciproque.core.text import clean, fold
from reciproque.monitoring.actions.loading import Line
from reciproque.monitoring.choices import IndicatorKind, ValueStatus
from reciproque.monitoring.imports.values import Problem, code_of
from reciproque.monitoring.models import FollowUp, Indicator
from reciproque.monitoring.queries import feedable, follow_up_of, places_of
from reciproque.monitoring.rules.cells import WHOLE, Cell, obstacles_to_recording
from reciproque.monitoring.rules.figures import read_figure
from reciproque.monitoring.rules.periods import read_period

HEADINGS = {
    "indicator": {"indicateur", "indicator", "code", "libelle"},
    "period": {"periode", "annee", "year", "period"},
    "sex": {"sexe", "sex"},
    "age": {"age", "tranche d'age"},
    "place": {"quartier", "commune", "place", "lieu", "geocode"},
    "other": {"autre", "ventilation"},
    "value": {"valeur", "value"},
}
NEEDED = {"indicator", "period", "value"}
SEXES = {"": "", "f": "F", "h": "H", "femmes": "F", "hommes": "H", "femme": "F", "homme": "H", "m": "H"}
PLAIN = {IndicatorKind.NUMBER, IndicatorKind.AMOUNT, IndicatorKind.RATIO}
"""Kinds whose figures may be written in digits only, and read at once."""
MOST_PROBLEMS = 100
LONGEST_DIGITS = 15


@dataclass
class LongFile:
    """What was read, by the key of its indicator, naming cells by their place; or what is wrong, with the line."""

    lines: dict[int, list[Line]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(those) for those in self.lines.values())


def read_long(rows: Iterable[str], *, contract: Contract) -> LongFile:
    """Judge the lines of a CSV file (comma or semicolon)."""
    read = LongFile()
    lines = iter(rows)
    head = next(lines, "").lstrip("\ufeff")
    separator = ";" if head.count(";") > head.count(",") else ","
    places = _headings(next(csv.reader([head], delimiter=separator), []))
    missing = NEEDED - places.keys()
    if missing:
        read.problems.append(
            Problem("ligne 1", "il faut les colonnes « indicateur », « année » et « valeur ».")
        )
        return read
    judging = _Judging(contract, places, read)
    for number, row in enumerate(csv.reader(lines, delimiter=separator), 2):
        judging.take(number, row)
        if len(read.problems) >= MOST_PROBLEMS:
            read.problems.append(Problem("", f"plus de {MOST_PROBLEMS} erreurs : la lecture s’arrête là."))
            break
    if not read.problems and not read.count:
        read.problems.append(Problem("ligne 2", "aucune valeur sous les titres."))
    return read


def _headings(row: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        word = fold(cell).strip(" .:*")
        name = next((one for one, words in HEADINGS.items() if word in words), None)
        if name is not None:
            found.setdefault(name, place)
    return found


class _Period:
    """An indicator in a period: what a line may say of it, once both are known."""

    def __init__(self, indicator: Indicator, period: int, lines: list[Line]) -> None:
        self.indicator, self.period, self.lines = indicator, period, lines
        self.plain = indicator.kind in PLAIN
        self.seen: set[int] = set()


class _Judging:
    """Remembers each answer: the same indicators, periods and cells come again and again, and lines are many."""

    def __init__(self, contract: Contract, columns: dict[str, int], read: LongFile) -> None:
        self.read = read
        self.where = [columns.get(name) for name in ("sex", "age", "place", "other")]
        self.of_indicator, self.of_period, self.of_value = (
            columns["indicator"],
            columns["period"],
            columns["value"],
        )
        self.follow_up: FollowUp | None = follow_up_of(contract.pk)
        self.indicators = _named(feedable(contract))
        self.places = _places(contract)
        self.ranks: dict[Cell, int] = {}
        self.periods: dict[tuple[str, str], _Period | ValueError] = {}
        self.by_period: dict[tuple[int, int], _Period] = {}
        self.cells: dict[tuple[int, tuple[str, ...]], int | ValueError] = {}

    def take(self, number: int, row: list[str]) -> None:
        try:
            self._line(row)
        except ValueError as wrong:
            self.read.problems.append(Problem(f"ligne {number}", str(wrong)))
        except IndexError:
            self.read.problems.append(Problem(f"ligne {number}", "il manque des colonnes."))

    def _line(self, row: list[str]) -> None:
        text = row[self.of_value] if row else ""
        if not text or text.isspace():
            return
        named = (row[self.of_indicator], row[self.of_period])
        told = self.periods.get(named)
        if told is None:
            told = self.periods[named] = self._period(*named)
        if isinstance(told, ValueError):
            raise told
        words = tuple([row[place] if place is not None else "" for place in self.where])
        said = (told.indicator.pk, words)
        rank = self.cells.get(said)
        if rank is None:
            rank = self.cells[said] = self._cell(told, *words)
        if isinstance(rank, ValueError):
            raise rank
        if rank in told.seen:
            raise ValueError("cette valeur est déjà dite plus haut.")
        told.seen.add(rank)
        if told.plain and len(text) < LONGEST_DIGITS and text.isascii() and text.isdecimal():
            told.lines.append((told.period, rank, ValueStatus.NUMBER, float(text)))
        else:
            told.lines.append((told.period, rank, *self._figure(text, told.indicator)))

    def _figure(self, text: str, indicator: Indicator) -> tuple[int, float | None]:
        figure = read_figure(text, kind=indicator.kind, unit=indicator.unit)
        if figure is None or figure.status == ValueStatus.WORDS:
            raise ValueError(f"« {text[:40]} » n’est pas un chiffre : ce fichier n’en prend pas d’autre.")
        return figure.status, figure.number

    def _period(self, name: str, said: str) -> _Period | ValueError:
        """The answer for an indicator and a period as they are written: a refusal is an answer too."""
        found = self.indicators.get(fold(clean(name)).strip())
        if found is None:
            return ValueError(
                f"« {name[:80]} » n’est pas un indicateur à renseigner de ce contrat, ou n’est pas seul à "
                "porter ce nom."
            )
        try:
            period = read_period(said, found.periodicity)
        except ValueError as wrong:
            return wrong
        reasons = obstacles_to_recording(found, period, WHOLE, follow_up=self.follow_up)
        if reasons:
            return ValueError(" ".join(reasons))
        lines = self.read.lines.setdefault(found.pk, [])
        return self.by_period.setdefault((found.pk, period), _Period(found, period, lines))

    def _cell(self, told: _Period, sex: str, age: str, place: str, other: str) -> int | ValueError:
        """The rank of a cell among those of the file; equal ones share it, however they are written."""
        folded = fold(sex).strip()
        if folded not in SEXES:
            return ValueError(f"« {sex[:40]} » n’est ni F ni H.")
        where = fold(place).strip()
        if where not in self.places:
            return ValueError(f"« {place[:40]} » n’est ni un quartier ni une commune de ce contrat.")
        cell = replace(self.places[where], sex=SEXES[folded], age=age.strip(), other=other.strip())
        reasons = obstacles_to_recording(told.indicator, told.period, cell, follow_up=self.follow_up)
        if reasons:
            return ValueError(" ".join(reasons))
        if cell not in self.ranks:
            self.ranks[cell] = len(self.ranks)
            self.read.cells.append(cell)
        return self.ranks[cell]


def _places(contract: Contract) -> dict[str, Cell]:
    """The places of a contract by their folded names and official codes: a neighbourhood before a commune."""
    found = {"": WHOLE}
    names = places_of(contract)
    for key, name, code in contract.communes.values_list("pk", "name", "code"):
        place = Cell(commune=key)
        found |= {fold(one): place for one in (name, code, names.name(place)) if one}
    for key, name, code in contract.neighbourhoods.values_list("pk", "name", "code"):
        found |= {fold(one): Cell(neighbourhood=key) for one in (name, code) if one}
    return found


def _named(rows: Iterable[Indicator]) -> dict[str, Indicator]:
    """By folded code and wording; a wording that two share names neither."""
    found: dict[str, Indicator] = {}
    twice: set[str] = set()
    for one in rows:
        found[fold(code_of(one))] = one
        words = fold(one.wording)
        twice |= {words} & found.keys()
        found[words] = one
    return {name: one for name, one in found.items() if name not in twice}


def decoded(pieces: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file in UTF-8. Raises ValueError with a sentence for another encoding."""
    try:
        for piece in pieces:
            yield piece.decode()
    except UnicodeDecodeError:
        raise ValueError("ce fichier n’est pas en UTF-8 : enregistrez-le ainsi.") from None
