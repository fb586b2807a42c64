"""How alike two French sentences are, by their words: stems, weighed by how rare they are. No model, no chance.

`Ground` weighs the words of all the sentences at hand: a word that stands in half of them (« quartier »)
ties less than one that stands in two. Every measure is the same from either side.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from reciproque.core.text import fold

_WORD = re.compile(r"[^\W_]+")
_INCLUSIVE = re.compile(r"(?<=\w)[.·](?:e|te|ne|le|se|rice|trice|euse|ere|ère)(?:[.·]s)?\b", re.IGNORECASE)
_EMPTY_WORDS = (
    "a afin ainsi au aux avec ce ces cet cette chaque d dans de des du elle en entre est et etre ils il je l la "
    "le les leur leurs lors mais me n ne nos notre nous on ou où par pas plus pour qu que qui s sa se ses si son "
    "sont sous sur tous tout toute toutes un une vers vos votre vous y notamment travers cadre lien "
    "axe pilier volet objectif objectifs priorite priorites ambition orientation chantier"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Words that say nothing of the matter, and those that only name a level."""

_WEAK_WORDS = (
    "accompagner améliorer agir aider appuyer apporter articuler assurer conforter consolider contribuer "
    "construire créer développer encourager engager faciliter faire favoriser garantir intégrer lever lutter "
    "maintenir mener mettre mieux mobiliser œuvre permettre porter poursuivre prendre promouvoir proposer "
    "renforcer répondre soutenir travailler valoriser veiller viser contrat ville"
)
"""What every objective of every contract says, whatever it is about."""
WEAK = 0.4

ORDER = 0.3
"""The share of the order of words in a likeness; the rest is which words they are."""


@dataclass(frozen=True)
class Said:
    """A sentence made ready: its folded words in order, and the stems of those that carry meaning."""

    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def key(self) -> frozenset[str]:
        return frozenset(self.stems)


@dataclass(frozen=True)
class Near:
    """Two sentences, by their places in two lists, and how alike they are (0 … 1)."""

    left: int
    right: int
    likeness: float


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The folded stem of one French word (« habitantes » and « habitants » have the same)."""
    return fold(str(_stemmer().stemWord(word.casefold()))) or fold(word)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("french")


@lru_cache(maxsize=1)
def _weak_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _WEAK_WORDS.split())


def strong(words: Iterable[str]) -> list[str]:
    """Those of these stems that say what a sentence is about."""
    return [word for word in words if word not in _weak_stems()]


@lru_cache(maxsize=20_000)
def said(text: str) -> Said:
    """Read a sentence. One made of empty words only keeps them: « Le cadre » is still something."""
    plain = _WORD.findall(_INCLUSIVE.sub("", text))
    folded = tuple(fold(word) for word in plain)
    stems = tuple(stem(word) for word, low in zip(plain, folded, strict=True) if low not in _EMPTY)
    return Said(folded, stems or folded)


class Ground:
    """The sentences among which others are compared: they say how much each word weighs."""

    def __init__(self, sentences: Iterable[Said]) -> None:
        keys = [one.key for one in sentences]
        seen = Counter(word for key in keys for word in key)
        self._many = math.log(len(keys) + 2)
        self._weights = {
            word: (WEAK if word in _weak_stems() else 1.0) * (0.3 + math.log((len(keys) + 2) / (n + 1)))
            for word, n in seen.items()
        }

    def weight(self, words: Iterable[str]) -> float:
        return math.fsum(sorted(self._weights.get(word, self._many) for word in words))

    def likeness(self, one: Said, other: Said) -> float:
        """1: the same words in the same order; 0: no word in common."""
        if one.words == other.words:
            return 1.0
        a, b = one.key, other.key
        whole = self.weight(a) + self.weight(b)
        shared = 2 * self.weight(a & b) / whole if whole else 0.0
        order = fuzz.ratio(*sorted((" ".join(one.stems), " ".join(other.stems)))) / 100
        return min(0.999, (1 - ORDER) * shared + ORDER * order)

    def holds(self, whole: Said, part: Said) -> float:
        """Which share of what the part says stands in the whole."""
        own = self.weight(part.key)
        return self.weight(part.key & whole.key) / own if own else 0.0

    def near(self, left: Sequence[Said], right: Sequence[Said], *, at_least: float) -> Iterator[Near]:
        """The pairs of two lists that are at least so alike. Only sentences that share a word are looked at."""
        holders: dict[str, list[int]] = {}
        for place, one in enumerate(right):
            for word in one.key:
                holders.setdefault(word, []).append(place)
        whole = [self.weight(one.key) for one in right]
        for place, one in enumerate(left):
            own, shared = self.weight(one.key), dict[int, float]()
            for word in sorted(one.key):
                weight = self._weights.get(word, self._many)
                for other in holders.get(word, ()):
                    shared[other] = shared.get(other, 0.0) + weight
            for other, common in shared.items():
                most = (1 - ORDER) * 2 * common / (own + whole[other]) + ORDER
                if most >= at_least and (found := self.likeness(one, right[other])) >= at_least:
                    yield Near(place, other, found)


@dataclass(frozen=True)
class Run:
    """Some words of a sentence that both have (""), or that only the older (« - ») or the newer (« + ») has."""

    mark: str
    text: str


def marked(before: str, after: str) -> list[Run]:
    """The words that changed from one sentence to the other, in the order in which one reads them.

    Case, accents, commas and kinds of apostrophe are no change.
    """
    old, new = before.split(), after.split()
    keys = [["".join(said(word).words) or word for word in words] for words in (old, new)]
    runs: list[Run] = []
    for change in Indel.opcodes(*keys):
        if change.tag == "equal":
            runs.append(Run("", " ".join(new[change.dest_start : change.dest_end])))
            continue
        gone, come = old[change.src_start : change.src_end], new[change.dest_start : change.dest_end]
        runs += [Run(mark, " ".join(words)) for mark, words in (("-", gone), ("+", come)) if words]
    return _joined(runs)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of the same mark as one run."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].mark == run.mark:
            joined[-1] = Run(run.mark, f"{joined[-1].text} {run.text}")
        else:
            joined.append(run)
    return joined
