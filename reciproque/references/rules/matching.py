"""Which lines of a list an objective speaks of: shared stems, weighed by their rarity, each suggestion with its words.

An objective's own title counts whole; what stands above it, its expected results and its indicators count less. A line
has its title, its details, and the words of the trade that the lexicon gives it. A stem that many objectives bear
weighs less. Nothing is learnt and nothing is drawn: the same words give the same suggestions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from reciproque.references.rules.words import says_nothing, stems_of

OWN, NOTES, BESIDE = 1.0, 0.4, 0.3
"""What the words of an objective weigh: its title; its notes; its results and indicators."""
ABOVE = (0.6, 0.4, 0.3)
"""What the titles above it weigh, from the nearest; further up nothing."""
TITLE, DETAIL, PARENT, LEXICON = 1.0, 0.5, 0.1, 1.3
"""What the words of a line weigh: its title, its details, the title that it hangs on, the words of the trade."""
THRESHOLD = 0.55
"""From which weight a line is suggested (docs/figures.md says what this is worth)."""
NEAR = 0.5
"""A line far behind the best of its list is not suggested."""
COMMONEST = 0.45
"""What a word weighs at least, however many objectives bear it: alone, a word of the trade in a title suffices."""
SHOWN = 4  # words of a suggestion


@dataclass(frozen=True)
class Aim:
    """The words of an objective. `above`: titles from the nearest; `beside`: results, indicators."""

    key: int
    title: str
    notes: str = ""
    above: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """The words of a line of a list. `terms`: words of the trade, of one or several words each."""

    key: int
    title: str
    detail: str = ""
    parent: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """An objective seems to serve a line, for these words (as the objective writes them), the heaviest first."""

    aim: int
    line: int
    weight: float
    words: tuple[str, ...]
    stems: str = ""
    """The stems that made it, sorted: what a refusal remembers."""


Phrase = tuple[str, ...]


@dataclass
class Lines:
    """The lines of a list by what can be found in a text: phrases of one or several stems."""

    by_first: dict[str, list[tuple[Phrase, int, float]]] = field(default_factory=dict)
    """First stem of a phrase → (the phrase, the line, what it weighs)."""


def prepared(lines: Iterable[Line]) -> Lines:
    weights: dict[tuple[Phrase, int], float] = {}
    for line in lines:
        for phrase, weight in _phrases_of(line):
            known = weights.get((phrase, line.key), 0.0)
            weights[phrase, line.key] = max(known, weight)
    sharing = Counter(phrase for phrase, _key in weights)
    found = Lines()
    for (phrase, key), weight in weights.items():
        worth = weight / sqrt(sharing[phrase])  # a word that several lines bear tells them less apart
        found.by_first.setdefault(phrase[0], []).append((phrase, key, worth))
    return found


def _phrases_of(line: Line) -> Iterable[tuple[Phrase, float]]:
    for text, weight in ((line.title, TITLE), (line.detail, DETAIL), (line.parent, PARENT)):
        for stem, word in stems_of(text):
            if not says_nothing(word):
                yield (stem,), weight
    for term in line.terms:
        phrase = tuple(stem for stem, _word in stems_of(term))
        if phrase:
            yield phrase, LEXICON


def suggestions(aims: Sequence[Aim], lines: Iterable[Line]) -> list[Suggestion]:
    """What each objective seems to serve, the heaviest first, by objective."""
    ready = prepared(lines)
    rarity = _rarity(aims)
    return [one for aim in aims for one in _suggestions_for(aim, ready, rarity)]


def _rarity(aims: Sequence[Aim]) -> Mapping[str, float]:
    """How much a stem tells the objectives of a contract apart, from 1 (one has it) down to `COMMONEST`."""
    bearing = Counter(stem for aim in aims for stem in {one for one, _word in stems_of(aim.title)})
    whole = log(1 + len(aims)) or 1.0
    return {stem: max(COMMONEST, log(1 + len(aims) / count) / whole) for stem, count in bearing.items()}


def _suggestions_for(aim: Aim, lines: Lines, rarity: Mapping[str, float]) -> list[Suggestion]:
    met: dict[int, dict[Phrase, tuple[float, str]]] = {}
    for text, share in _texts_of(aim):
        for phrase, key, weight, said in _met_in(text, lines):
            worth = share * weight * max(rarity.get(stem, 1.0) for stem in phrase)
            own = met.setdefault(key, {})
            if worth > own.get(phrase, (0.0, ""))[0]:
                own[phrase] = (worth, said)
    found = [_suggestion(aim.key, key, phrases) for key, phrases in met.items()]
    best = max((one.weight for one in found), default=0.0)
    kept = [one for one in found if one.weight >= max(THRESHOLD, NEAR * best)]
    return sorted(kept, key=lambda one: (-one.weight, one.line))


def _texts_of(aim: Aim) -> Iterable[tuple[str, float]]:
    yield aim.title, OWN
    if aim.notes:
        yield aim.notes, NOTES
    yield from zip(aim.above, ABOVE, strict=False)
    for text in aim.beside:
        yield text, BESIDE


def _met_in(text: str, lines: Lines) -> Iterable[tuple[Phrase, int, float, str]]:
    stems = stems_of(text)
    for place, (stem, word) in enumerate(stems):
        for phrase, key, weight in lines.by_first.get(stem, ()):
            if len(phrase) == 1:
                yield phrase, key, weight, word
            elif tuple(one for one, _word in stems[place : place + len(phrase)]) == phrase:
                yield phrase, key, weight, " ".join(one for _stem, one in stems[place : place + len(phrase)])


def _suggestion(aim: int, line: int, phrases: Mapping[Phrase, tuple[float, str]]) -> Suggestion:
    """Sum what was met; a stem that stands alone and in a phrase counts once, in the phrase."""
    within = {stem for phrase in phrases if len(phrase) > 1 for stem in phrase}
    counted = {phrase: one for phrase, one in phrases.items() if len(phrase) > 1 or phrase[0] not in within}
    order = sorted(counted.items(), key=lambda one: (-one[1][0], one[0]))
    weight = sum(worth for worth, _said in counted.values())
    words = tuple(dict.fromkeys(said for _phrase, (_worth, said) in order))[:SHOWN]
    return Suggestion(aim, line, weight, words, " ".join(sorted({" ".join(one) for one in counted})))
