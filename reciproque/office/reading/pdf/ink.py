"""What is printed on a page, as plain data: words with their place and look, ruling lines, images.

Lengths are in points, from the upper left corner of the page as a person reads it: a page printed sideways is
turned upright first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

APART = 0.17
"""How far apart, in heights of a letter, words stand that have a space between them."""


class Look(NamedTuple):
    """How letters are printed. `colour` is (red, green, blue); `hidden` letters lie under an image (OCR)."""

    size: float
    strong: bool = False
    slanted: bool = False
    colour: tuple[int, int, int] = (0, 0, 0)
    hidden: bool = False


@dataclass(slots=True)
class Word:
    """Letters without a space between them.

    `base` is the line that they stand on; `mark` the marked content that they belong to (-1: none);
    `spaced` says that a space stands before the word; `turned` that it is printed across the others.
    """

    text: str
    left: float
    right: float
    base: float
    look: Look
    mark: int = -1
    spaced: bool = False
    turned: bool = False

    @property
    def size(self) -> float:
        return self.look.size

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.base - self.size * 0.3


class Rule(NamedTuple):
    """A straight line, across or upright: `at` is where it lies, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Ink:
    """One page."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    images: list[float] = field(default_factory=list)
    unreadable: int = 0

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def is_scan(self) -> bool:
        """Whether one image covers the page, and the letters, if any, lie hidden under it."""
        covered = max(self.images, default=0.0) > 0.7
        return covered and all(word.look.hidden for word in self.words)


@dataclass(slots=True)
class Line:
    """Words that stand beside each other on one base."""

    words: list[Word]
    page: int

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        return self.words[0].base if len(self.words) == 1 else _usual(self.words).base

    @property
    def size(self) -> float:
        return _usual(self.words).size

    @property
    def look(self) -> Look:
        return _usual(self.words).look

    @property
    def text(self) -> str:
        return "".join(text for text, _word in self.spoken())

    def spoken(self) -> Iterator[tuple[str, Word]]:
        """The words with the spaces between them."""
        before: Word | None = None
        for word in self.words:
            apart = before is not None and (word.spaced or word.left - before.right > word.size * APART)
            yield (f" {word.text}" if apart else word.text), word
            before = word


def _usual(words: Iterable[Word]) -> Word:
    """The word that stands for all: the longest run of one look, so that a raised mark does not count."""
    counted: dict[Look, int] = {}
    first: dict[Look, Word] = {}
    for word in words:
        counted[word.look] = counted.get(word.look, 0) + len(word.text)
        first.setdefault(word.look, word)
    return first[max(counted, key=lambda look: counted[look])]
