"""The differences of a corrected file, applied to what its first reading became: chosen ones, in one act, by the
ordinary actions."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F

from reciproque.accounts.models import User
from reciproque.contracts.actions.adopting import archive_signature, edit_signature, keep_passages
from reciproque.contracts.actions.renewing import renew_source
from reciproque.contracts.actions.signing import name_signatory
from reciproque.contracts.models import Passage, Text
from reciproque.core.edits import apply_changes
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.framework.actions.describing import add_part, archive_part, edit_node, edit_part
from reciproque.framework.actions.shaping import add_node, archive_node
from reciproque.framework.models import Node, Result
from reciproque.governance.actions import add_body, archive_body, edit_body
from reciproque.intake.access import may_review
from reciproque.intake.choices import ItemKind, ItemState, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries.versions import (
    Correction,
    corrections_of,
    items_by_key,
    items_that_differ,
    passages_that_differ,
    untouched_pairs,
)
from reciproque.intake.rules import obstacles_to_reviewing
from reciproque.intake.rules.things import Thing
from reciproque.journal.actions import record
from reciproque.monitoring.actions import add_indicator, archive_indicator, edit_indicator
from reciproque.partners.actions import add_commitment, archive_commitment, edit_commitment


@dataclass
class _Work:
    """What the changes of one act share."""

    reading: Reading
    text: Text
    items: dict[str, Item]
    common: dict[str, Any]
    made: dict[int, Any] = field(default_factory=dict)
    """What each new item became, by its key."""

    def target(self, thing: Thing) -> Any:
        """The row that the item became at the first acceptance, as it stands now."""
        item = self.items[thing.key]
        if not item.target_label or item.target_key is None:
            return None
        return apps.get_model(item.target_label)._default_manager.filter(pk=item.target_key).first()

    def passage(self, item: Item) -> Passage | None:
        if not item.anchor:
            return None
        return keep_passages(self.text, [(item.anchor, item.line, None, item.words)]).get(item.anchor)

    def node(self, item: Item) -> Node | None:
        above = self.made.get(item.parent_id or 0)
        return above if isinstance(above, Node) else None


@transaction.atomic
def apply_correction(reading: Reading, *, chosen: Collection[str], by: User, at: datetime) -> tuple[int, int]:
    """Make the chosen changes (keys of `corrections_of`) and refuse the others: (made, refused).

    The corrected file takes the place of the first one; the reading is accepted into the same text.
    """
    reading = lock_one(reading)
    first = reading.corrects
    admit(may_review(by, reading))
    refuse_if(obstacles_to_reviewing(reading))
    refuse_if([] if first is not None and first.text is not None else ["Ce document ne corrige aucun texte."])
    assert first is not None  # noqa: S101 -- refused above
    assert first.text is not None  # noqa: S101 -- for the type checker
    comparison = items_that_differ(first, reading)
    offered = [one for one in corrections_of(comparison) if not one.by_hand]
    wanted = [one for one in offered if one.key in chosen]
    items = items_by_key(first) | items_by_key(reading)
    _renew(first, reading, by=by, at=at)
    work = _Work(reading, first.text, items, {"by": by, "at": at})
    _keep_targets(work, comparison)
    for one in sorted(wanted, key=_turn):
        _DEEDS[one.verb](work, one)
    refused = len(offered) - len(wanted)
    _leave_out(work, [one for one in offered if one.key not in chosen and one.verb == "add"])
    _remember(work, first, made=[one.key for one in wanted], at=at)
    record(
        "reading.correction_applied",
        reading,
        by=by,
        at=at,
        contract=reading.contract_id,
        made=len(wanted),
        refused=refused,
        text=first.text.title,
    )
    return len(wanted), refused


def _turn(one: Correction) -> tuple[int, bool]:
    """Changes, then additions, then what goes: what hangs on an objective before the objective."""
    return (
        ["edit", "add", "archive"].index(one.verb),
        one.match.kind == ItemKind.FRAMEWORK and one.verb == "archive",
    )


def _leave_out(work: _Work, refused: list[Correction]) -> None:
    """What was refused does not wait for anything any more."""
    keys = [work.items[one.match.news[0].key].pk for one in refused]
    rows = Item.objects.filter(pk__in=keys)
    rows.update(state=ItemState.DISCARDED, version=F("version") + 1)


def _renew(first: Reading, reading: Reading, *, by: User, at: datetime) -> None:
    assert first.text is not None  # noqa: S101 -- its reading was accepted
    _differences, blocks = passages_that_differ(first, reading)
    moved = {
        anchor: (block.anchor, block.place.line, block.place.page, block.text)
        for anchor, block in blocks.items()
    }
    renew_source(first.text, file=reading.file, source_json=reading.document_json, moved=moved, by=by, at=at)


def _keep_targets(work: _Work, comparison: Any) -> None:
    """Items of both files that are the same thing stand for the same row."""
    for matches in comparison.lists.values():
        for match in matches:
            if len(match.olds) == len(match.news) == 1:
                row = work.target(match.olds[0])
                if row is not None:
                    work.made[work.items[match.news[0].key].pk] = row


def _edit(work: _Work, one: Correction) -> None:
    row = work.target(one.match.olds[0])
    refuse_if([] if row is not None else [f"« {one.match.olds[0].words} » n’est plus dans le contrat."])
    item = work.items[one.match.news[0].key]
    kind = ItemKind(item.kind)
    if kind == ItemKind.FRAMEWORK:
        edit_node(row, seen=None, title=item.words, **work.common)
    elif kind == ItemKind.RESULT:
        edit_part(row, seen=None, wording=item.words, **work.common)
    elif kind == ItemKind.INDICATOR:
        edit_indicator(row, seen=None, wording=item.words, **work.common)
    elif kind == ItemKind.COMMITMENT:
        edit_commitment(row, seen=None, wording=item.words, **work.common)
    elif kind == ItemKind.SIGNATORY:
        edit_signature(row, seen=None, printed=item.words, **work.common)
    else:
        meetings = item.data.get("meetings_per_year")
        values = {} if meetings is None else {"meetings_per_year": meetings}
        edit_body(row, seen=None, name=item.words, **values, **work.common)


def _add(work: _Work, one: Correction) -> None:
    item = work.items[one.match.news[0].key]
    contract, passage = work.text.contract, work.passage(item)
    node = work.node(item)
    common = {"passage": passage, **work.common}
    kind = ItemKind(item.kind)
    if kind == ItemKind.FRAMEWORK:
        row: Any = _grow(work, item, node, passage)
    elif kind == ItemKind.RESULT:
        tree = node.tree if node is not None else None
        row = add_part(Result, contract=contract, wording=item.words, node=node, tree=tree, **common)
    elif kind == ItemKind.INDICATOR:
        row = add_indicator(contract, wording=item.words, node=node, **common)
    elif kind == ItemKind.COMMITMENT:
        party = item.data.get("party") or ""
        row = add_commitment(contract, wording=item.words, party=party, text=work.text, **common)
    elif kind == ItemKind.SIGNATORY:
        row = name_signatory(work.text, organisation_name=item.words, **common)
    else:
        meetings = item.data.get("meetings_per_year")
        row = add_body(contract, name=item.words, meetings_per_year=meetings, **common)
    work.made[item.pk] = row


def _grow(work: _Work, item: Item, above: Node | None, passage: Passage | None) -> Node:
    tree = above.tree if above is not None else work.text.trees.filter(archived_at=None).first()
    refuse_if([] if tree is not None else ["Ce texte n’a plus de cadre stratégique où ajouter un objectif."])
    assert tree is not None  # noqa: S101 -- refused above
    data = item.data
    values: dict[str, Any] = {
        "label": data.get("label") or "objectif",
        "code": str(data.get("code") or "")[:40],
    }
    return add_node(tree, parent=above, title=item.words, passage=passage, **values, **work.common)


def _archive(work: _Work, one: Correction) -> None:
    thing = one.match.olds[0]
    row = work.target(thing)
    if row is None or getattr(row, "archived_at", None) is not None:
        return
    deeds: dict[str, Callable[..., Any]] = {
        ItemKind.FRAMEWORK: archive_node,
        ItemKind.RESULT: archive_part,
        ItemKind.INDICATOR: archive_indicator,
        ItemKind.COMMITMENT: archive_commitment,
        ItemKind.SIGNATORY: archive_signature,
        ItemKind.BODY: archive_body,
    }
    deeds[thing.kind](row, **work.common)


_DEEDS: dict[str, Callable[[_Work, Correction], None]] = {"edit": _edit, "add": _add, "archive": _archive}


def _remember(work: _Work, first: Reading, *, made: list[str], at: datetime) -> None:
    reading = work.reading
    became = []
    mine, theirs = (
        list(reading.items.order_by("position", "pk")),
        list(first.items.order_by("position", "pk")),
    )
    for old, new in untouched_pairs(theirs, mine):
        if new.pk not in work.made and old.target_key is not None:
            new.target_label, new.target_key = old.target_label, old.target_key
            became.append(new)
    for item in work.items.values():
        row = work.made.get(item.pk)
        if row is not None and item.reading_id == reading.pk:
            item.target_label, item.target_key = row._meta.label_lower, row.pk
            became.append(item)
    Item.objects.bulk_update(became, ["target_label", "target_key"], batch_size=500)
    summary = json.loads(reading.summary_json or "{}") | {"applied": made}
    reading.summary_json = json.dumps(summary, ensure_ascii=False)
    values = {"accepted_at": at, "text": first.text, "contract": first.contract}
    apply_changes(reading, {"state": ReadingState.ACCEPTED, **values})
    reading.save()
