"""One objective that became several, and several that became one: only where the words make it plain."""

from collections.abc import Sequence
from dataclasses import dataclass

from reciproque.core.likeness import Ground, Said
from reciproque.intake.rules.matching import Lists

IN_THE_WHOLE = 0.75
"""So much of what a piece says stands in the whole…"""
OF_THE_WHOLE = 0.75
"""… and so much of the whole stands in its pieces."""
ONLY_HERE = 0.20
"""Each piece brings at least so much that the others do not."""
MOST_PIECES = 6


@dataclass(frozen=True)
class Group:
    """Places of old and of new things; `share` of the whole that its pieces hold."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    share: float

    @property
    def places(self) -> list[tuple[str, int]]:
        return [*(("old", one) for one in self.olds), *(("new", one) for one in self.news)]


def split_in(lists: Lists) -> list[Group]:
    """Old things whose words are shared out between several new siblings."""
    found = _divided(lists, lists.old_said, lists.new_said, lists.pairs, lists.back, lists.new_up)
    return [Group((whole,), pieces, share) for whole, pieces, share in found]


def merged_in(lists: Lists) -> list[Group]:
    """New things that hold what several old siblings said."""
    found = _divided(lists, lists.new_said, lists.old_said, lists.back, lists.pairs, lists.old_up)
    return [Group(pieces, (whole,), share) for whole, pieces, share in found]


def _divided(
    lists: Lists,
    wholes: Sequence[Said],
    parts: Sequence[Said],
    matched: dict[int, int],
    back: dict[int, int],
    up: Sequence[int],
) -> list[tuple[int, tuple[int, ...], float]]:
    free = [one for one in range(len(parts)) if one not in back and len(parts[one].key) > 1]
    by_word: dict[str, list[int]] = {}
    for one in free:
        for word in parts[one].key:
            by_word.setdefault(word, []).append(one)
    found = []
    for whole, words in enumerate(wholes):
        own = matched.get(whole)
        if len(words.key) < 4 or (own is not None and _settled(lists, words, parts[own], own, back)):
            continue
        near = {one for word in words.key for one in by_word.get(word, ())} | (
            {own} if own is not None else set()
        )
        pieces = [one for one in sorted(near) if _is_piece(lists.ground, words, parts[one])]
        told = _plain(lists.ground, words, parts, pieces, up)
        if told is not None and (own is None or own in told[0]):
            found.append((whole, *told))
    return found


def _settled(lists: Lists, whole: Said, own: Said, place: int, back: dict[int, int]) -> bool:
    """A person matched it, or its match says it all: it is not in pieces."""
    by_hand = place in lists.hand if back is lists.back else lists.pairs.get(place) in lists.hand
    return by_hand or lists.ground.holds(own, whole) > 1 - ONLY_HERE


def _is_piece(ground: Ground, whole: Said, part: Said) -> bool:
    return ground.holds(whole, part) >= IN_THE_WHOLE and len(part.key) < len(whole.key)


def _plain(
    ground: Ground, whole: Said, parts: Sequence[Said], pieces: Sequence[int], up: Sequence[int]
) -> tuple[tuple[int, ...], float] | None:
    """The pieces, if they are siblings, bring each something, and make the whole together."""
    if not 1 < len(pieces) <= MOST_PIECES or len({up[one] for one in pieces}) > 1:
        return None
    for one in pieces:
        others = {word for other in pieces if other != one for word in parts[other].key}
        if ground.weight((parts[one].key & whole.key) - others) < ONLY_HERE * ground.weight(parts[one].key):
            return None
    together = {word for one in pieces for word in parts[one].key}
    share = ground.weight(together & whole.key) / ground.weight(whole.key)
    return (tuple(pieces), share) if share >= OF_THE_WHOLE else None
