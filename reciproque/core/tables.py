"""Tables described by data: one description for the page, the export and the template of an import.

A view says `table_page(request, TABLE, rows, "app/page.html", context)`: sort, filter chips with counts, search,
columns to choose, pages, and the export of exactly what is shown all follow from the description and the
address.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import slugify

from reciproque.core import registers
from reciproque.core.pages import render_page
from reciproque.core.text import clean, fold

Row = TypeVar("Row")
CellKind = Literal["text", "number", "euros", "date", "percent", "yesno"]
EVERYTHING = 50_000  # rows of an export made while the person waits; more goes through a job


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its heading and how to get its value from a row (plain text, number, date; never HTML).

    `sort` names the field(s) of the query to order by; without it the column cannot be sorted. `link` gives
    an address for the value. `badge` gives a state word for a coloured badge ("late", "ready" …).
    """

    heading: str
    value: Callable[[Row], Any]
    kind: CellKind = "text"
    sort: str | tuple[str, ...] = ()
    link: Callable[[Row], str | None] | None = None
    badge: Callable[[Row], str] | None = None
    shown: bool = True
    key: str = ""

    @property
    def name(self) -> str:
        return self.key or slugify(self.heading).replace("-", "_")

    @property
    def order(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else self.sort


@dataclass(frozen=True)
class Choice:
    """A filter chip: a word and the condition behind it.

    `keys` says which rows hold it where that is known beforehand: they are counted without asking for each chip.
    """

    key: str
    label: str
    condition: Q
    keys: frozenset[int] | None = None


def links_to(name: str) -> Callable[[int], str]:
    """The addresses of things by their key: the resolver is asked for one, the others are written after it."""
    written = reverse(name, args=[_MODEL_KEY])
    before, after = written.split(str(_MODEL_KEY))
    return lambda key: f"{before}{key}{after}"


_MODEL_KEY = 987_654_321


def choice_of(key: str, label: str, keys: Iterable[int]) -> Choice:
    """The chip of rows that are known by their keys."""
    known = frozenset(keys)
    return Choice(key, label, Q(pk__in=known), known)


@dataclass(frozen=True)
class Filter:
    """Chips that exclude each other ("sans pilote 12"). `key` is the name in the address."""

    key: str
    label: str
    choices: Sequence[Choice] | Callable[[], Sequence[Choice]]

    def options(self) -> Sequence[Choice]:
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True)
class Table(Generic[Row]):
    """`search` names the folded column that a search looks in; `default_order` is the order without a wish."""

    name: str  # of the exported file: "objectifs"
    caption: tuple[str, str]  # ("objectif", "objectifs")
    columns: Sequence[Column[Row]]
    filters: Sequence[Filter] = ()
    search: str = ""
    default_order: tuple[str, ...] = ("pk",)
    per_page: int = 100
    empty: str = "Rien pour le moment."


@dataclass
class Chip:
    label: str
    count: int
    url: str
    active: bool


@dataclass
class Heading:
    label: str
    kind: str
    url: str | None
    direction: str  # "", "ascending", "descending"


@dataclass
class ShownTable(Generic[Row]):
    """A table as one page shows it: what `core/_table.html` draws and what the export writes."""

    table: Table[Row]
    columns: list[Column[Row]]
    headings: list[Heading]
    rows: QuerySet[Any]
    page: Page[Any]
    chips: list[tuple[str, list[Chip]]]
    searched: str
    exports: list[tuple[str, str]]
    choosable: list[tuple[str, str, bool]]
    query: QueryDict
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.page.paginator.count

    def page_url(self, number: int) -> str:
        return _address(self.query, page=str(number))


def _address(query: QueryDict, **wanted: str | None) -> str:
    """The same address with these parameters set (None: removed); the page number falls unless wanted."""
    kept = {name: query.getlist(name) for name in query if name not in {"page", "format", *wanted}}
    kept.update({name: [value] for name, value in wanted.items() if value is not None})
    return "?" + urlencode(kept, doseq=True)


def show(table: Table[Row], rows: QuerySet[Any], query: QueryDict) -> ShownTable[Row]:
    searched = clean(query.get("recherche", "")).strip()[:200]
    if table.search and searched:
        for word in fold(searched).split():
            rows = rows.filter(**{f"{table.search}__contains": word})
    rows, chips = _filtered(table, rows, query)
    rows, headings, columns = _sorted(table, rows, query)
    page = Paginator(rows, table.per_page).get_page(query.get("page"))
    shown_names = {column.name for column in columns}
    return ShownTable(
        table=table,
        columns=columns,
        headings=headings,
        rows=rows,
        page=page,
        chips=chips,
        searched=searched,
        exports=[(writer.title, _address(query, format=writer.key)) for writer in registers.writers],
        choosable=[(c.name, c.heading, c.name in shown_names) for c in table.columns],
        query=query,
    )


def _filtered(
    table: Table[Row], rows: QuerySet[Any], query: QueryDict
) -> tuple[QuerySet[Any], list[tuple[str, list[Chip]]]]:
    """Apply the chosen chips; every chip's count is of the rows before filtering: two questions for all of them."""
    by_name = _counts(table, rows)
    groups = []
    for one in table.filters:
        chosen = query.get(one.key, "")
        line = []
        for choice in one.options():
            active = choice.key == chosen
            if active:
                rows = rows.filter(choice.condition).distinct()
            url = _address(query, **{one.key: None if active else choice.key})
            line.append(Chip(choice.label, by_name[f"{one.key}__{choice.key}"], url, active))
        groups.append((one.label, line))
    return rows, groups


def _counts(table: Table[Any], rows: QuerySet[Any]) -> dict[str, int]:
    """How many of the rows each chip would leave."""
    wanted = {f"{f.key}__{c.key}": c for f in table.filters for c in f.options()}
    asked = {name: choice.condition for name, choice in wanted.items() if choice.keys is None}
    known = {name: choice.keys for name, choice in wanted.items() if choice.keys is not None}
    counts: dict[str, int] = {}
    if asked:
        said = rows.order_by().aggregate(
            **{
                f"n_{number}": Count("pk", filter=condition, distinct=True)
                for number, condition in enumerate(asked.values())
            }
        )
        counts |= {name: said[f"n_{number}"] for number, name in enumerate(asked)}
    if known:
        there = set(rows.order_by().values_list("pk", flat=True))
        counts |= {name: len(keys & there) for name, keys in known.items()}
    return counts


def _sorted(
    table: Table[Row], rows: QuerySet[Any], query: QueryDict
) -> tuple[QuerySet[Any], list[Heading], list[Column[Row]]]:
    chosen = set(query.getlist("colonnes"))
    columns = [c for c in table.columns if (c.name in chosen if chosen else c.shown)] or list(
        table.columns[:1]
    )
    wish = query.get("tri", "")
    falling, wished = wish.startswith("-"), wish.lstrip("-")
    headings = []
    order: list[Any] = []
    for column in columns:
        if not column.order:
            headings.append(Heading(column.heading, column.kind, None, ""))
            continue
        active = column.name == wished
        if active:
            order = [
                F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)
                for name in column.order
            ]
        direction = ("descending" if falling else "ascending") if active else ""
        turned = f"-{column.name}" if active and not falling else column.name
        headings.append(Heading(column.heading, column.kind, _address(query, tri=turned), direction))
    return rows.order_by(*order, *table.default_order), headings, columns


def export(shown: ShownTable[Any], key: str) -> HttpResponse:
    """The file of exactly what is shown: same rows, same order, same columns; all pages."""
    return file_of(key, shown.table.name, shown.columns, shown.rows[:EVERYTHING])


def file_of(key: str, name: str, columns: Sequence[Column[Any]], rows: Iterable[Any]) -> HttpResponse:
    """Rows as a file in the format of that key; 404 for a format that there is not."""
    writer = registers.writers.named(key)
    if writer is None:
        raise Http404
    response = HttpResponse(writer.write(name, columns, rows), content_type=writer.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{writer.extension}"'
    return response


def address_of(query: QueryDict, **wanted: Any) -> str:
    """The same address with these parameters set (None: removed); the page number falls unless wanted."""
    return _address(query, **{name: None if value is None else str(value) for name, value in wanted.items()})


def table_page(
    request: HttpRequest, table: Table[Any], rows: QuerySet[Any], page: str, context: dict[str, Any]
) -> HttpResponse:
    """The whole answer of a page that is a table: page, part for htmx, or file."""
    shown = show(table, rows, request.GET)
    if "format" in request.GET:
        return export(shown, request.GET["format"])
    return render_page(request, page, {**context, "shown": shown}, part="core/_table.html")


def cells(columns: Iterable[Column[Any]], row: Any) -> list[tuple[Column[Any], Any]]:
    return [(column, column.value(row)) for column in columns]
