"""Which thing of the new text is which of those that stand. Pure, the same from either side, the same on every run.

First the same words, wherever they stand (same code and same place before others); then the most alike. The
thresholds were set on pairs of real protocols and their earlier texts: below them two people do not agree.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from reciproque.core.likeness import Ground, Said, said
from reciproque.intake.rules.things import Thing, bare_code

ALIKE = 0.66
"""Alone, words so alike are the same thing said otherwise."""
WITH_CODE = 0.45
"""The same code says the rest."""
WITH_PLACE = 0.52
"""So does the same parent, or the same things below."""
FEWEST = 0.40
"""Nothing less alike is looked at."""

Pair = tuple[int, int]


@dataclass
class Lists:
    """Two lists made ready to be matched; keys of parents are places in these lists, or -1."""

    olds: Sequence[Thing]
    news: Sequence[Thing]
    apart: Collection[tuple[str, str]] = ()
    pairs: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)
    hand: set[int] = field(default_factory=set)
    """The new things that a person matched."""

    def __post_init__(self) -> None:
        self.old_said = [said(one.words) for one in self.olds]
        self.new_said = [said(one.words) for one in self.news]
        self.old_codes = [bare_code(one.code) for one in self.olds]
        self.new_codes = [bare_code(one.code) for one in self.news]
        self.old_up, self.new_up = _above(self.olds), _above(self.news)
        self.ground = Ground([*self.old_said, *self.new_said])

    def join(self, old: int, new: int) -> None:
        self.pairs[old], self.back[new] = new, old

    def may_join(self, old: int, new: int) -> bool:
        return (self.olds[old].key, self.news[new].key) not in self.apart

    def same_code(self, old: int, new: int) -> bool:
        return bool(self.old_codes[old]) and self.old_codes[old] == self.new_codes[new]

    def same_place(self, old: int, new: int) -> bool:
        """Whether both hang on the same thing."""
        above, there = self.old_up[old], self.new_up[new]
        return above >= 0 and there >= 0 and self.pairs.get(above) == there


def match(
    olds: Sequence[Thing],
    news: Sequence[Thing],
    *,
    together: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
) -> Lists:
    """Match two lists. `together` and `apart` are pairs of keys (old, new) that a person decided."""
    lists = Lists(olds, news, apart)
    _by_hand(lists, together)
    _same_words(lists)
    for _round in range(2):
        _most_alike(lists)
    return lists


def _above(things: Sequence[Thing]) -> list[int]:
    places = {one.key: place for place, one in enumerate(things)}
    return [places.get(one.parent, -1) for one in things]


def _by_hand(lists: Lists, together: Collection[tuple[str, str]]) -> None:
    old_at = {one.key: place for place, one in enumerate(lists.olds)}
    new_at = {one.key: place for place, one in enumerate(lists.news)}
    for old, new in together:
        if old in old_at and new in new_at and old_at[old] not in lists.pairs:
            lists.join(old_at[old], new_at[new])
            lists.hand.add(new_at[new])


def _path(place: int, up: Sequence[int], told: Sequence[Said]) -> tuple[tuple[str, ...], ...]:
    line, seen = [], {place}
    above = up[place]
    while above >= 0 and above not in seen:
        seen.add(above)
        line.append(told[above].words)
        above = up[above]
    return tuple(line)


def _same_words(lists: Lists) -> None:
    """The same words: first with the same code in the same place, then in the same place, the same code, anywhere."""
    old_path = [_path(one, lists.old_up, lists.old_said) for one in range(len(lists.olds))]
    new_path = [_path(one, lists.new_up, lists.new_said) for one in range(len(lists.news))]
    for with_path, with_code in ((True, True), (True, False), (False, True), (False, False)):
        waiting: dict[object, list[int]] = {}
        for new in range(len(lists.news)):
            if new not in lists.back:
                key = _key(lists.news[new], lists.new_said[new], new_path[new], lists.new_codes[new])
                waiting.setdefault(_cut(key, with_path, with_code), []).append(new)
        for old in range(len(lists.olds)):
            if old in lists.pairs:
                continue
            key = _key(lists.olds[old], lists.old_said[old], old_path[old], lists.old_codes[old])
            line = waiting.get(_cut(key, with_path, with_code), [])
            found = next((new for new in line if lists.may_join(old, new)), None)
            if found is not None:
                line.remove(found)
                lists.join(old, found)


def _key(thing: Thing, words: Said, path: object, code: str) -> tuple[object, object, str]:
    return (thing.group, words.words or thing.words), path, code


def _cut(key: tuple[object, object, str], with_path: bool, with_code: bool) -> tuple[object, object, str]:
    words, path, code = key
    return words, path if with_path else None, code if with_code else ""


def _most_alike(lists: Lists) -> None:
    """Of what is left, the most alike first; ties go to those that stand nearest each other in the two lists."""
    olds = [one for one in range(len(lists.olds)) if one not in lists.pairs]
    news = [one for one in range(len(lists.news)) if one not in lists.back]
    found = []
    for near in lists.ground.near(
        [lists.old_said[one] for one in olds], [lists.new_said[one] for one in news], at_least=FEWEST
    ):
        old, new = olds[near.left], news[near.right]
        score = _score(lists, old, new, near.likeness)
        if score is not None:
            found.append((-score, abs(old - new), old + new, old, new))
    for *_order, old, new in sorted(found):
        if old not in lists.pairs and new not in lists.back:
            lists.join(old, new)


def _score(lists: Lists, old: int, new: int, likeness: float) -> float | None:
    """How good a match it would be; None when it would be none."""
    if not lists.may_join(old, new) or lists.olds[old].group != lists.news[new].group:
        return None
    code, place = lists.same_code(old, new), lists.same_place(old, new)
    enough = WITH_CODE if code else WITH_PLACE if place else ALIKE
    return round(likeness + 0.15 * code + 0.1 * place, 6) if likeness >= enough else None
