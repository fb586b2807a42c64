"""All that a contract, one of its texts or one of its trees says, gathered once for every format in which it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.models import CitedDocument, Contract, Signature, Term, Text
from reciproque.contracts.queries import neighbourhoods_of
from reciproque.core.text import fold
from reciproque.framework.access import nodes_visible_to
from reciproque.framework.models import Finding, Node, NodeLink, Result, Track, Tree
from reciproque.framework.queries import branches, links_between, live_nodes, trees_of
from reciproque.governance.models import Body
from reciproque.monitoring.models import Headline, Indicator
from reciproque.partners.models import Commitment
from reciproque.territories.models import Neighbourhood


@dataclass(slots=True)
class Line:
    """An objective as it is listed: `mark` (« 1.2.3 ») tells it from all others of the document."""

    node: Node
    mark: str
    depth: int
    parent: int | None = None  # the place of its parent among the lines


@dataclass(slots=True)
class Leaving:
    """What leaves: of the whole contract, or of one text or tree of it."""

    contract: Contract
    text: Text | None = None
    tree: Tree | None = None
    groves: list[tuple[Tree, list[Line]]] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    headlines: dict[int, Headline] = field(default_factory=dict)
    links: list[NodeLink] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    places: list[Neighbourhood] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    cited: list[CitedDocument] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    by_node: dict[int, Line] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        return [line for _tree, lines in self.groves for line in lines]

    @property
    def title(self) -> str:
        return str(self.tree or self.text or self.contract)

    def mark_of(self, node_id: int | None) -> str:
        line = self.by_node.get(node_id or 0)
        return line.mark if line else ""

    def named(self, node_id: int | None) -> str:
        """« 1.2 Objectif », for a list that stands apart from the framework."""
        line = self.by_node.get(node_id or 0)
        return str(line.node) if line else ""

    @property
    def size(self) -> int:
        """How many things are told: what decides whether the person waits or is called."""
        lists: list[Iterable[Any]] = [self.lines, self.results, self.tracks, self.findings, self.indicators]
        lists += [self.commitments, self.bodies, self.places, self.signatures, self.cited, self.terms]
        return sum(len(list(one)) for one in lists)


def leaving(contract: Contract, *, text: Text | None = None, tree: Tree | None = None, user: User) -> Leaving:
    """Gather what this person may read; a text or a tree narrows it."""
    trees = [
        one for one in trees_of(contract)
        if (tree is None or one.pk == tree.pk) and (text is None or one.text_id == text.pk)
    ]  # fmt: skip
    told = Leaving(contract, text, tree)
    _gather_framework(told, trees, nodes_visible_to(user))
    keys = set(told.by_node)
    whole = tree is None and text is None
    told.results = _parts(Result, told, keys, loose=tree is None)
    told.tracks = _parts(Track, told, keys, loose=tree is None)
    told.findings = _parts(Finding, told, keys, loose=tree is None)
    told.indicators = _parts(Indicator, told, keys, loose=tree is None)
    told.headlines = {
        one.indicator_id: one
        for one in Headline.objects.filter(indicator__in=[row.pk for row in told.indicators])
    }
    told.links = [
        one for one in links_between(contract, nodes_visible_to(user))
        if whole or one.source_id in keys or one.target_id in keys
    ]  # fmt: skip
    told.commitments = list(_commitments(told, keys))
    told.bodies = list(_of_text(Body.objects.filter(contract=contract, archived_at=None), text))
    told.places = list(
        neighbourhoods_of(contract)
        .prefetch_related(None)
        .prefetch_related("communes", "populations__commune")
    )
    _gather_words(told)
    return told


def _gather_framework(told: Leaving, trees: list[Tree], visible: QuerySet[Node]) -> None:
    """The lines of each tree in the order of reading; their marks go on from one tree to the next."""
    keys = [tree.pk for tree in trees]
    nodes = (
        live_nodes(told.contract)
        .filter(tree__in=keys, pk__in=visible.values("pk"))
        .select_related("lead_organisation")
        .prefetch_related("partners", "neighbourhoods", "communes")
    )
    groves: dict[int, list[Any]] = {}
    for root in branches(nodes):
        groves.setdefault(root.node.tree_id, []).append(root)
    roots = 0
    for tree in trees:
        lines: list[Line] = []
        for root in groves.get(tree.pk, []):
            roots += 1
            _list_branch(told, root, str(roots), lines)
        told.groves.append((tree, lines))


def _list_branch(told: Leaving, root: Any, mark: str, lines: list[Line]) -> None:
    waiting: list[tuple[Any, str, int | None]] = [(root, mark, None)]
    before = len(told.by_node) - len(lines)
    while waiting:
        branch, own, parent = waiting.pop()
        line = Line(branch.node, own, branch.depth, parent)
        place = before + len(lines)
        lines.append(line)
        told.by_node[branch.node.pk] = line
        below = [(child, f"{own}.{number}", place) for number, child in enumerate(branch.branches, 1)]
        waiting.extend(reversed(below))


def _parts(model: Any, told: Leaving, keys: set[int], *, loose: bool) -> list[Any]:
    """What hangs on the objectives that leave, and (`loose`) what hangs on none."""
    rows = model._default_manager.filter(contract=told.contract, archived_at=None)
    free = Q(node=None)
    if told.text is not None:
        free &= Q(passage__text=told.text)
    rows = rows.filter(Q(node__in=keys) | free) if loose else rows.filter(node__in=keys)
    return list(rows.order_by("position", "pk"))


def _commitments(told: Leaving, keys: set[int]) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(contract=told.contract, archived_at=None)
    if told.tree is not None:
        rows = rows.filter(node__in=keys)
    elif told.text is not None:
        rows = rows.filter(Q(text=told.text) | Q(text=None, node__in=keys))
    return rows.select_related("organisation").order_by("position", "pk")


def _of_text(rows: Any, text: Text | None) -> Any:
    """Bodies belong to the contract; those that another text named stay with it."""
    return rows if text is None else rows.filter(Q(passage=None) | Q(passage__text=text))


def _gather_words(told: Leaving) -> None:
    """Signatories, documents and words: of the text, or of all live texts, each once."""
    if told.text is not None:
        texts = [told.text.pk]
    else:
        texts = list(told.contract.texts.filter(archived_at=None).values_list("pk", flat=True))
    signatures = Signature.objects.filter(text__in=texts, archived_at=None).select_related("organisation")
    told.signatures = _once(signatures.order_by("text", "pk"), str)
    cited = CitedDocument.objects.filter(text__in=texts).select_related("text").defer("text__source_json")
    told.cited = _once(cited.order_by("text", "pk"), lambda one: one.title)
    told.terms = _once(Term.objects.filter(text__in=texts).order_by("text", "pk"), lambda one: one.word)


def _once(rows: Iterable[Any], name: Any) -> list[Any]:
    """Rows of several texts, each name of another text once: a later text repeats the parties of the first."""
    kept: list[Any] = []
    seen: dict[str, int] = {}
    for row in rows:
        key = fold(name(row))
        if seen.setdefault(key, row.text_id) == row.text_id:
            kept.append(row)
    return kept
