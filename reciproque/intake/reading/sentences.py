"""Running text cut into sentences, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\bM\.)(?<!\bart\.)(?<!\bArt\.)(?<!\bcf\.)(?<!\bCf\.)(?<!\bex\.)(?<!\bEx\.)(?<!\bn°\.)"
    r"\s+(?=[«\"(“]?\s?[A-ZÀ-ÖØ-ÝŒ0-9])"
)


_LONGEST = 3000


def sentences_of(text: str) -> tuple[str, ...]:
    """Cut at full stops before a capital; « M. », « art. » and initials do not end a sentence.

    What goes on without end is no sentence: it is cut at a space, so that nobody scans it twice over.
    """
    return _sentences_once(text) if len(text) < _LONGEST else tuple(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    for part in _END.split(text):
        left = part.strip()
        while len(left) > _LONGEST:
            cut = left.rfind(" ", 1, _LONGEST)
            cut = cut if cut > 0 else _LONGEST
            yield left[:cut].strip()
            left = left[cut:].strip()
        if left:
            yield left


@lru_cache(maxsize=4096)
def _sentences_once(text: str) -> tuple[str, ...]:
    return tuple(_sentences(text))
