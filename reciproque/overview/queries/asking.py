"""The same question asked of several contracts, and everything that holds some words: answers as pages show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from reciproque.accounts.models import User
from reciproque.overview.access import contracts_to_ask, scope_of
from reciproque.overview.choices.kinds import KINDS
from reciproque.overview.queries.showing import Found, shown_to
from reciproque.overview.rules.expressions import LONGEST_EXPRESSION, MOST_EXPRESSIONS
from reciproque.overview.rules.lexicon import lexicon, reasons_for, sign_of
from reciproque.search.queries import Scope, Weighed, candidates, found_for
from reciproque.search.rules.asking import SYNONYM, Group, Question, Way, understood
from reciproque.search.rules.ranking import Answer, ranked
from reciproque.search.rules.words import stems

SIDE_BY_SIDE, FEW, MANY, PARTIAL = 6, 5, 50, 3


@dataclass(frozen=True)
class Asked:
    """What a person asks: all of it stands in the address."""

    words: str
    contracts: tuple[int, ...] = ()  # none: all
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    page: int = 1


class Named(NamedTuple):
    """A contract, as answers speak of it."""

    pk: int
    name: str


@dataclass
class Column:
    """What one contract answers. `partial`: nothing answers the whole question, these come nearest."""

    contract: Named
    count: int = 0
    groups: list[tuple[str, list[Found], int]] = field(default_factory=list)
    partial: bool = False

    @property
    def found(self) -> list[Found]:
        return [one for _heading, some, _more in self.groups for one in some]


@dataclass
class Answers:
    """`offered`: all that the person may ask, in their order. `counts`: those asked, who answers most first."""

    asked: Asked
    question: Question
    offered: list[Named]
    columns: list[Column]
    counts: list[tuple[Named, int]]
    tried: list[tuple[str, str, str]]  # expression, its sign in addresses, why
    cut: bool
    pages: int

    @property
    def total(self) -> int:
        return sum(count for _contract, count in self.counts)


def question_of(asked: Asked, *, last_begins: bool = False) -> Question:
    """What was typed, with the words of the trade and those that the person adds."""
    question = understood(asked.words, lexicon(asked.without), last_begins=last_begins)
    if asked.also and question.groups:
        main = max(question.groups, key=lambda group: group.weight)
        ways = tuple(
            Way(tuple(found[:LONGEST_EXPRESSION]), one, SYNONYM)
            for one in asked.also[:MOST_EXPRESSIONS]
            if (found := stems(one))
        )
        widened = Group((*main.ways, *ways), main.literal, main.weight)
        question = Question(tuple(widened if g is main else g for g in question.groups), question.without)
    return question


def ask(user: User, asked: Asked, *, few: int = FEW) -> Answers:
    """The answers of each contract, side by side. The number of queries does not depend on how many there are."""
    offered = _offered(user)
    chosen = [key for key in offered if not asked.contracts or key in asked.contracts]
    scope = scope_of(user, chosen if asked.contracts else None)
    question, first = found_for(question_of(asked), scope)
    by_contract = {} if first.cut else _by_contract(ranked(question, first.rows))
    counts = {key: len(_full(by_contract.get(key, []))) for key in chosen}
    order = _worth_showing(chosen, by_contract, counts) if not first.cut else chosen
    start = (asked.page - 1) * SIDE_BY_SIDE
    beside = order[start : start + SIDE_BY_SIDE]
    if first.cut:
        by_contract = _by_contract(ranked(question, candidates(question, _narrowed(scope, beside)).rows))
    columns = [
        _column(offered[key], by_contract.get(key, []), few if len(chosen) > 1 else MANY) for key in beside
    ]
    _show(user, columns, question)
    return Answers(
        asked,
        question,
        list(offered.values()),
        columns,
        [(offered[key], counts[key]) for key in sorted(chosen, key=lambda key: -counts[key])],
        tried_in(question),
        first.cut,
        -(-len(order) // SIDE_BY_SIDE),
    )


def _offered(user: User) -> dict[int, Named]:
    return {key: Named(key, name) for key, name in contracts_to_ask(user).values_list("pk", "name")}


def _worth_showing(
    chosen: Sequence[int], by_contract: Collection[int], counts: Mapping[int, int]
) -> Sequence[int]:
    """Few contracts stand side by side as they are; of many, those that answer something, who answers most first."""
    if len(chosen) <= SIDE_BY_SIDE:
        return chosen
    told = [key for key in chosen if key in by_contract]
    return sorted(told, key=lambda key: -counts[key]) or chosen[:SIDE_BY_SIDE]


def tried_in(question: Question) -> list[tuple[str, str, str]]:
    reasons = reasons_for(question.tried)
    return [(one, sign_of(one), reasons.get(one, "")) for one in question.tried]


def _narrowed(scope: Scope, contracts: Sequence[int]) -> Scope:
    whole = contracts if scope.contracts is None else [key for key in contracts if key in scope.contracts]
    return Scope(whole, scope.nodes)


def _by_contract(answers: Iterable[Answer]) -> dict[int, list[Answer]]:
    told: dict[int, list[Answer]] = {}
    for one in answers:
        told.setdefault(_row(one).contract_id, []).append(one)
    return told


def _row(answer: Answer) -> Weighed:
    row: Any = answer.row
    return row


def _full(answers: Sequence[Answer]) -> list[Answer]:
    """Those that answer the whole question."""
    return _once([one for one in answers if one.is_full])


def _once(answers: Sequence[Answer]) -> list[Answer]:
    """Without passages that only repeat what was taken over from them."""
    things = [row for one in answers if (row := _row(one)).kind != "text"]
    places = {(row.text_id, row.place) for row in things if row.place}
    said = {row.words for row in things}
    return [one for one in answers if not _repeats(_row(one), places, said)]


def _repeats(row: Weighed, places: Collection[tuple[int | None, str]], said: Collection[str]) -> bool:
    return row.kind == "text" and ((row.text_id, row.place) in places or row.words in said)


def _column(contract: Named, answers: Sequence[Answer], few: int) -> Column:
    full = _full(answers)
    column = Column(contract, len(full), partial=not full and bool(answers))
    kept = full or _once(answers)[:PARTIAL]
    for kind, (_one, many) in KINDS.items():
        rows = [row for one in kept if (row := _row(one)).kind == kind]
        if rows:
            column.groups.append((many, rows[:few], len(rows) - few))  # type: ignore[arg-type]  # narrower than the types can say; tests hold it
    return column


def _show(user: User, columns: Sequence[Column], question: Question) -> None:
    """Turn the rows of the index into what is shown. What the person may not open after all is left out."""
    rows: list[Any] = [row for column in columns for row in column.found]
    shown = shown_to(user, rows, question)
    for column in columns:
        column.groups = [
            (heading, [shown[row.pk] for row in some if row.pk in shown], more)  # type: ignore[attr-defined]  # rows of this kind have it
            for heading, some, more in column.groups
        ]


@dataclass
class Everything:
    """What the search box found, by kind. `more`: how many are not shown."""

    question: Question
    groups: list[tuple[str, list[Found], int]]
    contracts: list[Named]
    names: dict[int, str]
    tried: list[tuple[str, str, str]]
    cut: bool


def search_everything(user: User, words: str) -> Everything:
    """All that the person may open and that holds these words, the best first, by kind."""
    question, found = found_for(question_of(Asked(words), last_begins=True), scope_of(user))
    offered = _offered(user)
    answers = [one for one in ranked(question, found.rows) if _row(one).contract_id in offered]
    full = [one for rows in _by_contract(answers).values() for one in _full(rows)]
    best = [_row(one) for one in sorted(full, key=lambda one: -one.score)]
    groups: list[tuple[str, list[Any], int]] = []
    for kind, (_one, many) in KINDS.items():
        rows = [row for row in best if row.kind == kind]
        if rows:
            groups.append((many, rows[:10], len(rows) - 10))
    shown = shown_to(user, [row for _heading, rows, _more in groups for row in rows], question)
    named = [
        one
        for one in offered.values()
        if question.groups
        and all(any(_names(way, one) for way in group.ways[:2]) for group in question.groups)
    ]
    return Everything(
        question,
        [
            (heading, [shown[row.pk] for row in rows if row.pk in shown], more)
            for heading, rows, more in groups
        ],
        named[:20],
        {key: one.name for key, one in offered.items()},
        tried_in(question),
        found.cut,
    )


def _names(way: Way, contract: Named) -> bool:
    return all(any(word.startswith(stem) for word in _stems_of(contract.name)) for stem in way.stems)


@lru_cache(maxsize=5_000)
def _stems_of(name: str) -> tuple[str, ...]:
    """Names of contracts are asked for at each search."""
    return tuple(stems(name))
