"""Values in a spreadsheet: any order of columns, every problem at its cell, and what keeping them would change.

Two shapes are known: periods as columns (the template), or one line a value with its period. A line names its
indicator by its code (« I12 ») or by its wording, its part of a breakdown by its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from reciproque.contracts.models import Contract
from reciproque.core.text import clean, fold
from reciproque.monitoring.actions.recording import Said
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries import (
    breaks_of,
    feedable,
    follow_up_of,
    last_changes,
    places_of,
    texts_in,
    troubles_at,
)
from reciproque.monitoring.queries.grids import say_cell
from reciproque.monitoring.rules.cells import (
    WHOLE,
    Cell,
    Places,
    cell_of_key,
    cells_of,
    obstacles_to_recording,
)
from reciproque.monitoring.rules.figures import Figure, read_figure, write_figure
from reciproque.monitoring.rules.periods import read_period, say_period
from reciproque.monitoring.rules.series import unit_in
from reciproque.office.bounds import Unreadable
from reciproque.office.grids import Grid, letter_of, read_grid
from reciproque.office.sheets import as_written

HEADINGS = {
    "code": {"code", "code de l'indicateur", "numero", "n°", "ref", "reference"},
    "wording": {"indicateur", "libelle", "intitule", "indicateur de suivi"},
    "part": {"ventilation", "detail", "categorie", "public", "quartier", "commune", "sexe"},
    "period": {"periode", "annee", "date"},
    "value": {"valeur", "resultat", "realise", "valeur de l'indicateur"},
    "comment": {"commentaire", "remarque", "observation", "observations"},
    "exported": {"exporte le"},
    "unit": {"unite"},
}
"""What a column may be called (folded), by field; any other heading may be a period."""
LOOKED_AT = 10
SALT = "reciproque.monitoring.imports.values"
FRESH = 2 * 60 * 60
MOST_VALUES = 20_000
NEW, CHANGED, SAME, OLDER = "nouvelle", "modifiée", "inchangée", "plus récente ici"


@dataclass(frozen=True)
class Problem:
    """What is wrong, and in which cell of the file (« D12 »)."""

    place: str
    said: str


@dataclass(frozen=True)
class Change:
    """What keeping the file would do to one cell."""

    kind: str
    place: str
    indicator: str
    period: str
    part: str
    before: str
    after: str


@dataclass
class ReadValues:
    """A file as it was read: what would be written, or what is wrong in it."""

    said: list[Said] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)

    @property
    def shown(self) -> list[Change]:
        return [change for change in self.changes if change.kind != SAME]


@dataclass
class _Known:
    """What the contract knows, for the lines of a file to be found in."""

    contract: Contract
    by_code: Mapping[str, Indicator]
    by_wording: Mapping[str, list[Indicator]]
    places: Places
    codes: Mapping[str, Cell]
    parts: dict[int, dict[str, Cell]] = field(default_factory=dict)

    def parts_of(self, indicator: Indicator) -> dict[str, Cell]:
        """The parts of the breakdowns of an indicator, by their folded words and codes."""
        if indicator.pk not in self.parts:
            known: dict[str, Cell] = {"": WHOLE, "ensemble": WHOLE, "total": WHOLE}
            cells = cells_of(indicator, self.places)
            for cell in cells:
                known.setdefault(fold(say_cell(cell, self.places)), cell)
            known |= {short: known[long] for short, long in _SHORT.items() if long in known}
            known |= {code: cell for code, cell in self.codes.items() if cell in cells}
            self.parts[indicator.pk] = known
        return self.parts[indicator.pk]


_SHORT = {"f": "femmes", "h": "hommes", "femme": "femmes", "homme": "hommes"}


def _known(contract: Contract) -> _Known:
    rows = feedable(contract)
    by_wording: dict[str, list[Indicator]] = {}
    for one in rows:
        by_wording.setdefault(fold(one.wording), []).append(one)
    codes = {
        fold(code): Cell(neighbourhood=key) for key, code in contract.neighbourhoods.values_list("pk", "code")
    }
    codes |= {fold(code): Cell(commune=key) for key, code in contract.communes.values_list("pk", "code")}
    codes.pop("", None)
    return _Known(contract, {code_of(one): one for one in rows}, by_wording, places_of(contract), codes)


def code_of(indicator: Indicator) -> str:
    return f"I{indicator.pk}"


def read_values(file: BinaryIO, *, name: str, contract: Contract) -> ReadValues:
    """Judge a file before anything is written."""
    try:
        grid = read_grid(file, name=name)
    except Unreadable as unreadable:
        return ReadValues(problems=[Problem("", unreadable.reason)])
    found = _headings(grid)
    if found is None:
        said = "aucune ligne de titres reconnue : il faut une colonne « Code » ou « Indicateur », et des périodes."
        return ReadValues(problems=[Problem("A1", said)])
    read = ReadValues(ignored=found.ignored)
    known = _known(contract)
    typed = [
        one for row in range(found.top + 1, len(grid.rows)) for one in _line(grid, row, found, known, read)
    ]
    if not read.problems and not typed:
        read.problems.append(Problem(f"A{found.top + 2}", "aucune valeur sous les titres."))
    if len(typed) > MOST_VALUES:
        read.problems.append(Problem("", f"plus de {MOST_VALUES} valeurs : séparez le fichier en plusieurs."))
    if not read.problems:
        _compare(read, typed, contract, known)
    return read


@dataclass
class _Heads:
    """Which columns say what: fields by name, and periods as headings."""

    top: int
    fields: dict[str, int]
    periods: dict[int, str]
    ignored: list[str]


def _headings(grid: Grid) -> _Heads | None:
    for top, row in enumerate(grid.rows[:LOOKED_AT]):
        fields: dict[str, int] = {}
        periods: dict[int, str] = {}
        ignored = []
        for place, cell in enumerate(row):
            word = fold(cell).strip(" .:*")
            name = next((one for one, words in HEADINGS.items() if word in words), None)
            if name is not None:
                fields.setdefault(name, place)
            elif any(letter.isdigit() for letter in cell):
                periods[place] = cell
            elif cell:
                ignored.append(cell)
        whole = periods or {"period", "value"} <= fields.keys()
        if ("code" in fields or "wording" in fields) and whole:
            return _Heads(top, fields, {} if "value" in fields else periods, ignored)
    return None


@dataclass(frozen=True)
class _Typed:
    place: str
    indicator: Indicator
    period: int
    cell: Cell
    part: str
    figure: Figure
    comment: str
    exported: datetime | None
    unit: str


def _line(grid: Grid, row: int, heads: _Heads, known: _Known, read: ReadValues) -> list[_Typed]:
    cells = grid.rows[row]

    def said(name: str) -> str:
        place = heads.fields.get(name)
        return as_written(clean(cells[place]).strip()) if place is not None and place < len(cells) else ""

    values = _values_in(cells, heads, said)
    if not any(text for _place, _period, text in values):
        return []
    indicator = _indicator(said("code"), said("wording"), known)
    if isinstance(indicator, str):
        column = heads.fields.get("code", heads.fields.get("wording", 0))
        read.problems.append(Problem(f"{letter_of(column)}{row + 1}", indicator))
        return []
    cell = known.parts_of(indicator).get(fold(said("part")))
    if cell is None:
        column = heads.fields.get("part", 0)
        sentence = f"« {said('part')} » n’est pas une ventilation de cet indicateur."
        read.problems.append(Problem(f"{letter_of(column)}{row + 1}", sentence))
        return []
    exported = parse_datetime(said("exported")) if said("exported") else None
    typed = []
    for column, heading, text in values:
        place = f"{letter_of(column)}{row + 1}"
        one = _judged(place, indicator, heading, cell, text, known, read)
        if one is not None:
            typed.append(
                _Typed(
                    place,
                    indicator,
                    one[0],
                    cell,
                    said("part"),
                    one[1],
                    said("comment"),
                    _aware(exported),
                    said("unit"),
                )
            )
    return typed


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


def _values_in(cells: Sequence[str], heads: _Heads, said: Any) -> list[tuple[int, str, str]]:
    """The values of a line: (column, period as written, text)."""
    if "value" in heads.fields:
        return [(heads.fields["value"], said("period"), said("value"))]
    return [
        (column, heading, as_written(clean(cells[column]).strip()))
        for column, heading in heads.periods.items()
        if column < len(cells)
    ]


def _indicator(code: str, wording: str, known: _Known) -> Indicator | str:
    """The indicator that a line means, or a sentence."""
    if code:
        found = known.by_code.get(code.upper())
        if found is None:
            return (
                f"« {code} » n’est pas un indicateur à renseigner de ce contrat : le fichier est peut-être d’un autre "
                "contrat, ou l’indicateur est archivé, calculé ou sans nature."
            )
        if wording and fold(wording) != fold(found.wording):
            return f"« {code} » est « {found.wording} », pas « {wording} » : vérifiez la ligne."
        return found
    same = known.by_wording.get(fold(wording), [])
    if len(same) == 1:
        return same[0]
    if same:
        return f"plusieurs indicateurs se nomment « {wording} » : ajoutez leur code."
    return f"« {wording} » n’est pas un indicateur à renseigner de ce contrat."


def _judged(
    place: str, indicator: Indicator, heading: str, cell: Cell, text: str, known: _Known, read: ReadValues
) -> tuple[int, Figure] | None:
    """The period and the figure of one value; None for an empty one, or one whose problem was told."""
    if not text:
        return None
    try:
        period = read_period(heading, indicator.periodicity)
        figure = read_figure(text, kind=indicator.kind, unit=indicator.unit)
    except ValueError as refused:
        read.problems.append(Problem(place, str(refused)))
        return None
    return (period, figure) if figure is not None else None


def _compare(read: ReadValues, typed: Sequence[_Typed], contract: Contract, known: _Known) -> None:
    """What each value would change; a period that is closed, or a file that is older than the cell, is told."""
    follow_up = follow_up_of(contract.pk)
    indicators = {one.indicator.pk: one.indicator for one in typed}
    periods = {one.period for one in typed}
    there = texts_in(indicators, periods)
    changed = last_changes(indicators.keys(), periods) if any(one.exported for one in typed) else {}
    twice: dict[tuple[int, int, str], str] = {}
    breaks = breaks_of(indicators.keys())
    for one in typed:
        where = (one.indicator.pk, one.period, one.cell.key)
        if where in twice:
            read.problems.append(Problem(one.place, f"la même valeur se trouve déjà en {twice[where]}."))
            continue
        twice[where] = one.place
        before, _standing = there.get(where, ("", None))
        after = write_figure(one.figure, one.indicator.kind)
        kind = _kind(before, after, one.exported, changed.get(where))
        if kind in (NEW, CHANGED):
            why = obstacles_to_recording(
                one.indicator, one.period, one.cell, follow_up=follow_up, ends_on=contract.ends_on
            )
            why += _other_unit(one, breaks)
            read.problems += [Problem(one.place, sentence) for sentence in why]
            read.said.append(
                Said(one.indicator, one.period, one.figure, one.cell, comment=one.comment, seen=before)
            )
        said = say_period(one.period, one.indicator.periodicity)
        read.changes.append(Change(kind, one.place, one.indicator.wording, said, one.part, before, after))
    read.warnings = _warnings(read.said, known)


def _other_unit(one: _Typed, breaks: Mapping[int, list[Any]]) -> list[str]:
    """Why a value of a file that names its unit is not of the unit of that period: an older file, most often."""
    wanted = unit_in(one.indicator, one.period, breaks.get(one.indicator.pk, []))
    if not one.unit or fold(one.unit) == fold(wanted):
        return []
    period = say_period(one.period, one.indicator.periodicity)
    return [
        f"le fichier compte en « {one.unit} », l’indicateur en « {wanted or 'unité non précisée'} » pour {period} : "
        "prenez le modèle d’aujourd’hui, ou corrigez l’unité."
    ]


def _warnings(said: Sequence[Said], known: _Known) -> list[str]:
    """What would not add up once these values are kept."""
    told = troubles_at(
        {one.indicator.pk: one.indicator for one in said},
        {(one.indicator.pk, one.period) for one in said},
        known.places,
        brought={(one.indicator.pk, one.period, one.cell): one.figure for one in said},
    )
    named = {one.indicator.pk: one.indicator.wording for one in said}
    return [f"{named[key]} – {sentence}" for (key, _period), those in told.items() for sentence in those]


def _kind(before: str, after: str, exported: datetime | None, changed: datetime | None) -> str:
    if before == after:
        return SAME
    if exported is not None and changed is not None and changed > exported:
        return OLDER
    return CHANGED if before else NEW


def sealed(said: Sequence[Said], *, by: int, contract: int) -> str:
    """The judged values as a text that the page carries to its second button, and that nobody can alter."""
    rows = [
        [one.indicator.pk, one.period, one.cell.key, *_plain(one.figure), one.comment, one.seen]
        for one in said
    ]
    return signing.dumps({"by": by, "contract": contract, "rows": rows}, salt=SALT, compress=True)


def _plain(figure: Figure | None) -> list[Any]:
    if figure is None:
        return [None, None, "", None, None]
    return [figure.status, figure.number, figure.words, figure.numerator, figure.denominator]


def unsealed(text: str, *, by: int, contract: Contract) -> list[Said] | None:
    """The values that were judged for this person and this contract; None when the text is not ours or too old."""
    try:
        told = signing.loads(text, salt=SALT, max_age=FRESH)
    except signing.BadSignature:
        return None
    if (told["by"], told["contract"]) != (by, contract.pk):
        return None
    indicators = {one.pk: one for one in feedable(contract)}
    said = []
    for key, period, cell, status, number, words, above, below, comment, seen in told["rows"]:
        if key not in indicators:
            return None
        figure = Figure(status, number, words, above, below) if status is not None else None
        said.append(Said(indicators[key], period, figure, cell_of_key(cell), comment=comment, seen=seen))
    return said
