"""Taking back one's own last act: nobody's work but one's own is undone, and nothing that others built on it."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock, update_many
from reciproque.core.refusals import Refused, refuse_if
from reciproque.core.text import shorten
from reciproque.intake.actions.reviewing.working import open_reading
from reciproque.intake.models import Item, Reading, ReviewStep
from reciproque.journal.actions import record

Values = dict[str, Any]


@transaction.atomic
def undo_last(reading: Reading, *, by: User, at: datetime) -> ReviewStep:
    """Give back what the person's last act (that is not undone yet) changed.

    Refused when somebody else has changed the same thing since: her work stays.
    """
    reading = open_reading(reading, by=by)
    step = reading.steps.filter(by=by, undone_at=None).order_by("-pk").first()
    if step is None:
        raise Refused(["Vous n’avez rien à annuler dans cette relecture."])
    before, after = _by_key(step.before_json), _by_key(step.after_json)
    items = {item.pk: item for item in lock(reading.items.filter(pk__in=[*before, *after]))}
    made = [items[key] for key, values in before.items() if values is None and key in items]
    changed = [items[key] for key, values in before.items() if values is not None and key in items]
    parents = {values["parent_id"] for values in before.values() if values and values.get("parent_id")}
    gone = parents - set(reading.items.filter(pk__in=parents).values_list("pk", flat=True))
    refuse_if(
        [reason for item in (*made, *changed) for reason in _overtaken(item, after[item.pk] or {})][:3]
        + [reason for item in made for reason in _built_upon(item, changed)]
        + (["L’élément dont il dépendait n’est plus là."] if gone else [])
    )
    _give_back(changed, before, after, by=by, at=at)
    step.undone_at = at
    step.item = None if step.item_id in {item.pk for item in made} else step.item
    step.save(update_fields=["undone_at", "item"])
    for item in made:
        item.delete()
    _tell_others(reading, step, by=by, at=at)
    record("reading.undone", reading, by=by, at=at, contract=reading.contract_id, what=step.act)
    return step


def _tell_others(reading: Reading, step: ReviewStep, *, by: User, at: datetime) -> None:
    """A step that cannot be undone itself: the pages of the others see by it that something changed."""
    ReviewStep.objects.create(
        reading=reading,
        act="reading.undone",
        by=by,
        at=at,
        before_json=step.after_json,
        after_json=step.before_json,
        undone_at=at,
    )


def _by_key(kept: str) -> dict[int, Values | None]:
    return {int(key): values for key, values in json.loads(kept).items()}


def _overtaken(item: Item, after: Values) -> list[str]:
    """Ranks are left out: they shift when others add or split, which changes no order."""
    same = all(getattr(item, name) == value for name, value in after.items() if name != "position")
    if same:
        return []
    who = f"{item.touched_by} a" if item.touched_by else "Quelqu’un a"
    return [f"{who} changé « {shorten(item.words, 60)} » depuis : votre acte ne s’annule plus, corrigez-le."]


def _built_upon(item: Item, changed: list[Item]) -> list[str]:
    own = {one.pk for one in changed}
    if item.children.exclude(pk__in=own).exists():
        return [f"D’autres éléments dépendent de « {shorten(item.words, 60)} » : déplacez-les d’abord."]
    return []


def _give_back(
    items: list[Item],
    before: dict[int, Values | None],
    after: dict[int, Values | None],
    *,
    by: User,
    at: datetime,
) -> None:
    for item in items:
        was, now = before[item.pk] or {}, after[item.pk] or {}
        for name, value in was.items():
            shifted = item.position - now["position"] if name == "position" else 0
            setattr(item, name, max(0, value + shifted) if name == "position" else value)
        item.version += 1
        item.touched_by, item.touched_at = by, at
    names = {name.removesuffix("_id") for values in before.values() for name in values or ()}
    update_many(items, [*sorted(names), "version", "touched_by", "touched_at"])
