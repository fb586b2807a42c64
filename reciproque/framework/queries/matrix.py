"""Objectives × lines of a list: what is confirmed, what is suggested, and the gaps on both sides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.choices import CellState
from reciproque.framework.models import Tie
from reciproque.framework.queries.words import Place, places_of, suggested_in
from reciproque.references.choices import BUDGET_LINES, LEGAL_OBJECTIVES, REPUBLICAN_COMMITMENTS
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import nomenclatures_for
from reciproque.references.rules import Suggestion

NOT_FOR_TIES = [BUDGET_LINES, REPUBLICAN_COMMITMENTS]
"""Lists that are no aims: nobody ties an objective to a line of a budget."""


def nomenclatures_for_ties(contract: Contract) -> QuerySet[Nomenclature]:
    """The lists that have lines and to which the objectives of this contract can be tied."""
    lines = Reference.objects.filter(nomenclature=OuterRef("pk"), archived_at=None)
    rows = nomenclatures_for(contract.pk).filter(Exists(lines), archived_at=None)
    return rows.exclude(code__in=NOT_FOR_TIES).order_by("contract_id", "name", "pk")


@dataclass(frozen=True)
class Wish:
    """What the address asks for: a tree, a branch, a filter of the rows, only the lines that nothing serves."""

    tree: int | None = None
    branch: int | None = None
    rows: str = ""  # "sans", "suggestions", "plusieurs"
    lines: str = ""  # "sans"
    levels: int | None = None


@dataclass(slots=True)
class Row:
    """An objective in the matrix. `above`: lines that it inherits; `below`: how many under it are tied to a line."""

    place: Place
    own: set[int] = field(default_factory=set)
    above: set[int] = field(default_factory=set)
    below: Counter[int] = field(default_factory=Counter)
    suggested: dict[int, Suggestion] = field(default_factory=dict)

    @property
    def covered(self) -> bool:
        return bool(self.own or self.above or self.below)

    def state_of(self, line: int) -> str:
        if line in self.own:
            return CellState.CONFIRMED
        if line in self.above:
            return CellState.INHERITED
        if self.below[line]:
            return CellState.COVERED
        return CellState.SUGGESTED if line in self.suggested else CellState.NOTHING


@dataclass
class Matrix:
    """A list and the objectives of a contract, or of one of its branches, in the order in which one reads them."""

    nomenclature: Nomenclature
    lines: Sequence[Reference]
    rows: list[Row]
    everything: list[Row] = field(default_factory=list)
    """The rows of the whole contract, whatever branch is looked at."""

    def trees(self) -> list[tuple[int, str, int]]:
        """The frameworks of the contract: key, title, how many objectives."""
        titles = {row.place.tree: row.place.tree_title for row in self.everything}
        sizes = Counter(row.place.tree for row in self.everything)
        return [(key, title, sizes[key]) for key, title in titles.items()]

    def branches(self, tree: int | None) -> list[tuple[int, str, int]]:
        """The first level of a framework, or of all: key, name, how many objectives with those below."""
        found: list[tuple[int, str, int]] = []
        for row in self.everything:
            if tree is not None and row.place.tree != tree:
                continue
            if row.place.depth == 0:
                found.append((row.place.key, row.place.name, 1))
            elif found:
                key, name, size = found[-1]
                found[-1] = (key, name, size + 1)
        return [one for one in found if one[2] > 1]

    def served(self) -> dict[int, int]:
        """How many objectives serve each line: ties of their own, once each, never what they inherit."""
        return Counter(line for row in self.rows for line in row.own)

    @property
    def missing(self) -> list[Reference]:
        """The lines that nothing serves, neither directly nor by a line that hangs on them."""
        served = set(self.served())
        served |= {line.parent_id for line in self.lines if line.pk in served and line.parent_id}
        return [line for line in self.lines if line.pk not in served and line.archived_at is None]

    @property
    def uncovered(self) -> list[Row]:
        """The objectives that serve no line: neither themselves, nor one above or below them."""
        return [row for row in self.rows if not row.covered]

    @property
    def doubtful(self) -> list[Row]:
        """The objectives for which the words suggest a line."""
        return [row for row in self.rows if row.suggested]

    @property
    def several(self) -> list[Row]:
        """The objectives that serve several lines themselves."""
        return [row for row in self.rows if len(row.own) > 1]

    def suggestions(self) -> list[tuple[Row, Suggestion]]:
        found = [(row, one) for row in self.rows for one in row.suggested.values()]
        return sorted(found, key=lambda pair: -pair[1].weight)


def matrix_of(contract: Contract, nomenclature: Nomenclature, wish: Wish | None = None) -> Matrix:
    """The matrix of a contract, or of the tree or branch that is wished for. Seven queries, whatever the size."""
    wish = wish or Wish()
    lines = list(lines_for_ties(contract, nomenclature))
    places = places_of(contract.pk)
    ties: dict[int, set[int]] = {}
    known = Tie.objects.filter(node__contract=contract, reference__nomenclature=nomenclature)
    for node, line in known.values_list("node_id", "reference_id"):
        ties.setdefault(node, set()).add(line)
    rows = rows_of(places, ties)
    for (node, line), one in suggested_in(contract.pk, nomenclature, places, lines).items():
        if rows[node].state_of(line) == CellState.NOTHING:
            rows[node].suggested[line] = one
    everything = list(rows.values())
    return Matrix(nomenclature, lines, within(everything, wish), everything)


def lines_for_ties(contract: Contract, nomenclature: Nomenclature) -> QuerySet[Reference]:
    """The lines in use, and those that were archived although an objective of this contract serves them."""
    tied = Tie.objects.filter(reference=OuterRef("pk"), node__contract=contract)
    rows = nomenclature.references.filter(Q(archived_at=None) | Exists(tied))
    return rows.order_by("position", "pk")


def rows_of(places: Sequence[Place], ties: Mapping[int, set[int]]) -> dict[int, Row]:
    """Rows by key, in order: what each inherits from above, and what it covers by what is below."""
    rows: dict[int, Row] = {}
    for place in places:
        row = rows[place.key] = Row(place, own=ties.get(place.key, set()))
        up: Any = rows.get(place.parent) if place.parent is not None else None
        if up is not None:
            row.above = (up.own | up.above) - row.own
    for place in reversed(places):
        row, up = rows[place.key], rows.get(place.parent) if place.parent is not None else None
        if up is not None and (row.own or row.below):
            up.below.update(row.own)
            up.below.update(row.below)
    return rows


def within(rows: list[Row], wish: Wish) -> list[Row]:
    """The rows of the tree or of the branch that is wished for."""
    if wish.tree is not None:
        rows = [row for row in rows if row.place.tree == wish.tree]
    if wish.branch is None:
        return rows
    kept: list[Row] = []
    inside = {wish.branch}
    for row in rows:
        if row.place.key in inside or row.place.parent in inside:
            inside.add(row.place.key)
            kept.append(row)
    return kept


def shown_of(matrix: Matrix, wish: Wish) -> Matrix:
    """What the filters leave to see: the gaps are those of the whole, the rows and lines those that are wished for."""
    groups = {"sans": matrix.uncovered, "suggestions": matrix.doubtful, "plusieurs": matrix.several}
    rows = groups.get(wish.rows, matrix.rows)
    if wish.levels and wish.rows not in groups:
        top = min((row.place.depth for row in rows), default=0)
        rows = [row for row in rows if row.place.depth < top + wish.levels]
    lines = matrix.missing if wish.lines == "sans" else matrix.lines
    return Matrix(matrix.nomenclature, lines, rows)


@dataclass(frozen=True)
class Gaps:
    """How far the objectives of a contract and a list answer each other."""

    nomenclature: Nomenclature
    uncovered: int
    missing: int


def gaps_of(contract: Contract, nomenclature: Nomenclature) -> Gaps | None:
    """The gaps without the suggestions, for the page of a contract; None before anybody tied anything."""
    ties: dict[int, set[int]] = {}
    known = Tie.objects.filter(node__contract=contract, reference__nomenclature=nomenclature)
    for node, line in known.values_list("node_id", "reference_id"):
        ties.setdefault(node, set()).add(line)
    if not ties:
        return None
    lines = list(lines_for_ties(contract, nomenclature))
    matrix = Matrix(nomenclature, lines, list(rows_of(places_of(contract.pk), ties).values()))
    return Gaps(nomenclature, len(matrix.uncovered), len(matrix.missing))


def legal_gaps_of(contract: Contract) -> Gaps | None:
    """The gaps against the legal objectives, where that list is loaded and somebody began to tie."""
    legal = nomenclatures_for_ties(contract).filter(code=LEGAL_OBJECTIVES).first()
    return gaps_of(contract, legal) if legal is not None else None
