"""From a French text to the stems that carry its meaning. Deterministic: no model, nothing learnt."""

import re
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from reciproque.core.text import fold

LEXICON = Path(__file__).parents[1] / "lexicon"
EMPTY = frozenset((LEXICON / "vides.txt").read_text(encoding="utf-8").split())
"""Words that only hold a sentence together (folded)."""

EVERYWHERE = frozenset((LEXICON / "partout.txt").read_text(encoding="utf-8").split())
"""Words of every contract: alone they say nothing of a theme, in a set phrase they do (« service public »)."""

PLURAL = 4  # letters that a word has beyond its plural, at least
_STEMMER = snowballstemmer.stemmer("french")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word with its accents: they are set aside afterwards, for the stemmer needs them.

    The stemmer leaves the plural of « emplois » and « médias »: it goes first.
    """
    plural = len(word) > PLURAL and word[-1] == "s" and word[-2] in "aiou"
    return fold(_STEMMER.stemWord(word[:-1] if plural else word))


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> tuple[tuple[str, str], ...]:
    """The stems of a text in its order, each with the word as it was written, without the words that hold it together.

    « habitant.e.s » and « habitant·e·s » count as « habitant ».
    """
    found = []
    for written in re.findall(r"[^\W_]+(?:[.·][^\W_]{1,4})*", text.replace("’", "'").lower()):
        head = re.split(r"[.·]", written)[0]
        folded = fold(head)
        if len(folded) > 1 and folded not in EMPTY:
            found.append((stem(head), head))
    return tuple(found)


@lru_cache(maxsize=20_000)
def says_nothing(word: str) -> bool:
    """Whether a word stands in every contract (or is a number), so that alone it speaks of no theme."""
    folded = fold(word)
    return folded in EVERYWHERE or folded.isdigit()
