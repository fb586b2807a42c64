"""The sheets of a frozen campaign as a table: rows that were kept, and no longer stand in the database so."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from reciproque.core.registers import writers
from reciproque.core.tables import Chip, Column, Heading, ShownTable, Table, address_of
from reciproque.core.text import fold
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.rules.board import Board, Line
from reciproque.evaluation.tables.sheets import BADGES, chips_of


def kept_table(campaign_key: int, board: Board, *, people: bool) -> Table[Line]:
    """`people`: whether the year keeps who had which sheet, by when and how far it was."""

    def url(line: Line) -> str:
        return reverse("evaluation:kept_sheet", args=[campaign_key, line.sheet.pk])

    columns: list[Column[Line]] = [
        Column("Fiche", lambda one: one.sheet.title, sort="title", link=url),
        Column("Pilier", lambda one: one.sheet.group, shown=False),
        Column("Organisme", lambda one: str(one.sheet.organisation or ""), sort="organisation"),
        Column("Personne", lambda one: str(one.person or ""), sort="person"),
        Column(
            "État",
            lambda one: one.sheet.state_word,
            sort="state",
            badge=lambda one: BADGES[SheetState(one.sheet.state)],
        ),
        Column("Réponses", lambda one: f"{one.done} sur {one.total}" if one.total else ""),
        Column("À rendre le", lambda one: one.due_on, kind="date"),
        Column("Retard", lambda one: "en retard" if one.late else "", badge=lambda one: "late"),
        Column("Place dans le cadre", lambda one: one.sheet.place, shown=False),
        Column("Rendue le", lambda one: one.sheet.submitted_on, kind="date", sort="submitted_on"),
        Column("Raison", lambda one: one.sheet.reason, shown=False),
    ]
    unknown = set() if people else {"Personne", "Réponses", "À rendre le"}
    unknown |= set() if any(line.late for line in board.lines) else {"Retard"}
    return Table(
        name="fiches",
        caption=("fiche", "fiches"),
        columns=[one for one in columns if one.heading not in unknown],
        empty="Cette campagne n’avait aucune fiche.",
    )


def shown_kept(table: Table[Line], board: Board, query: Any) -> ShownTable[Line]:
    """As `core.tables.show` does with rows of the database: chips, sort, columns, pages; the export of the same."""
    rows, chips = _filtered(board, query)
    chosen = set(query.getlist("colonnes"))
    columns = [one for one in table.columns if (one.name in chosen if chosen else one.shown)]
    columns = columns or list(table.columns[:1])
    wish = query.get("tri", "")
    wished = next((one for one in columns if one.sort and one.name == wish.lstrip("-")), None)
    if wished is not None:
        rows = _sorted(rows, wished.value, falling=wish.startswith("-"))
    names = {one.name for one in columns}
    return ShownTable(
        table=table,
        columns=columns,
        headings=[_heading(one, query, wish) for one in columns],
        rows=rows,  # type: ignore[arg-type]  # a list is sliced and counted as a query is
        page=Paginator(rows, table.per_page).get_page(query.get("page")),
        chips=chips,
        searched="",
        exports=[(one.title, address_of(query, format=one.key)) for one in writers],
        choosable=[(one.name, one.heading, one.name in names) for one in table.columns],
        query=query,
    )


def _filtered(board: Board, query: Any) -> tuple[list[Line], list[tuple[str, list[Chip]]]]:
    rows, chips = list(board.lines), []
    for key, label, choices in chips_of(board, query):
        wanted = query.get(key, "")
        line = []
        for one in choices:
            active = one.key == wanted
            if active:
                rows = [row for row in rows if row.sheet.pk in set(one.sheets)]
            url = address_of(query, **{key: None if active else one.key})
            line.append(Chip(one.label, len(one.sheets), url, active))
        chips.append((label, line))
    return rows, chips


def _sorted(rows: Sequence[Line], value: Callable[[Line], Any], *, falling: bool) -> list[Line]:
    """By what is shown; what says nothing last, whichever way."""
    said = [one for one in rows if value(one)]
    said.sort(key=lambda one: fold(str(value(one))), reverse=falling)
    return [*said, *(one for one in rows if not value(one))]


def _heading(column: Column[Line], query: Any, wish: str) -> Heading:
    if not column.sort:
        return Heading(column.heading, column.kind, None, "")
    active, falling = column.name == wish.lstrip("-"), wish.startswith("-")
    direction = ("descending" if falling else "ascending") if active else ""
    turned = f"-{column.name}" if active and not falling else column.name
    return Heading(column.heading, column.kind, address_of(query, tri=turned), direction)
