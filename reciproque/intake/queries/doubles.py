"""What a document says twice (an article, and a table again): the pairs that a person has not decided on."""

import json

from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.models import Item, Reading


def doubles_of(reading: Reading) -> list[tuple[Item, Item]]:
    """Pairs of items (said first, said again) that the reading took for the same, in the order of the document."""
    keys = _pairs(reading)
    items = reading.items.select_related("parent").in_bulk({key for pair in keys for key in pair})
    return [(items[first], items[again]) for first, again in keys]


def double_with(reading: Reading, key: int | None) -> tuple[Item, Item] | None:
    """The pair whose second item has this key."""
    return next((pair for pair in doubles_of(reading) if pair[1].pk == key), None)


def count_doubles(reading: Reading) -> int:
    """How many pairs wait."""
    return len(_pairs(reading))


def _pairs(reading: Reading) -> list[tuple[int, int]]:
    """The keys of the items of each pair. The items themselves are not made: a framework may have thousands."""
    rows = reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT)
    told = rows.filter(data_json__contains='"same_as"').order_by("position", "pk")
    said = [(key, json.loads(data).get("same_as")) for key, data in told.values_list("pk", "data_json")]
    if not said:
        return []
    proposed = rows.order_by("position", "pk").values_list("pk", "proposed_json")
    by_index = {json.loads(one or "{}").get("index"): key for key, one in proposed}
    found = [(by_index.get(index), key) for key, index in said if index is not None]
    return [(first, key) for first, key in found if first is not None and first != key]
