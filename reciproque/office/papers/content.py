"""What a paper says, whatever it is printed as: reports, letters, minutes are built as this plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone

from reciproque.core.money import say_euros
from reciproque.core.text import clean, fold
from reciproque.office.charts import Chart

NUMERIC = {"number", "euros", "percent"}
THIN_SPACE, HARD_SPACE = "\u202f", "\u00a0"
DEEPEST_LISTED = 2  # levels of headings in a table of contents


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title of the paper; level 1 is the highest."""

    text: str
    level: int = 1


def weights(text: str, lead: str = "", *, strong: bool = False) -> tuple[str, str]:
    """What of a text is printed in bold, from its front, and the rest: all of it, its run-in (`lead`), or nothing.

    A run-in with which the text does not begin is not printed at all.
    """
    text, lead = clean(text), clean(lead).rstrip()
    if strong:
        return text, ""
    return (lead, text[len(lead) :]) if text.startswith(lead) else ("", text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is the front of its text when that stands out: « Public : les jeunes »."""

    text: str
    strong: bool = False
    quiet: bool = False  # in small grey letters: a source, a warning on method
    lead: str = ""

    @property
    def weights(self) -> tuple[str, str]:
        return weights(self.text, self.lead, strong=self.strong)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list, with the code that the document gives it; `level` 0 is the outermost.

    `lead` is the front of its text when that stands out; the code then stands out too.
    """

    text: str
    code: str = ""
    level: int = 0
    strong: bool = False
    lead: str = ""

    @property
    def written(self) -> str:
        return self._coded(self.text)

    @property
    def weights(self) -> tuple[str, str]:
        return weights(self.written, self._coded(self.lead) if self.lead else "", strong=self.strong)

    def _coded(self, text: str) -> str:
        return f"{self.code}{HARD_SPACE}– {text}" if self.code else text


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[str | Entry]
    numbered: bool = False

    def entries(self) -> list[Entry]:
        return [item if isinstance(item, Entry) else Entry(item) for item in self.items]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table; `width` is its share of the line, numbers stand to the right."""

    heading: str
    width: float = 1
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than one text: several paragraphs, or items of a list (`listed`), or spans.

    A cell that spans rows stands once, in its first row; the rows below leave it out.
    """

    texts: Sequence[str] = ()
    listed: bool = False
    strong: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: its heading row comes back on every page. `total` is a last row that stands out.

    `heads` are rows above the headings of the columns (a heading that spans several of them).
    """

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str | Cell]]
    caption: str = ""
    total: Sequence[str | Cell] = ()
    heads: Sequence[Sequence[Cell]] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    figure: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart under its title, with a sentence for whoever does not see it. One without any figure is left out.

    `told`: a table of the same figures follows.
    """

    chart: Chart
    told: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on the pages lie on their side (`landscape`), or stand again."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, from the headings of the paper."""

    heading: str = "Sommaire"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. What is not known yet is left to be filled in by hand; `on` is written out."""

    organisation: str
    person: str = ""
    role: str = ""
    on: str = ""

    @property
    def said(self) -> str:
        """« Pour la Ville de Metz : Mme A, maire »."""
        who = ", ".join(part for part in (self.person, "" if self.stands_in else self.role) if part)
        return f"Pour {self.organisation}" + (f"{HARD_SPACE}: {who}" if who else "")

    @property
    def stands_in(self) -> str:
        """« Pour le maire, par délégation »: said on a line of its own."""
        return self.role if fold(self.role).startswith("pour ") else ""

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.said, self.stands_in) if line]

    @property
    def date(self) -> str:
        return f"Date et signature{HARD_SPACE}: {self.on}".rstrip()


@dataclass(frozen=True, slots=True)
class Signatures:
    """Blocks to sign in, two a row, never cut by a page."""

    signatures: Sequence[Signature]


Content = (
    Heading
    | Paragraph
    | Bullets
    | TableBlock
    | KeyFigures
    | ChartBlock
    | PageBreak
    | Turn
    | Contents
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Look:
    """The letterhead of a team: a picture, a colour (« #1d5c63 »), a line above and one below every page."""

    logo: bytes = b""
    logo_type: str = ""  # "png", "jpg", "svg"
    colour: str = ""
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    subtitle: str = ""
    blocks: Sequence[Content] = field(default=())
    author: str = ""
    landscape: bool = False
    cover: bool = False  # the title stands well below the top of its page, as on a title page
    look: Look = field(default_factory=Look)


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


def headings_of(blocks: Sequence[Content]) -> list[Heading]:
    """The headings that a table of contents lists."""
    return [block for block in blocks if isinstance(block, Heading) and block.level <= DEEPEST_LISTED]


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
