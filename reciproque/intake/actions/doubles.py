"""What a person makes of a thing said twice: both and a link, one of them, or two different things."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.framework.actions.describing import link_nodes
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Node
from reciproque.intake.access import may_review
from reciproque.intake.choices import ItemKind, ItemState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import ancestors_of
from reciproque.intake.queries.doubles import double_with
from reciproque.intake.rules import obstacles_to_reviewing
from reciproque.journal.actions import record

GONE = "Ces deux éléments ne sont plus à comparer : quelqu’un a déjà décidé."


def _pair(reading: Reading, again: Item, *, by: User) -> tuple[Item, Item]:
    admit(may_review(by, reading))
    reading = lock_one(reading)
    refuse_if(obstacles_to_reviewing(reading))
    pair = double_with(reading, again.pk)
    refuse_if([] if pair is not None else [GONE])
    assert pair is not None  # noqa: S101 -- refused above
    return pair


def _without_double(item: Item, **more: Any) -> str:
    data = {name: value for name, value in item.data.items() if name != "same_as"}
    return json.dumps(data | more, ensure_ascii=False)


def _keep(item: Item, act: str, values: dict[str, Any], *, by: User, at: datetime) -> Item:
    changes = apply_changes(item, values)
    item.save(update_fields=[*changes, "version"])
    record(act, item, by=by, at=at, contract=item.reading.contract_id, changes=changes)
    return item


@transaction.atomic
def keep_both(reading: Reading, again: Item, *, by: User, at: datetime) -> Item:
    """Keep both: the second will say, once accepted, that it repeats the first."""
    first, again = _pair(reading, again, by=by)
    values = {"data_json": _without_double(again, repeats=first.pk)}
    return _keep(again, "item.repeats", values, by=by, at=at)


@transaction.atomic
def say_two_things(reading: Reading, again: Item, *, by: User, at: datetime) -> Item:
    """« Ce sont deux choses » : it is not asked again."""
    _first, again = _pair(reading, again, by=by)
    return _keep(again, "item.not_double", {"data_json": _without_double(again)}, by=by, at=at)


@transaction.atomic
def keep_one(reading: Reading, again: Item, *, first: bool, by: User, at: datetime) -> Item:
    """Keep the first (or the second): the other's passages and what hangs on it come to it, the other is left out."""
    one, other = _pair(reading, again, by=by)
    kept, gone = (one, other) if first else (other, one)
    refuse_if(
        ["L’un dépend de l’autre : déplacez-le d’abord, ou gardez les deux."]
        if gone.pk in ancestors_of(kept)[1:] or kept.pk in ancestors_of(gone)[1:]
        else []
    )
    lock(Item.objects.filter(parent=gone))
    Item.objects.filter(parent=gone).update(parent=kept)
    anchors = list(dict.fromkeys([*kept.anchors, *gone.anchors]))
    values = {"anchors_json": json.dumps(anchors), "state": ItemState.CORRECTED}
    if not first:
        values["data_json"] = _without_double(kept)
    _keep(gone, "item.discarded", {"state": ItemState.DISCARDED}, by=by, at=at)
    return _keep(kept, "item.absorbed", values, by=by, at=at)


def accept_doubles(acceptance: Any) -> None:
    """Within the acceptance: what a person kept twice is linked, « reprend »."""
    for item in acceptance.of(ItemKind.FRAMEWORK):
        source, target = acceptance.made.get(item.pk), acceptance.made.get(item.data.get("repeats") or 0)
        if isinstance(source, Node) and isinstance(target, Node):
            link_nodes(source, target, kind=LinkKind.REPEATS, by=acceptance.by, at=acceptance.at)
