"""Words compared as a reader compares them: without accents, case or typographic signs.

`folded` keeps the length of its text, so that what is found in the one can be cut out of the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reciproque.office.document import Document

_LETTERS = [*range(0x80, 0x250), *range(0x1E00, 0x1F00), *range(0x2070, 0x2090)]
_ODD = {"œ": "o", "Œ": "o", "æ": "a", "Æ": "a", "’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-"}


def _plain(char: str) -> str:
    base = _ODD.get(char) or unicodedata.normalize("NFKD", char)[:1].lower()
    return base if len(base) == 1 else char


_PLAIN = str.maketrans({char: _plain(char) for char in [*map(chr, _LETTERS), *_ODD]})
_WORTH_KEEPING = 2000
_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORDS = (
    "a au aux avec ce ces cet cette d dans de des du en et l la le les leur leurs ou par pour s sa sans se ses son"
    " sur un une"
)
_SMALL = frozenset(_SMALL_WORDS.split())
LEADING_ARTICLE = re.compile(r"^(?:l['’]\s?|(?:la|le|les)\s+)", re.IGNORECASE)


def folded(text: str) -> str:
    """The text in lower case without accents, character by character."""
    return _folded_once(text) if len(text) < _WORTH_KEEPING else _folded(text)


def _folded(text: str) -> str:
    return text.translate(_PLAIN).lower()


_folded_once = lru_cache(maxsize=4096)(_folded)


def words_of(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def telling_words(text: str) -> frozenset[str]:
    """The words of a name that tell it from another, without their endings."""
    return frozenset(word[:7] for word in words_of(text) if word not in _SMALL)


def without_article(text: str) -> str:
    return LEADING_ARTICLE.sub("", text.strip())


_FRENCH = frozenset(("le", "la", "les", "des", "du", "et", "une", "un", "pour", "dans", "est", "que"))
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "is", "for", "that", "with", "are", "by", "from"))
_ENOUGH = 400


def is_french(document: Document) -> bool:
    """Whether the small words of a document are rather French than English."""
    french = english = 0
    for block in document.blocks():
        for word in folded(block.text).split():
            french += word in _FRENCH
            english += word in _ENGLISH
        if french + english > _ENOUGH:
            break
    return french >= english
