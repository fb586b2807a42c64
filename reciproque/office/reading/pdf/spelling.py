"""The words that a document itself uses: they tell what a line broke from what belongs apart."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from reciproque.office.reading.blocks import SOFT_HYPHEN
from reciproque.office.reading.pdf.ink import Line

_TOKENS = re.compile(r"[^\W\d_]+(?![\w'’])")
_FIRST, _LAST = re.compile(r"^[^\W\d_]+"), re.compile(r"[^\W\d_]+$")
_DASHES = (SOFT_HYPHEN, "-", "\u2010")
_AROUND = "().,;:«»"
_PREFIXES = frozenset(["demi", "ex", "mi", "non", "quasi", "rendez", "semi", "socio", "vice", "vis"])
_PROVED = 2
_SHARE = 0.2
_A_KNOWN_WORD = 3.0
_APART = 1.0
_INFINITIVE = ("er", "ir")
_A_HABIT = 5


class _Pieces:
    """How often words begin, go on and end with the same letters, to tell whether two pieces are one word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._starts: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        for word in words:
            for size in (2, 3):
                self._starts[word[:size]] += 1
                self._inside.update({word[at : at + size + 1] for at in range(len(word) - size)})
            for size in range(2, 5):
                self._ends[word[-size:]] += len(word) >= size

    def apart(self, last: str, first: str, seen: int) -> float:
        """High when the pieces look like two words; `seen` is how often the second was seen as a word."""
        score = sum(
            _against(self._ends[last[-size:]], self._inside[last[-size:] + first[:1]]) for size in (2, 3)
        )
        if len(first) < 4:
            return score + 2 * _against(seen, self._ends[last[-1:] + first])
        return score + sum(
            _against(self._starts[first[:size]], self._inside[last[-1:] + first[:size]]) for size in (2, 3)
        )


def _against(one: int, other: int) -> float:
    return math.log((one + 0.5) / (other + 0.5))


class Vocabulary:
    """Words seen whole, and those that a hyphen joins within a line."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._pieces: _Pieces | None = None
        self._openers: set[str] = set()
        self._compounds: set[str] = set()
        self._at_ends: list[str] = []

    def learn(self, lines: Iterable[Line]) -> None:
        """Take in lines of print. The first word of a line may be the rest of another, the others are whole."""
        open_end = ""
        self._pieces = None
        for line in lines:
            said = line.text.lower()
            words = [word for word in said.split(" ") if any(letter.isalpha() for letter in word)]
            inner = words[1:-1] if said.endswith(_DASHES) else words[1:]
            self._words.update(token for word in inner for token in _TOKENS.findall(word))
            self._compounds.update(word.strip(_AROUND) for word in inner if "-" in word[1:-1])
            first = _FIRST.search(said)
            if open_end and first:
                self._at_ends.append(open_end + first[0])
            last = _LAST.search(said[:-1]) if said.endswith(_DASHES) else None
            open_end = last[0] if last else ""

    def knows(self, word: str) -> bool:
        return word.lower() in self._words

    def learn_opener(self, line: Line) -> None:
        """Take in the first line of a cell: sentences begin with such words."""
        first = next((word for word in line.text.split(" ") if word[:1].isalpha()), "")
        if first[:1].isupper():
            self._openers.add(first)

    def begins_anew(self, before: str, after: str) -> bool:
        """Whether a line begins a sentence although none ended above: by a word that sentences begin with."""
        last, first = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
        return self._opens(first) and last[:1].islower() and len(last) > 3 and last[-1:].isalnum()

    def _opens(self, word: str) -> bool:
        """A word that begins a cell elsewhere, or an infinitive where cells begin with infinitives."""
        if word in self._openers:
            return True
        infinitives = sum(opener.endswith(_INFINITIVE) for opener in self._openers)
        return word[:1].isupper() and word.endswith(_INFINITIVE) and infinitives >= _A_HABIT

    def hyphenates(self) -> bool:
        """Whether the document breaks words at the ends of its lines, which most programs do only when told to."""
        proved = sum(self.knows(word) for word in self._at_ends)
        return proved >= _PROVED and proved >= _SHARE * len(self._at_ends)

    def glued(self, before: str, after: str, *, full: bool) -> str:
        """Two lines of a paragraph as one text. `full` says that not one letter more fitted on the first."""
        first = _FIRST.search(after)
        if before.endswith(SOFT_HYPHEN):
            return before[:-1] + after
        if after[:1] in ",.)" or (before.endswith("/") and before[-2:-1].isalnum()):
            return before + after
        if before.endswith(_DASHES) and before[-2:-1].isalnum():
            last = _LAST.search(before[:-1])
            if first is None or last is None:
                return before + after
            return self._at_hyphen(before, after, last[0], first[0])
        last = _LAST.search(before)
        if full and first and last and self._is_one_word(last[0], first[0]):
            return before + after
        return f"{before} {after}"

    def _at_hyphen(self, before: str, after: str, last: str, first: str) -> str:
        """A hyphen that ends a line: of a compound (« savoir-faire »), or only of the broken word?"""
        if self.knows(last + first):
            return before[:-1] + after
        compound = f"{before[:-1].rsplit(' ', 1)[-1]}-{after.split(' ', 1)[0]}".lower().strip(_AROUND)
        known = (
            last.lower() in _PREFIXES
            or compound in self._compounds
            or (self.knows(last) and self.knows(first))
        )
        if known or first[0].isupper() or not self.hyphenates():
            return before + after
        return before[:-1] + after

    def _is_one_word(self, last: str, first: str) -> bool:
        """Whether a column too narrow for a word cut it without a hyphen."""
        if first[0].isupper() and not last.isupper():
            return False
        if self.knows(last + first):
            return True
        if self._pieces is None:
            self._pieces = _Pieces(self._words)
        last, first = last.lower(), first.lower()
        whole = _A_KNOWN_WORD if self.knows(last) else 0.0
        return self._pieces.apart(last, first, self._words[first]) + whole < _APART
