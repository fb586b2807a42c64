"""Which figures stay hidden: small counts of people, and what they could be worked out from.

A count of people from 1 to one below the threshold could point at somebody. Zero points at nobody. Wherever a total
is the sum of its parts and exactly one of these figures is hidden, it could be had by a subtraction: another one of
them is then hidden too, the smallest part that is left, else the total. This is done over every total of every
dimension until no single subtraction gives anything away (« secret secondaire »). It does not claim to withstand
whoever solves several totals together, nor to hide how large a figure may be.
"""

from collections.abc import Collection, Mapping, Sequence

Coordinates = tuple[str, ...]
"""The values of a cell by dimension; "" where it is the total of that dimension."""


def small(number: float | None, threshold: int) -> bool:
    return number is not None and 0 < number < threshold


def hidden_cells(
    cells: Mapping[Coordinates, float | None],
    secret: Collection[Coordinates],
    *,
    threshold: int,
    additive: Sequence[bool],
) -> set[Coordinates]:
    """The cells of one period that must not be told. `secret`: those that are so already (their number is None).

    `threshold` 0 hides no count. `additive` says of each dimension whether its parts make the total.
    """
    hidden = set(secret) | {cell for cell, number in cells.items() if small(number, threshold)}
    if not hidden:
        return hidden
    sums = _sums(cells, additive)
    given_away = True
    while given_away:
        given_away = False
        for total, parts in sums:
            lone = _lone_unknown(cells, hidden, total, parts)
            if lone is not None:
                hidden.add(_another(cells, hidden, total, parts, lone))
                given_away = True
    return hidden


def _sums(
    cells: Mapping[Coordinates, float | None], additive: Sequence[bool]
) -> list[tuple[Coordinates, list[Coordinates]]]:
    """Each total that is told with the parts that make it, one dimension at a time."""
    parts: dict[tuple[Coordinates, int], list[Coordinates]] = {}
    for cell in cells:
        for dimension, value in enumerate(cell):
            if value and additive[dimension]:
                total = (*cell[:dimension], "", *cell[dimension + 1 :])
                if total in cells:
                    parts.setdefault((total, dimension), []).append(cell)
    return [(total, those) for (total, _dimension), those in parts.items()]


def _lone_unknown(
    cells: Mapping[Coordinates, float | None],
    hidden: Collection[Coordinates],
    total: Coordinates,
    parts: Sequence[Coordinates],
) -> Coordinates | None:
    """The one cell of a sum that a reader does not know, if it is one of those to hide."""
    unknown = [cell for cell in (total, *parts) if cell in hidden or cells[cell] is None]
    return unknown[0] if len(unknown) == 1 and unknown[0] in hidden else None


def _another(
    cells: Mapping[Coordinates, float | None],
    hidden: Collection[Coordinates],
    total: Coordinates,
    parts: Sequence[Coordinates],
    lone: Coordinates,
) -> Coordinates:
    """What is hidden beside it: the smallest other part, one that counts somebody if there is one; else the total."""
    others = [cell for cell in parts if cell != lone and cell not in hidden]
    if not others:
        return total
    return min(others, key=lambda cell: ((cells[cell] or 0) <= 0, cells[cell] or 0, cell))
