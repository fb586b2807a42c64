"""Lists, their lines, and what a contract makes of them: measures that apply, an objective among all its lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.choices import CellState
from reciproque.framework.models import Localisation, Node, Tie
from reciproque.framework.queries.matrix import (
    NOT_FOR_TIES,
    Row,
    matrix_of,
    nomenclatures_for_ties,
    rows_of,
)
from reciproque.framework.queries.words import Place, places_of, suggested_in
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import nomenclatures_for, with_sizes
from reciproque.references.rules import Suggestion


def lists_of(contract: Contract) -> QuerySet[Nomenclature]:
    """The lists that a contract may use, its own last, each with `n_lines`."""
    rows = nomenclatures_for(contract.pk).filter(archived_at=None).exclude(code__in=NOT_FOR_TIES)
    return with_sizes(rows).order_by("contract_id", "name", "pk")


def archived_lists(contract: Contract) -> QuerySet[Nomenclature]:
    return nomenclatures_for(contract.pk).filter(archived_at__isnull=False).order_by("name", "pk")


def sizes_of(contract: Contract) -> dict[int, dict[str, int]]:
    """By list: `served` lines and tied `nodes` of the contract, `local`: measures that apply or will apply."""
    live = {"node__contract": contract, "node__archived_at": None, "node__tree__archived_at": None}
    ties = Tie.objects.filter(**live, reference__archived_at=None)
    counted = (
        ties.order_by()
        .values_list("reference__nomenclature")
        .annotate(served=Count("reference", distinct=True), nodes=Count("node", distinct=True))
    )
    found = {key: {"served": served, "nodes": nodes, "local": 0} for key, served, nodes in counted}
    measures = Localisation.objects.filter(contract=contract, reference__archived_at=None)
    applying = measures.filter(state__in=["applies", "will"]).order_by()
    for key, local in applying.values_list("reference__nomenclature").annotate(n=Count("pk")):
        found.setdefault(key, {"served": 0, "nodes": 0, "local": 0})["local"] = local
    return found


@dataclass
class Local:
    """A measure and what becomes of it in the contract (a row that is not kept yet when nobody looked at it)."""

    line: Reference
    said: Localisation
    places: list[Any]

    @property
    def key(self) -> int:
        return self.line.pk


def localisations_of(contract: Contract, nomenclature: Nomenclature) -> list[Local]:
    """Every measure of a list, in its order, as the contract stands to it. Three queries."""
    said = Localisation.objects.filter(contract=contract, reference__nomenclature=nomenclature)
    known = {one.reference_id: one for one in said.prefetch_related("neighbourhoods")}
    lines = nomenclature.references.filter(Q(archived_at=None) | Q(pk__in=said.values("reference")))
    return [
        Local(
            line,
            one := known.get(line.pk) or Localisation(contract=contract, reference=line, version=0),
            list(one.neighbourhoods.all()) if one.pk else [],
        )
        for line in lines.order_by("position", "pk")
    ]


def localisation_of(contract: Contract, line: Reference) -> Localisation:
    """What becomes of one measure in the contract; an unsaved row when nobody has looked at it."""
    found = Localisation.objects.filter(contract=contract, reference=line).prefetch_related("neighbourhoods")
    return found.first() or Localisation(contract=contract, reference=line, version=0)


@dataclass
class Serving:
    """An objective that serves a line: itself (with who said so), or by one above it."""

    row: Row
    tie: Tie | None
    state: str
    suggestion: Suggestion | None = None
    passage: Any = None


def of_reference(contract: Contract, line: Reference) -> list[Serving]:
    """All the objectives of the contract that serve a line or seem to, in their order, with passages."""
    matrix = matrix_of(contract, line.nomenclature)
    states = {row.place.key: row.state_of(line.pk) for row in matrix.rows}
    shown = [
        row for row in matrix.rows if states[row.place.key] not in {CellState.NOTHING, CellState.COVERED}
    ]
    ties = Tie.objects.filter(node__contract=contract, reference=line).select_related("by", "node__passage")
    known = {tie.node_id: tie for tie in ties}
    return [
        Serving(
            row,
            known.get(row.place.key),
            states[row.place.key],
            row.suggested.get(line.pk),
            known[row.place.key].node.passage if row.place.key in known else None,
        )
        for row in shown
    ]


@dataclass
class ListOfNode:
    """One list as the page of an objective shows it: what it serves, what it inherits, what is suggested."""

    nomenclature: Nomenclature
    lines: Sequence[Reference]
    ties: list[Tie]
    inherited: list[tuple[Reference, Place]]
    covered: list[tuple[Reference, int]]
    suggested: list[tuple[Reference, Suggestion]]

    @property
    def own_keys(self) -> set[int]:
        return {tie.reference_id for tie in self.ties}

    @property
    def is_silent(self) -> bool:
        return not (self.ties or self.inherited or self.covered or self.suggested)


def node_ties(node: Node) -> list[ListOfNode]:
    """An objective among all the lists of its contract, side by side."""
    places = places_of(node.contract_id)
    by_key = {place.key: place for place in places}
    ties = list(Tie.objects.filter(node__contract=node.contract_id).select_related("reference", "by"))
    lists = list(nomenclatures_for_ties(node.contract).prefetch_related("references"))
    return [_list_of_node(node, one, places, by_key, ties) for one in lists]


def _list_of_node(
    node: Node, one: Nomenclature, places: list[Place], by_key: dict[int, Place], ties: list[Tie]
) -> ListOfNode:
    own: dict[int, set[int]] = {}
    for tie in ties:
        if tie.reference.nomenclature_id == one.pk:
            own.setdefault(tie.node_id, set()).add(tie.reference_id)
    lines = [
        line for line in one.references.all() if line.archived_at is None or line.pk in own.get(node.pk, ())
    ]
    row = rows_of(places, own).get(node.pk) or Row(Place(node.pk, None, 0, "", "", "", "", "", 0))
    suggested = suggested_in(node.contract_id, one, places, lines) if node.pk in by_key else {}
    found = {line: said for (key, line), said in suggested.items() if key == node.pk}
    return ListOfNode(
        one,
        lines,
        [tie for tie in ties if tie.node_id == node.pk and tie.reference.nomenclature_id == one.pk],
        [(line, _giver(line.pk, by_key[node.pk], by_key, own)) for line in lines if line.pk in row.above],
        [(line, row.below[line.pk]) for line in lines if row.state_of(line.pk) == CellState.COVERED],
        [
            (line, found[line.pk])
            for line in lines
            if line.pk in found and row.state_of(line.pk) == CellState.NOTHING
        ],
    )


def _giver(line: int, place: Place, by_key: dict[int, Place], own: dict[int, set[int]]) -> Place:
    """The nearest objective above that serves the line itself."""
    while line not in own.get(place.key, ()) and place.parent in by_key:
        place = by_key[place.parent]
    return place
