"""What stands in a contract, and what a text says, as the plain things that a comparison takes."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.urls import reverse

from reciproque.contracts.models import Contract
from reciproque.contracts.queries import signatures_of
from reciproque.core.text import fold
from reciproque.framework.choices import Engagement
from reciproque.framework.models import Node, Result
from reciproque.framework.queries import branches, live_nodes
from reciproque.governance.models import Body
from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries.reviewing import in_tree_order
from reciproque.intake.rules.things import Thing, names_a_priority, thing_from
from reciproque.monitoring.models import Indicator
from reciproque.partners.models import Commitment
from reciproque.territories.queries import headcount

COMPARED = [
    ItemKind.FRAMEWORK,
    ItemKind.RESULT,
    ItemKind.INDICATOR,
    ItemKind.COMMITMENT,
    ItemKind.NEIGHBOURHOOD,
    ItemKind.SIGNATORY,
    ItemKind.BODY,
]
"""The lists that are compared, in the order in which they are told."""


def things_of(reading: Reading) -> list[Thing]:
    """What the text says: the items that are kept, parents before children. One query."""
    rows = reading.items.filter(state__in=KEPT, kind__in=COMPARED).order_by("position", "pk")
    by_kind: dict[str, list[Item]] = {}
    for item in rows:
        by_kind.setdefault(item.kind, []).append(item)
    told = []
    for kind in COMPARED:
        items = by_kind.get(kind, [])
        ordered = [one for one, _depth in in_tree_order(items)] if kind == ItemKind.FRAMEWORK else items
        told += [_of_item(item, reading) for item in ordered]
    return told


def _of_item(item: Item, reading: Reading) -> Thing:
    data = item.data
    facts = {
        "Niveau d’engagement": data.get("engagement_level"),
        "Population": data.get("population"),
        "Réunions par an": data.get("meetings_per_year"),
    }
    return Thing(
        key=f"item:{item.pk}",
        kind=item.kind,
        words=item.words,
        code=str(data.get("code") or ""),
        label=str(data.get("label") or data.get("party") or data.get("commune") or ""),
        parent=f"item:{item.parent_id}" if item.parent_id else "",
        priority=names_a_priority(str(data.get("label") or "")),
        facts={name: value for name, value in facts.items() if value not in (None, "")},
        url=_where(item, reading),
    )


def _where(item: Item, reading: Reading) -> str:
    """Its passage in the text; in a text whose file was corrected since, the objective that it became."""
    if reading.text is None:
        return _in_review(reading, item)
    if reading.text.file_id == reading.file_id:
        return _passage(reading.text_id, item.anchor)
    if item.target_label == "framework.node" and item.target_key:
        return _address("framework:node_detail", item.target_key)
    return ""


def _in_review(reading: Reading, item: Item) -> str:
    page = _address("intake:reading_detail", reading.pk)
    return f"{page}?liste={item.kind}&element={item.pk}#item-{item.pk}"


def _passage(text_id: int | None, anchor: str) -> str:
    return f"{_address('contracts:text_source', text_id)}#{anchor}" if text_id and anchor else ""


@lru_cache(maxsize=4_096)
def _address(view: str, key: int) -> str:
    """An address is asked for once, not for each of a thousand things."""
    return reverse(view, args=[key])


def kept_standing(reading: Reading) -> list[Thing] | None:
    """What stood when the text was accepted, if it was noted then."""
    noted = getattr(reading, "standing", None)
    return None if noted is None else [thing_from(one) for one in json.loads(noted.things_json)]


def standing_in(contract: Contract | None, *, but: Reading) -> list[Thing]:
    """All that is live in the contract, without what this reading brought. Eight queries, whatever there is."""
    if contract is None:
        return []
    return [thing for part in _PARTS for thing in part(contract, but)]


def _nodes(contract: Contract, but: Reading) -> Iterable[Thing]:
    rows = live_nodes(contract).select_related("passage").order_by("tree__position", "tree", "position", "pk")
    if but.text_id:
        rows = rows.exclude(tree__text=but.text_id)
    for root in branches(rows):
        for branch in root.walk():
            yield _of_node(branch.node)


def _of_node(node: Node) -> Thing:
    facts = {"Niveau d’engagement": Engagement(node.engagement).label} if node.engagement else {}
    return Thing(
        key=f"framework.node:{node.pk}",
        kind=ItemKind.FRAMEWORK,
        words=node.title,
        code=node.code,
        label=node.label,
        parent=f"framework.node:{node.parent_id}" if node.parent_id else "",
        priority=names_a_priority(node.label),
        facts={name: str(value) for name, value in facts.items()},
        url=_url_of(node),
    )


def _hanging(model: Any, kind: str) -> Callable[[Contract, Reading], Iterable[Thing]]:
    """Results and indicators: live ones, under the nodes that they hang on."""

    def part(contract: Contract, but: Reading) -> Iterable[Thing]:
        rows = model.objects.filter(contract=contract, archived_at=None).select_related("passage")
        label = model._meta.label_lower
        for one in _without(rows, but):
            yield Thing(
                key=f"{label}:{one.pk}",
                kind=kind,
                words=one.wording,
                parent=f"framework.node:{one.node_id}" if one.node_id else "",
                url=_url_of(one),
            )

    return part


def _without(rows: Any, but: Reading) -> Any:
    """Rows that came neither from the text of this reading nor from its passages."""
    return rows.exclude(passage__text=but.text_id) if but.text_id else rows


def _url_of(row: Any) -> str:
    """Where its words stand in their text; else the page of its objective, else nothing."""
    if row.passage is not None:
        return _passage(row.passage.text_id, row.passage.anchor)
    node = row.pk if isinstance(row, Node) else getattr(row, "node_id", None)
    return _address("framework:node_detail", node) if node else ""


def _commitments(contract: Contract, but: Reading) -> Iterable[Thing]:
    rows = Commitment.objects.filter(contract=contract, archived_at=None).select_related("passage")
    for one in rows.exclude(text=but.text_id) if but.text_id else rows:
        yield Thing(
            key=f"partners.commitment:{one.pk}",
            kind=ItemKind.COMMITMENT,
            words=one.wording,
            label=one.party,
            url=_url_of(one),
        )


def _places(contract: Contract, but: Reading) -> Iterable[Thing]:
    """The neighbourhoods, with the population that other sources than this text give them."""
    made = _made_places(but)
    rows = contract.neighbourhoods.filter(archived_at=None).defer("perimeter")
    for place in rows.prefetch_related("populations", "communes").order_by("pk"):
        if place.pk in made:
            continue
        counted = headcount(place)
        communes = " ".join(sorted(commune.name for commune in place.communes.all()))
        yield Thing(
            key=f"territories.neighbourhood:{place.pk}",
            kind=ItemKind.NEIGHBOURHOOD,
            words=place.name,
            label=communes,
            facts={"Population": counted.count} if counted else {},
            url=reverse("contracts:place_detail", args=[contract.pk, place.pk]),
        )


def _made_places(but: Reading) -> set[int]:
    """Neighbourhoods that only the text of this reading names (a reading accepted before notes were kept)."""
    if not but.text_id:
        return set()
    named = Q(kind=ItemKind.NEIGHBOURHOOD, target_key__isnull=False)
    own = {key for key in but.items.filter(named).values_list("target_key", flat=True) if key}
    others = Item.objects.filter(named, target_key__in=own, reading__accepted_at__lt=but.accepted_at)
    return own - set(others.values_list("target_key", flat=True))


def _signatories(contract: Contract, but: Reading) -> Iterable[Thing]:
    """Each body that signs another text, once, under the name that the latest of them prints."""
    rows = signatures_of(contract).select_related("organisation", "passage").order_by("text__starts_on", "pk")
    found: dict[Any, Any] = {}
    for one in rows.exclude(text=but.text_id) if but.text_id else rows:
        found[one.organisation_id or fold(one.printed)] = one
    for one in found.values():
        yield Thing(
            key=f"contracts.signature:{one.pk}",
            kind=ItemKind.SIGNATORY,
            words=one.printed or str(one.organisation),
            url=_url_of(one),
        )


def _bodies(contract: Contract, but: Reading) -> Iterable[Thing]:
    rows = Body.objects.filter(contract=contract, archived_at=None).select_related("passage")
    for one in _without(rows, but):
        yield Thing(
            key=f"governance.body:{one.pk}",
            kind=ItemKind.BODY,
            words=one.name,
            facts={} if one.meetings_per_year is None else {"Réunions par an": one.meetings_per_year},
            url=_url_of(one),
        )


_PARTS: list[Callable[[Contract, Reading], Iterable[Thing]]] = [
    _nodes,
    _hanging(Result, ItemKind.RESULT),
    _hanging(Indicator, ItemKind.INDICATOR),
    _commitments,
    _places,
    _signatories,
    _bodies,
]
