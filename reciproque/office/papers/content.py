"""What a paper says, whatever it is printed as: reports, letters, minutes are built as this plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone

from reciproque.core.money import say_euros
from reciproque.core.text import clean

NUMERIC = {"number", "euros", "percent"}
THIN_SPACE, HARD_SPACE = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title of the paper; level 1 is the highest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    strong: bool = False
    quiet: bool = False  # in small grey letters: a source, a warning on method


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table; `width` is its share of the line, numbers stand to the right."""

    heading: str
    width: float = 1
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: its heading row comes back on every page. `total` is a last row that stands out."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    total: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    figure: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Content = Heading | Paragraph | Bullets | TableBlock | KeyFigures | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    subtitle: str = ""
    blocks: Sequence[Content] = field(default=())
    author: str = ""
    landscape: bool = False


class Describes(Protocol):
    """What a column of `core.tables` says of itself."""

    @property
    def heading(self) -> str: ...

    @property
    def value(self) -> Callable[[Any], Any]: ...

    @property
    def kind(self) -> str: ...


def table_of(columns: Sequence[Describes], rows: Iterable[Any], *, caption: str = "") -> TableBlock:
    """A table of pages and exports as a table of a paper: the same columns, the same rows, written out."""
    written = [[say(column.kind, column.value(row)) for column in columns] for row in rows]
    shaped = [
        TableColumn(
            column.heading, _share(column.heading, [row[n] for row in written]), column.kind in NUMERIC
        )
        for n, column in enumerate(columns)
    ]
    return TableBlock(shaped, written, caption)


def say(kind: str, value: Any) -> str:
    """A value as a person reads it: « 1 234,5 », « 12 500 € », « 12,5 % », « 03/02/2026 », « oui »."""
    if value is None or value == "":
        return ""
    if kind == "yesno" or isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%d/%m/%Y}" if kind == "date" else f"{local:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float | Decimal):
        return _say_number(kind, Decimal(str(value)))
    return clean(str(value))


def even_levels(blocks: Sequence[Content]) -> list[Content]:
    """Headings that never skip a level downwards, as accessible documents want."""
    evened: list[Content] = []
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = max(1, min(block.level, above + 1, 6))
            block = Heading(block.text, above)
        evened.append(block)
    return evened


def _say_number(kind: str, value: Decimal) -> str:
    if not value.is_finite():
        return str(value)
    if kind == "euros":
        return say_euros(value)
    if kind == "percent":
        return f"{_grouped((value * 100).quantize(Decimal('0.1')))}{HARD_SPACE}%"
    return _grouped(value)


def _grouped(value: Decimal) -> str:
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN_SPACE).replace(".", ",").replace("-", "−")


def _share(heading: str, cells: Sequence[str]) -> float:
    """How wide a column should be: by its longest words and texts, within reason."""
    longest = max([len(heading), *(len(cell) for cell in cells[:200])], default=1)
    return float(max(6, min(longest, 40)))
