"""Words of French reduced to stems, the same whatever their case, accents, number, hyphens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from reciproque.core.text import fold

LONGEST = 40  # letters of a stem
_WORD = re.compile(r"[^\W_]+")
_STEMMER = snowballstemmer.stemmer("french")
JOINED = {"non", "anti", "auto", "co", "inter", "intra", "micro", "mono", "multi", "post", "pre", "pro", "re", "socio",
          "sous", "sur", "trans"}  # fmt: skip
"""First parts that make one word with what follows their hyphen: « non-recours », « socio-professionnel »."""

_EMPTY = """
a ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avoir ayant c ca car ce
ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des
dont du elle elles en encore entre est et etant ete etre eu eux font faire fait faites faits il ils
j je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lui m ma mais me
meme memes mes moi moins mon n ne ni non nos notre nous on ont ou par parmi pas peu peut peuvent
plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera
seront ses si soit son sont sous sur t ta te tel telle telles tels tes toi ton tous tout toute
toutes tres tu un une vers via vont vos votre vous y afin dit dite dits etc notamment contre envers
ville villes contrat contrats prevu prevus prevoit prevoient existe existent agit agir
"""
EMPTY = frozenset(_EMPTY.split())
"""Words that say nothing of what is asked. « contre » is one: what is against a thing speaks of the thing."""


@dataclass(frozen=True)
class Token:
    """A word of a text: its stem, the word itself, where it stands."""

    stem: str
    word: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Accents go before stemming: capitals of real documents have none, nor do many people's keyboards."""
    folded = fold(word)
    if len(folded) > 3 and folded[-1] in "sx" and not folded.endswith("ss"):
        folded = folded[:-1]
    return _STEMMER.stemWord(folded)[:LONGEST]


_folded = lru_cache(maxsize=50_000)(fold)  # the words of a language come again and again


def tokens(text: str) -> Iterator[Token]:
    """The words of a text that say something, in their order. A first part with its hyphen is one with the next."""
    found = list(_WORD.finditer(text))
    index = 0
    while index < len(found):
        one, word = found[index], _folded(found[index].group())
        after = found[index + 1] if index + 1 < len(found) else None
        if after is not None and _is_joined(word, text[one.end() : after.start()], _folded(after.group())):
            yield Token(
                (word + stem_of(after.group()))[:LONGEST],
                text[one.start() : after.end()],
                one.start(),
                after.end(),
            )
            index += 2
            continue
        if word not in EMPTY and (len(word) > 1 or word.isdigit()):
            for part in word.split():  # what folding takes apart: « ½ » is « 1⁄2 »
                bare = "".join(_WORD.findall(part))
                if bare:
                    yield Token(stem_of(bare), one.group(), one.start(), one.end())
        index += 1


def _is_joined(word: str, between: str, after: str) -> bool:
    hyphen = between in {"-", "‑", "–", "\u00ad"}
    return (
        word in JOINED and after not in EMPTY and (hyphen or (word == "non" and between in {" ", "\u00a0"}))
    )


def stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def scope_token(contract_id: int) -> str:
    """A token that no text has: with it among the words, one contract is asked as quickly as all."""
    return f"zz{contract_id}zz"
