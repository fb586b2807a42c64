"""Which candidates answer a question, and in which order: computed here, so that both engines rank alike."""

from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import NamedTuple, Protocol

from reciproque.core.text import fold
from reciproque.search.rules.asking import Group, Question, Stems, Way
from reciproque.search.rules.words import tokens

NEAR = 7  # words between which an expression still counts as said
ENOUGH, PARTLY = 0.55, 0.2  # shares of what is asked
ABOVE = 0.4  # worth of a word that stands only above, beside one that stands in the thing itself


class Candidate(Protocol):
    """A row of the index. `shown` is asked only of questions with words in quotes."""

    @property
    def pk(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def key(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def shown(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def context(self) -> str: ...


class Answer(NamedTuple):
    """A candidate with its score (0 … 1) and the share of the question that it answers."""

    row: Candidate
    score: float
    share: float

    @property
    def is_full(self) -> bool:
        return self.share >= ENOUGH


def said(way: Way, words: Sequence[str]) -> float:
    """How well a way of saying stands in these stems: 1 side by side, 0.8 near each other, 0 not at all."""
    places = [
        _places(stem, words, begins=way.last_begins and i == len(way.stems) - 1)
        for i, stem in enumerate(way.stems)
    ]
    if not all(places):
        return 0.0
    if len(places) == 1:
        return 1.0
    best = min(_width(start, places) for start in places[0])
    return 1.0 if best == len(places) else 0.8 if best <= len(places) + NEAR else 0.0


def _places(stem: str, words: Sequence[str], *, begins: bool) -> list[int]:
    return [i for i, word in enumerate(words) if (word.startswith(stem) if begins else word == stem)]


def _width(start: int, places: Sequence[Sequence[int]]) -> int:
    """How many words it takes, from that first one, to have them all; in their order it takes fewest."""
    chosen = [start, *(min(one, key=lambda place: (abs(place - start), place)) for one in places[1:])]
    ordered = chosen == sorted(chosen)
    return max(chosen) - min(chosen) + (1 if ordered else 2)


Sought = Sequence[tuple[tuple[str, ...], Way]]
"""The ways of a group, each with its stems as they stand in a text of stems: with a space before, and after."""


def _sought(group: Group) -> Sought:
    return [(tuple(_needles(way)), way) for way in group.ways]


def _needles(way: Way) -> Iterator[str]:
    for i, stem in enumerate(way.stems):
        yield f" {stem}" if way.last_begins and i == len(way.stems) - 1 else f" {stem} "


def _worth(sought: Sought, words: str) -> float:
    """How well the best of the ways stands in these words. Thousands of rows are weighed for one question, most of
    which hold few of the ways: looking for a piece of text costs a tenth of taking the text apart."""
    best = 0.0
    for needles, way in sought:
        if way.worth <= best or needles[0] not in words:
            continue
        if len(needles) == 1:
            best = way.worth
        elif all(needle in words for needle in needles):
            best = max(best, way.worth * said(way, words.split()))
    return best


def ranked(question: Question, rows: Iterable[Candidate]) -> list[Answer]:
    """The rows that answer, best first; ties in the order of the contract. Rare words count more than common ones."""
    groups = [(group, _sought(group)) for group in question.groups]
    told = []
    for row in rows:
        words = row.words[row.words.find(" ") :] + " "  # the first is the token of the contract
        found = [
            0.0 if group.literal and group.literal not in fold(row.shown) else _worth(sought, words)
            for group, sought in groups
        ]
        if any(found) and not (question.without and _is_excluded(question.without, words.split())):
            told.append((row, words.count(" ") - 1, found))
    weights = [
        group.weight * (1 + log(1 + len(told) / (1 + sum(1 for _r, _n, found in told if found[i]))))
        for i, group in enumerate(question.groups)
    ]
    most = max((way.worth for group in question.groups for way in group.ways), default=1.0)
    judged = (_judged(row, length, found, groups, weights, most) for row, length, found in told)
    return sorted(
        (one for one in judged if one.share >= PARTLY),
        key=lambda one: (-round(one.score, 6), one.row.position, one.row.label, one.row.key, one.row.pk),
    )


def _is_excluded(without: Sequence[Stems], words: Sequence[str]) -> bool:
    return any(said(Way(stems, ""), words) for stems in without)


def _judged(
    row: Candidate,
    length: int,
    found: Sequence[float],
    groups: Sequence[tuple[Group, Sought]],
    weights: Sequence[float],
    most: float,
) -> Answer:
    """`found`: how well each group stands in the row; `most`: the worth of the best way of all."""
    total = sum(weights) or 1.0
    held = found
    if not all(found):
        if any(group.literal and not value for value, (group, _sought) in zip(found, groups, strict=True)):
            return Answer(row, 0.0, 0.0)
        above = f" {row.context} "
        held = [
            value or ABOVE * _worth(sought, above)
            for value, (_group, sought) in zip(found, groups, strict=True)
        ]
    share = sum(weight * value for weight, value in zip(weights, held, strict=True)) / total
    covered = sum(w for w, value in zip(weights, held, strict=True) if value) / total
    brevity = 1 / (1 + log(1 + length / 15))
    worth = min(1.0, share / most)
    return Answer(row, worth * (0.7 + 0.3 * brevity), max(share, covered if min(held) > 0 else share))


def marked(text: str, question: Question) -> list[tuple[str, bool]]:
    """The text cut into pieces, each with whether it is one of the words asked for."""
    singles = {
        way.stems[0]
        for group in question.groups
        for way in group.ways
        if len(way.stems) == 1 and not way.last_begins
    }
    begun = tuple(way.stems[-1] for group in question.groups for way in group.ways if way.last_begins)
    found = list(tokens(text))
    together = _in_expressions(question, [token.stem for token in found])
    pieces: list[tuple[str, bool]] = []
    end = 0
    for index, token in enumerate(found):
        if token.stem in singles or index in together or (begun and token.stem.startswith(begun)):
            pieces += [(text[end : token.start], False), (text[token.start : token.end], True)]
            end = token.end
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def _in_expressions(question: Question, words: Sequence[str]) -> set[int]:
    """The places of words of an expression, where all of it stands near."""
    long = [way for group in question.groups for way in group.ways if len(way.stems) > 1 and said(way, words)]
    return {i for way in long for i, word in enumerate(words) if word in way.stems}
