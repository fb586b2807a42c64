"""What a new text says of what stands: the same, said otherwise, moved, a priority, new, not repeated, split, merged.

Every thing of both sides stands in one match, and in one only. Nothing here is deleted or decided: a text that
does not repeat an objective leaves it where it is.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from reciproque.core.likeness import said
from reciproque.intake.rules.matching import Lists, match
from reciproque.intake.rules.pieces import Group, merged_in, split_in
from reciproque.intake.rules.things import Change, Match, Thing

ORDERED = tuple(Change)
MANY_SIBLINGS = 400
"""Beyond so many under one parent, the ranks of the siblings say nothing to anybody."""


def compare(
    olds: Sequence[Thing],
    news: Sequence[Thing],
    *,
    together: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
    parents: Mapping[str, str] | None = None,
) -> list[Match]:
    """Compare two lists. `parents` says, for lists that hang on the framework, which old parent is which new one."""
    lists = match(olds, news, together=together, apart=apart)
    groups = _groups(lists)
    taken_old = {old for group in groups for old in group.olds}
    taken_new = {new for group in groups for new in group.news}
    ranked = _other_rank(lists)
    told = [
        _pair(lists, old, new, parents, ranked=new in ranked)
        for old, new in lists.pairs.items()
        if old not in taken_old and new not in taken_new
    ]
    told += [_group(lists, group) for group in groups]
    told += [
        Match((one,), (), (Change.DROPPED,))
        for place, one in enumerate(olds)
        if place not in lists.pairs and place not in taken_old
    ]
    told += [
        Match((), (one,), (Change.NEW,))
        for place, one in enumerate(news)
        if place not in lists.back and place not in taken_new
    ]
    return told


def _groups(lists: Lists) -> list[Group]:
    """The plain splits and mergers; where two of them want the same thing, none is plain."""
    found = [*split_in(lists), *merged_in(lists)]
    wanted: dict[tuple[str, int], int] = {}
    for group in found:
        for place in group.places:
            wanted[place] = wanted.get(place, 0) + 1
    return [group for group in found if all(wanted[place] == 1 for place in group.places)]


def _group(lists: Lists, group: Group) -> Match:
    olds = tuple(lists.olds[one] for one in group.olds)
    news = tuple(lists.news[one] for one in group.news)
    change = Change.SPLIT if len(olds) == 1 else Change.MERGED
    many = len(news) if change == Change.SPLIT else len(olds)
    what = "partagés entre" if change == Change.SPLIT else "réunis de"
    return Match(olds, news, (change,), f"{round(group.share * 100)} % des mots {what} {many} objectifs")


def _pair(lists: Lists, old: int, new: int, parents: Mapping[str, str] | None, *, ranked: bool) -> Match:
    one, other = lists.olds[old], lists.news[new]
    changes: set[Change] = set()
    details = _details(one, other)
    if said(one.words).words != said(other.words).words:
        changes.add(Change.REWORDED)
    if _moved(lists, old, new, parents):
        changes.add(Change.MOVED)
    if other.priority != one.priority and other.priority:
        changes.add(Change.PRIORITISED)
        details.append(("Niveau", one.label or "objectif", other.label))
    if ranked:
        changes.add(Change.PRIORITISED)
        details.append(("Rang", "un autre rang", "un autre rang parmi ses voisins"))
    if any(name == "Niveau d’engagement" for name, _before, _after in details):
        changes.add(Change.PRIORITISED)
    elif details and Change.PRIORITISED not in changes:
        changes.add(Change.AMENDED)
    ordered = tuple(change for change in ORDERED if change in changes) or (Change.SAME,)
    by_hand = new in lists.hand
    return Match((one,), (other,), ordered, _reason(lists, old, new), by_hand, tuple(details))


def _details(one: Thing, other: Thing) -> list[tuple[str, str, str]]:
    """What both say beside the words, and say otherwise. A silence is no change."""
    return [
        (name, str(one.facts[name]), str(value))
        for name, value in other.facts.items()
        if value not in (None, "") and one.facts.get(name) not in (None, "", value)
    ]


def _moved(lists: Lists, old: int, new: int, parents: Mapping[str, str] | None) -> bool:
    if parents is not None:
        above, there = lists.olds[old].parent, lists.news[new].parent
        return bool(above and there) and parents.get(above) != there
    above_old, above_new = lists.old_up[old], lists.new_up[new]
    if above_old < 0 or above_new < 0:
        return (above_old < 0) != (above_new < 0)
    return lists.pairs.get(above_old) != above_new


def _reason(lists: Lists, old: int, new: int) -> str:
    """Why these two are taken for the same: « même code 2.1 et 9 mots sur 11 »."""
    if new in lists.hand:
        return "rapprochés à la main"
    one, other = lists.old_said[old], lists.new_said[new]
    why = [f"même code {lists.news[new].code}"] if lists.same_code(old, new) else []
    if one.words == other.words:
        why.append("mêmes mots")
    else:
        common, most = len(one.key & other.key), max(len(one.key), len(other.key))
        why.append(f"{common} mot{'s' if common > 1 else ''} sur {most}")
    if lists.same_place(old, new):
        why.append("même place")
    return " et ".join([", ".join(why[:-1]), why[-1]] if len(why) > 1 else why)


def _other_rank(lists: Lists) -> set[int]:
    """The new things that stand before or after siblings of theirs that they stood after or before."""
    siblings: dict[tuple[int, int], list[int]] = {}
    for old in sorted(lists.pairs):
        new = lists.pairs[old]
        above, there = lists.old_up[old], lists.new_up[new]
        if (above < 0 and there < 0) or lists.pairs.get(above, -2) == there:
            siblings.setdefault((above, there), []).append(new)
    return {new for line in siblings.values() for new in _out_of_line(line)}


def _out_of_line(line: Sequence[int]) -> list[int]:
    """Those that do not stand in every longest row of numbers that grow. The same from either side."""
    if len(line) > MANY_SIBLINGS or all(one < other for one, other in pairwise(line)):
        return []
    up = _chains(line)
    down = _chains([-one for one in reversed(line)])[::-1]
    longest = max(length for length, _many in up)
    rows = sum(many for length, many in up if length == longest)
    found = []
    for place, (before, after) in enumerate(zip(up, down, strict=True)):
        in_rows = before[1] * after[1] if before[0] + after[0] - 1 == longest else 0
        if in_rows != rows:
            found.append(line[place])
    return found


def _chains(line: Sequence[int]) -> list[tuple[int, int]]:
    """For each number, the length of the longest growing row that ends there, and how many there are."""
    told: list[tuple[int, int]] = []
    for place, number in enumerate(line):
        before = [told[one] for one in range(place) if line[one] < number]
        longest = max((length for length, _many in before), default=0)
        many = sum(many for length, many in before if length == longest) if longest else 1
        told.append((longest + 1, many))
    return told
