"""Grids to type values in, written without widgets: a thousand cells in some milliseconds."""

import re
from collections.abc import Mapping
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from reciproque.monitoring.choices import Standing
from reciproque.monitoring.queries.grids import Grid, GridCell, GridRow


class Outcome(Protocol):
    """What became of what was typed in a cell."""

    @property
    def text(self) -> str: ...

    @property
    def error(self) -> str: ...

    @property
    def current(self) -> str | None: ...


WORTH = {Standing.SUBMITTED: "transmise, à valider", Standing.DRAFT: "brouillon"}


def draw_grid(
    grid: Grid, outcomes: Mapping[str, Outcome], *, may_edit: bool, url_of: Mapping[int, str]
) -> SafeString:
    """The body of the table: one row an indicator or a breakdown, one input a cell.

    `outcomes` are those of what was just typed, by name: a refused text stays in its cell beside the reason.
    `url_of` gives the page of each indicator whose label is a link.
    """
    return mark_safe("".join(_row(row, outcomes, may_edit, url_of) for row in grid.rows))


def draw_groups(grid: Grid, outcomes: Mapping[str, Outcome], *, may_edit: bool) -> SafeString:
    """The same for several indicators with all their parts: a row bears the name of each, its parts stand below."""
    parts: list[str] = []
    width = len(grid.periods) + 1
    last = None
    for row in grid.rows:
        if row.indicator.pk != last:
            last = row.indicator.pk
            unit = f" <small>{escape(row.indicator.unit)}</small>" if row.indicator.unit else ""
            said = f"{escape(row.indicator.wording)}{unit}"
            counted = f"<small>{escape(row.indicator.counted)}</small>" if row.indicator.counted else ""
            parts.append(
                f'<tr class="group-row"><th scope="rowgroup" colspan="{width}">{said}{counted}</th></tr>'
            )
        parts.append(_row(row, outcomes, may_edit, {}))
    return mark_safe("".join(parts))


def _row(row: GridRow, outcomes: Mapping[str, Outcome], may_edit: bool, url_of: Mapping[int, str]) -> str:
    url = url_of.get(row.indicator.pk)
    label = escape(row.label)
    label = f'<a href="{escape(url)}">{label}</a>' if url else label
    unit = f"<small>{escape(row.indicator.unit)}</small>" if row.indicator.unit and url else ""
    cells = "".join(_cell(cell, row, outcomes, may_edit) for cell in row.cells)
    return f'<tr><th scope="row">{label}{unit}</th>{cells}</tr>'


def _cell(cell: GridCell, row: GridRow, outcomes: Mapping[str, Outcome], may_edit: bool) -> str:
    worth = f'<small class="worth">{WORTH[Standing(cell.standing)]}</small>' if cell.standing in WORTH else ""
    if cell.closed or not may_edit:
        return f'<td class="is-number">{escape(cell.text) or "—"}{worth}</td>'
    outcome = outcomes.get(cell.name)
    text, seen, said, marks = cell.text, cell.text, "", ""
    name = escape(cell.name)
    if outcome is not None and outcome.error:
        text = outcome.text
        seen = outcome.current if outcome.current is not None else seen
        where = note_id(cell.name)
        said = f'<small class="cell-error" id="{where}">{escape(outcome.error)}</small>'
        marks = f' aria-invalid="true" aria-describedby="{where}"'
    label = escape(f"{row.label}, {cell.name.split('-')[2][:4]}")
    wide = ' class="words"' if row.indicator.kind in ("text", "judgement") else ""
    return (
        f'<td class="mine"><input type="text" name="{name}" value="{escape(text)}" aria-label="{label}" '
        f'autocomplete="off"{wide}{marks}><input type="hidden" name="s{name[1:]}" value="{escape(seen)}">'
        f"{said}{worth}</td>"
    )


def note_id(name: str) -> str:
    """The id of the note of a cell: no space may stand in it."""
    return "e-" + re.sub(r"[^\w-]", "_", name)
