"""What a question asks for: groups of words, each with what may stand for them, and what must not be there."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from reciproque.core.text import fold
from reciproque.search.rules.words import stems, tokens

Stems = tuple[str, ...]
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+))')
MOST_GROUPS, MOST_WITHOUT, LONGEST_HEAD = 12, 12, 4
EXACT, SYNONYM, NEAR, PREFIX = 1.0, 0.7, 0.6, 0.5


@dataclass(frozen=True)
class Way:
    """One way to say what is asked: stems that stand near each other. `last_begins`: the last is only begun."""

    stems: Stems
    shown: str
    worth: float = EXACT
    last_begins: bool = False


@dataclass(frozen=True)
class Group:
    """Something that is asked for: as it was typed first, then what may stand for it."""

    ways: tuple[Way, ...]
    literal: str = ""  # folded: these very words, in quotes
    weight: float = 1.0

    @property
    def shown(self) -> str:
        return self.ways[0].shown


@dataclass(frozen=True)
class Question:
    groups: tuple[Group, ...] = ()
    without: tuple[Stems, ...] = ()
    ignored: tuple[str, ...] = ()  # words typed that say nothing

    @property
    def tried(self) -> list[str]:
        """All the words that were looked for beside those typed."""
        ways = (way for group in self.groups for way in group.ways[1:])
        return list(dict.fromkeys(way.shown for way in ways if not way.last_begins))


@dataclass(frozen=True)
class Lexicon:
    """What may stand for what: `also` by stems, as (stems, shown); `light` stems weigh little in a question."""

    also: Mapping[Stems, Sequence[tuple[Stems, str]]] = field(default_factory=dict)
    light: Collection[str] = ()


def understood(asked: str, lexicon: Lexicon = Lexicon(), *, last_begins: bool = False) -> Question:
    """What was typed, as groups. `last_begins`: the last word may only be begun (a search box)."""
    groups: list[Group] = []
    without: list[Stems] = []
    loose: list[str] = []
    for minus, straight, french, curly, bare in _PIECE.findall(asked):
        quoted = straight or french.strip() or curly
        if minus:
            without += [tuple(found)] if (found := stems(quoted or bare)) else []
        elif quoted:
            groups += _of_words(" ".join(loose), lexicon)
            loose = []
            if found := stems(quoted):
                groups.append(Group((Way(tuple(found), quoted),), literal=fold(quoted)))
        else:
            loose.append(bare)
    groups += _of_words(" ".join(loose), lexicon, last_begins=last_begins)
    return Question(tuple(_once(groups)[:MOST_GROUPS]), tuple(without[:MOST_WITHOUT]))


def _once(groups: Sequence[Group]) -> list[Group]:
    return list({group.ways[0].stems: group for group in groups}.values())


def _of_words(text: str, lexicon: Lexicon, *, last_begins: bool = False) -> list[Group]:
    """The longest expression that has synonyms makes one group; every other word one of its own."""
    found = list(tokens(text))
    groups = []
    index = 0
    while index < len(found):
        length = next(
            (
                n
                for n in range(min(LONGEST_HEAD, len(found) - index), 1, -1)
                if tuple(one.stem for one in found[index : index + n]) in lexicon.also
            ),
            1,
        )
        some = found[index : index + length]
        index += length
        head = tuple(one.stem for one in some)
        shown = text[some[0].start : some[-1].end]
        ways = [Way(head, shown)]
        if last_begins and index == len(found) and length == 1:
            ways.append(Way(head, f"{shown}…", PREFIX, last_begins=True))
        ways += [Way(also, said, SYNONYM) for also, said in lexicon.also.get(head, ())]
        light = length == 1 and head[0] in lexicon.light
        groups.append(Group(tuple(ways), weight=0.25 if light else 1.0))
    return groups
