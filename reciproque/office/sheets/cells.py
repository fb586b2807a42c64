"""What all spreadsheets share: columns, harmless texts, names of sheets, values written out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone

from reciproque.core.text import clean
from reciproque.office.numbers import in_french

FORMULA_FRONTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
MOST_EXACT = 1e15  # a spreadsheet keeps fifteen figures: a SIRET or a longer number is a text
WIDEST, NARROWEST = 60, 8
ROWS_MEASURED = 200
LONGEST_NAME = 31


class Describes(Protocol):
    """What a column must say of itself; `core.tables.Column` does."""

    @property
    def heading(self) -> str: ...

    @property
    def value(self) -> Callable[[Any], Any]: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a book: a list under its headings."""

    title: str
    columns: Sequence[Describes]
    rows: Iterable[Any]


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    cleaned = clean(text)
    looks = text.lstrip("\ufeff\u200b \u00a0")
    return (
        f"'{cleaned}" if looks.startswith(FORMULA_FRONTS) or cleaned.startswith(FORMULA_FRONTS) else cleaned
    )


def as_written(text: str) -> str:
    """What `harmless` was given: a file of ours that comes back says what it said."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def sheet_name(title: str) -> str:
    """A name that spreadsheets accept for a sheet: 31 characters, none of []:*?/\\, no apostrophe around."""
    plain = re.sub(r"[\[\]:*?/\\\n]", " ", clean(title)).strip(" '")
    name = plain[:LONGEST_NAME].strip(" '")
    return "Feuille" if not name or name.lower() == "history" else name


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each sheet of a book, no two alike whatever their case."""
    given: list[str] = []
    taken: set[str] = set()
    for title in titles:
        name, number = sheet_name(title), 1
        while name.lower() in taken:
            number += 1
            tail = f" {number}"
            name = sheet_name(title)[: LONGEST_NAME - len(tail)] + tail
        taken.add(name.lower())
        given.append(name)
    return given


def lines_of(columns: Sequence[Describes], rows: Iterable[Any]) -> Iterable[list[Any]]:
    """The values row by row. More than a spreadsheet holds is an error, never a silent cut."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValueError(f"un tableur ne tient pas plus de {MOST_ROWS} lignes")
        yield [column.value(row) for column in columns]


def widths(columns: Sequence[Describes], lines: Sequence[Sequence[Any]]) -> list[int]:
    """How wide each column should be, in characters, by its heading and its first values."""
    measured = []
    for number, column in enumerate(columns):
        texts = [as_text(column.kind, values[number]) for values in lines]
        longest = max([len(column.heading), *(len(text) for text in texts)])
        measured.append(max(NARROWEST, min(longest + 2, WIDEST)))
    return measured


def is_plain_number(value: Any) -> bool:
    """Whether a spreadsheet keeps this number as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return math.isfinite(value) and abs(float(value)) < MOST_EXACT


def as_text(kind: str, value: Any) -> str:
    """A value as CSV writes it."""
    if value is None or value == "":
        return ""
    if kind == "yesno" or isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, datetime):
        return f"{local(value):%d/%m/%Y}" if kind == "date" else f"{local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float | Decimal):
        return number_as_text(kind, value)
    return harmless(str(value))


def number_as_text(kind: str, value: int | float | Decimal) -> str:
    if not math.isfinite(value):
        return str(value)
    if kind == "euros":
        return in_french(value, 2)
    if kind == "percent":
        return f"{in_french((Decimal(str(value)) * 100).normalize())} %"
    return in_french(value)


def yes_or_no(value: Any) -> str:
    return "oui" if value else "non"


def local(value: datetime) -> datetime:
    """The moment on the clocks of the place: a spreadsheet knows no time zone."""
    return timezone.make_naive(value) if timezone.is_aware(value) else value


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
