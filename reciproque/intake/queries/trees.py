"""What stands above, below and beside an item: in its list and in the tree."""

from collections.abc import Sequence
from typing import Any, TypeVar

from reciproque.core.text import shorten
from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.models import Item, Reading

MANY_CHOICES = 1_000
Placed = TypeVar("Placed", bound=Any)  # an item, or what of it its place depends on: `pk` and `parent_id`


def ancestors_of(item: Item | None) -> list[int]:
    """The key of the item and of those above it, of its own reading, in one query."""
    if item is None:
        return []
    above = dict(
        Item.objects.filter(reading_id=item.reading_id, kind=ItemKind.FRAMEWORK).values_list(
            "pk", "parent_id"
        )
    )
    line: list[int] = []
    key: int | None = item.pk
    while key is not None and key not in line:
        line.append(key)
        key = above.get(key)
    return line


def beneath(item: Item) -> list[int]:
    """The keys of what hangs under the item in its own list; in a flat list, of what hangs where it hangs."""
    rows = Item.objects.filter(reading_id=item.reading_id, kind=item.kind)
    if item.kind != ItemKind.FRAMEWORK:
        return list(rows.filter(parent_id=item.parent_id).exclude(pk=item.pk).values_list("pk", flat=True))
    under: dict[int | None, list[int]] = {}
    for key, parent in rows.values_list("pk", "parent_id"):
        under.setdefault(parent, []).append(key)
    found: list[int] = []
    waiting = [item.pk]
    while waiting:
        below = under.pop(waiting.pop(), [])
        found += below
        waiting += below
    return found


def neighbour_of(item: Item, way: int) -> Item | None:
    """The kept item of the same list that stands next at the same level: above (-1) or below (+1)."""
    rows = item.reading.items.filter(kind=item.kind, state__in=KEPT).exclude(pk=item.pk)
    if item.kind == ItemKind.FRAMEWORK:
        rows = rows.filter(parent_id=item.parent_id)
    here = (item.position, item.pk)
    around = rows.filter(position__lte=item.position) if way < 0 else rows.filter(position__gte=item.position)
    order = ("-position", "-pk") if way < 0 else ("position", "pk")
    near = around.order_by(*order)
    return next((one for one in near[:20] if ((one.position, one.pk) < here) == (way < 0)), None)


def objective_above(reading: Reading, line: int) -> Item | None:
    """The nearest objective that stands above that line of the document, or on it."""
    rows = reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT, line__gt=0, line__lte=line)
    return rows.order_by("-line", "-position", "-pk").first()


def in_tree_order(items: Sequence[Placed]) -> list[tuple[Placed, int]]:
    """Items of the framework from the roots down, each with its depth; an item whose parent is gone is a root."""
    known = {item.pk for item in items}
    under: dict[int | None, list[Placed]] = {}
    for item in items:
        under.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    ordered: list[tuple[Placed, int]] = []
    waiting = [(item, 0) for item in reversed(under.get(None, []))]
    while waiting:
        item, depth = waiting.pop()
        ordered.append((item, depth))
        waiting.extend((child, depth + 1) for child in reversed(under.get(item.pk, [])))
    return ordered


def parent_choices(reading: Reading, *, but: Item | None = None) -> list[tuple[int, str]]:
    """The items of the framework that one can hang something on, indented, as choices of a form.

    Of a framework of thousands only those that stand nearest, and the parent that the item has.
    """
    rows = reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT).order_by("position", "pk")
    items = list(rows[: MANY_CHOICES + 1])
    if len(items) > MANY_CHOICES:
        line = but.line if but is not None else 0
        above = (but.parent_id if but is not None else None) or 0
        near = rows.filter(line__gte=line - 200).exclude(pk=above)[: MANY_CHOICES - 1]
        own = rows.filter(pk=above)
        items = [*own, *near]
    return [
        (item.pk, "\u2003" * depth + shorten(f"{item.data.get('code') or ''} {item.words}", 90))
        for item, depth in in_tree_order(items)
        if but is None or item.pk != but.pk
    ]


def neighbours_of(item: Item, *, around: int = 8) -> list[Item]:
    """The items of the same list that stand near, for joining."""
    rows = item.reading.items.filter(kind=item.kind, state__in=KEPT).exclude(pk=item.pk)
    before = list(rows.filter(position__lt=item.position).order_by("-position", "-pk")[:around])
    after = list(rows.filter(position__gte=item.position).order_by("position", "pk")[:around])
    return [*reversed(before), *after]
