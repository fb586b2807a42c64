"""Asking the index."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from reciproque.core.engine import Terms, holding
from reciproque.search.models import Follower, Indexed, Word
from reciproque.search.rules.asking import NEAR, Group, Question, Way
from reciproque.search.rules.words import scope_token

MOST_CANDIDATES = 3_000
FEW_CONTRACTS = 30  # so many are named in the question to the index itself
NEAREST, WEIGHED, ALIKE = 2, 12, 80  # words kept, words looked for; per cent


@dataclass(frozen=True)
class Scope:
    """Where to look. `contracts`: None for all; `nodes`: what is seen beside them, objective by objective."""

    contracts: Collection[int] | None
    nodes: Collection[int] = ()


class Weighed(NamedTuple):
    """Of a row of the index what ranking needs. `shown` is read only for questions with words in quotes."""

    pk: int
    contract_id: int
    kind: str
    label: str
    key: int
    position: int
    words: str
    context: str
    node_id: int | None
    text_id: int | None
    place: str
    shown: str = ""


@dataclass(frozen=True)
class Candidates:
    rows: list[Weighed]
    cut: bool  # there are more than can be weighed


def candidates(question: Question, scope: Scope, *, kinds: Collection[str] = ()) -> Candidates:
    """What holds something of what is asked, in the order of the index. One query."""
    if not question.groups or (scope.contracts is not None and not scope.contracts and not scope.nodes):
        return Candidates([], cut=False)
    rows = holding(within(scope), "words", terms_of(question, scope))
    if kinds:
        rows = rows.filter(kind__in=kinds)
    columns = Weighed._fields if any(group.literal for group in question.groups) else Weighed._fields[:-1]
    found = [Weighed(*row) for row in rows.order_by("pk").values_list(*columns)[: MOST_CANDIDATES + 1]]
    return Candidates(found[:MOST_CANDIDATES], cut=len(found) > MOST_CANDIDATES)


def within(scope: Scope) -> QuerySet[Indexed]:
    if scope.contracts is None:
        return Indexed.objects.all()
    seen = Q(contract_id__in=list(scope.contracts))
    return Indexed.objects.filter(seen | Q(node_id__in=list(scope.nodes)) if scope.nodes else seen)


def terms_of(question: Question, scope: Scope) -> Terms:
    """One of the ways of one of the groups, and none of what is excluded when that is one word."""
    contracts = scope.contracts
    named = contracts if contracts is not None and not scope.nodes and len(contracts) <= FEW_CONTRACTS else ()
    return Terms(
        scopes=tuple(scope_token(key) for key in sorted(named)),
        ways=tuple(
            dict.fromkeys((way.stems, way.last_begins) for group in question.groups for way in group.ways)
        ),
        without=tuple(stems[0] for stems in question.without if len(stems) == 1),
    )


def found_for(question: Question, scope: Scope) -> tuple[Question, Candidates]:
    """The candidates, and the question as it was asked in the end: a word that nothing there has is looked for as
    those spelt most alike. Four queries at most.

    All of it within the scope: neither a suggestion nor its absence tells what stands in texts of others.
    """
    first = candidates(question, scope)
    unknown = {stem for stem in _absent(first, question, scope) if len(stem) > 3}
    if not unknown:
        return question, first
    offered = _spelt_like(unknown)
    widened = [
        _with_ways(group, offered) if group.ways[0].stems[0] in unknown else group
        for group in question.groups
    ]
    again = candidates(Question(tuple(widened), question.without), scope)
    near = {way.stems[0] for group in widened for way in group.ways if way.worth == NEAR}
    held = near - _missing(near, again)
    kept = tuple(_without_absent(group, held) for group in widened)
    return Question(kept, question.without, question.ignored), again


def _missing(wanted: Collection[str], found: Candidates) -> set[str]:
    """Those of the stems that no row has."""
    return {stem for stem in wanted if not any(f" {stem} " in f"{row.words} " for row in found.rows)}


def _absent(found: Candidates, question: Question, scope: Scope) -> set[str]:
    """The words asked for that nothing has. When there was too much to read all, they are asked for alone."""
    alone = {group.ways[0].stems[0] for group in question.groups if len(group.ways[0].stems) == 1}
    missing = _missing(alone, found)
    if found.cut and missing:
        groups = tuple(Group((Way((stem,), stem),)) for stem in sorted(missing))
        missing = _missing(missing, candidates(Question(groups), scope))
    return missing


def shown_of(keys: Collection[int]) -> dict[int, str]:
    """The texts of these rows, by their keys."""
    return dict(Indexed.objects.filter(pk__in=keys).values_list("pk", "shown"))


def _spelt_like(unknown: Collection[str]) -> list[tuple[str, str]]:
    """Known words that begin like these: (stem, as it is written)."""
    beginnings = Q()
    for stem in unknown:
        beginnings |= Q(stem__gte=stem[:2], stem__lt=stem[:1] + chr(ord(stem[1]) + 1))
    return list(Word.objects.filter(beginnings).values_list("stem", "shown"))


def _with_ways(group: Group, offered: list[tuple[str, str]]) -> Group:
    asked = group.ways[0].stems[0]
    scored = [(fuzz.ratio(asked, stem), stem, shown) for stem, shown in offered if stem != asked]
    best = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))[:WEIGHED]
    ways = tuple(Way((stem,), shown, NEAR) for _score, stem, shown in best)
    return Group((*group.ways, *ways), group.literal, group.weight)


def _without_absent(group: Group, held: Collection[str]) -> Group:
    """Of the words spelt alike, the nearest that do stand there."""
    near = [way for way in group.ways if way.worth == NEAR and way.stems[0] in held][:NEAREST]
    ways = tuple(way for way in group.ways if way.worth != NEAR or way in near)
    return Group(ways, group.literal, group.weight)


def followed() -> int:
    """The sealed number of the last entry of the journal that the index knows of."""
    return Follower.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def indexed_of(contract: int, source: str) -> QuerySet[Indexed]:
    return Indexed.objects.filter(contract_id=contract, source=source)


def known_contracts() -> set[int]:
    """The contracts of which anything is in the index."""
    return set(Indexed.objects.order_by().values_list("contract_id", flat=True).distinct())
