"""The words of the objectives of a contract, and the lines of a list that they seem to speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reciproque.core import registers
from reciproque.framework.models import DismissedTie, Node, Result
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import terms_of
from reciproque.references.rules import Aim, Line, Suggestion, suggestions


@dataclass(frozen=True, slots=True)
class Place:
    """An objective in the order in which one reads its contract, without the weight of a whole row."""

    key: int
    parent: int | None
    tree: int
    tree_title: str
    label: str
    code: str
    title: str
    notes: str
    depth: int

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}".strip()


def places_of(contract_id: int) -> list[Place]:
    """Every live objective of a contract, from the top of its first tree. One query."""
    rows = Node.objects.filter(contract_id=contract_id, archived_at=None, tree__archived_at=None)
    found = rows.order_by("tree__position", "tree", "position", "pk").values_list(
        "pk", "parent_id", "tree_id", "tree__title", "label", "code", "title", "notes"
    )
    known: list[Any] = list(found)
    live = {row[0] for row in known}
    below: dict[int | None, list[Any]] = {}
    for row in known:
        below.setdefault(row[1] if row[1] in live else None, []).append(row)
    waiting: list[tuple[Any, int]] = [(row, 0) for row in reversed(below.get(None, []))]
    places = []
    while waiting:
        row, depth = waiting.pop()
        places.append(Place(*(*row, depth)))
        waiting.extend((one, depth + 1) for one in reversed(below.get(row[0], [])))
    return places


def aims_of(contract_id: int, places: Iterable[Place]) -> list[Aim]:
    """The words of each objective, with those of what stands above it and of what hangs on it."""
    beside: dict[int, list[str]] = {}
    results = Result.objects.filter(contract_id=contract_id, archived_at=None, node__isnull=False)
    for key, wording in results.values_list("node_id", "wording"):
        beside.setdefault(key, []).append(wording)
    for source in registers.words.on("framework.node"):
        for key, wording in source.words_in(contract_id):
            beside.setdefault(key, []).append(wording)
    above: dict[int, tuple[str, ...]] = {}
    aims = []
    for one in places:  # parents come before what hangs on them
        aims.append(Aim(one.key, one.title, one.notes, _above(one, above), tuple(beside.get(one.key, ()))))
        above[one.key] = (one.title, *aims[-1].above)
    return aims


def _above(place: Place, known: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    return known.get(place.parent, ()) if place.parent is not None else ()


def lines_in_words(nomenclature: Nomenclature, lines: Iterable[Reference]) -> list[Line]:
    """The words of the lines on which nothing hangs: a theme is suggested by its finest line."""
    known = {line.pk: line for line in lines if line.archived_at is None}
    parents = {line.parent_id for line in known.values()}
    terms = terms_of(nomenclature.code)
    return [
        Line(
            line.pk,
            line.title,
            line.detail,
            known[line.parent_id].title if line.parent_id in known else "",
            terms.get(line.code, ()),
        )
        for line in known.values()
        if line.pk not in parents
    ]


def suggested_in(
    contract_id: int, nomenclature: Nomenclature, places: Iterable[Place], lines: Iterable[Reference]
) -> dict[tuple[int, int], Suggestion]:
    """What the words suggest, by objective and line, without what was set aside on the same words."""
    aside = DismissedTie.objects.filter(node__contract=contract_id, reference__nomenclature=nomenclature)
    refused = {
        (node, line): words for node, line, words in aside.values_list("node_id", "reference_id", "words")
    }
    found = suggestions(aims_of(contract_id, places), lines_in_words(nomenclature, lines))
    return {
        (one.aim, one.line): one
        for one in found
        if not is_still_refused(one.stems, refused.get((one.aim, one.line)))
    }


def is_still_refused(stems: str, refused: str | None) -> bool:
    """A refusal holds as long as no new word speaks for the line; one without words holds for ever."""
    return refused is not None and (not refused or set(stems.split()) <= set(refused.split()))
