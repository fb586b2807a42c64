"""Up, down, in, out, under another: where an item stands in its list and in the tree."""

from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.core.refusals import Refused, refuse_if
from reciproque.intake.actions.reviewing.correcting import corrected
from reciproque.intake.actions.reviewing.working import Work, open_item
from reciproque.intake.choices import ItemKind, ItemState
from reciproque.intake.models import Item
from reciproque.intake.queries import ancestors_of, neighbour_of
from reciproque.intake.rules import hangs_under, obstacles_to_parent


@transaction.atomic
def hang_item(item: Item, parent: Item | None, *, seen: int | None = None, by: User, at: datetime) -> Item:
    """Hang an item, with all beneath it, under another one or at the first level."""
    item = open_item(item, by=by, seen=seen)
    refuse_if([] if hangs_under(item.kind) else ["Les éléments de cette liste ne dépendent de rien."])
    refuse_if(obstacles_to_parent(item, parent, above=ancestors_of(parent)))
    work = Work(item.reading, by, at)
    work.take(item)
    if item.parent_id != (parent.pk if parent else None):
        item.parent, item.state = parent, corrected(item)
    work.done("item.moved", item)
    return item


@transaction.atomic
def indent_item(item: Item, *, seen: int | None = None, by: User, at: datetime) -> Item:
    """One level down: under the one that stands above it at the same level."""
    item = open_item(item, by=by, seen=seen)
    refuse_if([] if item.kind == ItemKind.FRAMEWORK else ["Seul le cadre stratégique a des niveaux."])
    above = neighbour_of(item, -1)
    if above is None:
        raise Refused(["Rien ne se trouve au-dessus au même niveau : il ne peut pas descendre."])
    return hang_item(item, above, by=by, at=at)


@transaction.atomic
def outdent_item(item: Item, *, seen: int | None = None, by: User, at: datetime) -> Item:
    """One level up, behind what it hung on."""
    item = open_item(item, by=by, seen=seen)
    refuse_if([] if item.kind == ItemKind.FRAMEWORK else ["Seul le cadre stratégique a des niveaux."])
    if item.parent is None:
        raise Refused(["Il est déjà au premier niveau."])
    return hang_item(item, item.parent.parent, by=by, at=at)


@transaction.atomic
def shift_item(item: Item, way: int, *, seen: int | None = None, by: User, at: datetime) -> Item:
    """Change places with the one above (`way` -1) or below (+1) at the same level."""
    item = open_item(item, by=by, seen=seen)
    other = neighbour_of(item, way)
    if other is None:
        raise Refused([f"Il est déjà {'le premier' if way < 0 else 'le dernier'} de son niveau."])
    other = lock(Item.objects.filter(pk=other.pk))[0]
    work = Work(item.reading, by, at)
    work.take(item, other)
    if item.position == other.position:
        item.position += way
    else:
        item.position, other.position = other.position, item.position
    if item.state == ItemState.PROPOSED:
        item.state = ItemState.CORRECTED
    work.done("item.moved", item)
    return item
