"""Which candidates answer a question, and in which order: computed here, so that both engines rank alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from reciproque.core.text import fold
from reciproque.search.rules.asking import Group, Question, Stems, Way
from reciproque.search.rules.words import tokens

NEAR = 7  # words between which an expression still counts as said
ENOUGH, PARTLY = 0.55, 0.2  # shares of what is asked
ABOVE = 0.4  # worth of a word that stands only above, beside one that stands in the thing itself


class Candidate(Protocol):
    """A row of the index."""

    pk: int
    label: str
    key: int
    position: int
    shown: str
    words: str
    context: str


@dataclass(frozen=True)
class Answer:
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


def _stands(group: Group, row: Candidate, words: Sequence[str]) -> float:
    if group.literal and group.literal not in fold(row.shown):
        return 0.0
    return max((way.worth * said(way, words) for way in group.ways), default=0.0)


def ranked(question: Question, rows: Iterable[Candidate]) -> list[Answer]:
    """The rows that answer, best first; ties in the order of the contract. Rare words count more than common ones."""
    groups = question.groups
    told = []
    for row in rows:
        words = row.words.split()[1:]  # the first is the token of the contract
        found = [_stands(group, row, words) for group in groups]
        if any(found) and not _is_excluded(question.without, words):
            told.append((row, len(words), found))
    weights = [
        group.weight * (1 + log(1 + len(told) / (1 + sum(1 for _r, _n, found in told if found[i]))))
        for i, group in enumerate(groups)
    ]
    answers = [_judged(row, length, found, question, weights) for row, length, found in told]
    kept = [one for one in answers if one.share >= PARTLY]
    return sorted(
        kept, key=lambda one: (-round(one.score, 6), one.row.position, one.row.label, one.row.key, one.row.pk)
    )


def _is_excluded(without: Sequence[Stems], words: Sequence[str]) -> bool:
    return any(said(Way(stems, ""), words) for stems in without)


def _judged(
    row: Candidate, length: int, found: Sequence[float], question: Question, weights: Sequence[float]
) -> Answer:
    above = row.context.split()
    total = sum(weights) or 1.0
    held = [
        value
        or (
            ABOVE * max(way.worth * said(way, above) for way in group.ways)
            if above and not group.literal
            else 0.0
        )
        for value, group in zip(found, question.groups, strict=True)
    ]
    if any(group.literal and not value for value, group in zip(found, question.groups, strict=True)):
        return Answer(row, 0.0, 0.0)
    share = sum(weight * value for weight, value in zip(weights, held, strict=True)) / total
    brevity = 1 / (1 + log(1 + length / 15))
    worth = min(1.0, share / max((way.worth for group in question.groups for way in group.ways), default=1.0))
    covered = sum(w for w, value in zip(weights, held, strict=True) if value) / total
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
