"""The same question asked of several contracts, and everything that holds some words: answers as pages show them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core import registers
from reciproque.core.text import shorten
from reciproque.framework.models import Node
from reciproque.overview.access import contracts_to_ask, scope_of
from reciproque.overview.choices.kinds import KINDS
from reciproque.overview.rules.expressions import LONGEST_EXPRESSION, MOST_EXPRESSIONS
from reciproque.overview.rules.lexicon import lexicon, reasons_for, sign_of
from reciproque.search.models import Indexed
from reciproque.search.queries import Scope, candidates, found_for
from reciproque.search.rules.asking import SYNONYM, Group, Question, Way, understood
from reciproque.search.rules.ranking import Answer, marked, ranked
from reciproque.search.rules.words import stems

SIDE_BY_SIDE, FEW, MANY, PARTIAL = 6, 5, 50, 3
TEXT_SHOWN = 420  # characters of an answer


@dataclass(frozen=True)
class Asked:
    """What a person asks: all of it stands in the address."""

    words: str
    contracts: tuple[int, ...] = ()  # none: all
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True)
class Found:
    """An answer as it is shown. `pieces`: its words, each with whether it was asked for."""

    label: str
    kind: str
    pieces: Sequence[tuple[str, bool]]
    url: str
    path: Sequence[tuple[str, str]]
    passage_url: str
    contract: int

    @property
    def text(self) -> str:
        return "".join(piece for piece, _hit in self.pieces)


@dataclass
class Column:
    """What one contract answers. `partial`: nothing answers the whole question, these come nearest."""

    contract: Contract
    count: int = 0
    groups: list[tuple[str, list[Found], int]] = field(default_factory=list)
    partial: bool = False
    url: str = ""

    @property
    def found(self) -> list[Found]:
        return [one for _heading, some, _more in self.groups for one in some]


@dataclass
class Answers:
    asked: Asked
    question: Question
    columns: list[Column]
    counts: list[tuple[Contract, int]]
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
    offered = {one.pk: one for one in contracts_to_ask(user)}
    chosen = [key for key in offered if not asked.contracts or key in asked.contracts]
    scope = scope_of(user, chosen if asked.contracts else None)
    question, first = found_for(question_of(asked), scope)
    by_contract = _by_contract(ranked(question, first.rows))
    counts = {key: len(_full(by_contract.get(key, []))) for key in chosen}
    order = (
        sorted(chosen, key=lambda key: -counts[key])
        if len(chosen) > SIDE_BY_SIDE and not first.cut
        else chosen
    )
    start = (asked.page - 1) * SIDE_BY_SIDE
    shown = order[start : start + SIDE_BY_SIDE]
    if first.cut:
        again = candidates(question, _narrowed(scope, shown))
        by_contract = _by_contract(ranked(question, again.rows))
    columns = [
        _column(offered[key], by_contract.get(key, []), few if len(chosen) > 1 else MANY) for key in shown
    ]
    _show(user, columns, question)
    return Answers(
        asked,
        question,
        columns,
        [(offered[key], counts[key]) for key in order],
        tried_in(question),
        first.cut,
        -(-len(chosen) // SIDE_BY_SIDE),
    )


def tried_in(question: Question) -> list[tuple[str, str, str]]:
    reasons = reasons_for(question.tried)
    return [(one, sign_of(one), reasons.get(one, "")) for one in question.tried]


def _narrowed(scope: Scope, contracts: Sequence[int]) -> Scope:
    whole = contracts if scope.contracts is None else [key for key in contracts if key in scope.contracts]
    return Scope(whole, scope.nodes)


def _by_contract(answers: Iterable[Answer]) -> dict[int, list[Answer]]:
    told: dict[int, list[Answer]] = {}
    for one in answers:
        row: Any = one.row
        told.setdefault(row.contract_id, []).append(one)
    return told


def _full(answers: Sequence[Answer]) -> list[Answer]:
    """Those that answer the whole question, without passages that only repeat what was taken over from them."""
    full = [one for one in answers if one.is_full]
    things: list[Any] = [one.row for one in full if one.row.kind != "text"]  # type: ignore[attr-defined]
    places = {(row.text_id, row.place) for row in things if row.place}
    said = {row.words for row in things}
    return [one for one in full if not _repeats(one.row, places, said)]


def _repeats(row: Any, places: Collection[tuple[int | None, str]], said: Collection[str]) -> bool:
    return row.kind == "text" and ((row.text_id, row.place) in places or row.words in said)


def _column(contract: Contract, answers: Sequence[Answer], few: int) -> Column:
    full = _full(answers)
    column = Column(contract, len(full), partial=not full and bool(answers))
    kept = full or list(answers[:PARTIAL])
    for kind, (_one, many) in KINDS.items():
        rows = [one.row for one in kept if one.row.kind == kind]  # type: ignore[attr-defined]
        if rows:
            column.groups.append((many, rows[:few], len(rows) - few))  # type: ignore[arg-type]
    return column


def _show(user: User, columns: Sequence[Column], question: Question) -> None:
    """Turn the rows of the index into what is shown. What the person may not open after all is left out."""
    rows: list[Any] = [row for column in columns for row in column.found]
    shown = _shown(user, rows, question)
    for column in columns:
        column.groups = [
            (heading, [shown[row.pk] for row in some if row.pk in shown], more)  # type: ignore[attr-defined]
            for heading, some, more in column.groups
        ]


def _shown(user: User, rows: Sequence[Indexed], question: Question) -> dict[int, Found]:
    things: dict[tuple[str, int], str] = {}
    for label in sorted({row.label for row in rows}):
        subject = registers.subjects.named(label)
        if subject is not None:
            keys = {row.key for row in rows if row.label == label}
            seen = subject.visible_to(user).filter(pk__in=keys)
            if label == "contracts.text":
                seen = seen.defer("source_json")
            things |= {(label, one.pk): subject.url(one) for one in seen}
    paths = _paths(user, rows)
    return {
        row.pk: _found(row, things[row.label, row.key], paths, question)
        for row in rows
        if (row.label, row.key) in things
    }


def _found(row: Indexed, url: str, paths: dict[int, list[tuple[str, str]]], question: Question) -> Found:
    source = reverse("contracts:text_source", args=[row.text_id]) if row.text_id else ""
    passage = f"{source}#{row.place}" if source and row.place else ""
    above = paths.get(row.node_id or 0, [])
    own = row.label == "framework.node"
    return Found(
        row.label,
        row.kind,
        marked(_excerpt(row.shown, question), question),
        passage if row.kind == "text" else url,
        above[:-1] if own else above,
        "" if row.kind == "text" else passage,
        row.contract_id,
    )


def _excerpt(text: str, question: Question) -> str:
    """The text, or of a long one what stands around the first word asked for."""
    if len(text) <= TEXT_SHOWN:
        return text
    before = 0
    for piece, hit in marked(text, question):
        if hit:
            break
        before += len(piece)
    start = text.rfind(" ", 0, max(0, before - 120)) + 1 if before > TEXT_SHOWN // 2 else 0
    return ("… " if start else "") + shorten(text[start:], TEXT_SHOWN)


def _paths(user: User, rows: Sequence[Indexed]) -> dict[int, list[tuple[str, str]]]:
    """For each objective: from the top down to itself, as (title, address). One query."""
    wanted = {row.node_id for row in rows if row.node_id}
    if not wanted:
        return {}
    subject = registers.subjects.named("framework.node")
    visible = subject.visible_to(user) if subject is not None else Node.objects.none()
    trees = Node.objects.filter(pk__in=wanted).values("tree_id")
    nodes = {
        one.pk: one
        for one in visible.filter(tree_id__in=trees).only("pk", "parent_id", "code", "title", "tree_id")
    }
    return {key: _path(key, nodes) for key in wanted}


def _path(key: int, nodes: dict[int, Node]) -> list[tuple[str, str]]:
    line: list[tuple[str, str]] = []
    node = nodes.get(key)
    while node is not None and len(line) < 20:
        line.insert(0, (shorten(str(node), 90), reverse("framework:node_detail", args=[node.pk])))
        node = nodes.get(node.parent_id or 0)
    return line


@dataclass
class Everything:
    """What the search box found, by kind. `more`: how many are not shown."""

    question: Question
    groups: list[tuple[str, list[Found], int]]
    contracts: list[Contract]
    names: dict[int, str]
    tried: list[tuple[str, str, str]]
    cut: bool


def search_everything(user: User, words: str) -> Everything:
    """All that the person may open and that holds these words, the best first, by kind."""
    question, found = found_for(question_of(Asked(words), last_begins=True), scope_of(user))
    offered = {one.pk: one for one in contracts_to_ask(user)}
    answers = [one for one in ranked(question, found.rows) if one.row.contract_id in offered]  # type: ignore[attr-defined]
    full = [one for rows in _by_contract(answers).values() for one in _full(rows)]
    full.sort(key=lambda one: -one.score)
    groups: list[tuple[str, list[Any], int]] = []
    for kind, (_one, many) in KINDS.items():
        rows = [one.row for one in full if one.row.kind == kind]  # type: ignore[attr-defined]
        if rows:
            groups.append((many, rows[:10], len(rows) - 10))
    shown = _shown(user, [row for _heading, rows, _more in groups for row in rows], question)
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


def _names(way: Way, contract: Contract) -> bool:
    own = stems(contract.name)
    return all(any(word.startswith(stem) for word in own) for stem in way.stems)
