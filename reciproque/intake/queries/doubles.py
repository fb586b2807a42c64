"""What a document says twice (an article, and a table again): the pairs that a person has not decided on."""

import json

from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.models import Item, Reading


def doubles_of(reading: Reading) -> list[tuple[Item, Item]]:
    """Pairs of items (said first, said again) that the reading took for the same, in the order of the document."""
    items = list(
        reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT)
        .select_related("parent")
        .order_by("position", "pk")
    )
    by_index = {json.loads(one.proposed_json or "{}").get("index"): one for one in items}
    found = []
    for item in items:
        index = item.data.get("same_as")
        first = by_index.get(index) if index is not None else None
        if first is not None and first.pk != item.pk:
            found.append((first, item))
    return found


def double_with(reading: Reading, key: int | None) -> tuple[Item, Item] | None:
    """The pair whose second item has this key."""
    return next((pair for pair in doubles_of(reading) if pair[1].pk == key), None)


def count_doubles(reading: Reading) -> int:
    """How many pairs wait. Reads only the items that say so."""
    told = reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT, data_json__contains='"same_as"')
    return len(doubles_of(reading)) if told.exists() else 0
