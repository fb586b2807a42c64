"""The part of an acceptance that makes trees, and what hangs on their nodes."""

from typing import Any

from reciproque.core.text import fold
from reciproque.framework.actions.describing import add_parts
from reciproque.framework.actions.shaping import Sprout, create_tree, grow_tree
from reciproque.framework.choices import Engagement
from reciproque.framework.models import Finding, Node, Result, Track
from reciproque.intake.choices import ItemKind
from reciproque.intake.models import Item
from reciproque.intake.queries import chapters_of, in_tree_order
from reciproque.intake.rules import groves
from reciproque.monitoring.actions import bring_indicators
from reciproque.monitoring.models import Indicator
from reciproque.office.keeping import document_from_json


def accept_framework(acceptance: Any) -> None:
    """One tree for each outermost chapter of the document that holds objectives of its own."""
    ordered = [item for item, _depth in in_tree_order(acceptance.of(ItemKind.FRAMEWORK))]
    if not ordered:
        return
    chapters = chapters_of(document_from_json(acceptance.reading.document_json))
    for grove in groves(ordered, chapters, title=acceptance.text.title):
        tree = create_tree(
            acceptance.contract, title=grove.title, text=acceptance.text, by=acceptance.by, at=acceptance.at
        )
        index = {item.pk: number for number, item in enumerate(grove.items)}
        sprouts = [_sprout(acceptance, item, index) for item in grove.items]
        acceptance.become(grove.items, grow_tree(tree, sprouts, by=acceptance.by, at=acceptance.at))


def _sprout(acceptance: Any, item: Item, index: dict[int, int]) -> Sprout:
    data = item.data
    notes = "\n".join(f"• {one}" for one in data.get("sub_items") or ())
    values = {"engagement": engagement_from(data.get("engagement_level") or ""), "notes": notes}
    return Sprout(
        title=item.words,
        label=data.get("label") or "objectif",
        code=(data.get("code") or "")[:40],
        parent=index.get(item.parent_id) if item.parent_id else None,
        passage=acceptance.passage(item),
        values=values,
    )


def engagement_from(said: str) -> str:
    """The level of engagement that a document's words mean, or nothing."""
    folded = fold(said)
    words = {fold(level.label): str(level.value) for level in Engagement}
    return words.get(folded, "")


def accept_under_the_tree(acceptance: Any) -> None:
    """Results, tracks, findings and indicators, under the node that their item of the framework became."""
    common = {"contract": acceptance.contract, "by": acceptance.by, "at": acceptance.at}
    for kind, model in ((ItemKind.RESULT, Result), (ItemKind.TRACK, Track), (ItemKind.FINDING, Finding)):
        items = acceptance.of(kind)
        parts = [_part(acceptance, model, item, number) for number, item in enumerate(items, 1)]
        acceptance.become(items, add_parts(parts, **common))
    items = acceptance.of(ItemKind.INDICATOR)
    indicators = [
        Indicator(
            contract=acceptance.contract,
            node=_node_of(acceptance, item),
            position=number,
            wording=item.words,
            passage=acceptance.passage(item),
            search_key=fold(item.words),
        )
        for number, item in enumerate(items, 1)
    ]
    acceptance.become(items, bring_indicators(indicators, **common))


def _node_of(acceptance: Any, item: Item) -> Node | None:
    return acceptance.made.get(item.parent_id) if item.parent_id else None


def _part(acceptance: Any, model: Any, item: Item, number: int) -> Any:
    node = _node_of(acceptance, item)
    return model(
        contract=acceptance.contract,
        node=node,
        tree=node.tree if node is not None else None,
        position=number,
        wording=item.words,
        passage=acceptance.passage(item),
    )
