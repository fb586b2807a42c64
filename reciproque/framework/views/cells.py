"""The cells of the matrix, drawn in Python: forty thousand of them in some tens of milliseconds."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.tables import Column
from reciproque.core.text import key_in, shorten
from reciproque.framework.choices import CellState
from reciproque.framework.queries import Matrix, Row, Wish
from reciproque.framework.queries.words import Place

ROWS = {
    "sans": "rattachés à rien",
    "suggestions": "avec une suggestion",
    "plusieurs": "servent plusieurs lignes",
}
"""Filters of the rows: word of the address → words of the chip."""
DEEPEST_SHOWN = 12
EMPTY = mark_safe("<td></td>")


def wish_in(query: QueryDict) -> Wish:
    """What the address asks of the matrix; what it cannot mean is left out."""
    levels = key_in(query.get("niveaux", ""))
    return Wish(
        tree=key_in(query.get("cadre", "")),
        branch=key_in(query.get("branche", "")),
        rows=query.get("filtre", "") if query.get("filtre") in ROWS else "",
        lines="sans" if query.get("lignes") == "sans" else "",
        levels=levels if levels and levels <= DEEPEST_SHOWN else None,
    )


def said(row: Row, line: int) -> str:
    """A cell in words, as the export writes it."""
    state = row.state_of(line)
    if state == CellState.COVERED:
        return f"couvert par {row.below[line]}"
    if state == CellState.SUGGESTED:
        return f"suggéré ({', '.join(row.suggested[line].words)})"
    return str(CellState(state).label) if state else ""


def cell(row: Row, line: int) -> SafeString:
    """One cell: its state as a class (shape and colour) and as a word, with what explains it."""
    state = row.state_of(line)
    if not state:
        return EMPTY
    why = ""
    if state == CellState.COVERED:
        why = f"<small>par {row.below[line]}</small>"
    elif state == CellState.SUGGESTED:
        why = f"<small>{escape(', '.join(row.suggested[line].words))}</small>"
    return mark_safe(f'<td class="tie {state}">{CellState(state).label}{why}</td>')


def cells(row: Row, lines: Sequence[int]) -> SafeString:
    """The cells of a row. Most rows say nothing of most lines."""
    if not (row.own or row.above or row.below or row.suggested):
        return mark_safe(EMPTY * len(lines))
    return mark_safe("".join(cell(row, line) for line in lines))


def drawn(matrix: Matrix, link: Callable[[int], str], *, folds: bool = True) -> SafeString:
    """The body of the matrix. `link` gives the address of an objective; `folds`: whether branches can be folded."""
    keys = [line.pk for line in matrix.lines]
    parents = {row.place.parent for row in matrix.rows} if folds else set()
    parts = []
    tree = None
    several = len({row.place.tree for row in matrix.rows}) > 1
    for row in matrix.rows:
        place = row.place
        if several and place.tree != tree:
            tree = place.tree
            parts.append(_of_tree(place, len(keys)))
        parts.append(f'<tr data-node="{place.key}" data-level="{place.depth}">{_head(row, parents, link)}')
        parts.append(cells(row, keys))
        parts.append("</tr>")
    return mark_safe("".join(parts))


def _of_tree(place: Place, columns: int) -> str:
    title = escape(place.tree_title)
    return f'<tr class="group-row"><th colspan="{columns + 1}" scope="rowgroup">{title}</th></tr>'


def _head(row: Row, parents: set[int | None], link: Callable[[int], str]) -> str:
    place = row.place
    fold = (
        '<button class="fold" type="button" aria-expanded="true" hidden>Replier</button>'
        if place.key in parents
        else ""
    )
    code = f'<span class="code">{escape(place.code)}</span> ' if place.code else ""
    gap = "" if row.covered else "<small>rattaché à rien</small>"
    return (
        f'<th scope="row" class="depth-{min(place.depth, 5)}">{fold}'
        f'<a href="{link(place.key)}">{code}{escape(place.title)}</a>{gap}</th>'
    )


def columns_of(lines: Iterable[Any]) -> list[Column[Row]]:
    """The matrix as a table to export: what is shown, in words."""
    return [
        Column("Cadre", lambda row: row.place.tree_title),
        Column("Niveau", lambda row: row.place.label),
        Column("Code", lambda row: row.place.code),
        Column("Objectif", lambda row: row.place.title),
        *(_column(line) for line in lines),
    ]


def _column(line: Any) -> Column[Row]:
    return Column(f"{line.code} {line.title}", lambda row: said(row, line.pk), key=f"ligne_{line.pk}")


def chips_of(whole: Matrix, wish: Wish, address: Callable[..., str]) -> list[tuple[str, list[Any]]]:
    """The chips above the matrix: trees, branches, gaps, suggestions; each with its count and its address."""
    trees, branches = whole.trees(), whole.branches(wish.tree)
    groups: list[tuple[str, list[Any]]] = []
    if len(trees) > 1:
        chips = [
            _chip(title, n, wish.tree == key, address(cadre=key, branche=None)) for key, title, n in trees
        ]
        groups.append(("Cadre", chips))
    if len(branches) > 1:
        chips = [_chip(name, n, wish.branch == key, address(branche=key)) for key, name, n in branches]
        groups.append(("Branche", chips))
    counts = {"sans": whole.uncovered, "suggestions": whole.doubtful, "plusieurs": whole.several}
    chips = [
        _chip(ROWS[key], len(rows), wish.rows == key, address(filtre=key)) for key, rows in counts.items()
    ]
    groups.append(("Objectifs", chips))
    missing = _chip("sans objectif", len(whole.missing), wish.lines == "sans", address(lignes="sans"))
    return [*_without(groups, wish, address), ("Lignes", [_off(missing, address(lignes=None))])]


def _without(
    groups: list[tuple[str, list[Any]]], wish: Wish, address: Callable[..., str]
) -> list[tuple[str, list[Any]]]:
    """A chip that is on takes its filter away."""
    off = {"Cadre": address(cadre=None, branche=None), "Branche": address(branche=None)}
    off["Objectifs"] = address(filtre=None)
    return [(label, [_off(chip, off[label]) for chip in chips]) for label, chips in groups]


def _off(chip: dict[str, Any], url: str) -> dict[str, Any]:
    return chip | {"url": url or "?"} if chip["active"] else chip


def _chip(label: str, count: int, active: bool, url: str) -> dict[str, Any]:
    return {"label": shorten(label, 48), "count": count, "url": url, "active": active}
