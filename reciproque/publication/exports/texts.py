"""The files of one indicator as texts: data, main series, edges, metadata, as an Open SDG site reads them.

`data`: every cell, one column a dimension, empty where the cell is the total of it; `Year` first, `Value` last.
`headline`: the rows without any breakdown. `edges`: which dimension only comes with which other. A column OBS_STATUS
says why a value is empty (`choices.STATUS_CODES`), and is there only if some value is. JSON data are columns, JSON
headlines are rows.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from reciproque.core.text import fold, one_line
from reciproque.monitoring.choices import IndicatorKind, ValueStatus
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.periods import say_period
from reciproque.office.sheets.cells import harmless
from reciproque.publication.choices import STATUS_CODES, YEARLY
from reciproque.publication.queries import Told
from reciproque.publication.queries.leaves import Label
from reciproque.publication.rules.masking import Coordinates, hidden_cells, small

FRAMES_KEPT = 16
COUNTS = {IndicatorKind.NUMBER, IndicatorKind.REGISTER}
QUICK = 1
"""Level of compression: files are made often and small enough."""
_CODES = {int(status): code for status, code in STATUS_CODES.items()}


@dataclass(frozen=True)
class Texts:
    """What a leaf keeps; `data_csv` and `data_json` compressed."""

    rows: int
    masked: int
    columns: str
    data_csv: bytes
    checksum: int
    size: int
    data_json: bytes
    headline_csv: str
    headline_json: str
    edges_csv: str
    edges_json: str


@dataclass(frozen=True)
class _Frame:
    """All of a table but its figures: the same for every indicator that is told by the same cells.

    `order`: the whole first, then what is broken down, each by period and by the names of its parts.
    """

    order: Sequence[int]
    names: Sequence[str]
    beginnings: Sequence[str]
    columns_json: str
    whole: Sequence[int]
    edges: Sequence[tuple[str, str]]


class Frames:
    """Makes tables; `labels_of` asks how breakdowns are named, once during one run."""

    def __init__(self, labels_of: Callable[[set[int]], Mapping[int, Label]]) -> None:
        self._labels_of = labels_of
        self._labels: dict[int, Label] = {}

    def texts(self, indicator: Indicator, told: Told, *, threshold: int) -> Texts:
        """The texts of an indicator; counts of people below the threshold, and what gives them away, are masked."""
        self._learn(told.breakdowns)
        frame = self._frame(indicator, told)
        codes = [_CODES[one] for one in told.statuses]
        numbers: list[float | None] = list(told.numbers)
        masked = self._to_mask(indicator, told, threshold)
        for place in masked:
            codes[place], numbers[place] = STATUS_CODES[ValueStatus.SECRET], None
        codes = [codes[place] for place in frame.order]
        return _texts(frame, codes, [numbers[place] for place in frame.order], len(masked))

    def _learn(self, breakdowns: Sequence[int]) -> None:
        unknown = set(breakdowns) - self._labels.keys()
        if unknown:
            self._labels.update(self._labels_of(unknown))

    def _frame(self, indicator: Indicator, told: Told) -> _Frame:
        rhythm = "" if indicator.periodicity in {"", *YEARLY} else indicator.periodicity
        labels = tuple((one, self._labels[one]) for one in sorted(set(told.breakdowns)))
        return _frame(tuple(told.periods), tuple(told.breakdowns), labels, rhythm, indicator.other_dimension)

    def _to_mask(self, indicator: Indicator, told: Told, threshold: int) -> list[int]:
        """The rows whose number must not be told."""
        if not told.numbers:
            return []
        limit = threshold if indicator.counts_people is True else 0
        if indicator.kind == IndicatorKind.RATIO:
            few = [small(one, limit) for one in told.denominators]
            return [place for place, is_few in enumerate(few) if is_few]
        if not _something_to_hide(told, limit if indicator.kind in COUNTS else 0):
            return []
        return self._hidden(indicator, told, limit if indicator.kind in COUNTS else 0)

    def _hidden(self, indicator: Indicator, told: Told, limit: int) -> list[int]:
        adds_up = indicator.kind in {*COUNTS, IndicatorKind.AMOUNT}
        over_places = adds_up and indicator.over_places in ("", "sum")
        additive = (adds_up, adds_up, over_places, over_places, adds_up)
        by_period: dict[int, dict[Coordinates, int]] = {}
        for place, (period, breakdown) in enumerate(zip(told.periods, told.breakdowns, strict=True)):
            by_period.setdefault(period, {})[_coordinates(self._labels[breakdown])] = place
        masked = []
        for cells in by_period.values():
            numbers = {cell: told.numbers[place] for cell, place in cells.items()}
            secret = [c for c, place in cells.items() if told.statuses[place] == ValueStatus.SECRET]
            hidden = hidden_cells(numbers, secret, threshold=limit, additive=additive)
            masked += [cells[cell] for cell in hidden if numbers[cell] is not None]
        return masked


def _coordinates(label: Label) -> Coordinates:
    sex, age, _place, _commune, other, _code, place_key, commune_key = label
    return sex, age, place_key, commune_key, other


def _something_to_hide(told: Told, limit: int) -> bool:
    if ValueStatus.SECRET in told.statuses:
        return True
    return any(number is not None and 0 < number < limit for number in told.numbers)


@lru_cache(maxsize=FRAMES_KEPT)
def _frame(
    periods_told: tuple[int, ...],
    breakdowns: tuple[int, ...],
    named_so: tuple[tuple[int, Label], ...],
    rhythm: str,
    other: str,
) -> _Frame:
    """Remembered: whoever changes one value, or tells the next indicator of a cube, finds the same frame again."""
    labels = dict(named_so)
    rank = _ranks(set(breakdowns), labels)
    order = sorted(
        range(len(periods_told)),
        key=lambda place: (
            rank[breakdowns[place]][0],
            periods_told[place],
            rank[breakdowns[place]][1],
        ),
    )
    named = [labels[breakdowns[place]] for place in order]
    periods = [periods_told[place] for place in order]
    columns: list[tuple[str, list[str]]] = []
    if rhythm:
        columns.append(("Période", [say_period(period, rhythm) for period in periods]))
    shown = []
    for part, heading in enumerate(("Sexe", "Âge", "Quartier", "Commune", _heading(other), "GeoCode")):
        column = [label[part] for label in named]
        if any(column):
            columns.append((heading, column))
            shown.append(part)
    years = [str(period // 100) for period in periods]
    words = {text for _name, column in columns for text in column}
    as_csv = {text: _csv_cell(text) for text in words}
    as_json = {text: _json_or_null(text) for text in words}
    written = [years, *([as_csv[text] for text in column] for _name, column in columns)]
    parts = [f'"Year":[{",".join(years)}]']
    parts += [f"{_json(name)}:[{','.join([as_json[text] for text in column])}]" for name, column in columns]
    none = {key for key in rank if not any(labels[key][:5])}
    whole = [rows for rows, place in enumerate(order) if breakdowns[place] in none] if not rhythm else []
    names = [name for name, _column in columns]
    present = {tuple([bool(labels[key][part]) for part in shown]) for key in rank}
    if rhythm:
        present = {(True, *cell) for cell in present}
    return _Frame(
        order,
        names,
        [",".join(line) + "," for line in zip(*written, strict=True)],
        ",".join(parts),
        whole,
        edges_between(names, present),
    )


TAKEN = {
    "year",
    "value",
    "obs_status",
    "geocode",
    "periode",
    "sexe",
    "age",
    "quartier",
    "commune",
    "units",
    "series",
}
"""What columns are called already, and what Open SDG takes for something else."""


def _heading(other: str) -> str:
    """The column of the other dimension of an indicator, by the name that the team gave it."""
    name = one_line(other)
    return f"{name} (autre)" if fold(name) in TAKEN else name or "Autre"


def _ranks(breakdowns: set[int], labels: Mapping[int, Label]) -> dict[int, tuple[list[bool], int]]:
    """Of each breakdown which dimensions it has, and its place among those of its kind by their names."""
    ordered = sorted(breakdowns, key=lambda key: labels[key])
    return {
        key: ([bool(one) for one in reversed(labels[key][:5])], place) for place, key in enumerate(ordered)
    }


def _texts(frame: _Frame, codes: Sequence[str], numbers: Sequence[float | None], masked: int) -> Texts:
    figures = ["" if number is None else _number(number) for number in numbers]
    with_status = any(codes)
    names = ["Year", *frame.names, *(["OBS_STATUS"] if with_status else []), "Value"]
    ends = (
        [f"{code},{figure}" for code, figure in zip(codes, figures, strict=True)] if with_status else figures
    )
    lines = [",".join(map(_csv_cell, names))]
    lines += map("".join, zip(frame.beginnings, ends, strict=True))
    data_csv = ("\n".join(lines) + "\n").encode()
    values = ",".join([figure or "null" for figure in figures])
    said = f',"OBS_STATUS":[{",".join(map(_json_or_null, codes))}]' if with_status else ""
    data_json = f'{{{frame.columns_json}{said},"Value":[{values}]}}' if figures else "[]"
    return Texts(
        rows=len(figures),
        masked=masked,
        columns=json.dumps(names, ensure_ascii=False),
        data_csv=deflated(data_csv),
        checksum=zlib.crc32(data_csv),
        size=len(data_csv),
        data_json=deflated(data_json.encode()),
        **_headline(frame, codes, figures),
        **_edges(frame.edges),
    )


def _headline(frame: _Frame, codes: Sequence[str], figures: Sequence[str]) -> dict[str, str]:
    """The rows of the whole, in both forms."""
    years = [frame.beginnings[place].partition(",")[0] for place in frame.whole]
    status = [codes[place] for place in frame.whole]
    numbers = [figures[place] for place in frame.whole]
    if any(status):
        lines = [f"{year},{code},{number}" for year, code, number in zip(years, status, numbers, strict=True)]
        rows = [
            f'{{"Year":{year},"OBS_STATUS":{_json_or_null(code)},"Value":{number or "null"}}}'
            for year, code, number in zip(years, status, numbers, strict=True)
        ]
        head = "Year,OBS_STATUS,Value"
    else:
        lines = [f"{year},{number}" for year, number in zip(years, numbers, strict=True)]
        rows = [
            f'{{"Year":{year},"Value":{number or "null"}}}'
            for year, number in zip(years, numbers, strict=True)
        ]
        head = "Year,Value"
    return {
        "headline_csv": "\n".join([head, *lines]) + "\n",
        "headline_json": f"[{','.join(rows)}]",
    }


def _edges(edges: Sequence[tuple[str, str]]) -> dict[str, str]:
    lines = ["From,To", *(f"{_csv_cell(source)},{_csv_cell(target)}" for source, target in edges)]
    told = {"From": [one for one, _to in edges], "To": [to for _one, to in edges]} if edges else []
    return {
        "edges_csv": "\n".join(lines) + "\n",
        "edges_json": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
    }


def edges_between(names: Sequence[str], present: set[tuple[bool, ...]]) -> list[tuple[str, str]]:
    """Which dimension is chosen before which: B hangs on A if B never comes without A (the left one, if neither does).

    `present` holds which dimensions cells have together. Only the nearest is kept: no edge from above a parent.
    """
    found = []
    for one, two in combinations(range(len(names)), 2):
        without_two = any(cell[one] and not cell[two] for cell in present)
        without_one = any(cell[two] and not cell[one] for cell in present)
        if not without_one:
            found.append((one, two))
        elif not without_two:
            found.append((two, one))
    above: dict[int, set[int]] = {}
    for source, target in found:
        above.setdefault(target, set()).add(source)
    kept = [
        (source, target)
        for source, target in found
        if not any(source in above.get(other, ()) for other in above[target] if other != source)
    ]
    return [(names[source], names[target]) for source, target in kept]


def deflated(data: bytes) -> bytes:
    """Compressed as a member of a zip archive is."""
    packer = zlib.compressobj(QUICK, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def inflated(data: bytes | memoryview) -> bytes:
    return zlib.decompress(data, -zlib.MAX_WBITS)


def _number(number: float) -> str:
    return f"{number:.0f}" if number.is_integer() else repr(number)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _json_or_null(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else "null"


def _csv_cell(text: str) -> str:
    """A text as a cell; one that a spreadsheet would take for a formula is made harmless."""
    safe = harmless(text)
    if any(sign in safe for sign in ',"\n\r'):
        return '"' + safe.replace('"', '""') + '"'
    return safe
