"""What a correction would change on the lines alike: the same table, the same column, the same kind of correction."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.models import Item, ReviewStep
from reciproque.intake.rules import Ground, fields_of, ground_of
from reciproque.office.keeping import document_from_json

REPEATED = {"label", "engagement_level", "party", "phase", "type", "commune", "scope", "unit", "what", "role"}
"""Fields that several lines may share; a code, a date or a population is of one line alone."""


@dataclass(frozen=True)
class Change:
    """A line that is alike, and what would become of it."""

    item: Item
    becomes: str
    parts: tuple[str, ...] = ()
    parent: Item | None = None


@dataclass
class Likeness:
    """A correction that other lines could have too. One of `kind`, `out`, `data`, parts or parents."""

    what: str
    kind: str = ""
    out: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def likeness_of(step: ReviewStep) -> Likeness | None:
    """The lines to which the correction that `step` made could be applied; None when it is of one line alone."""
    item = step.item
    if item is None or step.undone_at is not None:
        return None
    before = json.loads(step.before_json).get(str(item.pk)) or {}
    after = json.loads(step.after_json).get(str(item.pk)) or {}
    made = [values for key, values in json.loads(step.after_json).items() if _was_made(step, key)]
    ground = ground_of(document_from_json(step.reading.document_json))
    alike = _alike(item, before.get("kind", item.kind), ground)
    found = (
        _left_out(step, alike)
        or _retyped(before, after, alike)
        or _split(before, after, made, alike)
        or _hung(before, after, item, alike, ground)
        or _fields(before, after, item, alike)
    )
    return found if found and found.changes else None


def _was_made(step: ReviewStep, key: str) -> bool:
    return json.loads(step.before_json).get(key, "") is None


def _alike(item: Item, kind: str, ground: Ground) -> list[Item]:
    rows = item.reading.items.filter(kind=kind, state__in=KEPT).exclude(pk=item.pk)
    rows = rows.select_related("parent").order_by("position", "pk")
    return [one for one in rows if ground.alike(item.anchor, one.anchor)]


def _left_out(step: ReviewStep, alike: list[Item]) -> Likeness | None:
    if step.act != "item.discarded":
        return None
    changes = [Change(one, "écarté") for one in alike]
    return Likeness("écarter toute la colonne", out=True, changes=changes)


def _retyped(before: dict[str, Any], after: dict[str, Any], alike: list[Item]) -> Likeness | None:
    if "kind" not in after:
        return None
    label = str(ItemKind(after["kind"]).label)
    leaves = set(Item.objects.filter(parent__in=alike).values_list("parent_id", flat=True))
    changes = [Change(one, f"dans la liste « {label} »") for one in alike if one.pk not in leaves]
    return Likeness(f"passer dans la liste « {label} »", kind=after["kind"], changes=changes)


def _split(
    before: dict[str, Any], after: dict[str, Any], made: list[dict[str, Any]], alike: list[Item]
) -> Likeness | None:
    if not made or "words" not in before or "words" not in after:
        return None
    parts = [after["words"], *(one["words"] for one in made)]
    sign = _sign_between(before["words"], parts)
    if not sign:
        return None
    changes = []
    for one in alike:
        cut = tuple(part.strip() for part in one.words.split(sign) if part.strip())
        if len(cut) > 1:
            changes.append(Change(one, " · ".join(cut), parts=cut))
    return Likeness(f"séparer à « {sign.strip()} »", changes=changes)


def _sign_between(whole: str, parts: list[str]) -> str:
    """What stood between the parts, when it was the same sign each time: « / », « ; »…"""
    signs, rest = set(), whole
    for part in parts:
        found = rest.find(part)
        if found < 0:
            return ""
        signs.add(rest[:found])
        rest = rest[found + len(part) :]
    signs.discard("")
    sign = signs.pop() if len(signs) == 1 else ""
    return sign if re.fullmatch(r"\s*[^\w\s]+\s*", sign) else ""


def _hung(
    before: dict[str, Any], after: dict[str, Any], item: Item, alike: list[Item], ground: Ground
) -> Likeness | None:
    """The item was hung on what stands in another column of its row: so may the others be."""
    parent = item.parent
    if "parent_id" not in after or parent is None:
        return None
    spot = ground.spots.get(parent.anchor)
    if spot is None or parent.anchor not in ground.beside(item.anchor, spot.column):
        return None
    by_anchor: dict[str, Item] = {}
    for one in item.reading.items.filter(kind=ItemKind.FRAMEWORK, state__in=KEPT).order_by("position", "pk"):
        by_anchor.setdefault(one.anchor, one)
    changes = [
        Change(one, f"sous « {above.words} »", parent=above)
        for one in alike
        for above in list(_known(ground.beside(one.anchor, spot.column), by_anchor))[:1]
        if one.parent_id != above.pk and above.pk != one.pk and above.parent_id != one.pk
    ]
    return Likeness("rattacher à ce qui est dans cette colonne, sur la même ligne", changes=changes)


def _known(anchors: Any, by_anchor: dict[str, Item]) -> Iterator[Item]:
    return (by_anchor[anchor] for anchor in anchors if anchor in by_anchor)


def _fields(before: dict[str, Any], after: dict[str, Any], item: Item, alike: list[Item]) -> Likeness | None:
    if "data_json" not in after:
        return None
    was, now = json.loads(before["data_json"]), json.loads(after["data_json"])
    new = {name: now[name] for name in REPEATED if was.get(name) != now.get(name) and name in now}
    if not new:
        return None
    labels = {one.name: one.label for one in fields_of(item.kind)}
    said = ", ".join(f"{labels.get(name, name)} : {value or '(vide)'}" for name, value in new.items())
    changes = [Change(one, said) for one in alike if all(one.data.get(name) == was.get(name) for name in new)]
    return Likeness(said, data=new, changes=changes)
