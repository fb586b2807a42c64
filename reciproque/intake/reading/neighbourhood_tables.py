"""Tables of neighbourhoods: commune, name, and one or several columns of population."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reciproque.intake.reading.numbers import whole_number
from reciproque.intake.reading.result import Neighbourhood, NeighbourhoodTotal, place_of
from reciproque.intake.reading.spelling import folded
from reciproque.office.document import Cell, Document, Row, Table

_NAMES = re.compile(r"\b(?:quartiers?|qpv|qva|tva|secteurs?|perimetres?)\b|^noms?\b|^territoires?\b")
_COMMUNES = re.compile(r"^(?:communes?|villes?)\b")
_PEOPLE = re.compile(r"\b(?:hab|habitants?|population|pop|nb|nombre|effectifs?)\b")
_TYPES = re.compile(r"^(?:type|statut|classement|categorie)\b")
_TOTAL = re.compile(r"^(?:sous-?)?total\b|^ensemble\b")
_VEILLE = (
    ("QPV", r"\bqpv\b|prioritaire"),
    ("TVA", r"\btva\b|territoires? (?:de|en) veille"),
    ("QVA", r"\bqva\b|veille"),
)
_CODE = re.compile(r"\bQ[NP]\d{5}[A-Z]\b|\b(?:QN|QP)\d{6}\b")
_KIND = re.compile(r"^(?:QPV|QVA|TVA)\s*[:–-]?\s+(?=\S)", re.IGNORECASE)
_LONGEST = 12


@dataclass(slots=True)
class _Columns:
    name: int
    commune: int | None = None
    kind: int | None = None
    people: dict[int, str | None] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)


def read_table(table: Table, said: str | None = None) -> list[Neighbourhood]:
    """Read a table of neighbourhoods; `said` is the type that the sentence above speaks of."""
    return [item for item in _rows(table, said) if isinstance(item, Neighbourhood)]


def read_totals(document: Document) -> list[NeighbourhoodTotal]:
    """Read the totals that tables of neighbourhoods print: per commune, per type, for all."""
    tables = (part for part in document.parts if isinstance(part, Table))
    return [item for table in tables for item in _rows(table, None) if isinstance(item, NeighbourhoodTotal)]


def _columns(head: Row) -> _Columns | None:
    heads = [folded(cell.text) for cell in head.cells]
    names = [n for n, text in enumerate(heads) if _NAMES.search(text) and not _PEOPLE.search(text)]
    if not names or len(heads) < 2:
        return None
    columns = _Columns(names[0])
    for number, text in enumerate(heads):
        if number == columns.name:
            continue
        if _COMMUNES.match(text):
            columns.commune = number
        elif _TYPES.match(text):
            columns.kind = number
        elif _TOTAL.match(text):
            columns.totals.append(number)
        elif _PEOPLE.search(text):
            columns.people[number] = _type_of(text)
    plain_name = re.match(
        r"^(?:noms? (?:du|des) )?(?:quartiers?|qpv)(?: prioritaires?)?(?: concernes?)?$", heads[names[0]]
    )
    return columns if columns.people or columns.kind is not None or plain_name else None


def _type_of(text: str) -> str | None:
    return next((name for name, words in _VEILLE if re.search(words, folded(text))), None)


def _rows(table: Table, said: str | None) -> Iterator[Neighbourhood | NeighbourhoodTotal]:
    columns = _columns(table.rows[0]) if table.rows else None
    if columns is None:
        return
    said = _type_of(table.rows[0].cells[columns.name].text) or said
    commune = None
    for row in table.rows[1:]:
        cells = row.cells
        again = _columns(row)
        if again is not None and again.name == columns.name:
            continue
        first = next((cell for cell in cells if cell.blocks), None)
        if first is not None and _TOTAL.match(folded(first.text)):
            yield from _total_row(table.rows[0], row, columns)
            continue
        here = _text(cells, columns.commune)
        commune = here or commune
        yield from _subtotals(row, columns, commune)
        yield from _of_row(cells, columns, commune, said)


def _text(cells: tuple[Cell, ...], number: int | None) -> str:
    return cells[number].text if number is not None and number < len(cells) else ""


def _of_row(
    cells: tuple[Cell, ...], columns: _Columns, commune: str | None, said: str | None
) -> Iterator[Neighbourhood]:
    printed = _CODE.sub("", _text(cells, columns.name)).strip(" -–()")
    name = _KIND.sub("", printed)
    if not name or len(name.split()) > _LONGEST or not any(char.isalpha() for char in name):
        return
    counted = [
        (whole_number(_text(cells, number)), kind)
        for number, kind in columns.people.items()
        if whole_number(_text(cells, number)) is not None
    ]
    people, kind = counted[0] if counted else (None, None)
    reason = ""
    if len(counted) > 1:
        reason = "plusieurs populations sur la ligne : la première est retenue"
    yield Neighbourhood(
        name=name,
        type=_type_of(_text(cells, columns.kind)) or kind or _type_of(printed) or said,
        commune=commune or None,
        population=people,
        confidence=0.95 if not reason else 0.6,
        reason=reason or "lu sur une ligne d’un tableau de quartiers",
        **place_of(*(block for cell in cells for block in cell.blocks)),
    )


def _subtotals(row: Row, columns: _Columns, commune: str | None) -> Iterator[NeighbourhoodTotal]:
    for number in columns.totals:
        total = whole_number(_text(row.cells, number))
        if total is not None and commune:
            yield NeighbourhoodTotal(scope=commune, total=total, **place_of(*row.cells[number].blocks))


def _total_row(head: Row, row: Row, columns: _Columns) -> Iterator[NeighbourhoodTotal]:
    for number, cell in enumerate(row.cells):
        total = whole_number(cell.text)
        if total is None:
            continue
        kind = columns.people.get(number)
        scope = f"Total {kind}" if kind else "Total"
        yield NeighbourhoodTotal(scope=scope, total=total, **place_of(*cell.blocks))
